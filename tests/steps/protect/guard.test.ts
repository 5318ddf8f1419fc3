import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PROTECTED_WIDTH, SUB_NATIONAL } from '../../../algorithms/rules/disclosure.ts'
import { protectedCount, readersBounds } from '../../../algorithms/steps/protect/count.ts'
import { type Outcome, guard } from '../../../algorithms/steps/protect/guard.ts'
import { type Range, type Sum, solverOf, sumsOf } from '../../../algorithms/steps/protect/solve.ts'
import { GRIDS, gridOf } from './grids.ts'

const isSmall = (people: number): boolean => people > 0 && people <= SUB_NATIONAL.hiddenUpTo

const guarded = (counts: readonly number[], sums: readonly Sum[], turnOf: (i: number) => number = () => 0): Outcome =>
  guard(
    counts.map((people, i) => ({
      people,
      policy: SUB_NATIONAL,
      published: protectedCount(people, SUB_NATIONAL),
      isProtected: true,
      turn: turnOf(i),
    })),
    sumsOf(sums, counts.length),
  )

/** What is left to know of each small count, worked out at once: for a reader, then for who knows which are small. */
function widthsOf(counts: readonly number[], sums: readonly Sum[], isShown: (i: number) => boolean): number[] {
  const printed = (people: number): Range => {
    const { low, high } = readersBounds(protectedCount(people, SUB_NATIONAL), SUB_NATIONAL)
    return { low: low!, high: high! }
  }
  const solver = solverOf(counts.length, sumsOf(sums, counts.length))
  return [false, true].flatMap((knowsSmall) => {
    solver.begin((i) => {
      const people = counts[i]!
      const isKnown = people === 0 || (isSmall(people) ? knowsSmall : isShown(i))
      return isKnown ? printed(people) : { low: 1, high: Infinity }
    })
    return counts.flatMap((people, i) => (isSmall(people) ? [solver.range(i).high - solver.range(i).low] : []))
  })
}

test('no small count of a table is narrowed further than hiding everything else leaves it, by either of two readers', () => {
  fc.assert(
    fc.property(GRIDS, (grid) => {
      const { counts, sums } = gridOf(grid)
      const { published } = guarded(counts, sums)
      const left = widthsOf(counts, sums, (i) => published[i]!.status === 'shown')
      const most = widthsOf(counts, sums, () => false)
      left.forEach((width, i) => expect(width).toBeGreaterThanOrEqual(Math.min(PROTECTED_WIDTH, most[i]!)))
    }),
    { numRuns: 1_000 },
  )
})

test('nothing is hidden for another that could be shown beside what is', () => {
  fc.assert(
    fc.property(GRIDS, (grid) => {
      const { counts, sums } = gridOf(grid)
      const { published, reasons } = guarded(counts, sums)
      const most = widthsOf(counts, sums, () => false)
      const isShown = (i: number) => published[i]!.status === 'shown'
      reasons.forEach((reason, at) => {
        if (reason !== 'protects_another') return
        const then = widthsOf(counts, sums, (i) => i === at || isShown(i))
        expect(then.some((width, i) => width < Math.min(PROTECTED_WIDTH, most[i]!))).toBe(true)
      })
    }),
    { numRuns: 1_000 },
  )
})

test('who knows which counts are small does not narrow them either', () => {
  // Of 34 people two groups are small: were the third shown as 20, neither could be below 4.
  const counts = [34, 7, 7, 20]
  const { published, bounds } = guarded(counts, [{ whole: 0, parts: [1, 2, 3], isExact: true }])
  expect(published.map((count) => count!.display)).toEqual(['35', 'hidden', 'hidden', 'hidden'])
  expect(bounds[1]!.high - bounds[1]!.low).toBeGreaterThanOrEqual(PROTECTED_WIDTH)
})

test('of counts that would do, the one whose turn comes first is shown', () => {
  const sums: Sum[] = [{ whole: 0, parts: [1, 2, 3], isExact: true }]
  const shown = (turns: readonly number[]) =>
    guarded([52, 38, 13, 1], sums, (i) => turns[i]!).published.map((count) => count!.display)
  expect(shown([0, 0, 0, 0])).toEqual(['50', '40', 'hidden', 'hidden'])
  expect(shown([0, 2, 1, 0])).toEqual(['50', 'hidden', '15', 'hidden'])
  expect(shown([3, 2, 1, 0])).toEqual(['hidden', '40', '15', 'hidden'])
})
