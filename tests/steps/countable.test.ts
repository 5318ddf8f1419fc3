import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Countable } from '../../algorithms/contracts/results/internal.ts'
import type { CohortMember } from '../../algorithms/contracts/results/restricted.ts'
import { addDays, day, dayText } from '../../algorithms/domain/day.ts'
import { type CountedPerson, countablesOf, countingCalendar } from '../../algorithms/steps/countable.ts'
import { registeredPerson } from '../../algorithms/steps/registered.ts'
import { GEOGRAPHY, memberRow, personRow } from './people.ts'

const CALENDAR = countingCalendar(day('2026-03-31'))

const counted = (
  members: readonly CohortMember[],
  given: Partial<CountedPerson> & { rows?: ReturnType<typeof personRow>[] } = {},
): readonly Countable[] =>
  countablesOf(
    {
      personId: 'p1',
      registered: registeredPerson(given.rows ?? [personRow()], GEOGRAPHY),
      diedOn: null,
      groupsByRegistryAlone: new Set(),
      presentations: [],
      ...given,
      members,
    },
    CALENDAR,
  )

const told = (rows: readonly Countable[], figure: string, dimensions: string, period = 'financial_year') =>
  rows
    .filter((row) => row.figure === figure && row.dimensions === dimensions && row.period_type === period)
    .map((row) => dayText(row.period_start))

const DISTANT = 'episode_type=recurrence|extent=distant|certainty=standard'

test.each([
  { onset: '2021-03-31', years: ['2020-04-01'], story: 'the last day of a financial year' },
  { onset: '2021-04-01', years: ['2021-04-01'], story: 'the first day of the next' },
  { onset: '2020-03-31', years: [], story: 'before the reporting window' },
])('onset on $onset, $story', ({ onset, years }) => {
  const rows = counted([memberRow({ onset_date: day(onset) })])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT)).toEqual(years)
})

test('an onset is counted in its quarter, year, financial year and the rolling years that hold it', () => {
  const rows = counted([memberRow({ onset_date: day('2022-06-30') })])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT, 'quarter')).toEqual(['2022-04-01'])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT, 'year')).toEqual(['2022-01-01'])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT, 'rolling_12m')).toEqual([
    '2021-07-01',
    '2021-10-01',
    '2022-01-01',
    '2022-04-01',
  ])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT, 'month')).toEqual([])
})

test.each([
  { certainty: 'definite', cuts: ['strict', 'standard', 'broad'] },
  { certainty: 'probable', cuts: ['standard', 'broad'] },
  { certainty: 'possible', cuts: ['broad'] },
  { certainty: 'refuted', cuts: [] },
])('$certainty is in $cuts', ({ certainty, cuts }) => {
  const rows = counted([memberRow({ certainty })])
  const years = rows.filter((row) => row.period_type === 'financial_year')
  const of = (figure: string) => [
    ...new Set(years.filter((row) => row.figure === figure).map((row) => /certainty=(\w+)/.exec(row.dimensions)![1])),
  ]
  expect(of('recurrent_cancer_counts')).toEqual(cuts)
  expect(of('people_living_with')).toEqual(cuts)
  expect(rows.some((row) => row.figure === 'source_overlap')).toBe(cuts.includes('standard'))
})

test('a person is a new case once, at the first distant onset, whatever type comes after', () => {
  const rows = counted([
    memberRow({ episode_id: 'e2', episode_type: 'progression', onset_date: day('2023-06-15') }),
    memberRow({ episode_id: 'e1', episode_type: 'recurrence', onset_date: day('2022-06-15') }),
  ])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT)).toEqual(['2022-04-01'])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT.replace('recurrence', 'progression'))).toEqual([])
})

test('each cut has its own first onset', () => {
  const rows = counted([
    memberRow({ episode_id: 'e1', certainty: 'possible', onset_date: day('2021-06-15') }),
    memberRow({ episode_id: 'e2', certainty: 'definite', onset_date: day('2023-06-15') }),
  ])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT)).toEqual(['2023-04-01'])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT.replace('standard', 'broad'))).toEqual(['2021-04-01'])
})

test('a local recurrence is no distant disease and lives in its own row', () => {
  const rows = counted([memberRow({ extent: 'local' })])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT)).toEqual([])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT.replace('distant', 'local'))).toEqual(['2022-04-01'])
  expect(rows.some((row) => row.figure !== 'recurrent_cancer_counts')).toBe(false)
})

test('an indeterminate type is counted apart', () => {
  const rows = counted([memberRow({ episode_type: 'indeterminate' })])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT.replace('recurrence', 'indeterminate'))).toEqual(['2022-04-01'])
  expect(told(rows, 'recurrent_cancer_counts', DISTANT)).toEqual([])
})

const months = (rows: readonly Countable[]) => told(rows, 'people_living_with', 'certainty=standard', 'month')

test('a person lives with the disease from the month of onset until the month before death', () => {
  const rows = counted([memberRow({ onset_date: day('2022-06-30') })], { diedOn: day('2022-09-30') })
  expect(months(rows)).toEqual(['2022-06-01', '2022-07-01', '2022-08-01'])
  const dayAfter = counted([memberRow({ onset_date: day('2022-07-01') })], { diedOn: day('2022-10-01') })
  expect(months(dayAfter)).toEqual(['2022-07-01', '2022-08-01', '2022-09-01'])
})

test('a registration that ends on the last day of a month is counted in it, a day earlier is not', () => {
  const until = (end: string) => counted([memberRow()], { rows: [personRow({ registered_to: day(end) })] })
  expect(months(until('2022-08-31'))).toEqual(['2022-06-01', '2022-07-01', '2022-08-01'])
  expect(months(until('2022-08-30'))).toEqual(['2022-06-01', '2022-07-01'])
})

test('nobody is a new case on a day on which they are not registered', () => {
  const from = (start: string) => counted([memberRow()], { rows: [personRow({ registered_from: day(start) })] })
  expect(told(from('2022-06-15'), 'recurrent_cancer_counts', DISTANT)).toEqual(['2022-04-01'])
  expect(told(from('2022-06-16'), 'recurrent_cancer_counts', DISTANT)).toEqual([])
  expect(months(from('2022-06-16'))[0]).toBe('2022-06-01')
})

test('the age band of an event is that at onset, of a person living that of the last day', () => {
  const rows = counted([memberRow({ onset_date: day('2022-05-31') })], {
    rows: [personRow({ birth_month: '1952-06' })],
  })
  const event = rows.find((row) => row.figure === 'recurrent_cancer_counts' && row.period_type === 'financial_year')
  expect(event?.age_band).toBe('60-69')
  const living = rows.filter((row) => row.figure === 'people_living_with' && row.dimensions === 'certainty=strict')
  expect(living.find((row) => row.period_end === day('2022-05-31'))?.age_band).toBe('60-69')
  expect(living.find((row) => row.period_end === day('2022-06-30'))?.age_band).toBe('70-79')
})

test('the overlap of sources counts each person under their set and under any, and apart for the registry alone', () => {
  const overlap = (alone: string[]) =>
    counted([memberRow({ sources: 'apc;registration' })], { groupsByRegistryAlone: new Set(alone) })
      .filter((row) => row.figure === 'source_overlap')
      .map((row) => `${row.dimensions} ${row.count_name}`)
  expect(overlap([])).toEqual(['source_set=apc;registration people', 'source_set=any people'])
  expect(overlap(['breast'])).toEqual([
    'source_set=apc;registration people',
    'source_set=apc;registration people_registry_alone',
    'source_set=any people',
    'source_set=any people_registry_alone',
  ])
})

const someMember = fc
  .record({
    episode_id: fc.constantFrom('e1', 'e2', 'e3'),
    episode_type: fc.constantFrom('new', 'recurrence', 'progression', 'indeterminate'),
    extent: fc.constantFrom('local', 'regional', 'distant'),
    certainty: fc.constantFrom('definite', 'probable', 'possible', 'refuted'),
    onset_date: fc.integer({ min: 0, max: 400 }).map((n) => addDays(day('2022-01-01'), n)),
  })
  .map(memberRow)

const someMembers = fc.uniqueArray(someMember, { maxLength: 3, selector: (member) => member.episode_id })

const keyOf = (row: Countable) =>
  [row.figure, row.count_name, row.cancer_group, row.period_type, row.period_end, row.dimensions, row.person_id].join()

test('no person has two rows of one key, and the order of episodes never matters', () => {
  fc.assert(
    fc.property(someMembers, (members) => {
      const keys = counted(members).map(keyOf)
      expect(new Set(keys).size).toBe(keys.length)
      expect(counted(members.toReversed()).map(keyOf).sort()).toEqual(keys.sort())
    }),
    { numRuns: 300 },
  )
})

test('a person is in at most one type of new distant disease per period and cut', () => {
  fc.assert(
    fc.property(someMembers, (members) => {
      const distant = counted(members).filter((row) => row.dimensions.includes('extent=distant'))
      const cells = distant.map((row) => `${row.period_type} ${row.period_end} ${row.dimensions.split('|')[2]!}`)
      expect(new Set(cells).size).toBe(cells.length)
    }),
    { numRuns: 300 },
  )
})

test('whoever lives with the disease at a stricter cut does so at a wider one', () => {
  fc.assert(
    fc.property(someMembers, (members) => {
      const living = counted(members).filter((row) => row.figure === 'people_living_with')
      const at = (cut: string) =>
        new Set(
          living.filter((row) => row.dimensions === `certainty=${cut}`).map((r) => `${r.period_type}${r.period_end}`),
        )
      expect([...at('strict')].filter((month) => !at('standard').has(month))).toEqual([])
      expect([...at('standard')].filter((month) => !at('broad').has(month))).toEqual([])
    }),
    { numRuns: 300 },
  )
})
