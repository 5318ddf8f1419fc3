import { dimensionsText } from '../../contracts/dimensions.ts'
import type { Dimensions, Measure } from '../../rules/measures.ts'
import type { TrueCell } from './cells.ts'
import { type Places, placesOf } from './places.ts'

/** What is counted, wherever: a count column of a row of a table. Kinds go by their number. */
export interface Kind {
  readonly id: number
  readonly measure: Measure
  readonly count: string
  readonly dimensions: Dimensions
}

/** One count that is decided on, with its place in the tables. */
export interface Entry {
  readonly of: TrueCell
  readonly kind: Kind
  readonly place: number
  /** The true count, which is not safe. */
  readonly people: number
}

/** Every count that is published, each once, by its number. */
export interface Entries {
  readonly all: readonly Entry[]
  readonly kinds: readonly Kind[]
  readonly places: Places
  /** Undefined when nothing of the kind is published there. */
  readonly at: (kind: number, place: number) => number | undefined
  /** Undefined when no row of the table has it. */
  readonly kindOf: (measure: Measure, count: string, dimensions: Dimensions) => Kind | undefined
  /** The entry that decides a count of a cell, which may stand in several rows; undefined for one that is not decided. */
  readonly entryOf: (of: TrueCell, count: string) => number | undefined
}

export function entriesOf(cells: readonly TrueCell[]): Entries {
  const places = placesOf()
  const kinds: Kind[] = []
  const byText = new Map<string, Kind>()
  const placed: Map<number, number>[] = []
  const all: Entry[] = []
  const rows = rowKinds((measure, count, dimensions) => {
    const text = kindText(measure, count, dimensions)
    let kind = byText.get(text)
    if (kind === undefined) {
      kind = { id: kinds.length, measure, count, dimensions }
      kinds.push(kind)
      byText.set(text, kind)
      placed.push(new Map())
    }
    return kind
  })

  for (const of of cells) {
    if (!of.isAvailable) continue
    const decided = rows(of)
    const place = places.idOf(of.cell)
    for (const count in of.counts) {
      const { kind, isHere } = decided(count)
      // A count that several rows of a cell repeat is decided on once.
      if (isHere) placed[kind.id]!.set(place, all.push({ of, kind, place, people: of.counts[count]! }) - 1)
    }
  }
  return {
    all,
    kinds,
    places,
    at: (kind, place) => placed[kind]!.get(place),
    kindOf: (measure, count, dimensions) => byText.get(kindText(measure, count, dimensions)),
    entryOf: (of, count) => placed[rows(of)(count).kind.id]!.get(places.idOf(of.cell)),
  }
}

const kindText = (measure: Measure, count: string, dimensions: Dimensions): string =>
  `${measure.table}|${count}|${dimensionsText(dimensions)}`

interface Decided {
  readonly kind: Kind
  /** Whether this row is the one that decides. */
  readonly isHere: boolean
}

/** Very many cells share few combinations of a table's own columns: each is looked at once. */
function rowKinds(known: (measure: Measure, count: string, dimensions: Dimensions) => Kind) {
  const byMeasure = new Map<Measure, WeakMap<Dimensions, (count: string) => Decided>>()
  return ({ measure, dimensions }: TrueCell): ((count: string) => Decided) => {
    const byRow = byMeasure.get(measure) ?? new WeakMap<Dimensions, (count: string) => Decided>()
    byMeasure.set(measure, byRow)
    let row = byRow.get(dimensions)
    if (row === undefined) {
      const found = new Map<string, Decided>()
      row = (count) => {
        let decided = found.get(count)
        if (decided === undefined) {
          const at = measure.decidedAt?.(count, dimensions) ?? dimensions
          decided = {
            kind: known(measure, count, at),
            isHere: dimensionsText(at) === dimensionsText(dimensions),
          }
          found.set(count, decided)
        }
        return decided
      }
      byRow.set(dimensions, row)
    }
    return row
  }
}
