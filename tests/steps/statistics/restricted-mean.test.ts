import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restrictedMean } from '../../../algorithms/steps/statistics/restricted-mean.ts'
import { crowdedLifetime, REMISSION } from './follow-ups.ts'
import { expectNear, valueOf } from './near.ts'

describe('the restricted mean', () => {
  const four = [
    { exit: 1, event: true },
    { exit: 2, event: true },
    { exit: 3, event: false },
    { exit: 4, event: true },
  ]

  test('worked by hand', () => {
    // 1 + 0.75 + 0.5; areas ahead of the events at 1 and 2 are 1.25 and 0.5: 1.25²/(4·3) + 0.5²/(3·2).
    const mean = valueOf(restrictedMean(four, 3))
    expectNear(mean.estimate, 2.25, 1e-12)
    expectNear(mean.standardError, Math.sqrt(1.5625 / 12 + 0.25 / 6), 1e-12)
    expectNear(mean.upper, 2.25 + 1.9599639845400542 * Math.sqrt(0.171875), 1e-12)
  })

  // Expected values: R 4.2.2, survival 3.5-3, summary(survfit, rmean).
  test.each([
    ['mercaptopurine', 10, 9.2773109243697469, 0.32676911538744419],
    ['mercaptopurine', 20, 16.116526610644257, 1.2515601960050471],
    ['mercaptopurine', 35, 23.287394957983192, 2.8274676233714389],
    ['placebo', 10, 6.6190476190476186, 0.73301226885133253],
    ['placebo', 20, 8.4285714285714288, 1.268082682503922],
    ['placebo', 35, 8.6666666666666661, 1.3773900412645483],
  ] as const)('in the remission trial on %s within %d weeks', (arm, horizon, estimate, standardError) => {
    const mean = valueOf(restrictedMean(REMISSION[arm], horizon))
    expectNear(mean.estimate, estimate)
    expectNear(mean.standardError, standardError)
  })

  test('has no answer beyond a last person who was censored, or without people', () => {
    expect(restrictedMean(REMISSION.mercaptopurine, 36).status).toBe('beyond_follow_up')
    expect(restrictedMean([], 3).status).toBe('no_people')
    expect(() => restrictedMean(four, 0)).toThrow(RangeError)
  })

  test('of people who were all censored later is the horizon, without error', () => {
    const mean = valueOf(restrictedMean([{ exit: 9, event: false }], 5))
    expect(mean).toEqual({ estimate: 5, lower: 5, upper: 5, standardError: 0 })
  })

  test('without censoring is the mean of the times cut at the horizon', () => {
    fc.assert(
      fc.property(
        fc.array(crowdedLifetime, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 15 }),
        (some, cut) => {
          const times = some.map(({ exit }) => exit)
          const mean = valueOf(
            restrictedMean(
              times.map((exit) => ({ exit, event: true })),
              cut,
            ),
          )
          const average = times.reduce((total, time) => total + Math.min(time, cut), 0) / times.length
          expect(mean.estimate).toBeCloseTo(average, 10)
        },
      ),
    )
  })
})
