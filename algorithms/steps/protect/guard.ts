import { type DisclosurePolicy, PROTECTED_WIDTH } from '../../rules/disclosure.ts'
import { type PublishedCount, SUPPRESSED, readersBounds } from './count.ts'
import { type Range, type Sums, solverOf } from './solve.ts'

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
  /** Of two counts that would do, the one that fewer people ask for is hidden: 0 is asked for least. */
  readonly askedFor: number
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
 * Hides as many other counts as it takes that nobody who follows sums narrows a small one, printed or left over, below
 * the protected width: no reader of what is published, and, as far as hiding can help, nobody who knows besides which
 * counts are hidden for themselves. That one knows them to be small, and 0 is shown: some stay narrow whatever is hidden.
 */
export function guard(counts: readonly Guarded[], sums: Sums): Outcome {
  const isSmall = counts.map(({ people, policy }) => people > 0 && people <= policy.hiddenUpTo)
  const published = counts.map((count) => count.published)
  const reasons = counts.map((count, i): Reason | null => (count.published && isSmall[i]! ? 'small_number' : null))
  const targets = [...counts.keys()].filter((i) => isSmall[i]! && counts[i]!.isProtected)
  const asPrinted = counts.map((count) => (count.published ? readBy(count.published, count.policy) : ANY))

  const reader = solverOf(counts.length, sums)
  const insider = solverOf(counts.length, sums)
  insider.begin((i) => (counts[i]!.published && !isSmall[i]! && counts[i]!.people > 0 ? HIDDEN : asPrinted[i]!))
  /** The width that hiding can reach against the insider. */
  const reachable = new Map(targets.map((i) => [i, Math.min(PROTECTED_WIDTH, widthOf(insider.range(i)))]))

  const tried = new Map<number, number>()
  for (;;) {
    reader.begin((i) => (reasons[i] === null ? asPrinted[i]! : HIDDEN))
    insider.begin((i) => (reasons[i] === null || reasons[i] === 'small_number' ? asPrinted[i]! : HIDDEN))
    const next = new Map<number, Reason>()
    for (const i of targets) {
      if (widthOf(reader.range(i)) >= PROTECTED_WIDTH && widthOf(insider.range(i)) >= reachable.get(i)!) continue
      const tries = tried.get(i) ?? 0
      tried.set(i, tries + 1)
      for (const beside of nearestShown(i, counts, published, sums).slice(0, atOnce(tries)))
        if (!next.has(beside)) next.set(beside, published[i] ? 'protects_another' : 'complement')
    }
    if (next.size === 0) return { published, reasons, bounds: counts.map((_, i) => insider.range(i)) }
    for (const [i, reason] of next) {
      published[i] = SUPPRESSED
      reasons[i] = reason
    }
  }
}

function readBy(published: PublishedCount, policy: DisclosurePolicy): Range {
  const { low, high } = readersBounds(published, policy)
  return { low: low ?? 0, high: high ?? Infinity }
}

const widthOf = ({ low, high }: Range): number => high - low

/** How many are hidden for one count at once: one, and ever more when that has not helped. */
const atOnce = (tries: number): number => (tries < 3 ? 1 : Math.min(8, 2 ** (tries - 2)))

/** The shown counts that the fewest sums lie between, the least asked for and then the smallest first. */
function nearestShown(
  of: number,
  counts: readonly Guarded[],
  published: readonly (PublishedCount | null)[],
  { all, of: sumsOf }: Sums,
): readonly number[] {
  const seen = new Set([of])
  for (let layer = [of]; layer.length > 0;) {
    const shown: number[] = []
    const next: number[] = []
    const look = (i: number): void => {
      if (seen.has(i)) return
      seen.add(i)
      const status = published[i]?.status
      if (status === 'shown') shown.push(i)
      // Nothing is learned by way of a 0: it is what it is.
      else if (status !== 'zero') next.push(i)
    }
    for (const i of layer)
      for (const s of sumsOf[i]!) {
        look(all[s]!.whole)
        all[s]!.parts.forEach(look)
      }
    if (shown.length > 0) {
      const byWorth = (a: number, b: number): number =>
        counts[a]!.askedFor - counts[b]!.askedFor || counts[a]!.people - counts[b]!.people || a - b
      return shown.sort(byWorth)
    }
    layer = next
  }
  return []
}
