import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absoluteGap, relativeGap } from '../../../algorithms/steps/statistics/gaps.ts'
import { relativeIndex, slopeIndex } from '../../../algorithms/steps/statistics/slope-index.ts'
import { wilson } from '../../../algorithms/steps/statistics/wilson.ts'
import { crudeRate } from '../../../algorithms/steps/statistics/crude-rate.ts'
import { expectNear, valueOf } from './near.ts'

const share = fc
  .integer({ min: 20, max: 2_000 })
  .chain((of) => fc.integer({ min: 1, max: of }).map((events) => valueOf(wilson(events, of))))

describe('a gap between two groups', () => {
  test('as a difference of shares is Newcombe’s published example', () => {
    // Newcombe 1998, Stat Med 17:873–90, table II: 56/70 − 48/80 by method 10 is 0.0524 to 0.3339.
    const gap = absoluteGap(valueOf(wilson(56, 70)), valueOf(wilson(48, 80)))
    expect(gap.estimate).toBeCloseTo(0.2, 12)
    expect(gap.lower.toFixed(4)).toBe('0.0524')
    expect(gap.upper.toFixed(4)).toBe('0.3339')
  })

  test('as a ratio, by the closed form worked out by hand', () => {
    const first = { estimate: 6, lower: 4, upper: 9 }
    const second = { estimate: 3, lower: 2, upper: 5 }
    // L = (18 − √(18² − 4·8·5·1))/(5·1) and U = (18 + √(18² − 9·3·2·4))/(2·4).
    const gap = valueOf(relativeGap(first, second))
    expect(gap.estimate).toBe(2)
    expectNear(gap.lower, (18 - Math.sqrt(324 - 160)) / 5, 1e-12)
    expectNear(gap.upper, (18 + Math.sqrt(324 - 216)) / 8, 1e-12)
  })

  test('as a ratio has no end where the second group could be 0, and no answer where it is', () => {
    const first = { estimate: 6, lower: 4, upper: 9 }
    expect(valueOf(relativeGap(first, { estimate: 1, lower: 0, upper: 3 })).upper).toBeNull()
    expect(relativeGap(first, { estimate: 0, lower: 0, upper: 3 }).status).toBe('nothing_to_compare_with')
    expect(valueOf(relativeGap({ estimate: 0, lower: 0, upper: 2 }, first)).lower).toBe(0)
    expect(() => relativeGap({ estimate: 1, lower: -1, upper: 2 }, first)).toThrow(RangeError)
    expect(() => absoluteGap({ estimate: 1, lower: 2, upper: 3 }, first)).toThrow(RangeError)
  })

  test('turns round when the groups change places', () => {
    fc.assert(
      fc.property(share, share, (first, second) => {
        const there = absoluteGap(first, second)
        const back = absoluteGap(second, first)
        expect(there.lower).toBeCloseTo(-back.upper, 12)
        expect(there.estimate >= there.lower && there.estimate <= there.upper).toBe(true)
        const ratio = valueOf(relativeGap(first, second))
        const inverse = valueOf(relativeGap(second, first))
        expectNear((ratio.lower ?? 0) * (inverse.upper ?? Infinity), 1)
        expect((ratio.lower ?? 0) <= ratio.estimate && ratio.estimate <= (ratio.upper ?? Infinity)).toBe(true)
      }),
    )
  })
})

describe('the slope and relative index of inequality', () => {
  const populations = [21_000, 19_500, 20_500, 18_000, 16_000]
  const events = [52, 61, 77, 80, 96]
  const groups = populations.map((population, i) => ({
    population,
    rate: valueOf(crudeRate(events[i] ?? 0, population)),
  }))

  test('are those of a weighted regression on mid-ranks', () => {
    // Expected values: R 4.2.2, lm(rate ~ mid-rank, weights = population share).
    expectNear(valueOf(slopeIndex(groups)).estimate, 401.62815815976523)
    expectNear(valueOf(relativeIndex(groups)).estimate, 3.1774473515419959)
  })

  test('have the limits of normal theory when the rates’ own limits are normal', () => {
    const even = [1, 2, 4, 3, 5].map((estimate) => ({
      population: 100,
      rate: { estimate, lower: estimate - 1.96, upper: estimate + 1.96 },
    }))
    // Mid-ranks 0.1 to 0.9: the slope is Σ(rank − 0.5)y / 0.4 = 4.5, its standard error 1/√0.4.
    const slope = valueOf(slopeIndex(even))
    expectNear(slope.estimate, 4.5, 1e-12)
    expectNear(slope.upper, 4.5 + 1.96 / Math.sqrt(0.4), 1e-12)
    expectNear(slope.lower, 4.5 - 1.96 / Math.sqrt(0.4), 1e-12)
  })

  test('agree on whether there is any inequality', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, fc.integer({ min: 50, max: 500 })), { minLength: 5, maxLength: 10 }),
        (rows) => {
          const ranked = rows.map(([rate, population]) => ({ rate, population }))
          const slope = valueOf(slopeIndex(ranked))
          const back = valueOf(slopeIndex(ranked.toReversed()))
          expect(back.estimate).toBeCloseTo(-slope.estimate, 10)
          expect(back.lower).toBeCloseTo(-slope.upper, 10)
          const relative = relativeIndex(ranked)
          if (relative.status !== 'given') return
          const { estimate, lower, upper } = relative.value
          expect((lower ?? 0) <= estimate && estimate <= (upper ?? Infinity)).toBe(true)
          if (Math.abs(slope.lower) > 1e-9) expect((lower ?? 0) > 1).toBe(slope.lower > 0)
          if (Math.abs(slope.upper) > 1e-9) expect((upper ?? Infinity) < 1).toBe(slope.upper < 0)
        },
      ),
    )
  })

  test('are not given for fewer than five groups, an empty one, or a line that reaches zero', () => {
    expect(slopeIndex(groups.slice(1)).status).toBe('too_few_groups')
    const gone = groups.map((group, i) => (i === 2 ? { ...group, population: 0 } : group))
    expect(slopeIndex(gone).status).toBe('empty_group')
    expect(relativeIndex(gone).status).toBe('empty_group')
    const steep = [0, 0, 0, 0, 9].map((estimate) => ({
      population: 10,
      rate: { estimate, lower: estimate, upper: estimate + 1 },
    }))
    expect(relativeIndex(steep).status).toBe('line_not_positive')
    expect(() =>
      slopeIndex([...groups.slice(1), { population: -1, rate: { estimate: 1, lower: 0, upper: 2 } }]),
    ).toThrow(RangeError)
  })
})
