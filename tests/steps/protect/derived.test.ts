import { describe, expect, test } from 'vitest'
import type { TrueCount } from '../../../algorithms/contracts/results/internal.ts'
import { day } from '../../../algorithms/domain/day.ts'
import { type ProtectedTables, protect } from '../../../algorithms/steps/protect/protect.ts'
import { SETTING, figures, steady } from './figures.ts'

const QUARTER = { period_type: 'quarter', period_start: day('2024-04-01'), period_end: day('2024-06-30') } as const
const ICB = { geography_type: 'icb', geography_code: 'Q1', breakdown: 'all', breakdown_value: 'all' } as const

const leaf = (measure: string, subroute: string, stratum: string) =>
  `stage=first_diagnosis|ep_measure=${measure}|onset_basis=any|subroute=${subroute}|appropriateness=${stratum}`

const counted = (
  count_name: string,
  dimensions: string,
  people: number,
  given: Partial<TrueCount> = {},
): TrueCount => ({
  figure: 'emergency_presentation_rates',
  count_name,
  cancer_group: 'leukaemia',
  ...QUARTER,
  dimensions,
  ...ICB,
  people,
  ...given,
})

/** A quarter in which 101 leukaemias presented, 38 of them as emergencies: 30 by the emergency department, 8 by a GP. */
const LEUKAEMIA = (measure: string, given: Partial<TrueCount> = {}) => [
  counted('all_presentations', leaf(measure, 'all', 'other'), 82, given),
  counted('all_presentations', leaf(measure, 'all', 'may_be_appropriate'), 19, given),
  counted('emergency', leaf(measure, measure === 'ep_rtd' ? 'all' : 'emergency_department', 'other'), 30, given),
  counted('emergency', leaf(measure, measure === 'ep_rtd' ? 'all' : 'gp', 'may_be_appropriate'), 8, given),
  counted('not_determined', leaf(measure, 'all', 'other'), 12, given),
]

/** Routes are known two years later than tumours. */
const SETTLED = { period_start: day('2023-04-01'), period_end: day('2023-06-30') } as const

const SETTINGS = {
  ...SETTING,
  spans: (['apc', 'registration', 'death'] as const).map((source) => ({
    source,
    from: day('2015-04-01'),
    until: day('2026-03-31'),
    lagMonths: 2,
  })),
}

const published = (counts: readonly TrueCount[]): ProtectedTables['tables'] =>
  protect(figures(counts, { population: steady(100_000) }), SETTINGS).tables

const year = (row: { period_type: string; geography_type: string; breakdown: string; period_start: number }) =>
  row.period_type === 'financial_year' &&
  row.geography_type === 'icb' &&
  row.breakdown === 'all' &&
  row.period_start === day('2024-04-01')

const tables = published([...LEUKAEMIA('ep_30d'), ...LEUKAEMIA('ep_rtd', SETTLED)])
const inYear = tables.emergency_presentation_rates.filter((row) => year(row) && row.ep_measure === 'ep_30d')
const rowOf = (subroute: string, appropriateness: string) =>
  inYear.find((row) => row.subroute === subroute && row.appropriateness === appropriateness)

describe('emergency presentation rates', () => {
  test('a year is the sum of its quarters, and all of its sub-routes and strata; the share is of counts as printed', () => {
    expect(rowOf('all', 'all')).toMatchObject({ emergency: 40, all_presentations: 100, not_determined: 10 })
    expect(rowOf('all', 'all')!.percent).toBeCloseTo(40, 10)
    // Wilson's interval of 40 in 100.
    expect(rowOf('all', 'all')!.lower_95).toBeCloseTo(30.94, 2)
    expect(rowOf('all', 'all')!.upper_95).toBeCloseTo(49.8, 2)
  })

  test('each sub-route is a share of every presentation, and children stand apart', () => {
    expect(rowOf('emergency_department', 'all')).toMatchObject({ emergency: 30, all_presentations: 100, percent: 30 })
    expect(rowOf('all', 'may_be_appropriate')).toMatchObject({ emergency: 10, all_presentations: 20 })
  })

  test('a share that would tell that nearly everyone was an emergency is hidden, though its counts are large enough', () => {
    const { tables: told, manifest } = protect(
      figures([
        counted('all_presentations', leaf('ep_30d', 'all', 'other'), 29),
        counted('emergency', leaf('ep_30d', 'gp', 'other'), 28),
      ]),
      SETTINGS,
    )
    const row = told.emergency_presentation_rates.find(
      (one) => year(one) && one.subroute === 'all' && one.appropriateness === 'all',
    )!
    expect([row.emergency, row.all_presentations, row.percent]).toContain(null)
    expect(manifest.some(({ reason }) => reason === 'complement')).toBe(true)
  })

  test('a hidden count takes its share with it', () => {
    const hidden = published([
      counted('all_presentations', leaf('ep_30d', 'all', 'other'), 60),
      counted('emergency', leaf('ep_30d', 'gp', 'other'), 5),
    ]).emergency_presentation_rates.find((row) => year(row) && row.subroute === 'all' && row.appropriateness === 'all')
    expect(hidden).toMatchObject({ emergency: null, emergency_status: 'suppressed', percent: null, lower_95: null })
  })

  const { emergency_presentation_rates: cutFiner } = published([
    ...LEUKAEMIA('ep_30d'),
    counted('all_presentations', leaf('ep_30d', 'all', 'other'), 500, {
      geography_type: 'extract',
      geography_code: 'extract',
    }),
  ])
  test.each([
    { of: 'everyone in a year', row: { breakdown: 'all', period_type: 'financial_year' }, status: 'shown' },
    { of: 'everyone in a quarter', row: { breakdown: 'all', period_type: 'quarter' }, status: 'not_applicable' },
    { of: 'women in a year', row: { breakdown_value: 'female' }, status: 'not_applicable' },
  ])('those not determined are told of $of: $status', ({ row, status }) => {
    const found = cutFiner.filter(
      (one) =>
        one.ep_measure === 'ep_30d' &&
        one.geography_type === 'icb' &&
        one.period_start === day('2024-04-01') &&
        one.subroute === 'all' &&
        one.appropriateness === 'all' &&
        Object.entries(row).every(([name, value]) => one[name as keyof typeof row] === value),
    )
    expect(found.map(({ not_determined_status }) => not_determined_status)).toEqual([status])
  })

  test('what does not apply to a measure is said so', () => {
    const route = tables.emergency_presentation_rates.find(
      (row) => row.ep_measure === 'ep_rtd' && row.emergency === 40 && row.period_type === 'financial_year',
    )
    expect(route).toMatchObject({ zero_day: null, zero_day_status: 'not_applicable' })
  })

  test.each([
    { start: '2023-04-01', status: 'shown' },
    { start: '2024-04-01', status: 'not_available' },
  ])('routes are not available before the registry has settled them: the year from $start', ({ start, status }) => {
    const route = tables.emergency_presentation_rates.find(
      (row) =>
        row.ep_measure === 'ep_rtd' &&
        row.period_type === 'financial_year' &&
        row.period_start === day(start) &&
        row.appropriateness === 'all' &&
        row.geography_type === 'icb' &&
        row.breakdown === 'all',
    )
    expect(route?.emergency_status).toBe(status)
  })
})

test('a registry share is compared with the published one; a thirty-day share is shown beside it and is not', () => {
  const brain = [
    ...LEUKAEMIA('ep_30d', { cancer_group: 'brain' }),
    ...LEUKAEMIA('ep_rtd', { cancer_group: 'brain', ...SETTLED }),
  ]
  const panel = published(brain).benchmark_panel.filter((row) => row.cancer_group === 'brain')
  expect(panel.map((row) => [row.measure, row.published_period, row.verdict])).toEqual([
    ['ep_30d', '2016', 'not_comparable'],
    ['ep_rtd', '2016', 'within'],
  ])
  expect(panel[1]!.published).toBeCloseTo((100 * 2288) / 4814, 10)
})

test('a thirty-day share published for eight cancers together is compared with those of ours together, where all are shown', () => {
  const eight = ['oesophagus', 'stomach', 'bowel', 'liver', 'pancreas', 'lung', 'ovary']
  const verdictOf = (emergencies: (group: string) => number) => {
    const counts = eight.flatMap((cancer_group) => [
      counted('all_presentations', leaf('ep_30d', 'all', 'other'), 100, { cancer_group }),
      counted('emergency', leaf('ep_30d', 'gp', 'other'), emergencies(cancer_group), { cancer_group }),
    ])
    const row = published(counts).benchmark_panel.find((one) => one.published_period === '2012 to 2017')!
    return [row.measure, row.ours, row.verdict]
  }
  expect(verdictOf(() => 35)).toEqual(['ep_30d', 35, 'within'])
  expect(verdictOf(() => 20)).toEqual(['ep_30d', 20, 'outside'])
  expect(verdictOf((group) => (group === 'ovary' ? 3 : 35))).toEqual(['ep_30d', null, 'not_comparable'])
})

test('gaps come from the published rates of the fifths, and a hidden fifth leaves none', () => {
  const fifths = (counts: readonly number[]) =>
    counts.flatMap((people, i) => {
      const at = { breakdown: 'imd_quintile', breakdown_value: String(i + 1), people } as const
      return [
        counted('all_presentations', leaf('ep_30d', 'all', 'other'), 100, { ...at, people: 100 }),
        counted('emergency', leaf('ep_30d', 'gp', 'other'), people, at),
      ]
    })
  const whole = counted('all_presentations', leaf('ep_30d', 'all', 'other'), 500, {
    geography_type: 'extract',
    geography_code: 'extract',
  })
  const gapOf = (...counts: readonly number[]) =>
    published([whole, ...fifths(counts)]).equity_gap.find((row) => year(row) && row.measure === 'ep_30d')
  expect(gapOf(40, 35, 30, 25, 20)).toMatchObject({
    gap_absolute: 20,
    gap_ratio: 2,
    slope_index: 25,
    gap_status: 'shown',
  })
  expect(gapOf(40, 35, 30, 25, 3)).toMatchObject({ gap_absolute: null, gap_ratio: null, gap_status: 'suppressed' })
})

describe('outcomes at fixed times', () => {
  const onset = {
    period_type: 'financial_year',
    period_start: day('2020-04-01'),
    period_end: day('2021-03-31'),
  } as const
  const exit = (days: number, ending: string, people: number): TrueCount => ({
    ...counted('people', `outcome=survival_from_onset|ending=${ending}|days=${days}`, people),
    figure: 'outcome_estimates',
    cancer_group: 'breast',
    ...onset,
  })
  const setting = { ...SETTINGS, spans: SETTINGS.spans.map((span) => ({ ...span, from: day('2015-04-01') })) }
  const survival = (counts: readonly TrueCount[]) =>
    protect(figures(counts), setting).tables.outcome_estimates.map(({ years, percent, outcome_status }) => [
      years,
      percent,
      outcome_status,
    ])

  test('survival is Kaplan–Meier’s, from ten deaths or more by that time and as far as people were watched', () => {
    expect(survival([exit(300, 'died', 9), exit(500, 'died', 11), exit(1200, 'watched', 20)])).toEqual([
      ['1', null, 'under_10_events'],
      ['2', 50, 'shown'],
      ['3', 50, 'shown'],
      ['5', null, 'beyond_follow_up'],
    ])
  })
})

test('each measure has one row that says whether it can be used', () => {
  const rows = tables.can_i_use_this
  expect(new Set(rows.map(({ measure }) => measure)).size).toBe(rows.length)
  expect(rows.find(({ measure }) => measure === 'recurrent_cancer_counts')!.status).toBe('draft')
  expect(rows.find(({ measure }) => measure === 'ep_30d')!.status).toBe('usable')
})

test('variation between sub-ICB locations needs two of them', () => {
  const row = tables.area_variation.find((one) => year(one) && one.measure === 'ep_30d')
  expect(row).toMatchObject({ variation_status: 'too_few_areas', scv: null, funnel_class: 'not_applicable' })
})
