import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TrueCount } from '../../../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES, type PublishedName, countColumns } from '../../../algorithms/contracts/results/published.ts'
import { type Table, keyColumns } from '../../../algorithms/contracts/table.ts'
import { day, dayText } from '../../../algorithms/domain/day.ts'
import { BREAKDOWN_VALUES } from '../../../algorithms/rules/release-plan.ts'
import { headlineOf } from '../../../algorithms/steps/protect/headline.ts'
import { placingOf, protect } from '../../../algorithms/steps/protect/protect.ts'
import { SETTING, figures, newCases, protectedOf, steady } from './figures.ts'

type Any = Readonly<Record<string, string | number | null>>

const find = (counts: readonly TrueCount[], given: Partial<TrueCount> = {}, setting = SETTING, people = 100_000) => {
  const { tables } = protectedOf(['recurrent_cancer_counts'], counts, setting, steady(people))
  const wanted = newCases(0, given)
  return tables.recurrent_cancer_counts.find(
    (row) =>
      row.period_type === wanted.period_type &&
      row.period_start === wanted.period_start &&
      row.geography_type === wanted.geography_type &&
      row.breakdown === wanted.breakdown &&
      row.breakdown_value === wanted.breakdown_value &&
      row.episode_type === 'recurrence' &&
      row.extent === 'distant' &&
      row.certainty === 'standard',
  )
}

test.each([
  [0, 0, '0', 'zero'],
  [1, null, 'hidden', 'suppressed'],
  [7, null, 'hidden', 'suppressed'],
  [8, 10, '10', 'shown'],
  [12, 10, '10', 'shown'],
  [13, 15, '15', 'shown'],
  [1_234, 1_235, '1,235', 'shown'],
])('%i people are published as %s, %s, %s', (people, value, display, status) => {
  expect(find([newCases(people)])).toMatchObject({
    new_cases: value,
    new_cases_display: display,
    new_cases_status: status,
  })
})

test('rate and limits come from the rounded count and the population as printed', () => {
  // 23 people are printed as 25 in 99,994 person-years printed as 99,990; Byar's limits of 25 are 16.176 and 36.907.
  const row = find([newCases(23)], {}, SETTING, 99_994)!
  expect(row).toMatchObject({ new_cases: 25, population: 99_990, population_display: '99,990' })
  expect(row.rate_per_100k).toBeCloseTo(25_000_000 / 99_990 / 10, 9)
  expect(row.lower_95! * 0.9999).toBeCloseTo(16.176, 2)
  expect(row.upper_95! * 0.9999).toBeCloseTo(36.907, 2)
})

test('a hidden count takes its rate and limits with it, and the population stays', () => {
  expect(find([newCases(5)])).toMatchObject({
    new_cases: null,
    rate_per_100k: null,
    lower_95: null,
    upper_95: null,
    population: 100_000,
    population_status: 'shown',
  })
})

test('nobody is 0 with a rate of 0 and an upper limit, not a gap', () => {
  const row = find([])!
  expect(row).toMatchObject({ new_cases: 0, new_cases_status: 'zero', rate_per_100k: 0, lower_95: 0 })
  expect(row.upper_95).toBeCloseTo(3.689, 3)
})

test('person-years are the mean of the month-ends times the years', () => {
  expect(
    find([], { period_type: 'quarter', period_start: day('2024-04-01'), period_end: day('2024-06-30') })?.population,
  ).toBe(25_000)
  expect(find([])?.population).toBe(100_000)
})

test('a breakdown is divided by its own people, a receptor subtype by everyone', () => {
  expect(find([], { breakdown: 'sex', breakdown_value: 'female' })?.population).toBe(50_000)
  expect(find([], { breakdown: 'receptor_subtype', breakdown_value: 'unknown' })?.population).toBe(100_000)
})

describe('availability', () => {
  const status = (lagMonths: number, given: Partial<TrueCount>, cut = SETTING.cut) =>
    find([newCases(20, given)], given, { ...SETTING, cut, spans: [{ ...SETTING.spans[0]!, until: cut, lagMonths }] })
      ?.new_cases_status
  const quarter = { period_type: 'quarter', period_start: day('2025-10-01'), period_end: day('2025-12-31') }

  test.each([
    [3, 'shown', 'the last month that is complete is the last of the period'],
    [4, 'not_available', 'a month short'],
  ])('with a lag of %i months the quarter to December is %s at the end of March: %s', (lag, is) => {
    expect(status(lag, quarter)).toBe(is)
  })

  test('a month that has not ended is not complete', () => {
    expect(status(3, quarter, day('2026-03-30'))).toBe('not_available')
  })

  test('the slowest source that is needed decides, and one that is not needed does not', () => {
    const spans = (source: 'sact' | 'ecds') => [
      SETTING.spans[0]!,
      { source, from: null, until: SETTING.cut, lagMonths: 12 },
    ]
    const at = (source: 'sact' | 'ecds') => find([newCases(20, quarter)], quarter, { ...SETTING, spans: spans(source) })
    expect(at('sact')?.new_cases_status).toBe('not_available')
    expect(at('ecds')?.new_cases_status).toBe('shown')
  })

  test('what is not available is empty, not 0', () => {
    expect(find([newCases(20, quarter)], quarter, { ...SETTING, spans: [] })).toMatchObject({
      new_cases: null,
      new_cases_display: 'not available yet',
      rate_per_100k: null,
    })
  })

  test('nothing is reported within two years of the first day of the admissions', () => {
    const spans = [{ ...SETTING.spans[0]!, from: day('2022-04-02') }]
    expect(find([], {}, { ...SETTING, spans })).toBeUndefined()
    expect(find([], {}, { ...SETTING, spans: [{ ...spans[0]!, from: day('2022-04-01') }] })).toBeDefined()
  })

  test('a source that begins later is named where it can make known disease look new', () => {
    const spans = [
      SETTING.spans[0]!,
      { source: 'cwt' as const, from: day('2022-04-02'), until: SETTING.cut, lagMonths: 2 },
    ]
    expect(find([], {}, { ...SETTING, spans })?.caveat).toContain('cwt from 2022-04-02')
    expect(
      find([], {}, { ...SETTING, spans: [spans[0]!, { ...spans[1]!, from: day('2022-04-01') }] })?.caveat,
    ).not.toContain('cwt')
  })
})

describe('the release plan and nothing beyond it', () => {
  const { tables } = protectedOf(['recurrent_cancer_counts', 'people_living_with', 'source_overlap'], [newCases(30)])
  const shapes = (rows: readonly { geography_type: string; breakdown: string; period_type: string }[]) =>
    [...new Set(rows.map((row) => `${row.geography_type} ${row.breakdown} ${row.period_type}`))].sort()

  test('events', () => {
    expect(shapes(tables.recurrent_cancer_counts)).toEqual([
      'extract all financial_year',
      'extract all quarter',
      'extract all rolling_12m',
      'extract all year',
      'icb age_band financial_year',
      'icb all financial_year',
      'icb all quarter',
      'icb all rolling_12m',
      'icb all year',
      'icb ethnicity financial_year',
      'icb imd_quintile financial_year',
      'icb receptor_subtype financial_year',
      'icb sex financial_year',
      'sub_icb all financial_year',
    ])
  })

  test('people', () => {
    expect(shapes(tables.people_living_with)).toEqual([
      'extract all month',
      'icb age_band financial_year',
      'icb all month',
      'icb ethnicity financial_year',
      'icb imd_quintile financial_year',
      'icb receptor_subtype financial_year',
      'icb sex financial_year',
      'sub_icb all financial_year',
    ])
  })

  test('breakdowns have the values of the contract', () => {
    for (const [breakdown, values] of Object.entries(BREAKDOWN_VALUES)) {
      const found = tables.recurrent_cancer_counts.filter((row) => row.breakdown === breakdown)
      expect([...new Set(found.map((row) => row.breakdown_value))].sort()).toEqual([...values].sort())
    }
    expect(BREAKDOWN_VALUES.age_band).toEqual(['0-24', '25-49', '50-59', '60-69', '70-79', '80+'])
    expect(BREAKDOWN_VALUES.imd_quintile).toEqual(['1', '2', '3', '4', '5'])
  })

  test('a neighbouring board with a few registered people has no rows', () => {
    const few = { geography_type: 'icb', geography_code: 'Q2', breakdown: 'all', breakdown_value: 'all', people: 4_999 }
    const population = [...steady(100_000), { month_end: SETTING.cut, ...few }]
    const areas = (people: number) => {
      const last = population.map((row) => (row.geography_code === 'Q2' ? { ...row, people } : row))
      const rows = protectedOf(['people_living_with'], [], SETTING, last).tables.people_living_with
      return [...new Set(rows.map((row) => row.geography_code))].sort()
    }
    expect(areas(4_999)).toEqual(['01A', 'Q1', 'extract'])
    expect(areas(5_000)).toEqual(['01A', 'Q1', 'Q2', 'extract'])
  })

  test('every row of every table has its own key, and rows stand in its order', () => {
    for (const name of Object.keys(tables) as (keyof typeof tables)[]) {
      const key = keyColumns(PUBLISHED_TABLES[name])
      const texts = (tables[name] as readonly object[]).map((row) =>
        key.map((column) => String((row as Any)[column])).join('\u0001'),
      )
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts.toSorted()).toEqual(texts)
    }
  })
})

test('a row says what it is of, and that it was not audited', () => {
  expect(find([])).toMatchObject({
    definition_version: 'recurrent-breast@0.1.0',
    definition_status: 'draft',
    cancer_group_name: 'Breast cancer',
    geography_name: 'NHS First Integrated Care Board',
    geography_vintage: '2024',
    geography_basis: 'registered',
  })
  expect(find([])?.caveat).toMatch(/^Not audited for disclosure: do not release\. The definition is a draft\./)
  expect(find([], {}, { ...SETTING, synthetic: true })?.caveat).toMatch(/^Synthetic: /)
})

const someCount = fc.record({
  people: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })),
  geography_type: fc.constantFrom('icb', 'extract'),
  breakdown_value: fc.constantFrom('all', 'female', 'male'),
  certainty: fc.constantFrom('strict', 'standard', 'broad'),
  year: fc.constantFrom('2024', '2025'),
})

const asCount = ({
  people,
  geography_type,
  breakdown_value,
  certainty,
  year,
}: {
  people: number
  geography_type: string
  breakdown_value: string
  certainty: string
  year: string
}): TrueCount =>
  newCases(people, {
    geography_type,
    geography_code: geography_type === 'icb' ? 'Q1' : 'extract',
    breakdown: breakdown_value === 'all' ? 'all' : 'sex',
    breakdown_value,
    dimensions: `episode_type=recurrence|extent=distant|certainty=${certainty}`,
    period_start: day(`${year}-04-01`),
    period_end: day(`${Number(year) + 1}-03-31`),
  })

const someCounts = fc
  .uniqueArray(someCount, {
    selector: (c) => [c.geography_type, c.breakdown_value, c.certainty, c.year].join(),
    maxLength: 12,
  })
  .map((counts) => counts.map(asCount))

/** What would be wrong with a published row; nothing when it is as it should be. */
function faults(name: PublishedName, row: object): readonly string[] {
  const values = row as Any
  const described = (PUBLISHED_TABLES[name] as Table).columns
  const found: string[] = []
  for (const column of countColumns(PUBLISHED_TABLES[name])) {
    const value = values[column] as number | null
    const isSeen = ['shown', 'zero'].includes(values[`${column}_status`] as string)
    if ((value !== null) !== isSeen) found.push(`${column} and its status`)
    if (value !== null && value >= 1 && value <= 7) found.push(`${column} is small`)
    if (value !== null && value % 5 !== 0) found.push(`${column} is not rounded`)
  }
  for (const [column, { discloses }] of Object.entries(described)) {
    if (typeof discloses !== 'object' || `${column}_status` in described) continue
    if (values[discloses.follows] === null && values[column] !== null) found.push(`${column} without its count`)
  }
  return found
}

test('no published row shows 1 to 7, nor a count that is no multiple of 5, nor a rate without its count', () => {
  fc.assert(
    fc.property(someCounts, fc.integer({ min: 1, max: 30_000 }), (counts, people) => {
      const { tables } = protectedOf(['recurrent_cancer_counts'], counts, SETTING, steady(people))
      const names = Object.keys(tables) as (keyof typeof tables)[]
      expect(names.flatMap((name) => tables[name].flatMap((row) => faults(name, row)))).toEqual([])
    }),
    { numRuns: 10 },
  )
})

test('what is published depends on the true count only through what is printed', () => {
  const row = (people: number) => find([newCases(people)])
  expect(row(8)).toEqual(row(12))
  expect(row(1)).toEqual(row(7))
  expect(row(12)).not.toEqual(row(13))
})

test('the headline is of the latest period that is available, and null when it is hidden', () => {
  const rolling = { geography_type: 'extract', geography_code: 'extract', period_type: 'rolling_12m' }
  const year = { ...rolling, period_start: day('2025-01-01'), period_end: day('2025-12-31') }
  const deNovo = 'episode_type=new|extent=distant|certainty=standard'
  const { tables } = protect(figures([newCases(41, year), newCases(6, { ...year, dimensions: deNovo })]), SETTING)
  const headline = headlineOf(tables)
  expect(headline).toMatchObject({ new_distant_recurrences: 40, metastatic_at_diagnosis: null, people_living_with: 0 })
  expect([dayText(headline.new_until!), dayText(headline.living_on!)]).toEqual(['2025-12-31', '2026-01-31'])
})

test('how people were placed is told where it is not by practice', () => {
  const placed = (practice: number, residence: number, nowhere: number) =>
    placingOf(
      Object.entries({ practice, residence, nowhere }).map(([detail, people]) => ({
        tally: 'placed_by',
        item: 'person',
        detail,
        people,
        records: people,
        example_row_ref: null,
      })),
    )
  expect(placed(1_000, 0, 0)).toEqual({ basis: 'registered', caveat: '' })
  expect(placed(900, 90, 10)).toEqual({
    basis: 'registered',
    caveat:
      '9% of people are placed by where they live, because their practice is not known. 1% can be placed nowhere and are in the extract alone.',
  })
  expect(placed(0, 1_000, 0)).toEqual({ basis: 'resident', caveat: '' })
})
