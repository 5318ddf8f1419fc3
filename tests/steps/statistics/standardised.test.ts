import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ESP_2013 } from '../../../algorithms/rules/esp-2013.ts'
import { byar } from '../../../algorithms/steps/statistics/byar.ts'
import { crudeRate } from '../../../algorithms/steps/statistics/crude-rate.ts'
import { dsr, dsrOfRepeatEvents, weightedBy } from '../../../algorithms/steps/statistics/dsr.ts'
import { expectedEvents, indirectRate, standardisedRatio } from '../../../algorithms/steps/statistics/indirect.ts'
import { expectNear, valueOf } from './near.ts'

describe('the European Standard Population 2013', () => {
  test('is 19 bands without a gap and 100,000 people', () => {
    expect(ESP_2013).toHaveLength(19)
    expect(ESP_2013.reduce((total, band) => total + band.weight, 0)).toBe(100_000)
    ESP_2013.slice(1).forEach((band, i) => {
      expect(band.from).toBe((ESP_2013[i]?.to ?? Number.NaN) + 1)
    })
    expect(ESP_2013.at(-1)).toEqual({ ageBand: '90+', from: 90, to: null, weight: 1_000 })
  })
})

describe('a directly standardised rate', () => {
  const twoBands = [
    { events: 10, population: 1_000, weight: 600 },
    { events: 30, population: 2_000, weight: 400 },
  ]

  test('is the weighted rate with Dobson’s interval, worked by hand', () => {
    // Rates 0.010 and 0.015: (600 × 0.010 + 400 × 0.015)/1000 = 0.012; variance (600²·10/1000² + 400²·30/2000²)/1000².
    const rate = valueOf(dsr(twoBands, { per: 1_000 }))
    const stretch = Math.sqrt(4.8e-6 / 40)
    const count = byar(40)
    expectNear(rate.estimate, 12, 1e-12)
    expectNear(rate.lower, (0.012 + stretch * ((count.lower ?? 0) - 40)) * 1_000, 1e-12)
    expectNear(rate.upper, (0.012 + stretch * (count.upper - 40)) * 1_000, 1e-12)
  })

  test('is not given under 10 events in all', () => {
    const nine = [{ events: 9, population: 1_000, weight: 1 }]
    const ten = [{ events: 10, population: 1_000, weight: 1 }]
    expect(dsr(nine)).toEqual({ status: 'under_10_events', value: null })
    expect(dsr(ten).status).toBe('given')
    expect(dsr([])).toEqual({ status: 'under_10_events', value: null })
  })

  test('is not given where a band has nobody in it', () => {
    expect(dsr([...twoBands, { events: 0, population: 0, weight: 100 }])).toEqual({
      status: 'empty_age_band',
      value: null,
    })
  })

  test('refuses a band that cannot be', () => {
    expect(() => dsr([{ events: -1, population: 10, weight: 1 }])).toThrow(RangeError)
    expect(() => dsr([{ events: 20, population: -10, weight: 1 }])).toThrow(RangeError)
    expect(() => dsr([{ events: 20, population: 10, weight: 0 }])).toThrow(RangeError)
  })

  test('of one band is its crude rate with Byar’s limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5_000 }), fc.integer({ min: 5_000, max: 1e6 }), (events, population) => {
        const standardised = valueOf(dsr([{ events, population, weight: 7 }]))
        const crude = valueOf(crudeRate(events, population))
        expectNear(standardised.estimate, crude.estimate)
        expectNear(standardised.lower, crude.lower)
        expectNear(standardised.upper, crude.upper)
      }),
    )
  })

  test('takes its weights by the name of the band, in whatever order the bands come', () => {
    const bands = ESP_2013.map(({ ageBand }, i) => ({ ageBand, events: i, population: 1_000 + 10 * i }))
    expect(weightedBy(bands.toReversed())).toEqual(weightedBy(bands))
    expect(weightedBy(bands)[18]).toEqual({ events: 18, population: 1_180, weight: 1_000 })
    expect(() => weightedBy(bands.slice(1))).toThrow(RangeError)
    expect(() => weightedBy([...bands.slice(1), { ageBand: '0-5', events: 1, population: 5 }])).toThrow(RangeError)
    expect(() => weightedBy([...bands, { ageBand: '90+', events: 1, population: 5 }])).toThrow(RangeError)
  })

  test('of repeat events equals the plain one when nobody repeats, and is wider when they do', () => {
    const alone = twoBands.map(({ events, ...rest }) => ({ peopleByEvents: new Map([[1, events]]), ...rest }))
    expect(dsrOfRepeatEvents(alone)).toEqual(dsr(twoBands))
    const inPairs = twoBands.map(({ events, ...rest }) => ({ peopleByEvents: new Map([[2, events / 2]]), ...rest }))
    const wider = valueOf(dsrOfRepeatEvents(inPairs))
    const plain = valueOf(dsr(twoBands))
    expectNear(wider.estimate, plain.estimate)
    // Everyone twice doubles the variance, and with it the square of the reach.
    expectNear((wider.upper - wider.estimate) / (plain.upper - plain.estimate), Math.SQRT2)
  })
})

describe('an indirectly standardised ratio', () => {
  const bands = [
    { population: 1_000, referenceEvents: 50, referencePopulation: 10_000 },
    { population: 500, referenceEvents: 200, referencePopulation: 8_000 },
  ]

  test('is observed over expected, worked by hand', () => {
    // 1000 × 50/10000 + 500 × 200/8000 = 5 + 12.5.
    expect(expectedEvents(bands)).toBe(17.5)
    const ratio = valueOf(standardisedRatio(9, bands))
    expectNear(ratio.estimate, 9 / 17.5, 1e-12)
    expectNear(ratio.lower, 4.1153730973783324 / 17.5, 1e-12)
    expectNear(ratio.upper, 17.08480345141917 / 17.5, 1e-12)
    const byars = valueOf(standardisedRatio(10, bands))
    expectNear(byars.lower, 4.7874499139675618 / 17.5, 1e-12)
  })

  test('gives a rate by the reference’s crude rate', () => {
    expectNear(valueOf(indirectRate(35, bands)).estimate, 2 * (250 / 18_000) * 100_000, 1e-12)
  })

  test('has no answer where nothing is expected or the reference has nobody', () => {
    const nobody = [{ population: 10, referenceEvents: 0, referencePopulation: 0 }]
    expect(standardisedRatio(3, nobody)).toEqual({ status: 'empty_reference_band', value: null })
    expect(standardisedRatio(3, []).status).toBe('no_expected_events')
    expect(indirectRate(3, []).status).toBe('no_expected_events')
    expect(() => standardisedRatio(-3, bands)).toThrow(RangeError)
  })

  test('is 1 for the reference itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 1e5 })), { minLength: 1 }), (rows) => {
        const own = rows.map(([events, population]) => ({
          population,
          referenceEvents: events,
          referencePopulation: population,
        }))
        const events = rows.reduce((total, [e]) => total + e, 0)
        const answer = standardisedRatio(events, own)
        if (events === 0) expect(answer.status).toBe('no_expected_events')
        else expectNear(valueOf(answer).estimate, 1)
      }),
    )
  })
})
