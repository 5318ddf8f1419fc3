import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scv } from '../../../algorithms/steps/statistics/scv.ts'
import { poisson, relativeRate, stream } from './chance.ts'
import { expectNear, valueOf } from './near.ts'

describe('the systematic component of variation', () => {
  test('worked by hand', () => {
    // (0.5² + 0.5² − 0.1 − 0.1)/2.
    const areas = [
      { observed: 15, expected: 10 },
      { observed: 5, expected: 10 },
    ]
    expectNear(valueOf(scv(areas)).estimate, 0.15, 1e-12)
  })

  test('needs two areas with something expected in each', () => {
    const one = { observed: 3, expected: 4 }
    expect(scv([one]).status).toBe('too_few_areas')
    expect(scv([one, { observed: 0, expected: 0 }]).status).toBe('area_without_expected_events')
    expect(() => scv([one, { observed: -1, expected: 3 }])).toThrow(RangeError)
  })

  test('has limits that hold it, an upper one that is not negative, and does not mind the order', () => {
    const area = fc.record({ observed: fc.nat(60), expected: fc.double({ min: 0.5, max: 60, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(area, { minLength: 2, maxLength: 12 }), (areas) => {
        const { estimate, lower, upper } = valueOf(scv(areas))
        expect(lower).toBeLessThanOrEqual(estimate)
        expect(upper).toBeGreaterThanOrEqual(Math.max(0, estimate))
        const turned = valueOf(scv(areas.toReversed()))
        const size = upper - lower
        expect((turned.lower - lower) / size).toBeCloseTo(0, 9)
        expect((turned.upper - upper) / size).toBeCloseTo(0, 9)
      }),
    )
  })
})

const SEEDS = 1_000

/** For each seed, areas drawn about rates with this true variance, the expected events from the areas' own pooled rate. */
function shareOfSeeds(
  expected: readonly number[],
  variance: number,
  holds: (interval: { lower: number; upper: number }) => boolean,
): number {
  const total = expected.reduce((sum, e) => sum + e, 0)
  const holding = Array.from({ length: SEEDS }, (_, seed) => {
    const next = stream(seed)
    const counts = expected.map((e) => poisson(e * (variance > 0 ? relativeRate(variance, next) : 1), next))
    const pooled = counts.reduce((sum, count) => sum + count, 0) / total
    const areas = expected.map((e, i) => ({ observed: counts[i] ?? 0, expected: e * pooled }))
    return holds(valueOf(scv(areas)))
  })
  return holding.filter(Boolean).length / SEEDS
}

describe.each([
  ['36 areas alike', Array.from({ length: 36 }, () => 20)],
  ['42 areas from small to large', Array.from({ length: 42 }, (_, i) => 4 + 3 * i)],
  ['6 large areas', [80, 90, 100, 110, 120, 150]],
  ['10 areas with few events', Array.from({ length: 10 }, () => 4)],
  ['106 areas with few events', Array.from({ length: 106 }, (_, i) => 2 + i / 10)],
])('over 1,000 seeds, %s', (_, expected) => {
  test('without true variation the interval holds 0 in at least 93%', () => {
    expect(shareOfSeeds(expected, 0, ({ lower, upper }) => lower <= 0 && upper >= 0)).toBeGreaterThanOrEqual(0.93)
  })

  test('with true variation the interval holds it in about 95%', () => {
    const covered = shareOfSeeds(expected, 0.05, ({ lower, upper }) => lower <= 0.05 && upper >= 0.05)
    expect(covered).toBeGreaterThanOrEqual(0.9)
  })
})

test('over 1,000 seeds, variation of a fifth in 36 areas of 100 events is told from chance nearly always', () => {
  const expected = Array.from({ length: 36 }, () => 100)
  expect(shareOfSeeds(expected, 0.04, ({ lower }) => lower > 0)).toBeGreaterThan(0.95)
})
