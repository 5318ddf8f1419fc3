import { dimensionsText } from '../../contracts/dimensions.ts'
import type { Geography } from '../../domain/geography.ts'
import { type DisclosurePolicy, PROTECTED_WIDTH, policyFor } from '../../rules/disclosure.ts'
import type { Dimensions } from '../../rules/measures.ts'
import type { TrueCell } from './cells.ts'
import {
  NOT_APPLICABLE,
  NOT_AVAILABLE,
  type PublishedCount,
  SUPPRESSED,
  protectedCount,
  readersBounds,
} from './count.ts'
import { type Bounds, type Sum, solve } from './solve.ts'
import { type Entry, placeOf, sumsBetween } from './sums.ts'

/** How one count is published, and why it is hidden where it is. */
export interface Decided {
  readonly published: PublishedCount
  /** Null for a count that is not hidden. */
  readonly reason: 'small_number' | 'protects_another' | null
  /** What a reader of every table can know; null where the count is not published at all. */
  readonly bounds: Bounds | null
}

/** The decision on a count of a cell. */
export type Decisions = (of: TrueCell, count: string) => Decided

/**
 * Hides small counts, and then as many others as it takes that no sum of published cells narrows a small one below the
 * protected width. Sums are solved one at a time: the disclosure audit, which solves them together, has the last word.
 */
export function decideCounts(cells: readonly TrueCell[], geography: Geography, coverage: 'icb' | 'england'): Decisions {
  const entries: Entry[] = cells.flatMap((of) =>
    of.isAvailable
      ? Object.keys(of.counts)
          .filter((count) => isDecidedHere(of, count))
          .map((count) => ({ of, count }))
      : [],
  )
  const policies = entries.map(({ of }) => policyFor(of.cell.geographyType, coverage))
  const published = entries.map(({ of, count }, i) => protectedCount(of.counts[count]!, policies[i]!))
  const isSmall = published.map(({ status }) => status === 'suppressed')
  const bounds: Bounds[] = entries.map(() => ({ low: 0, high: Infinity }))
  // Counts that no sum ties together cannot give each other away: each family is decided by itself.
  for (const family of families(sumsBetween(entries, geography), entries.length))
    decideFamily(family, { entries, policies, published, isSmall, bounds })

  const place = new Map(entries.map((entry, i) => [placeOf(entry), i]))
  return (of, count) => {
    if (!of.isAvailable) return { published: NOT_AVAILABLE, reason: null, bounds: null }
    if (!(count in of.counts)) return { published: NOT_APPLICABLE, reason: null, bounds: null }
    const i = place.get(placeOf({ of: { ...of, dimensions: decidedAt(of, count) }, count }))!
    const isHidden = published[i]!.status === 'suppressed'
    const reason = isSmall[i]! ? 'small_number' : 'protects_another'
    return { published: published[i]!, reason: isHidden ? reason : null, bounds: bounds[i]! }
  }
}

interface Deciding {
  readonly entries: readonly Entry[]
  readonly policies: readonly DisclosurePolicy[]
  readonly published: PublishedCount[]
  readonly isSmall: readonly boolean[]
  /** What a reader can know, of every entry. */
  readonly bounds: Bounds[]
}

/** Counts that sums tie together, by their place among the entries, with those sums between places in the family. */
interface Family {
  readonly members: readonly number[]
  readonly sums: readonly Sum[]
}

function decideFamily({ members, sums }: Family, all: Deciding): void {
  const entries = members.map((i) => all.entries[i]!)
  const published = members.map((i) => all.published[i]!)
  const isSmall = members.map((i) => all.isSmall[i]!)
  const sumsOf = bySummand(sums, members.length)

  const solved = (): readonly Bounds[] => {
    const bounds = published.map((count, i) => {
      if (count.status === 'suppressed' && !isSmall[i]!) return { low: 1, high: Infinity }
      const { low, high } = readersBounds(count, all.policies[members[i]!]!)
      return { low: low ?? 0, high: high ?? Infinity }
    })
    solve(bounds, sums)
    return bounds
  }

  let bounds = solved()
  for (;;) {
    const exposed = bounds.flatMap(({ low, high }, i) => (isSmall[i]! && high - low < PROTECTED_WIDTH ? [i] : []))
    const next = new Set(exposed.flatMap((i) => smallestShown(i, sums, sumsOf, published, entries) ?? []))
    if (next.size === 0) break
    for (const i of next) published[i] = SUPPRESSED
    bounds = solved()
  }
  members.forEach((place, i) => {
    all.published[place] = published[i]!
    all.bounds[place] = bounds[i]!
  })
}

function families(sums: readonly Sum[], length: number): readonly Family[] {
  const root = Array.from({ length }, (_, i) => i)
  const rootOf = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (const { whole, parts } of sums) for (const part of parts) root[rootOf(part)] = rootOf(whole)
  const found = new Map<number, { members: number[]; sums: Sum[] }>()
  const place = new Map<number, number>()
  for (let i = 0; i < length; i++) {
    const family = found.get(rootOf(i)) ?? { members: [], sums: [] }
    found.set(rootOf(i), family)
    place.set(i, family.members.push(i) - 1)
  }
  for (const sum of sums)
    found.get(rootOf(sum.whole))!.sums.push({
      ...sum,
      whole: place.get(sum.whole)!,
      parts: sum.parts.map((part) => place.get(part)!),
    })
  return [...found.values()]
}

const decidedAt = ({ measure, dimensions }: TrueCell, count: string): Dimensions =>
  measure.decidedAt?.(count, dimensions) ?? dimensions

/** A count that several rows of a cell repeat is decided on once. */
const isDecidedHere = (of: TrueCell, count: string): boolean =>
  dimensionsText(decidedAt(of, count)) === dimensionsText(of.dimensions)

function bySummand(sums: readonly Sum[], length: number): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length }, () => [])
  sums.forEach(({ whole, parts }, s) => [whole, ...parts].forEach((i) => found[i]!.push(s)))
  return found
}

/** Of the shown counts that share a sum with one, the smallest; null when all are hidden or 0. */
function smallestShown(
  of: number,
  sums: readonly Sum[],
  sumsOf: readonly (readonly number[])[],
  published: readonly PublishedCount[],
  entries: readonly Entry[],
): number | null {
  let found: number | null = null
  const size = (i: number): number => entries[i]!.of.counts[entries[i]!.count]!
  for (const s of sumsOf[of]!)
    for (const i of [sums[s]!.whole, ...sums[s]!.parts])
      if (i !== of && published[i]!.status === 'shown' && (found === null || size(i) < size(found))) found = i
  return found
}
