import type { PublishedRow } from '../../contracts/results/published.ts'
import { type Day } from '../../domain/day.ts'
import { monthOf } from '../../domain/month.ts'
import type { Period, PeriodType } from '../../domain/period.ts'
import { HEADLINE_CUT } from '../../rules/measures.ts'
import type { Breakdown, GeographyType } from '../../rules/release-plan.ts'
import type { Interval } from '../statistics/interval.ts'
import type { CountStatus } from './count.ts'
import type { Safe } from './safe.ts'
import type { Cell } from './setting.ts'

/** The measures that gaps, variation and benchmarks are told of, by the name that they are published under. */
export type NamedMeasure =
  'recurrent_cancer_counts' | 'people_living_with' | 'ep_30d' | 'ep_first' | 'ep_rtd' | 'stage_at_diagnosis'

/** One rate or share as it is published, with where it stands. Computing from these discloses nothing more. */
export interface PublishedRate {
  readonly measure: NamedMeasure
  readonly cell: Cell
  readonly unit: 'percent' | 'per_100k'
  /** Null where its count is hidden or not available. */
  readonly rate: Interval | null
  readonly events: number | null
  readonly of: number | null
  /** Of an emergency measure: presentations of which it could not tell. */
  readonly notDetermined?: number | null
  readonly status: CountStatus
}

export interface RateTables {
  readonly recurrent_cancer_counts: readonly Safe<PublishedRow<'recurrent_cancer_counts'>>[]
  readonly people_living_with: readonly Safe<PublishedRow<'people_living_with'>>[]
  readonly emergency_presentation_rates: readonly Safe<PublishedRow<'emergency_presentation_rates'>>[]
  readonly stage_at_diagnosis: readonly Safe<PublishedRow<'stage_at_diagnosis'>>[]
}

const FOR = 'financial_year'

/** The headline row of each measure in every financial year, board and breakdown. */
export function publishedRates(tables: RateTables): readonly PublishedRate[] {
  return [
    ...tables.recurrent_cancer_counts
      .filter((row) => row.certainty === HEADLINE_CUT && row.extent === 'distant' && row.episode_type === 'recurrence')
      .flatMap((row) => per100k(row, 'recurrent_cancer_counts', row.new_cases, row.new_cases_status)),
    ...tables.people_living_with
      .filter((row) => row.certainty === HEADLINE_CUT)
      .flatMap((row) => per100k(row, 'people_living_with', row.people, row.people_status)),
    ...tables.emergency_presentation_rates
      .filter((row) => row.stage === 'first_diagnosis' && row.subroute === 'all' && row.appropriateness === 'all')
      .flatMap((row) =>
        share(row, row.ep_measure as NamedMeasure, row.emergency, row.all_presentations, row.emergency_status).map(
          (rate) => ({ ...rate, notDetermined: row.not_determined }),
        ),
      ),
    ...tables.stage_at_diagnosis
      .filter((row) => row.stage_group === '1_2')
      .flatMap((row) => share(row, 'stage_at_diagnosis', row.tumours, row.all_tumours, row.tumours_status)),
  ]
}

interface Limits {
  readonly lower_95: number | null
  readonly upper_95: number | null
}

function per100k(
  row: Placed & Limits & { readonly rate_per_100k: number | null; readonly population: number | null },
  measure: NamedMeasure,
  events: number | null,
  status: string,
): readonly PublishedRate[] {
  if (!isAsked(row)) return []
  const rate = intervalOf(row.rate_per_100k, row.lower_95, row.upper_95)
  const cell = cellOf(row)
  return [{ measure, cell, unit: 'per_100k', rate, events, of: row.population, status: status as CountStatus }]
}

function share(
  row: Placed & Limits & { readonly percent: number | null },
  measure: NamedMeasure,
  events: number | null,
  of: number | null,
  status: string,
): readonly PublishedRate[] {
  if (!isAsked(row)) return []
  const rate = intervalOf(row.percent, row.lower_95, row.upper_95)
  return [{ measure, cell: cellOf(row), unit: 'percent', rate, events, of, status: status as CountStatus }]
}

type Placed = Pick<
  PublishedRow<'people_living_with'>,
  | 'cancer_group'
  | 'period_type'
  | 'period_start'
  | 'period_end'
  | 'geography_type'
  | 'geography_code'
  | 'breakdown'
  | 'breakdown_value'
>

const isAsked = ({ period_type, geography_type }: Placed): boolean => period_type === FOR && geography_type === 'icb'

/** Where a published row stands. */
export const cellOf = (row: Placed): Cell => ({
  group: row.cancer_group,
  period: periodOf(row.period_type as PeriodType, row.period_start, row.period_end),
  geographyType: row.geography_type as GeographyType,
  geographyCode: row.geography_code,
  breakdown: row.breakdown as Breakdown,
  breakdownValue: row.breakdown_value,
})

const periodOf = (type: PeriodType, start: Day, end: Day): Period => ({
  type,
  firstMonth: monthOf(start),
  lastMonth: monthOf(end),
  start,
  end,
})

/** Null where anything of it is hidden or could not be told. */
export const intervalOf = (estimate: number | null, lower: number | null, upper: number | null): Interval | null =>
  estimate === null || lower === null || upper === null ? null : { estimate, lower, upper }

/** Three significant figures, for what was not computed from published counts alone. */
export const threeFigures = (value: number): number => Number(value.toPrecision(3))
