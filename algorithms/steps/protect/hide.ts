import type { Geography } from '../../domain/geography.ts'
import { PROTECTED_WIDTH, policyFor } from '../../rules/disclosure.ts'
import type { TrueCell } from './cells.ts'
import {
  NOT_APPLICABLE,
  NOT_AVAILABLE,
  type PublishedCount,
  SUPPRESSED,
  protectedCount,
  readersBounds,
} from './count.ts'
import { type Entries, entriesOf } from './entries.ts'
import { type Reach, type Sums, solve, sumsOf } from './solve.ts'
import { isTrueOf, sumsBetween } from './sums.ts'

/** How one count is published, and why it is hidden where it is. */
export interface Decided {
  readonly published: PublishedCount
  /** Null for a count that is not hidden. */
  readonly reason: 'small_number' | 'protects_another' | null
  /** What a reader of every table can know; null where the count is not published at all. */
  readonly bounds: { readonly low: number; readonly high: number } | null
}

/** The decision on a count of a cell. */
export type Decisions = (of: TrueCell, count: string) => Decided

/**
 * Hides small counts, and then as many others as it takes that no sum of published cells narrows a small one below the
 * protected width. Sums are solved one at a time: the disclosure audit, which solves them together, has the last word.
 */
export function decideCounts(cells: readonly TrueCell[], geography: Geography, coverage: 'icb' | 'england'): Decisions {
  const entries = entriesOf(cells)
  const people = (i: number): number => entries.all[i]!.people
  const sums = sumsOf(
    sumsBetween(entries, geography).filter((sum) => isTrueOf(sum, people)),
    entries.all.length,
  )
  const { published, isSmall, reach } = hidden(entries, sums, coverage)
  return (of, count) => {
    if (!of.isAvailable) return { published: NOT_AVAILABLE, reason: null, bounds: null }
    if (!(count in of.counts)) return { published: NOT_APPLICABLE, reason: null, bounds: null }
    const i = entries.entryOf(of, count)!
    const isHidden = published[i]!.status === 'suppressed'
    const reason = isSmall[i]! ? 'small_number' : 'protects_another'
    return {
      published: published[i]!,
      reason: isHidden ? reason : null,
      bounds: { low: reach.low[i]!, high: reach.high[i]! },
    }
  }
}

interface Hidden {
  readonly published: readonly PublishedCount[]
  readonly isSmall: readonly boolean[]
  /** What a reader can know in the end. */
  readonly reach: Reach
}

function hidden({ all }: Entries, sums: Sums, coverage: 'icb' | 'england'): Hidden {
  const policies = all.map(({ of }) => policyFor(of.cell.geographyType, coverage))
  const published = all.map(({ people }, i) => protectedCount(people, policies[i]!))
  const isSmall = published.map(({ status }) => status === 'suppressed')
  const reach: Reach = { low: new Float64Array(all.length), high: new Float64Array(all.length) }
  const families = familiesOf(sums, all.length)

  let open: Iterable<Family> = new Set(families)
  for (;;) {
    const next = new Set<number>()
    for (const { members, own } of open) {
      for (const i of members) {
        const isSecond = published[i]!.status === 'suppressed' && !isSmall[i]!
        const { low, high } = isSecond ? HIDDEN_FOR_ANOTHER : readersBounds(published[i]!, policies[i]!)
        reach.low[i] = low ?? 0
        reach.high[i] = high ?? Infinity
      }
      solve(reach, sums, own)
      for (const i of members) {
        if (!isSmall[i]! || reach.high[i]! - reach.low[i]! >= PROTECTED_WIDTH) continue
        const beside = smallestShown(i, sums, published, all)
        if (beside !== null) next.add(beside)
      }
    }
    if (next.size === 0) return { published, isSmall, reach }
    for (const i of next) published[i] = SUPPRESSED
    // Hiding one widens what can be known of its family alone.
    open = new Set([...next].map((i) => families[i]!))
  }
}

/** It is known not to be 0, which is shown. */
const HIDDEN_FOR_ANOTHER = { low: 1, high: null } as const

/** Counts that sums tie together. What no sum ties together cannot give each other away. */
interface Family {
  readonly members: number[]
  readonly own: number[]
}

/** The family of each count. */
function familiesOf({ all }: Sums, counts: number): readonly Family[] {
  const root = Array.from({ length: counts }, (_, i) => i)
  const rootOf = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (const { whole, parts } of all) for (const part of parts) root[rootOf(part)] = rootOf(whole)
  const families: Family[] = root.map(() => ({ members: [], own: [] }))
  root.forEach((_, i) => families[rootOf(i)]!.members.push(i))
  all.forEach(({ whole }, s) => families[rootOf(whole)]!.own.push(s))
  return root.map((_, i) => families[rootOf(i)]!)
}

/** Of the shown counts that share a sum with one, the smallest; null when all are hidden or 0. */
function smallestShown(
  of: number,
  sums: Sums,
  published: readonly PublishedCount[],
  all: Entries['all'],
): number | null {
  let found: number | null = null
  const consider = (i: number): void => {
    if (i === of || published[i]!.status !== 'shown') return
    if (found === null || all[i]!.people < all[found]!.people) found = i
  }
  for (const s of sums.of[of]!) {
    consider(sums.all[s]!.whole)
    sums.all[s]!.parts.forEach(consider)
  }
  return found
}
