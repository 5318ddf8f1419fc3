import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byar } from '../../../algorithms/steps/statistics/byar.ts'
import { countLimits, crudeRate } from '../../../algorithms/steps/statistics/crude-rate.ts'
import { exactPoisson } from '../../../algorithms/steps/statistics/exact.ts'
import { expectNear, valueOf } from './near.ts'

describe('Byar', () => {
  // Expected values: the formula of Breslow and Day (1987) in mpmath at 30 digits.
  test.each([
    [1, 0.95, 0.013072132901504324, 5.5637555824752627],
    [5, 0.95, 1.6113477157471935, 11.668164123398596],
    [10, 0.95, 4.7874499139675618, 18.391458605756476],
    [65, 0.95, 50.163187710459442, 82.849138545939859],
    [1_045, 0.998, 947.94070356103748, 1148.8061609880327],
    [2, 0.998, 0.020174911161878286, 11.338476062608647],
  ])('%d events at %d', (events, level, lower, upper) => {
    const limits = byar(events, level)
    expectNear(limits.lower, lower, 1e-12)
    expectNear(limits.upper, upper, 1e-12)
  })

  test('starts at 0 for no events, and has no lower limit where the formula turns negative', () => {
    expect(byar(0).lower).toBe(0)
    expectNear(byar(0).upper, 3.6680118321737528, 1e-12)
    expect(byar(1, 0.998).lower).toBeNull()
  })

  test('lies within 0.2% of the exact limits from 10 events, as OHID says', () => {
    for (let events = 10; events <= 3_000; events += 1) {
      expectNear(byar(events).lower, exactPoisson(events).lower, 0.002)
      expectNear(byar(events).upper, exactPoisson(events).upper, 0.002)
    }
  })
})

describe('exact Poisson', () => {
  // Expected values: the incomplete gamma inverted in mpmath at 30 digits.
  test.each([
    [0, 0.95, 0, 3.6888794541139363],
    [1, 0.95, 0.025317807984289875, 5.5716433909388986],
    [3, 0.95, 0.61867212289560129, 8.767273069742326],
    [9, 0.95, 4.1153730973783324, 17.08480345141917],
    [100, 0.95, 81.36399125092314, 121.62679379242639],
    [1_000, 0.95, 938.97301840769522, 1063.952136016302],
    [5, 0.998, 0.73937173191783252, 16.454745203680107],
  ])('%d events at %d', (events, level, lower, upper) => {
    const limits = exactPoisson(events, level)
    expectNear(limits.lower, lower, 1e-12)
    expectNear(limits.upper, upper, 1e-12)
  })
})

describe('a count and its crude rate', () => {
  test('changes from exact to Byar at 10 events', () => {
    expect(countLimits(9)).toEqual(exactPoisson(9))
    expect(countLimits(10)).toEqual(byar(10))
  })

  test('9 events in 45,000 people', () => {
    const rate = valueOf(crudeRate(9, 45_000))
    expectNear(rate.estimate, 20)
    expectNear(rate.lower, 4.1153730973783324 / 0.45)
    expectNear(rate.upper, 17.08480345141917 / 0.45)
  })

  test('10 events in 200 people, per 100,000', () => {
    const rate = valueOf(crudeRate(10, 200, { per: 100_000 }))
    expectNear(rate.lower, 2393.7249569837822)
    expectNear(rate.upper, 9195.729302878237)
  })

  test('has no answer without a population, and refuses counts that cannot be', () => {
    expect(crudeRate(3, 0)).toEqual({ status: 'no_denominator', value: null })
    expect(() => crudeRate(-1, 100)).toThrow(RangeError)
    expect(() => crudeRate(1, -100)).toThrow(RangeError)
    expect(() => byar(Infinity)).toThrow(RangeError)
    expect(() => exactPoisson(Number.NaN)).toThrow(RangeError)
  })

  test('limits hold the count and move up with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(0.9, 0.95, 0.998), (events, level) => {
        for (const method of [exactPoisson, countLimits]) {
          const one = method(events, level)
          const more = method(events + 1, level)
          expect(one.lower).toBeLessThanOrEqual(events)
          expect(one.upper).toBeGreaterThan(events)
          expect(more.lower).toBeGreaterThan(one.lower)
          expect(more.upper).toBeGreaterThan(one.upper)
        }
      }),
    )
  })
})
