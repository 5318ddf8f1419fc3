import type { Geography } from '../../domain/geography.ts'
import { policyFor } from '../../rules/disclosure.ts'
import type { TrueCell } from './cells.ts'
import { NOT_APPLICABLE, NOT_AVAILABLE, type PublishedCount, protectedCount } from './count.ts'
import { entriesOf } from './entries.ts'
import { turnOf } from './demand.ts'
import { type Guarded, type Reason, guard } from './guard.ts'
import { type Range, sumsOf } from './solve.ts'
import { isTrueOf, sumsBetween } from './sums.ts'

/** How one count is published, and why it is hidden where it is. */
export interface Decided {
  readonly published: PublishedCount
  /** Null for a count that is not hidden. */
  readonly reason: Reason | null
  /** What a reader of every table can know; null where the count is not published at all. */
  readonly bounds: Range | null
}

/** The decision on a count of a cell. */
export type Decisions = (of: TrueCell, count: string) => Decided

/** Decides on all tables at once: a count that stands in two of them is hidden in both or in neither. */
export function decideCounts(cells: readonly TrueCell[], geography: Geography, coverage: 'icb' | 'england'): Decisions {
  const entries = entriesOf(cells)
  const { sums, rests } = sumsBetween(entries, geography)
  const policyOf = (of: TrueCell) => policyFor(of.cell.geographyType, coverage)
  const counts: readonly Guarded[] = [
    ...entries.all.map(({ people, of, kind: { count } }) => {
      const policy = policyOf(of)
      return { people, policy, published: protectedCount(people, policy), isProtected: true, turn: turnOf(of, count) }
    }),
    ...rests.map(({ people, of, isProtected }) => ({
      people,
      policy: policyOf(of),
      published: null,
      isProtected,
      turn: Infinity,
    })),
  ]
  const isTrue = sums.filter((sum) => isTrueOf(sum, (i) => counts[i]!.people))
  const { published, reasons, bounds } = guard(counts, sumsOf(isTrue, counts.length))
  return (of, count) => {
    if (!of.isAvailable) return { published: NOT_AVAILABLE, reason: null, bounds: null }
    if (!(count in of.counts)) return { published: NOT_APPLICABLE, reason: null, bounds: null }
    const i = entries.entryOf(of, count)!
    return { published: published[i]!, reason: reasons[i]!, bounds: bounds[i]! }
  }
}
