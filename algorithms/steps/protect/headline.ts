import type { PublishedRow } from '../../contracts/results/published.ts'
import type { Day } from '../../domain/day.ts'
import { HEADLINE_CUT } from '../../rules/measures.ts'
import type { SafeTables } from './protect.ts'

/** The published figures that a summary begins with. Null where hidden or not available. */
export interface Headline {
  readonly people_living_with: number | null
  readonly new_distant_recurrences: number | null
  readonly metastatic_at_diagnosis: number | null
  /** Last day of the latest month with people counted; null when no month is available. */
  readonly living_on: Day | null
  /** Last day of the latest twelve months with new cases counted; null when none is available. */
  readonly new_until: Day | null
}

/** Figures of the whole extract at the headline cut: the latest month, and the latest twelve months. */
export function headlineOf(tables: SafeTables): Headline {
  const living = latest(
    tables.people_living_with.filter((row) => isHeadline(row) && row.period_type === 'month'),
    (row) => row.people_status,
  )
  const isNew = (type: string) => (row: PublishedRow<'recurrent_cancer_counts'>) =>
    isHeadline(row) && row.period_type === 'rolling_12m' && row.extent === 'distant' && row.episode_type === type
  const recurrent = latest(tables.recurrent_cancer_counts.filter(isNew('recurrence')), (row) => row.new_cases_status)
  const deNovo = latest(tables.recurrent_cancer_counts.filter(isNew('new')), (row) => row.new_cases_status)
  return {
    people_living_with: living?.people ?? null,
    new_distant_recurrences: recurrent?.new_cases ?? null,
    metastatic_at_diagnosis: deNovo?.new_cases ?? null,
    living_on: living?.period_end ?? null,
    new_until: recurrent?.period_end ?? null,
  }
}

const isHeadline = (row: { geography_type: string; certainty: string }): boolean =>
  row.geography_type === 'extract' && row.certainty === HEADLINE_CUT

/** The row of the latest period that is available, whether or not its count is hidden. */
const latest = <R extends { readonly period_end: Day }>(
  rows: readonly R[],
  status: (row: R) => string,
): R | undefined =>
  rows.filter((row) => status(row) !== 'not_available').toSorted((a, b) => b.period_end - a.period_end)[0]
