import { expect, test } from 'vitest'
import { day, dayText } from '../../algorithms/domain/day.ts'
import { financialYearOf, monthsIn, periodsBetween } from '../../algorithms/steps/periods.ts'
import { earliestReported, plannedPeriods, reportedFrom, washedOut } from '../../algorithms/steps/reporting-window.ts'

const between = (type: Parameters<typeof periodsBetween>[0], from: string, to: string) =>
  periodsBetween(type, day(from), day(to)).map(({ start, end }) => `${dayText(start)}..${dayText(end)}`)

test('periods lie wholly between two days', () => {
  expect(between('month', '2024-01-31', '2024-03-31')).toEqual(['2024-02-01..2024-02-29', '2024-03-01..2024-03-31'])
  expect(between('month', '2024-02-01', '2024-02-28')).toEqual([])
  expect(between('quarter', '2024-01-01', '2024-12-30')).toEqual([
    '2024-01-01..2024-03-31',
    '2024-04-01..2024-06-30',
    '2024-07-01..2024-09-30',
  ])
  expect(between('year', '2023-01-01', '2024-12-31')).toEqual(['2023-01-01..2023-12-31', '2024-01-01..2024-12-31'])
  expect(between('financial_year', '2023-04-01', '2025-03-31')).toEqual([
    '2023-04-01..2024-03-31',
    '2024-04-01..2025-03-31',
  ])
  expect(between('financial_year', '2023-04-02', '2025-03-30')).toEqual([])
  expect(between('rolling_12m', '2023-04-01', '2024-06-30')).toEqual([
    '2023-04-01..2024-03-31',
    '2023-07-01..2024-06-30',
  ])
})

test.each([
  ['2024-03-31', '2023-04-01'],
  ['2024-04-01', '2024-04-01'],
  ['2024-12-31', '2024-04-01'],
])('%s is in the financial year that begins on %s', (on, start) => {
  const year = financialYearOf(day(on))
  expect(dayText(year.start)).toBe(start)
  expect(monthsIn(year)).toBe(12)
})

test('five whole financial years before the one that holds the cut are reported', () => {
  expect(dayText(earliestReported(day('2026-03-31')))).toBe('2020-04-01')
  expect(dayText(earliestReported(day('2026-04-01')))).toBe('2021-04-01')
})

test('the washout is 24 months from the first whole month of the data', () => {
  expect(dayText(washedOut(day('2020-04-01')))).toBe('2022-04-01')
  expect(dayText(washedOut(day('2020-04-02')))).toBe('2022-05-01')
  expect(dayText(reportedFrom(day('2026-03-31'), day('2015-01-01')))).toBe('2020-04-01')
  expect(dayText(reportedFrom(day('2026-03-31'), day('2020-04-01')))).toBe('2022-04-01')
  expect(dayText(reportedFrom(day('2026-03-31'), null))).toBe('2020-04-01')
})

test('a plan has each of its periods once', () => {
  const periods = plannedPeriods('people', day('2024-04-01'), day('2025-03-31'))
  expect(periods.map(({ type }) => type)).toEqual([...new Array<string>(12).fill('month'), 'financial_year'])
})
