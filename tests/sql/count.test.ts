import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHARD_INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import type { Table } from '../../algorithms/contracts/table.ts'
import { type ShardInternalName, countStatements } from '../../algorithms/sql/count.ts'
import { type DuckDb, type SqlRow, openDuckDb } from '../../engines/duckdb.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import { GOLDEN_SHARDS } from './golden-counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'count-'))
let db: DuckDb

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
  for (const [name, shards] of Object.entries(GOLDEN_SHARDS)) write(name as ShardInternalName, shards)
  db = await openDuckDb({ temporary: join(folder, 'spill') })
})

afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
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
