import type { Entry, Kind } from './entries.ts'

/** A true count that follows from published ones, and is printed nowhere. It adds up as they do. */
export interface Rest {
  readonly of: Entry['of']
  readonly kind: Pick<Kind, 'id' | 'measure' | 'dimensions'>
  readonly place: number
  readonly people: number
  /** Whether it must not be given away either; one that is not protected only ties sums together. */
  readonly isProtected: boolean
}

/** Where a rest stands, and what it is of: as what it is left beside. */
type Beside = Pick<Rest, 'of' | 'kind' | 'place'>

/** The rests of a set of entries. They go by the numbers that follow those of the entries, and so do their kinds. */
export interface Rests {
  readonly all: readonly Rest[]
  /** The number of a rest, by its name and place; it is made when it is first asked for. */
  readonly beside: (name: string, at: Beside, people: number, isProtected: boolean) => number
  readonly at: (kind: number, place: number) => number | undefined
}

export function restsAfter(entries: number, kinds: number): Rests {
  const all: Rest[] = []
  const byName = new Map<string, number>()
  const placed: Map<number, number>[] = []
  return {
    all,
    beside(name, { of, kind, place }, people, isProtected) {
      const own = byName.get(name) ?? placed.push(new Map()) - 1
      byName.set(name, own)
      let rest = placed[own]!.get(place)
      if (rest === undefined) {
        const { measure, dimensions } = kind
        const id = kinds + own
        rest = entries + all.push({ of, kind: { id, measure, dimensions }, place, people, isProtected }) - 1
        placed[own]!.set(place, rest)
      }
      return rest
    },
    at: (kind, place) => placed[kind - kinds]!.get(place),
  }
}
