import { type DisclosurePolicy, PROTECTED_WIDTH } from '../../rules/disclosure.ts'
import { type PublishedCount, SUPPRESSED, readersBounds } from './count.ts'
import { type Range, type Solver, type Sums, solverOf } from './solve.ts'

/** Why a count is hidden: for itself, for another printed count, or for one that would follow by subtraction. */
export type Reason = 'small_number' | 'protects_another' | 'complement'

/** One count that sums tie to others. */
export interface Guarded {
  /** The true count. */
  readonly people: number
  readonly policy: DisclosurePolicy
  /** As it would be published by itself; null for a rest, which is printed nowhere. */
  readonly published: PublishedCount | null
  /** Whether it must not be given away where it is small. */
  readonly isProtected: boolean
  /** Those of a lower turn are shown first, and so cannot be hidden for the sake of a later one. */
  readonly turn: number
}

/** What became of every count. */
export interface Outcome {
  readonly published: readonly (PublishedCount | null)[]
  readonly reasons: readonly (Reason | null)[]
  /** What someone can reach who also knows which counts are hidden for themselves. */
  readonly bounds: readonly Range[]
}

/** Of a hidden count a reader knows that it is not 0, which is shown; of a rest nothing. */
const HIDDEN: Range = { low: 1, high: Infinity }
const ANY: Range = { low: 0, high: Infinity }

/**
 * Shows counts one at a time, the most asked for first. One that would let somebody who follows sums narrow a small count,
 * printed or left over, below the protected width stays hidden. Two people are looked at: a reader of what is published,
 * and one who knows besides which counts are hidden for themselves, and so that they are small. Where a small count is
 * narrow even with everything else hidden, because 0 is always shown, it gets no narrower.
 */
export function guard(counts: readonly Guarded[], sums: Sums): Outcome {
  const isSmall = counts.map(({ people, policy }) => people > 0 && people <= policy.hiddenUpTo)
  const isTarget = counts.map(({ isProtected }, i) => isProtected && isSmall[i]!)
  const asPrinted = counts.map((count) => (count.published ? readBy(count.published, count.policy) : ANY))
  const published = counts.map(({ published, people }) => (published && people > 0 ? SUPPRESSED : published))
  const reasons = counts.map((count, i): Reason | null => (count.published && isSmall[i]! ? 'small_number' : null))

  const knowing = (known: (count: number) => Range): Solver => {
    const solver = solverOf(counts.length, sums)
    solver.begin(known)
    const reachable = counts.map((_, i) => Math.min(PROTECTED_WIDTH, widthOf(solver.range(i))))
    solver.hold((i) => (isTarget[i]! ? reachable[i]! : 0))
    return solver
  }
  const unseen = (i: number): Range => (published[i] === SUPPRESSED ? HIDDEN : asPrinted[i]!)
  const reader = knowing(unseen)
  const insider = knowing((i) => (reasons[i] === 'small_number' ? asPrinted[i]! : unseen(i)))

  /** A small count that showing this one gives away, and then neither has been told; else null. */
  const tellBoth = (i: number): number | null => {
    const fromReader = reader.tell(i, asPrinted[i]!)
    if (fromReader !== null) return fromReader
    const fromInsider = insider.tell(i, asPrinted[i]!)
    if (fromInsider !== null) reader.takeBack()
    return fromInsider
  }

  const byDemand = [...counts.keys()]
    .filter((i) => published[i] === SUPPRESSED && !isSmall[i]!)
    .toSorted((a, b) => counts[a]!.turn - counts[b]!.turn || counts[b]!.people - counts[a]!.people || a - b)
  for (const i of byDemand) {
    const givenAway = tellBoth(i)
    if (givenAway === null) published[i] = counts[i]!.published
    else reasons[i] = counts[givenAway]!.published ? 'protects_another' : 'complement'
  }
  return { published, reasons, bounds: counts.map((_, i) => insider.range(i)) }
}

function readBy(published: PublishedCount, policy: DisclosurePolicy): Range {
  const { low, high } = readersBounds(published, policy)
  return { low: low ?? 0, high: high ?? Infinity }
}

const widthOf = ({ low, high }: Range): number => high - low
