import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TrueCount } from '../../../algorithms/contracts/results/internal.ts'
import { day } from '../../../algorithms/domain/day.ts'
import { lastDayOf, monthFromNumber, firstDayOf } from '../../../algorithms/domain/month.ts'
import { PROTECTED_WIDTH } from '../../../algorithms/rules/disclosure.ts'
import { measureOf } from '../../../algorithms/rules/measures.ts'
import { financialYearOf } from '../../../algorithms/steps/periods.ts'
import type { TrueCell } from '../../../algorithms/steps/protect/cells.ts'
import { decideCounts } from '../../../algorithms/steps/protect/hide.ts'
import { GEOGRAPHY } from '../people.ts'
import { newCases, protectedOf } from './figures.ts'

const told = (counts: readonly TrueCount[]) => {
  const { manifest } = protectedOf(['recurrent_cancer_counts', 'source_overlap'], counts)
  const of = (find: (cell: string) => boolean) =>
    manifest.find((row) => row.x_status !== 'not_available' && find(row.cell))
  return { manifest, of }
}

const cell =
  (breakdown: string, value: string, geography = 'icb', period = 'financial_year', start = '2024-04-01') =>
  (text: string) =>
    text.includes(`period_type=${period};period_start=${start}`) &&
    text.includes(`geography_type=${geography};`) &&
    text.includes(
      `breakdown=${breakdown};breakdown_value=${value};episode_type=recurrence;extent=distant;certainty=standard`,
    )

const bySex = (value: string, people: number) => newCases(people, { breakdown: 'sex', breakdown_value: value })
const quarter = (start: string, people: number): TrueCount => {
  const first = (Number(start.slice(0, 4)) - 1970) * 12 + Number(start.slice(5, 7)) - 1
  const period_end = lastDayOf(monthFromNumber(first + 2))
  return newCases(people, { period_type: 'quarter', period_start: firstDayOf(monthFromNumber(first)), period_end })
}
const standing = (row: { x_status: string; reason: string | null } | undefined) => [row?.x_status, row?.reason]

test('a small cell that its siblings and total give away takes the smallest of them with it', () => {
  const { of } = told([newCases(52), bySex('female', 38), bySex('male', 13), bySex('unknown', 1)])
  expect(standing(of(cell('sex', 'unknown')))).toEqual(['suppressed', 'small_number'])
  expect(standing(of(cell('sex', 'male')))).toEqual(['suppressed', 'protects_another'])
  expect(standing(of(cell('sex', 'female')))).toEqual(['shown', null])
  const hidden = of(cell('sex', 'unknown'))!
  expect(hidden.attacker_high! - hidden.attacker_low!).toBeGreaterThanOrEqual(5)
})

test('what is asked for most is shown, and what is asked for less stays hidden for it', () => {
  // The small quarter could be kept by hiding the year or the next smallest quarter.
  const { of } = told([
    quarter('2024-04-01', 38),
    quarter('2024-07-01', 1),
    quarter('2024-10-01', 93),
    quarter('2025-01-01', 0),
    newCases(132),
  ])
  expect(standing(of(cell('all', 'all')))).toEqual(['shown', null])
  expect(standing(of(cell('all', 'all', 'icb', 'quarter', '2024-10-01')))).toEqual(['shown', null])
  expect(standing(of(cell('all', 'all', 'icb', 'quarter', '2024-04-01')))).toEqual(['suppressed', 'protects_another'])
})

test('a small cell that nothing gives away hides nothing else', () => {
  const { manifest } = told([newCases(39), bySex('female', 25), bySex('male', 10), bySex('unknown', 4)])
  expect(manifest.filter((row) => row.reason === 'protects_another')).toEqual([])
})

test('a count that stands in two periods with the same ends is hidden in both or in neither', () => {
  const counts = [
    quarter('2024-04-01', 38),
    quarter('2024-07-01', 1),
    quarter('2024-10-01', 13),
    quarter('2025-01-01', 0),
    newCases(52),
    newCases(52, { period_type: 'rolling_12m' }),
  ]
  const { of } = told(counts)
  const small = of(cell('all', 'all', 'icb', 'quarter', '2024-07-01'))!
  expect(standing(small)).toEqual(['suppressed', 'small_number'])
  expect(small.attacker_high! - small.attacker_low!).toBeGreaterThanOrEqual(5)
  const year = of(cell('all', 'all'))!
  const rolling = of(cell('all', 'all', 'icb', 'rolling_12m'))!
  expect(rolling.x_status).toBe(year.x_status)
})

test('two years that share three quarters do not give away the fourth', () => {
  // The first year without its first quarter leaves 14 at most for three: the last quarter of the second would be 4 to 7.
  const { of } = told([
    quarter('2024-04-01', 38),
    quarter('2024-07-01', 5),
    quarter('2024-10-01', 5),
    quarter('2025-01-01', 4),
    quarter('2025-04-01', 7),
    newCases(52),
    newCases(21, { period_type: 'rolling_12m', period_start: day('2024-07-01'), period_end: day('2025-06-30') }),
  ])
  expect(standing(of(cell('all', 'all')))).toEqual(['shown', null])
  expect(standing(of(cell('all', 'all', 'icb', 'rolling_12m', '2024-07-01')))).toEqual(['shown', null])
  expect(standing(of(cell('all', 'all', 'icb', 'quarter', '2025-04-01')))).toEqual(['suppressed', 'small_number'])
  expect(standing(of(cell('all', 'all', 'icb', 'quarter', '2024-04-01')))).toEqual(['suppressed', 'protects_another'])
})

test('the overlap of sources shows again what the counts show: one is not narrowed by the other', () => {
  const found = (source_set: string, people: number) =>
    newCases(people, { figure: 'source_overlap', count_name: 'people', dimensions: `source_set=${source_set}` })
  const kind = (episode_type: string, people: number) =>
    newCases(people, { dimensions: `episode_type=${episode_type}|extent=distant|certainty=standard` })
  const { manifest } = told([
    found('any', 52),
    found('apc', 52),
    kind('new', 38),
    kind('recurrence', 13),
    kind('progression', 1),
  ])
  const progression = manifest.find(
    (row) =>
      row.cell.includes('episode_type=progression;extent=distant;certainty=standard') && row.reason === 'small_number',
  )!
  expect(progression.attacker_high! - progression.attacker_low!).toBeGreaterThanOrEqual(5)
})

test('sets of sources that few people were found by stand together', () => {
  const found = (source_set: string, people: number) =>
    newCases(people, { figure: 'source_overlap', count_name: 'people', dimensions: `source_set=${source_set}` })
  const sets = (...counts: TrueCount[]) =>
    protectedOf(['source_overlap'], counts).tables.source_overlap.map(
      (row) => `${row.source_set} ${row.people_display}`,
    )
  expect(sets(found('any', 34), found('apc', 20), found('apc;cwt', 6), found('cwt', 5), found('sact', 3))).toEqual([
    'any 35',
    'apc 20',
    'other 15',
  ])
  // Two together are still small: the next larger set joins them.
  expect(sets(found('any', 34), found('apc', 20), found('apc;cwt', 9), found('cwt', 5))).toEqual([
    'any 35',
    'apc 20',
    'other 15',
  ])
  expect(sets(found('any', 29), found('apc', 20), found('apc;cwt', 9))).toEqual(['any 30', 'apc 20', 'apc;cwt 10'])
  expect(sets(found('any', 5), found('apc', 5))).toEqual(['any hidden', 'other hidden'])
})

/** A family of one financial year of the board: everyone, and by sex. */
function family(people: Readonly<Record<'all' | 'female' | 'male' | 'unknown', number>>): readonly TrueCell[] {
  const period = financialYearOf(day('2024-04-01'))
  return Object.entries(people).map(([value, new_cases]) => ({
    measure: measureOf('recurrent_cancer_counts'),
    cell: {
      group: 'breast',
      period,
      geographyType: 'icb',
      geographyCode: 'Q1',
      breakdown: value === 'all' ? 'all' : 'sex',
      breakdownValue: value,
    },
    dimensions: {},
    isAvailable: true,
    counts: { new_cases },
    population: null,
  }))
}

test('no small count is left narrower than the width while a shown count beside it could be hidden', () => {
  const someone = fc.record({
    female: fc.integer({ min: 0, max: 40 }),
    male: fc.integer({ min: 0, max: 20 }),
    unknown: fc.integer({ min: 0, max: 9 }),
  })
  fc.assert(
    fc.property(someone, ({ female, male, unknown }) => {
      const cells = family({ all: female + male + unknown, female, male, unknown })
      const decided = decideCounts(cells, GEOGRAPHY, 'icb')
      const decisions = cells.map((of) => decided(of, 'new_cases'))
      const narrow = decisions.filter(
        ({ reason, bounds }) => reason === 'small_number' && bounds!.high - bounds!.low < PROTECTED_WIDTH,
      )
      if (narrow.length > 0) expect(decisions.filter(({ published }) => published.status === 'shown')).toEqual([])
      decisions.forEach(({ bounds }, i) => {
        const { new_cases } = cells[i]!.counts
        expect(bounds!.low <= new_cases! && new_cases! <= bounds!.high).toBe(true)
      })
    }),
    { numRuns: 1_000 },
  )
})
