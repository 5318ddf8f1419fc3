import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Countable, SHARD_INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import type { Table } from '../../algorithms/contracts/table.ts'
import { day } from '../../algorithms/domain/day.ts'
import { type ShardInternalName, countStatements } from '../../algorithms/sql/count.ts'
import { type DuckDb, type SqlRow, openDuckDb } from '../../engines/duckdb.ts'
import { writeTable } from '../../engines/parquet/write.ts'

const folder = mkdtempSync(join(tmpdir(), 'count-'))
let db: DuckDb

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

/** Two shards, as decide leaves them. */
const SHARDS: readonly (readonly Countable[])[] = [
  [row('a'), row('a', quarter), row('b', { sub_icb_code: '01B', sex: 'male', age_band: '80+' }), row('c', month)],
  [
    row('d'),
    row('e', { icb_code: '', sub_icb_code: '' }),
    row('f', { icb_code: 'Q2', sub_icb_code: '02A' }),
    row('g', overlap),
  ],
]

const feed = { source: 'apc', provider_code: 'all', period_start: day('2022-04-01'), period_end: day('2023-03-31') }
const OTHERS: Readonly<Record<Exclude<ShardInternalName, 'countable'>, readonly (readonly object[])[]>> = {
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

const written: Record<string, string[]> = {}

function write(name: ShardInternalName, shards: readonly (readonly object[])[]): void {
  written[name] = shards.map((rows, i) => {
    const path = join(folder, `${name}-${i}.parquet`)
    writeTable(path, SHARD_INTERNAL_TABLES[name] as Table, rows as never)
    return path
  })
}

const from = (name: ShardInternalName) => `read_parquet([${written[name]!.map((path) => `'${path}'`).join(', ')}])`

const answer = async (name: string): Promise<readonly SqlRow[]> =>
  db.rows(countStatements(from).find((statement) => statement.name === `count_${name}`)!.text)

beforeAll(async () => {
  write('countable', SHARDS)
  for (const [name, shards] of Object.entries(OTHERS)) write(name as ShardInternalName, shards)
  db = await openDuckDb({ temporary: join(folder, 'spill') })
})

afterAll(() => {
  db.close()
})

const told = (rows: readonly SqlRow[], figure: string) =>
  rows
    .filter((r) => r.figure === figure)
    .map((r) => [r.period_type, r.geography_type, r.geography_code, r.breakdown, r.breakdown_value, r.people].join(' '))

test('events: the extract and each board as a whole in every period, cut and by sub-ICB in financial years alone', async () => {
  expect(told(await answer('true_count'), 'recurrent_cancer_counts')).toEqual([
    'financial_year extract extract all all 5',
    'financial_year icb Q1 age_band 60-69 2',
    'financial_year icb Q1 age_band 80+ 1',
    'financial_year icb Q1 all all 3',
    'financial_year icb Q1 ethnicity white 3',
    'financial_year icb Q1 imd_quintile 1 3',
    'financial_year icb Q1 receptor_subtype unknown 3',
    'financial_year icb Q1 sex female 2',
    'financial_year icb Q1 sex male 1',
    'financial_year icb Q2 age_band 60-69 1',
    'financial_year icb Q2 all all 1',
    'financial_year icb Q2 ethnicity white 1',
    'financial_year icb Q2 imd_quintile 1 1',
    'financial_year icb Q2 receptor_subtype unknown 1',
    'financial_year icb Q2 sex female 1',
    'financial_year sub_icb 01A all all 2',
    'financial_year sub_icb 01B all all 1',
    'financial_year sub_icb 02A all all 1',
    'quarter extract extract all all 1',
    'quarter icb Q1 all all 1',
  ])
})

test('people by month are never cut, and the overlap of sources is counted by board alone', async () => {
  const rows = await answer('true_count')
  expect(told(rows, 'people_living_with')).toEqual(['month extract extract all all 1', 'month icb Q1 all all 1'])
  expect(told(rows, 'source_overlap')).toEqual(['financial_year icb Q1 all all 1'])
  expect(rows.find((r) => r.figure === 'source_overlap')).toMatchObject({
    period_start: '2022-04-01',
    period_end: '2023-03-31',
    dimensions: 'source_set=apc;cwt',
  })
})

test('populations, tallies, completeness and lags are added up over the shards', async () => {
  expect((await answer('population')).map((r) => [r.month_end, r.geography_code, r.people])).toEqual([
    ['2022-06-30', 'Q1', 7],
    ['2022-06-30', 'Q2', 1],
  ])
  expect(await answer('tally')).toEqual([
    { tally: 'read', item: 'apc', detail: '', people: 3, records: 6, example_row_ref: 'apc:2' },
  ])
  expect((await answer('completeness')).map((r) => [r.item, r.expected, r.received])).toEqual([['diag', 6, 5]])
  expect((await answer('lag')).map((r) => [r.lag_days, r.records])).toEqual([
    [-3, 1],
    [9, 3],
  ])
})
