import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import type { Dialect } from '../../algorithms/sql/dialect.ts'
import { duckdb } from '../../algorithms/sql/dialect/duckdb.ts'
import { trino } from '../../algorithms/sql/dialect/trino.ts'
import type { GatherPlan, Statement } from '../../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../../algorithms/sql/gather/statements.ts'
import { named } from '../../algorithms/sql/text.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { readCatalogue } from '../../engines/laptop/catalogue.ts'
import { planGather } from '../../engines/laptop/plan-gather.ts'
import { findSourceFiles } from '../../engines/laptop/source-files.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { parquetOf } from '../aws/landing.ts'
import { goldenColumns, goldenPlan, goldenRows } from '../sql/golden.ts'
import { emptyCatalogue } from './catalogue.ts'
import { query } from './client.ts'

const server = inject('trino')

type Rows = readonly (readonly (string | null)[])[]

/** One engine with its dialect; every value comes back as text, so that a row is the same row on both. */
interface Engine {
  readonly dialect: Dialect
  run(text: string): Promise<Rows>
}

type Value = string | number | boolean | null

const asText = (value: Value): string | null => (value === null ? null : String(value))

const inOrder = (rows: Rows): Rows =>
  [...rows].sort((a, b) => {
    const [left, right] = [JSON.stringify(a), JSON.stringify(b)]
    return left < right ? -1 : left > right ? 1 : 0
  })

/** Columns are compared by name, so both engines list them in the same order. */
const columnsOf = async (engine: Engine, from: string): Promise<readonly string[]> =>
  engine.dialect.name === 'trino'
    ? (await query(server!.address, `SELECT * FROM ${from} LIMIT 0`)).columns.map(({ name }) => name)
    : (await engine.run(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${from})`)).map(([name]) => name!)

async function whatItLeft(engine: Engine, statement: Statement): Promise<{ columns: readonly string[]; rows: Rows }> {
  if (statement.does === 'rows') return { columns: [], rows: inOrder(await engine.run(statement.text)) }
  await engine.run(statement.text)
  const from = statement.does === 'keep' ? named(statement.name) : engine.dialect.written(statement.name)
  const columns = [...(await columnsOf(engine, from))].sort()
  const values = columns.map((column) => `cast(${named(column)} AS varchar)`)
  return { columns, rows: inOrder(await engine.run(`SELECT ${values.join(', ')} FROM ${from}`)) }
}

/** The same plan for Trino: every source is a table. */
const overTables = (plan: GatherPlan, prefix: string): GatherPlan => ({
  ...plan,
  sources: plan.sources.map((source) => ({
    ...source,
    landings: source.landings.map((landing) => ({
      ...landing,
      format: 'table',
      from: [`tests.${prefix}_${source.name}`],
    })),
  })),
})

describe.skipIf(server === null)('gather', () => {
  const work = mkdtempSync(join(tmpdir(), 'gather-'))
  let db: DuckDb

  const file = (name: SourceName): string => join(server!.lake, 'landed', name, 'rows.parquet')

  const describedToTrino = async (folder: string, name: SourceName, columns: readonly string[]): Promise<void> => {
    const described = columns.map((column) => `${named(column)} varchar`).join(', ')
    await query(
      server!.address,
      `CREATE TABLE ${folder}_${name} (${described}) WITH (format = 'PARQUET', external_location = 'local:///${folder}/${name}')`,
    )
  }

  beforeAll(async () => {
    await emptyCatalogue(server!)
    db = await openDuckDb({ temporary: join(work, 'spill') })
    for (const name of SOURCE_NAMES) {
      const rows = goldenRows(name)
      const columns = goldenColumns(name)
      mkdirSync(join(server!.lake, 'landed', name), { recursive: true })
      parquetWriteFile({
        filename: file(name),
        columnData: columns.map((column) => ({
          name: column,
          data: rows.map((row) => row[column] ?? null),
          type: 'STRING',
        })),
      })
      await describedToTrino('landed', name, columns)
    }
  })

  afterAll(() => {
    db.close()
    rmSync(work, { recursive: true, force: true })
  })

  const goldenOnDuckDb = (asAt: string | null): GatherPlan =>
    goldenPlan(asAt, (name) => {
      const columns = goldenColumns(name).map((column) => ({ name: column, storedAs: 'text' as const }))
      const mapped = Object.fromEntries(columns.map((column) => [column.name, column.name]))
      return [{ format: 'parquet', from: [file(name)], columns, mapped }]
    })

  /** A synthetic region as Parquet of text, where both engines can read it. */
  async function regionOnDuckDb(): Promise<GatherPlan> {
    const data = join(work, 'region')
    await synthesise({ people: 2_000, seed: 9, outFolder: data, onProgress: () => undefined })
    const parquet = await parquetOf(data)
    for (const name of SOURCE_NAMES) {
      const path = join(parquet, `${name}.parquet`)
      if (!existsSync(path)) continue
      mkdirSync(join(server!.lake, 'region', name), { recursive: true })
      cpSync(path, join(server!.lake, 'region', name, 'rows.parquet'))
    }
    const { sources: files } = findSourceFiles(join(server!.lake, 'region'))
    const plan = await planGather(files, readCatalogue(data), { shards: 3, asAt: null }, db)
    for (const { name, landings } of plan.sources)
      await describedToTrino(
        'region',
        name,
        landings[0]!.columns.map((column) => column.name),
      )
    rmSync(parquet, { recursive: true })
    return plan
  }

  /** Runs every statement on both engines and compares what each leaves. Answers with how many rows that was. */
  async function compared(plan: GatherPlan, prefix: string, leastWritten: number): Promise<number> {
    const folder = mkdtempSync(join(work, 'out-'))
    const onDuckDb: Engine = {
      dialect: duckdb(folder),
      run: async (text) => {
        if (!/^(SELECT|WITH)/.test(text)) return db.run(text).then(() => [])
        return (await db.rows(text)).map((row) => Object.values(row).map(asText))
      },
    }
    const onTrino: Engine = {
      dialect: trino,
      run: async (text) =>
        (await query(server!.address, text)).rows.map((row) => (row as readonly Value[]).map(asText)),
    }
    const here = gatherStatements(plan, onDuckDb.dialect)
    const there = gatherStatements(overTables(plan, prefix), onTrino.dialect)
    expect(there.map(({ name }) => name)).toEqual(here.map(({ name }) => name))
    let rows = 0
    for (const [i, statement] of here.entries()) {
      const local = await whatItLeft(onDuckDb, statement)
      const remote = await whatItLeft(onTrino, there[i]!)
      expect(remote.columns, statement.name).toEqual(local.columns)
      expect(remote.rows, statement.name).toEqual(local.rows)
      if (statement.does === 'write') expect(local.rows.length, statement.name).toBeGreaterThanOrEqual(leastWritten)
      rows += local.rows.length
    }
    for (const statement of there)
      if (statement.does !== 'rows') await onTrino.run(`DROP TABLE ${named(statement.name)}`)
    return rows
  }

  test.each([{ asAt: null }, { asAt: '2024-01-31' }])(
    'every statement gives the same rows on both engines over golden rows, as at $asAt',
    async ({ asAt }) => {
      expect(await compared(goldenOnDuckDb(asAt), 'landed', 20)).toBeGreaterThan(1_000)
    },
  )

  test('every statement gives the same rows on both engines over a synthetic region', async () => {
    expect(await compared(await regionOnDuckDb(), 'region', 1)).toBeGreaterThan(5_000)
  })
})
