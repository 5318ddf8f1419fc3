import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clopperPearson } from '../../../algorithms/steps/statistics/exact.ts'
import { wilson } from '../../../algorithms/steps/statistics/wilson.ts'
import { expectNear, valueOf } from './near.ts'

// The 81 of 263 and 15 of 148 are Newcombe's (1998, Stat Med 17:857–72, table I); digits beyond print from mpmath.
describe('Wilson', () => {
  test.each([
    [0, 10, 0.95, 0, 0.27753279986288925],
    [10, 10, 0.95, 0.7224672001371107, 1],
    [1, 10, 0.95, 0.017876213095072904, 0.4041500267952385],
    [81, 263, 0.95, 0.25528851987827423, 0.36620957698280007],
    [15, 148, 0.95, 0.06238639953073628, 0.16048724172330804],
    [3_586, 9_914, 0.95, 0.35230765540445736, 0.37122089550201736],
    [1, 1_000_000, 0.95, 1.7652457674537147e-7, 5.664911804311443e-6],
    [5, 100, 0.998, 0.013865320725997363, 0.16458852282596271],
  ])('%d of %d at %d', (events, of, level, lower, upper) => {
    const interval = valueOf(wilson(events, of, level))
    expect(interval.estimate).toBe(events / of)
    expectNear(interval.lower, lower, 1e-12)
    expectNear(interval.upper, upper, 1e-12)
  })
})

describe('Clopper and Pearson', () => {
  test.each([
    [0, 10, 0.95, 0, 0.30849710781876082],
    [10, 10, 0.95, 0.69150289218123918, 1],
    [1, 10, 0.95, 0.0025285785444617845, 0.44501611702819542],
    [81, 263, 0.95, 0.25273674558527116, 0.36762192260135136],
    [15, 148, 0.95, 0.057844010083448559, 0.16165049034947901],
    [150, 1_000, 0.95, 0.1284248111161728, 0.17365812856703597],
    [5, 100, 0.998, 0.0075170963371119057, 0.15536730581046829],
  ])('%d of %d at %d', (events, of, level, lower, upper) => {
    const interval = valueOf(clopperPearson(events, of, level))
    expectNear(interval.lower, lower, 1e-12)
    expectNear(interval.upper, upper, 1e-12)
  })
})

describe.each([
  ['Wilson', wilson],
  ['Clopper and Pearson', clopperPearson],
])('%s', (_, proportion) => {
  const share = fc
    .integer({ min: 1, max: 5_000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))

  test('has no answer when nobody could have had the event', () => {
    expect(proportion(0, 0)).toEqual({ status: 'no_denominator', value: null })
  })

  test('refuses more events than people, negative counts and impossible levels', () => {
    expect(() => proportion(11, 10)).toThrow(RangeError)
    expect(() => proportion(1, 0)).toThrow(RangeError)
    expect(() => proportion(-1, 10)).toThrow(RangeError)
    expect(() => proportion(Number.NaN, 10)).toThrow(RangeError)
    expect(() => proportion(1, 10, 1)).toThrow(RangeError)
    expect(() => proportion(1, 10, 95)).toThrow(RangeError)
  })

  test('keeps the estimate between limits that keep between 0 and 1', () => {
    fc.assert(
      fc.property(share, ([events, of]) => {
        const { estimate, lower, upper } = valueOf(proportion(events, of))
        return 0 <= lower && lower <= estimate && estimate <= upper && upper <= 1 && lower < upper
      }),
    )
  })

  test('gives those without the event the complement', () => {
    fc.assert(
      fc.property(share, ([events, of]) => {
        const having = valueOf(proportion(events, of))
        const lacking = valueOf(proportion(of - events, of))
        expect(having.lower).toBeCloseTo(1 - lacking.upper, 12)
        expect(having.upper).toBeCloseTo(1 - lacking.lower, 12)
      }),
    )
  })

  test('moves both limits up with one more event, and apart with a surer level', () => {
    fc.assert(
      fc.property(share, ([events, of]) => {
        const one = valueOf(proportion(events, of))
        const surer = valueOf(proportion(events, of, 0.998))
        expect(surer.lower).toBeLessThanOrEqual(one.lower)
        expect(surer.upper).toBeGreaterThanOrEqual(one.upper)
        if (events === of) return
        const more = valueOf(proportion(events + 1, of))
        expect(more.lower).toBeGreaterThan(one.lower)
        expect(more.upper).toBeGreaterThan(one.upper)
      }),
    )
  })
})
