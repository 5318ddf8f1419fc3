import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LAKE_TABLES } from '../../algorithms/contracts/lake.ts'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import type { Dialect } from '../../algorithms/sql/dialect.ts'
import { duckdb } from '../../algorithms/sql/dialect/duckdb.ts'
import { MOST_CHUNKS, type PathRange, chunkNamed, chunkName, chunksOf } from '../../algorithms/sql/gather/chunks.ts'
import type { GatherPlan, Statement } from '../../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../../algorithms/sql/gather/statements.ts'
import { named } from '../../algorithms/sql/text.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { inChunks } from '../../functions/chunked-sources.ts'
import { goldenColumns, goldenPlan, goldenRows } from './golden.ts'

const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const holds = ({ from, before }: PathRange, path: string): boolean =>
  (from === null || bytewise(path, from) >= 0) && (before === null || bytewise(path, before) < 0)

describe('the chunks of a source', () => {
  const path = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom('s3://b/apc/', 's3://b/apc/year=2020/a', 's3://b/apc/year=2020/b', '\u{1f600}', '\uffff', ''),
  )
  const objects = fc.array(fc.record({ path, bytes: fc.nat(100) }), { maxLength: 40 })

  test('hold every object exactly once, those that nobody listed too', () => {
    fc.assert(
      fc.property(objects, fc.integer({ min: 1, max: 200 }), fc.array(path), (listed, most, others) => {
        const chunks = chunksOf(listed, most)
        for (const one of [...listed.map((object) => object.path), ...others])
          expect(chunks.filter(({ within }) => holds(within, one))).toHaveLength(1)
        expect(chunks.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
          listed.reduce((sum, { bytes }) => sum + bytes, 0),
        )
      }),
    )
  })

  test('are as large as asked, unless one object is larger', () => {
    fc.assert(
      fc.property(objects, fc.integer({ min: 100, max: 200 }), (listed, most) => {
        for (const { bytes } of chunksOf(listed, most)) expect(bytes).toBeLessThanOrEqual(most)
      }),
    )
    const [large, small] = chunksOf(
      [
        { path: 'a', bytes: 9 },
        { path: 'b', bytes: 1 },
      ],
      5,
    )
    expect([large!.bytes, small!.bytes]).toEqual([9, 1])
  })

  test('are never more than one statement can put together', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({ path: `s3://b/${String(i).padStart(5, '0')}`, bytes: 7 }))
    const { length } = chunksOf(many, 7)
    expect(length).toBeLessThanOrEqual(MOST_CHUNKS)
    expect(length).toBeGreaterThan(MOST_CHUNKS / 3)
  })

  test('are known by names that say whose they are', () => {
    expect(chunkNamed(chunkName('gathered_gp_event', 12))).toEqual({ table: 'gathered_gp_event', chunk: 12 })
    expect(chunkNamed('gathered_gp_event')).toBeNull()
  })
})

describe('gathering in chunks', () => {
  const FILES = 4
  const work = mkdtempSync(join(tmpdir(), 'chunks-'))
  let db: DuckDb

  const files = (name: SourceName): string[] =>
    Array.from({ length: FILES }, (_, i) => join(work, 'landed', name, `part-${i}.parquet`))

  beforeAll(async () => {
    db = await openDuckDb({ temporary: join(work, 'spill') })
    for (const name of SOURCE_NAMES) {
      mkdirSync(join(work, 'landed', name), { recursive: true })
      const rows = goldenRows(name)
      files(name).forEach((filename, file) => {
        // Some rows stand in two files: identical rows are one, wherever they are.
        const here = rows.filter((_, i) => i % FILES === file || (i % 10 === 0 && (i + 1) % FILES === file))
        const columnData = goldenColumns(name).map((column) => ({
          name: column,
          data: here.map((row) => row[column] ?? null),
          type: 'STRING' as const,
        }))
        parquetWriteFile({ filename, columnData })
      })
    }
  })

  afterAll(() => {
    db.close()
    rmSync(work, { recursive: true, force: true })
  })

  interface Left {
    readonly tables: ReadonlyMap<string, string>
    readonly statements: readonly Statement[]
    readonly folder: string
  }

  /** What every statement but those of single chunks leaves, as text in one order. */
  async function left(plan: GatherPlan): Promise<Left> {
    const folder = mkdtempSync(join(work, 'out-'))
    const dialect: Dialect = duckdb(folder)
    const statements = gatherStatements(plan, dialect)
    const tables = new Map<string, string>()
    for (const { name, does, text } of statements) {
      if (does !== 'rows') await db.run(text)
      if (chunkNamed(name) !== null) continue
      const from = does === 'rows' ? `(${text})` : does === 'keep' ? named(name) : dialect.written(name)
      tables.set(
        name,
        JSON.stringify(await db.rows(`SELECT cast(t AS varchar) AS row FROM (SELECT * FROM ${from} s) t ORDER BY 1`)),
      )
    }
    return { tables, statements, folder }
  }

  test('leaves the same tables, described in the catalogue as they are written', async () => {
    // With a day to look from there is an allow list too, which every chunk of people asks.
    const whole = goldenPlan('2024-01-31', (name) => {
      const columns = goldenColumns(name).map((column) => ({ name: column, storedAs: 'text' as const }))
      const mapped = Object.fromEntries(columns.map((column) => [column.name, column.name]))
      return [{ format: 'parquet', from: files(name), columns, mapped }]
    })
    const sized = Object.fromEntries(
      SOURCE_NAMES.map((name) => [name, files(name).map((path) => ({ path, bytes: statSync(path).size }))]),
    )
    const { sources, load } = inChunks(whole.sources, sized, 1)
    expect(load.map(({ source }) => source)).toEqual(SOURCE_NAMES.filter((name) => name !== 'allow_list'))
    expect(new Set(load.map(({ chunks }) => chunks))).toEqual(new Set([FILES]))
    const [once, inParts] = [await left(whole), await left({ ...whole, sources })]
    expect(inParts.statements.filter(({ name }) => chunkNamed(name) !== null).length).toBeGreaterThan(100)
    expect([...inParts.tables.keys()].sort()).toEqual([...once.tables.keys()].sort())
    for (const [name, rows] of once.tables) expect(inParts.tables.get(name), name).toBe(rows)
    expect(once.tables.get('gathered_apc')!.length).toBeGreaterThan(1_000)
    const wrong: string[] = []
    for (const { name, columns } of LAKE_TABLES.filter(({ name }) => /^(gathered|survey)_|^people$/.test(name))) {
      const from = name.startsWith('gathered_') ? duckdb(inParts.folder).written(name) : named(name)
      for (const row of await db.rows(
        `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${from})`,
      )) {
        const described = columns.find((column) => column.name === row.name)
        if (row.name !== 'shard' && (described === undefined || WRITTEN[described.type] !== row.type))
          wrong.push(`${name}.${String(row.name)} is ${String(row.type)}, described as ${described?.type ?? 'nothing'}`)
      }
    }
    expect(wrong).toEqual([])
  })

  /** What engines write, for what the catalogue says of it: reading one as the other fails. */
  const WRITTEN: Readonly<Record<string, string>> = {
    string: 'VARCHAR',
    date: 'DATE',
    bigint: 'BIGINT',
    int: 'INTEGER',
  }
})
