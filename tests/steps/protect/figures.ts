/** A small board's true figures for the tests of protection. */
import type { Population, TrueCount } from '../../../algorithms/contracts/results/internal.ts'
import { day } from '../../../algorithms/domain/day.ts'
import { lastDayOf, monthFromNumber } from '../../../algorithms/domain/month.ts'
import { DEFINITIONS } from '../../../algorithms/rules/definition.ts'
import { type CellFigure, measureOf } from '../../../algorithms/rules/measures.ts'
import { trueCells } from '../../../algorithms/steps/protect/cells.ts'
import { protectedFigure } from '../../../algorithms/steps/protect/figures.ts'
import { decideCounts } from '../../../algorithms/steps/protect/hide.ts'
import type { SafeTables, TrueFigures } from '../../../algorithms/steps/protect/protect.ts'
import type { PublishSetting } from '../../../algorithms/steps/protect/setting.ts'
import { GEOGRAPHY } from '../people.ts'

export const SETTING: PublishSetting = {
  runId: 'run-1',
  definition: DEFINITIONS[0]!,
  cut: day('2026-03-31'),
  coverage: 'icb',
  synthetic: false,
  geography: GEOGRAPHY,
  spans: [{ source: 'apc', from: day('2022-04-01'), until: day('2026-03-31'), lagMonths: 2 }],
  placing: { basis: 'registered', caveat: '' },
}

export const newCases = (people: number, given: Partial<TrueCount> = {}): TrueCount => ({
  figure: 'recurrent_cancer_counts',
  count_name: 'new_cases',
  cancer_group: 'breast',
  period_type: 'financial_year',
  period_start: day('2024-04-01'),
  period_end: day('2025-03-31'),
  dimensions: 'episode_type=recurrence|extent=distant|certainty=standard',
  geography_type: 'icb',
  geography_code: 'Q1',
  breakdown: 'all',
  breakdown_value: 'all',
  people,
  ...given,
})

/** The same people on every month-end of six years: in the extract, in Q1, in its sub-ICB 01A, and by sex. */
export function steady(people: number): readonly Population[] {
  const cell = (geography_type: string, geography_code: string, breakdown: string, breakdown_value: string) => ({
    geography_type,
    geography_code,
    breakdown,
    breakdown_value,
  })
  const cells = [
    { ...cell('extract', 'extract', 'all', 'all'), people },
    { ...cell('icb', 'Q1', 'all', 'all'), people },
    { ...cell('icb', 'Q1', 'sex', 'female'), people: Math.ceil(people / 2) },
    { ...cell('icb', 'Q1', 'sex', 'male'), people: Math.floor(people / 2) },
    { ...cell('sub_icb', '01A', 'all', 'all'), people },
  ]
  const firstMonth = (2020 - 1970) * 12 + 3
  return Array.from({ length: 72 }, (_, i) => lastDayOf(monthFromNumber(firstMonth + i))).flatMap((month_end) =>
    cells.map((row) => ({ month_end, ...row })),
  )
}

export const figures = (counts: readonly TrueCount[], given: Partial<TrueFigures> = {}): TrueFigures => ({
  counts,
  population: steady(100_000),
  tallies: [],
  completeness: [],
  lags: [],
  gathered: { sources: [], people: 0, peopleSelected: 0 },
  ...given,
})

/** Some tables alone, as `protect` makes them: each of the others would take as long again. */
export function protectedOf<F extends CellFigure>(
  wanted: readonly F[],
  counts: readonly TrueCount[],
  setting: PublishSetting = SETTING,
  population = steady(100_000),
) {
  const cells = wanted.map((table) => trueCells(measureOf(table), setting, counts, population))
  const decided = decideCounts(cells.flat(), setting.geography, setting.coverage)
  const made = wanted.map((table, i) => [table, protectedFigure(table, cells[i]!, decided, setting)] as const)
  return {
    tables: Object.fromEntries(made.map(([table, { rows }]) => [table, rows])) as Pick<SafeTables, F>,
    manifest: made.flatMap(([, { manifest }]) => manifest),
  }
}
