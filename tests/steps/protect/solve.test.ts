import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SUB_NATIONAL } from '../../../algorithms/rules/disclosure.ts'
import { protectedCount, readersBounds } from '../../../algorithms/steps/protect/count.ts'
import { type Range, type Sum, solverOf, sumsOf } from '../../../algorithms/steps/protect/solve.ts'
import { GRIDS, gridOf } from './grids.ts'

function solved(known: readonly Range[], sums: readonly Sum[]): Range[] {
  const solver = solverOf(known.length, sumsOf(sums, known.length))
  solver.begin((i) => known[i]!)
  return known.map((_, i) => solver.range(i))
}

/** What a reader of a protected count begins with. */
const read = (count: number): Range => {
  const { low, high } = readersBounds(protectedCount(count, SUB_NATIONAL), SUB_NATIONAL)
  return { low: low!, high: high! }
}

const whole = (parts: number[], total = parts.reduce((a, b) => a + b, 0), isExact = true) =>
  solved([total, ...parts].map(read), [{ whole: 0, parts: parts.map((_, i) => i + 1), isExact }])

test.each([
  { parts: [1, 38, 13], hidden: [1, 1], story: 'a hidden 1 beside two that were rounded up' },
  { parts: [7, 27, 22, 37], hidden: [7, 7], story: 'a hidden 7 beside three that were rounded down' },
  { parts: [6, 12], hidden: [6, 7], story: 'one of two values' },
  { parts: [4, 25, 10], hidden: [1, 7], story: 'nothing learned' },
])('rounded totals give a hidden cell away: $story', ({ parts, hidden }) => {
  const [, first] = whole(parts)
  expect([first!.low, first!.high]).toEqual(hidden)
})

test('a total that may hold more than its parts bounds them from above alone', () => {
  const [, first] = whole([7, 27, 22, 37], 93, false)
  expect([first!.low, first!.high]).toEqual([1, 7])
  const [, one] = whole([1, 38, 13], 52, false)
  expect([one!.low, one!.high]).toEqual([1, 1])
})

test('rolling years give a quarter away between them', () => {
  const quarters = [20, 1, 13, 0, 18]
  const bounds = solved([...quarters, 34, 32].map(read), [
    { whole: 5, parts: [0, 1, 2, 3], isExact: true },
    { whole: 6, parts: [1, 2, 3, 4], isExact: true },
  ])
  expect(bounds[1]).toEqual({ low: 1, high: 1 })
})

test('an unbounded part is bounded by the total and the others', () => {
  const bounds = solved(
    [read(50), { low: 1, high: Infinity }, read(25), read(4)],
    [{ whole: 0, parts: [1, 2, 3], isExact: true }],
  )
  expect(bounds[1]).toEqual({ low: 48 - 27 - 7, high: 52 - 23 - 1 })
})

test('sums that contradict what is published are refused, not followed without end', () => {
  const rings: Sum[] = [
    { whole: 0, parts: [1, 2], isExact: true },
    { whole: 1, parts: [0, 2], isExact: true },
  ]
  expect(() => solved([read(10), read(100), read(100)], rings.slice(0, 1))).toThrow(RangeError)
  const unbounded = { low: 1, high: Infinity }
  expect(() => solved([unbounded, { low: 0, high: 1_000 }, read(5)], rings)).toThrow(RangeError)
})

/** Every way of filling some bounds such that the parts add up to the total. */
function fillings(bounds: readonly Range[]): number[][] {
  const ways = bounds
    .slice(1)
    .reduce<number[][]>(
      (found, { low, high }) =>
        found.flatMap((way) => Array.from({ length: high - low + 1 }, (_, i) => [...way, low + i])),
      [[]],
    )
  const sum = (way: number[]) => way.reduce((a, b) => a + b, 0)
  return ways
    .map((way) => [sum(way), ...way])
    .filter(([total]) => total! >= bounds[0]!.low && total! <= bounds[0]!.high)
}

test('of one sum it finds exactly what trying every filling finds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 4 }), (parts) => {
      const total = parts.reduce((a, b) => a + b, 0)
      const ways = fillings([total, ...parts].map(read))
      whole(parts).forEach(({ low, high }, i) => {
        const values = ways.map((way) => way[i]!)
        expect([low, high]).toEqual([Math.min(...values), Math.max(...values)])
      })
    }),
    { numRuns: 200 },
  )
})

const unseen = { low: 0, high: Infinity }

test('telling counts one by one comes to what knowing them all at once does, and can be taken back', () => {
  fc.assert(
    fc.property(GRIDS, fc.infiniteStream(fc.nat()), (grid, chance) => {
      const { counts, sums } = gridOf(grid)
      const solver = solverOf(counts.length, sumsOf(sums, counts.length))
      const ranges = () => counts.map((_, i) => solver.range(i))
      solver.begin(() => unseen)
      const known = counts.map((): Range => unseen)
      for (const i of counts.keys()) {
        const before = ranges()
        expect(solver.tell(i, read(counts[i]!))).toBe(null)
        if (chance.next().value! % 3 === 0) {
          solver.takeBack()
          expect(ranges()).toEqual(before)
        } else known[i] = read(counts[i]!)
      }
      expect(ranges()).toEqual(solved(known, sums))
    }),
    { numRuns: 200 },
  )
})

test('a count is not told where another would be told too closely, and nothing has changed then', () => {
  fc.assert(
    fc.property(GRIDS, (grid) => {
      const { counts, sums } = gridOf(grid)
      const isSmall = (i: number) => counts[i]! > 0 && counts[i]! <= SUB_NATIONAL.hiddenUpTo
      const solver = solverOf(counts.length, sumsOf(sums, counts.length))
      solver.begin((i) => (isSmall(i) ? read(counts[i]!) : unseen))
      const width = (i: number) => solver.range(i).high - solver.range(i).low
      const least = counts.map((_, i) => (isSmall(i) ? Math.min(3, width(i)) : 0))
      solver.hold((i) => least[i]!)
      for (const i of counts.keys()) {
        if (isSmall(i)) continue
        const before = counts.map((_, at) => solver.range(at))
        const tooClose = solver.tell(i, read(counts[i]!))
        if (tooClose !== null) {
          expect(isSmall(tooClose)).toBe(true)
          expect(counts.map((_, at) => solver.range(at))).toEqual(before)
        }
        counts.forEach((_, at) => expect(width(at)).toBeGreaterThanOrEqual(least[at]!))
      }
    }),
    { numRuns: 200 },
  )
})

test('a long chain of sums, given in the worst order, is followed to its end', () => {
  // Each count is part of the next: what is known of the last reaches the first only step by step.
  const length = 60
  const bounds: Range[] = Array.from({ length }, () => ({ low: 0, high: Infinity }))
  bounds[length - 1] = { low: 8, high: 12 }
  const sums = Array.from({ length: length - 1 }, (_, i): Sum => ({ whole: i + 1, parts: [i], isExact: true }))
  expect(solved(bounds, sums)).toEqual(bounds.map(() => ({ low: 8, high: 12 })))
})
