/** Rows as decide leaves them in two shards, for the statements of count on either engine. */
import type { Countable } from '../../algorithms/contracts/results/internal.ts'
import { day } from '../../algorithms/domain/day.ts'
import type { ShardInternalName } from '../../algorithms/sql/count.ts'

const row = (person_id: string, given: Partial<Countable> = {}): Countable => ({
  figure: 'recurrent_cancer_counts',
  count_name: 'new_cases',
  cancer_group: 'breast',
  period_type: 'financial_year',
  period_start: day('2022-04-01'),
  period_end: day('2023-03-31'),
  dimensions: 'episode_type=recurrence|extent=distant|certainty=standard',
  person_id,
  icb_code: 'Q1',
  sub_icb_code: '01A',
  age_band: '60-69',
  sex: 'female',
  imd_quintile: '1',
  ethnicity: 'white',
  receptor_subtype: 'unknown',
  ...given,
})

const quarter = { period_type: 'quarter', period_end: day('2022-06-30') } as const
const month = {
  figure: 'people_living_with',
  count_name: 'people',
  dimensions: 'certainty=strict',
  period_type: 'month',
  period_start: day('2022-06-01'),
  period_end: day('2022-06-30'),
} as const
const overlap = { figure: 'source_overlap', count_name: 'people', dimensions: 'source_set=apc;cwt' } as const

const COUNTABLES: readonly (readonly Countable[])[] = [
  [row('a'), row('a', quarter), row('b', { sub_icb_code: '01B', sex: 'male', age_band: '80+' }), row('c', month)],
  [
    row('d'),
    row('e', { icb_code: '', sub_icb_code: '' }),
    row('f', { icb_code: 'Q2', sub_icb_code: '02A' }),
    row('g', overlap),
  ],
]

const feed = { source: 'apc', provider_code: 'all', period_start: day('2022-04-01'), period_end: day('2023-03-31') }
/** The rows of each shard of each table. */
export const GOLDEN_SHARDS: Readonly<Record<ShardInternalName, readonly (readonly object[])[]>> = {
  countable: COUNTABLES,
  population: [
    [{ ...popCell('Q1'), people: 3 }],
    [
      { ...popCell('Q1'), people: 4 },
      { ...popCell('Q2'), people: 1 },
    ],
  ],
  tally: [
    [{ tally: 'read', item: 'apc', detail: '', people: 2, records: 5, example_row_ref: null }],
    [{ tally: 'read', item: 'apc', detail: '', people: 1, records: 1, example_row_ref: 'apc:2' }],
  ],
  completeness: [
    [{ ...feed, item: 'diag', expected: 5, received: 4 }],
    [{ ...feed, item: 'diag', expected: 1, received: 1 }],
  ],
  lag: [
    [{ ...feed, lag_days: 9, records: 2 }],
    [
      { ...feed, lag_days: 9, records: 1 },
      { ...feed, lag_days: -3, records: 1 },
    ],
  ],
}

function popCell(geography_code: string) {
  return {
    month_end: day('2022-06-30'),
    geography_type: 'icb',
    geography_code,
    breakdown: 'all',
    breakdown_value: 'all',
  }
}
