import { expect, test } from 'vitest'
import type { Completeness, Lag, Tally } from '../../../algorithms/contracts/results/internal.ts'
import { day, dayText } from '../../../algorithms/domain/day.ts'
import { protectedAttrition, protectedCompleteness } from '../../../algorithms/steps/protect/extract.ts'
import { SETTING } from './figures.ts'

const GATHERED = {
  sources: [
    {
      source: 'apc' as const,
      received: 1_000,
      removed: [
        { reason: 'bad_date', records: 50 },
        { reason: 'after_cut', records: 100 },
      ],
      accepted: 850,
      selectedRows: 6,
      selectedPeople: 3,
      firstEvent: null,
      lastEvent: null,
    },
  ],
  people: 10_001,
  peopleSelected: 102,
}

const step = (item: string, people: number): Tally => ({
  tally: 'decided',
  item,
  detail: '',
  people,
  records: 0,
  example_row_ref: null,
})

const TALLIES = [step('with_evidence', 102), step('with_episode', 41), step('distant', 23), step('distant_standard', 7)]

test('attrition goes from row to row, step by step, and hides what is small', () => {
  const { rows } = protectedAttrition(GATHERED, TALLIES, SETTING)
  const shown = rows.map((row) =>
    [row.step, row.label, row.people_in, row.people_out, row.records_in, row.records_out]
      .map((x) => x ?? '-')
      .join(' | '),
  )
  expect(shown).toEqual([
    '1 gather | apc 1: bad_date | - | - | 1000 | 950',
    '1 gather | apc 2: after_cut | - | - | 950 | 850',
    '2 select | apc: rows of people with any cancer evidence | - | - | 850 | -',
    '2 select | people with any cancer evidence | 10000 | 100 | - | -',
    '3 decide | 1 A disease episode is found that no later fact refutes | 100 | 40 | - | -',
    '3 decide | 2 Distant disease is found, at any certainty | 40 | 25 | - | -',
    '3 decide | 3 Distant disease is definite or probable | 25 | - | - | -',
    '3 decide | 4 The person was registered on the day of onset | - | 0 | - | -',
  ])
  const [first] = rows
  expect([dayText(first!.period_start), dayText(first!.period_end)]).toEqual(['2025-04-01', '2026-03-31'])
  expect(first).toMatchObject({ people_in_status: 'not_applicable', people_in_display: 'not applicable' })
  expect(rows[2]).toMatchObject({ records_out_status: 'suppressed', records_out_display: 'hidden' })
})

const feed = { source: 'apc', period_start: day('2024-04-01'), period_end: day('2025-03-31') }
const item = (provider_code: string, expected: number, received: number): Completeness => ({
  ...feed,
  provider_code,
  item: 'diag',
  expected,
  received,
})
const lag = (lag_days: number, records: number): Lag => ({ ...feed, provider_code: 'all', lag_days, records })

test('completeness is a per cent of the counts as printed', () => {
  const { rows } = protectedCompleteness([item('RXX', 23, 12), item('all', 103, 101)], [], SETTING)
  expect(rows.map((row) => [row.geography_type, row.geography_code, row.expected, row.received, row.percent])).toEqual([
    ['extract', 'extract', 105, 100, (100 * 100) / 105],
    ['provider', 'RXX', 25, 10, 40],
  ])
})

test('a hidden count leaves neither per cent nor delay', () => {
  const [row] = protectedCompleteness([item('all', 50, 3)], [lag(12, 40)], SETTING).rows
  expect(row).toMatchObject({
    expected: 50,
    received: null,
    received_status: 'suppressed',
    percent: null,
    lag_days: null,
  })
})

test('nothing received is 0 per cent', () => {
  expect(protectedCompleteness([item('all', 50, 0)], [], SETTING).rows[0]).toMatchObject({ received: 0, percent: 0 })
})

test('a provider of a handful of rows is not named', () => {
  const named = (expected: number) => protectedCompleteness([item('RXX', expected, expected)], [], SETTING).rows.length
  expect([named(7), named(8)]).toEqual([0, 1])
})

test('the delay is the median of ten rows or more, to three figures', () => {
  const delay = (...lags: Lag[]) => protectedCompleteness([item('all', 50, 50)], lags, SETTING).rows[0]!.lag_days
  expect(delay(lag(5, 5), lag(1_234, 6))).toBe(1_230)
  expect(delay(lag(5, 5), lag(30, 5))).toBe(5)
  expect(delay(lag(5, 4), lag(30, 5))).toBeNull()
})

test('the custodian is told why a cell is hidden and what its reader can know', () => {
  const { manifest } = protectedCompleteness([item('all', 50, 3)], [], SETTING)
  expect(
    manifest.map((row) => [row.count_column, row.x_status, row.reason, row.attacker_low, row.attacker_high]),
  ).toEqual([
    ['expected', 'shown', null, 48, 52],
    ['received', 'suppressed', 'small_number', 1, 7],
  ])
  expect(manifest[0]!.cell).toContain('period_start=2024-04-01')
})
