import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  funnelClass,
  proportionFunnel,
  rateFunnel,
  ratioFunnel,
  ratioFunnelByObserved,
  ratioFunnelClass,
} from '../../../algorithms/steps/statistics/funnel.ts'
import { overDispersion } from '../../../algorithms/steps/statistics/over-dispersion.ts'
import { expectNear, valueOf } from './near.ts'

describe('funnel limits', () => {
  test('of a share lie at p ± z√(p(1 − p)/n) and never leave 0 to 1', () => {
    const wide = proportionFunnel(0.2, 1_600)
    expectNear(wide.lower2, 0.2 - 1.9599639845400542 * 0.01, 1e-12)
    expectNear(wide.upper3, 0.2 + 3.0902323061678135 * 0.01, 1e-12)
    expect(proportionFunnel(0.2, 4).lower2).toBe(0)
    expect(proportionFunnel(0.9, 4).upper2).toBe(1)
  })

  // Expected values: quantiles of the gamma distribution, scipy 1.
  test.each([
    [5, 0.14787434638356647, 0.32469727802368414, 2.333666415864534, 3.290949040736021],
    [50.5, 0.6207965983468648, 0.7434007004859544, 1.3165810041108108, 1.5158361731272074],
  ])('of a ratio with %d expected', (expected, lower3, lower2, upper2, upper3) => {
    const limits = ratioFunnel(expected)
    expectNear(limits.lower3, lower3)
    expectNear(limits.lower2, lower2)
    expectNear(limits.upper2, upper2)
    expectNear(limits.upper3, upper3)
  })

  test('of a ratio by what was observed, as OHID prints them for one event', () => {
    const limits = ratioFunnelByObserved(1)
    // The print rests on a bisection that stops at 10⁻⁷, hence the wide allowance.
    expectNear(limits?.lower2, 0.1794802207, 1e-6)
    expectNear(limits?.upper2, 39.49774946, 1e-4)
    expect(ratioFunnelByObserved(0)).toBeNull()
  })

  test('of a rate are those of the ratio at its expected events', () => {
    expectNear(rateFunnel(50, 10_000, 100_000).upper2, ratioFunnel(5).upper2 * 50, 1e-12)
  })

  test('are passed only beyond them', () => {
    const limits = { lower3: 1, lower2: 2, upper2: 3, upper3: 4 }
    const classes = [0.9, 1, 2, 2.5, 3, 3.5, 4.1].map((value) => funnelClass(value, limits))
    expect(classes).toEqual(['low_3sd', 'low_2sd', 'within', 'within', 'within', 'high_2sd', 'high_3sd'])
  })

  test('set an area apart when its own interval leaves the expected out', () => {
    // Garwood's 95% limits of 9 events are 4.12 and 17.08; of 99.8%, 2.45 and 22.66.
    expect(ratioFunnelClass(9, 17)).toBe('within')
    expect(ratioFunnelClass(9, 17.1)).toBe('low_2sd')
    expect(ratioFunnelClass(9, 23)).toBe('low_3sd')
    expect(ratioFunnelClass(9, 4)).toBe('high_2sd')
    expect(ratioFunnelClass(9, 2)).toBe('high_3sd')
  })

  test('refuse a size of zero and a share over 1', () => {
    expect(() => proportionFunnel(0.2, 0)).toThrow(RangeError)
    expect(() => proportionFunnel(1.2, 10)).toThrow(RangeError)
    expect(() => ratioFunnel(0)).toThrow(RangeError)
    expect(() => ratioFunnelClass(3, 0)).toThrow(RangeError)
  })

  test('close in as areas grow, the outer around the inner', () => {
    const size = fc.integer({ min: 5, max: 5_000 })
    fc.assert(
      fc.property(size, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, share) => {
        for (const limitsAt of [(of: number) => proportionFunnel(share, of), ratioFunnel]) {
          const [small, large] = [limitsAt(n), limitsAt(n * 2)]
          expect(small.lower3).toBeLessThanOrEqual(small.lower2)
          expect(small.upper2).toBeLessThanOrEqual(small.upper3)
          expect(large.lower2).toBeGreaterThanOrEqual(small.lower2)
          expect(large.upper2).toBeLessThanOrEqual(small.upper2)
        }
      }),
    )
  })
})

describe('over-dispersion', () => {
  const denominators = [120, 340, 560, 800, 1200, 95, 410, 700, 2300, 150, 640, 980]
  const observed = [30, 61, 140, 150, 290, 12, 110, 99, 520, 41, 100, 260]
  const expected = [28.5, 70.2, 130, 160.5, 250, 15.2, 101, 120, 480, 33, 130.7, 240]
  const shares = observed.map((o, i) => ({ observed: o, denominator: denominators[i] ?? 0 }))
  const ratios = observed.map((o, i) => ({ observed: o, denominator: expected[i] ?? 0 }))

  // Expected values: the formulas of Spiegelhalter (2005) in numpy, quantiles of its default definition.
  test('of shares, winsorised', () => {
    const found = valueOf(overDispersion(shares, 'proportion'))
    expectNear(found.phi, 5.433900044966329)
    expectNear(found.tauSquared, 0.0019074173499585485)
    expectNear(found.zScores[1], -1.8103005964034495)
    const limits = found.limits(500)
    expectNear(limits.lower2, 0.1447579076441707)
    expectNear(limits.upper2, 0.30275166314200147)
    expectNear(limits.lower3, 0.10799482313266007)
    expectNear(limits.upper3, 0.35481866594521183)
  })

  test('of ratios on the square-root scale, winsorised', () => {
    const found = valueOf(overDispersion(ratios, 'ratio'))
    expectNear(found.phi, 1.7613151922931296)
    expectNear(found.tauSquared, 0.0016804581971422985)
    expectNear(found.limits(100).lower2, 0.7626103806396048)
    expectNear(found.limits(100).upper2, 1.2695077353923057)
  })

  test('of ratios on the log scale with the extremes left out', () => {
    const found = valueOf(overDispersion(ratios, 'log_ratio', { extremesAre: 'left_out' }))
    expectNear(found.phi, 1.5102826728277685)
    expectNear(found.tauSquared, 0.005470721172474099)
    expectNear(found.limits(100).lower3, 0.6808813086688335)
    expectNear(found.limits(100).upper3, 1.4686847579280211)
  })

  test('is none where areas differ as chance would have them', () => {
    const alike = [99, 101, 100, 102, 98].map((o) => ({ observed: o, denominator: 500 }))
    const found = valueOf(overDispersion(alike, 'proportion'))
    expect(found.phi).toBeLessThan(1)
    expect(found.tauSquared).toBe(0)
    expectNear(found.limits(400).upper2, proportionFunnel(0.2, 400).upper2, 0.01)
  })

  test('needs two areas, and events in each for a logarithm', () => {
    expect(overDispersion(shares.slice(0, 1), 'proportion').status).toBe('too_few_areas')
    const withNone = [...ratios, { observed: 0, denominator: 3 }]
    expect(overDispersion(withNone, 'log_ratio').status).toBe('area_without_events')
    expect(overDispersion(withNone, 'ratio').status).toBe('given')
    expect(() => overDispersion([{ observed: 1, denominator: 0 }], 'ratio')).toThrow(RangeError)
    expect(() => overDispersion([{ observed: 3, denominator: 2 }], 'proportion')).toThrow(RangeError)
    expect(() => overDispersion(shares, 'proportion', { extreme: 0.5 })).toThrow(RangeError)
  })

  test('never narrows the funnel, and does not mind the order of the areas', () => {
    const area = fc
      .integer({ min: 20, max: 5_000 })
      .chain((of) => fc.record({ observed: fc.integer({ min: 1, max: of }), denominator: fc.constant(of) }))
    fc.assert(
      fc.property(fc.array(area, { minLength: 3, maxLength: 40 }), fc.integer({ min: 20, max: 5_000 }), (areas, of) => {
        const found = valueOf(overDispersion(areas, 'proportion'))
        const turned = valueOf(overDispersion(areas.toReversed(), 'proportion'))
        expectNear(turned.phi, found.phi)
        const { lower3, lower2, upper2, upper3 } = found.limits(of)
        expect([lower3, lower2, upper2, upper3]).toEqual([lower3, lower2, upper2, upper3].toSorted((a, b) => a - b))
        expect(found.tauSquared).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
