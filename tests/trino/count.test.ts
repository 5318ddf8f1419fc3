import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { SHARD_INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import { sourceOverlap } from '../../algorithms/contracts/results/published.ts'
import { type Table, columnNames } from '../../algorithms/contracts/table.ts'
import { type ShardInternalName, countStatements } from '../../algorithms/sql/count.ts'
import { latestViews } from '../../algorithms/sql/views.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import { TRINO_TYPES } from '../sql/answer-types.ts'
import { GOLDEN_SHARDS } from '../sql/golden-counts.ts'
import { newCases, protectedOf } from '../steps/protect/figures.ts'
import { emptyCatalogue } from './catalogue.ts'
import { query } from './client.ts'

const server = inject('trino')

type Values = readonly (string | number | boolean | null)[]

describe.skipIf(server === null)('count', () => {
  const work = mkdtempSync(join(tmpdir(), 'count-'))
  const address = server?.address ?? ''
  let db: DuckDb

  /** Files that TypeScript wrote, as one table of each engine. */
  async function landed(name: string, table: Table, shards: readonly (readonly object[])[]): Promise<void> {
    const folder = join(server!.lake, 'counted', name)
    mkdirSync(folder, { recursive: true })
    shards.forEach((rows, i) => writeTable(join(folder, `shard-${i}.parquet`), table, rows as never, { mode: 0o644 }))
    const columns = Object.entries(table.columns).map(([column, { type }]) => `${column} ${TRINO_TYPES[type]}`)
    await query(
      address,
      `CREATE TABLE ${name} (${columns.join(', ')}) WITH (format = 'PARQUET', external_location = 'local:///counted/${name}')`,
    )
  }

  const onDuckDb = (name: string): string => `read_parquet('${join(server!.lake, 'counted', name)}/*.parquet')`

  beforeAll(async () => {
    await emptyCatalogue(server!)
    db = await openDuckDb({ temporary: join(work, 'spill') })
    for (const [name, shards] of Object.entries(GOLDEN_SHARDS))
      await landed(name, SHARD_INTERNAL_TABLES[name as ShardInternalName], shards)
  })

  afterAll(() => {
    db.close()
    rmSync(work, { recursive: true, force: true })
  })

  test.each(countStatements((table) => table).map(({ name }) => name))(
    '%s gives the same rows in the same order',
    async (name) => {
      const text = (from: (table: string) => string) => countStatements(from).find((asked) => asked.name === name)!.text
      const local = (await db.rows(text(onDuckDb))).map((row) => Object.values(row))
      const remote = (
        await query(
          address,
          text((table) => table),
        )
      ).rows as readonly Values[]
      expect(remote).toEqual(local)
      expect(local.length).toBeGreaterThan(0)
    },
  )

  test('a published table is read back, and its view shows the run that it names', async () => {
    const found = (source_set: string, people: number) =>
      newCases(people, { figure: 'source_overlap', count_name: 'people', dimensions: `source_set=${source_set}` })
    const { tables } = protectedOf(['source_overlap'], [found('any', 30), found('apc', 30)])
    await landed('source_overlap', sourceOverlap, [tables.source_overlap])
    const view = latestViews('run-1', (table) => table).find((text) => text.includes('v_source_overlap_latest'))!
    await query(address, view)
    const columns = columnNames(sourceOverlap)
      .map((column) => `cast(${column} AS varchar) AS ${column}`)
      .join(', ')
    const order = 'ORDER BY period_start, source_set'
    const remote = await query(address, `SELECT ${columns} FROM v_source_overlap_latest ${order}`)
    const local = await db.rows(`SELECT ${columns} FROM ${onDuckDb('source_overlap')} ${order}`)
    expect(remote.rows).toEqual(local.map((row) => Object.values(row)))
    expect(local.length).toBeGreaterThan(0)
    await query(address, view.replace("'run-1'", "'run-2'"))
    expect((await query(address, 'SELECT count(*) FROM v_source_overlap_latest')).rows).toEqual([[0]])
  })
})
