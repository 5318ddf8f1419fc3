import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Attempt, rowsPrefix, stagedName } from '../../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES, type PublishedName, latestView } from '../../algorithms/contracts/results/published.ts'
import { type Row, type Table, columnNames, duckdbColumns } from '../../algorithms/contracts/table.ts'
import { literal, named } from '../../algorithms/sql/text.ts'
import { latestViews } from '../../algorithms/sql/views.ts'
import { digestOfRows } from '../../engines/digest.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { closedLog } from '../../engines/log.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import type { Prepared, StatementItem } from '../../engines/aws-run.ts'
import { writeNote } from '../../functions/notes.ts'
import { handler } from '../../functions/publish-release.ts'
import type { World } from '../../functions/world.ts'
import { type Cloud, NAMES, startCloud, synthesised } from '../aws/cloud.ts'
import { goldenRows } from '../sql/golden-published.ts'
import { athenaOnTrino } from './athena-on-trino.ts'
import { emptyCatalogue } from './catalogue.ts'
import { query } from './client.ts'

const trino = inject('trino')

const TABLES = Object.keys(PUBLISHED_TABLES) as PublishedName[]
const FIRST: Attempt = { runId: '1111111111111111', attempt: 'aaaaaaaa-1' }
const SECOND: Attempt = { runId: '2222222222222222', attempt: 'bbbbbbbb-1' }

describe.skipIf(trino === null)('what is published, over golden rows of every table', () => {
  const work = mkdtempSync(join(tmpdir(), 'publish-'))
  const { published } = NAMES.databases
  let cloud: Cloud
  let world: World
  let db: DuckDb

  const onTrino = async (text: string): Promise<readonly unknown[]> =>
    (await query(trino!.address, text, published)).rows

  /** Stages golden rows as protect does, with the notes that it leaves, and gives DuckDB the same files. */
  async function staged(run: Attempt): Promise<void> {
    const digests: Record<string, string> = {}
    for (const name of TABLES) {
      const table: Table = PUBLISHED_TABLES[name]
      const rows = goldenRows(table, run.runId)
      const path = join(work, `${name}-${run.runId}.parquet`)
      writeTable(path, table, rows as readonly Row<Table>[])
      await cloud.store.upload(path, NAMES.buckets.work, `${rowsPrefix(stagedName(name), run)}rows.parquet`)
      digests[name] = digestOfRows(table, rows)
      await db.run(`CREATE TABLE IF NOT EXISTS ${name} (${duckdbColumns(table)})`)
      await db.run(`INSERT INTO ${name} SELECT * FROM read_parquet(${literal(path)})`)
    }
    const gather = { sources: [], shards: 1, cut: null, asAt: null }
    await writeNote(world, run, 'plan', { catalogue: { synthetic: true }, gather })
    await writeNote(world, run, 'release', { digests, headline: {} })
  }

  /** Carries out waves of statements; `meanwhile` happens before the last of them. */
  async function carryOut(prepared: Prepared, meanwhile?: () => Promise<unknown>): Promise<void> {
    for (const key of prepared.waves) {
      if (key === prepared.waves.at(-1)) await meanwhile?.()
      const items = JSON.parse((await cloud.store.text(prepared.bucket, key))!) as readonly StatementItem[]
      await Promise.all(items.map(({ text, database, token }) => cloud.athena.run(text, database, token)))
    }
  }

  const released = async (run: Attempt, number = 0, meanwhile?: () => Promise<unknown>): Promise<Prepared> => {
    const prepared = await handler({ step: 'release', run, before: { number }, redrives: 0 }, world)
    await carryOut(prepared, meanwhile)
    return prepared
  }

  const audited = async (run: Attempt, publication: Prepared): Promise<void> =>
    carryOut(await handler({ step: 'audit', run, publication, before: { number: 0 }, redrives: 0 }, world))

  const inOrder = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort()

  const shownOn = {
    trino: async (name: PublishedName) => {
      const columns = columnNames(PUBLISHED_TABLES[name]).map((column) => shown(PUBLISHED_TABLES[name], column))
      return inOrder(await onTrino(`SELECT ${columns.join(', ')} FROM ${named(latestView(name))}`))
    },
    duckdb: async (name: PublishedName) => {
      const columns = columnNames(PUBLISHED_TABLES[name]).map((column) => shown(PUBLISHED_TABLES[name], column))
      const rows = await db.rows(`SELECT ${columns.join(', ')} FROM ${named(latestView(name))}`)
      return inOrder(rows.map((row) => Object.values(row)))
    },
  }

  beforeAll(async () => {
    await emptyCatalogue(trino!)
    cloud = await startCloud(synthesised(), {
      s3Port: trino!.s3Port,
      start: (tables) => athenaOnTrino(trino!.address, Object.values(NAMES.databases), tables),
    })
    const log = closedLog(() => undefined)
    world = { store: cloud.store, names: NAMES, log, runDollars: 1, shardsAtOnce: 1, chunkBytes: 1e12, folder: work }
    db = await openDuckDb({ temporary: join(work, 'spill') })
    await staged(FIRST)
    await staged(SECOND)
    await audited(FIRST, await released(FIRST))
    for (const text of latestViews(FIRST.runId, (table) => table)) await db.run(text)
  }, 600_000)

  afterAll(async () => {
    db.close()
    await cloud.close()
    rmSync(work, { recursive: true, force: true })
  })

  test.each(TABLES)('%s is shown as on DuckDB, row by row', async (name) => {
    const local = await shownOn.duckdb(name)
    expect(await shownOn.trino(name)).toEqual(local)
    expect(local.length).toBeGreaterThan(20)
  })

  test('a run that is published again stands there once', async () => {
    await audited(FIRST, await released(FIRST, 1))
    for (const name of TABLES)
      expect((await shownOn.trino(name)).length, name).toBe((await shownOn.duckdb(name)).length)
  })

  test('what is not what was protected is never shown', async () => {
    const twice = `INSERT INTO people_living_with SELECT * FROM people_living_with WHERE run_id = ${literal(SECOND.runId)} LIMIT 1`
    const publication = await released(SECOND, 0, () => onTrino(twice))
    await expect(audited(SECOND, publication)).rejects.toMatchObject({ name: 'verificationDiffers' })
    expect(await onTrino('SELECT DISTINCT run_id FROM v_people_living_with_latest')).toEqual([[FIRST.runId]])
  })

  test('views move to the next run, and back, while both runs stay', async () => {
    await audited(SECOND, await released(SECOND, 1))
    const runs = async (): Promise<unknown> =>
      onTrino(
        `SELECT DISTINCT run_id FROM (${TABLES.map((name) => `SELECT run_id FROM v_${name}_latest`).join(' UNION ALL ')})`,
      )
    expect(await runs()).toEqual([[SECOND.runId]])
    for (const text of latestViews(FIRST.runId, named)) await onTrino(text)
    expect(await runs()).toEqual([[FIRST.runId]])
    for (const name of TABLES) {
      expect(await shownOn.trino(name), name).toEqual(await shownOn.duckdb(name))
      expect(await onTrino(`SELECT count(DISTINCT run_id) FROM ${named(name)}`), name).toEqual([[2]])
    }
  })

  test('each publication is a snapshot of its own, to which the table itself can go back', async () => {
    const snapshots = (await onTrino(
      'SELECT cast(snapshot_id AS varchar) FROM "iceberg".' +
        `${named(published)}."people_living_with$snapshots" ORDER BY committed_at`,
    )) as readonly (readonly string[])[]
    const countAt = async (snapshot: string): Promise<unknown> =>
      onTrino(`SELECT count(*) FROM people_living_with FOR VERSION AS OF ${snapshot} WHERE run_id = '${SECOND.runId}'`)
    expect(await countAt(snapshots[1]![0]!)).toEqual([[0]])
    expect(await countAt(snapshots.at(-1)![0]!)).toEqual([[(await shownOn.duckdb('people_living_with')).length]])
  })
})

/** Days as text, because one engine sends them so and the other as a number. */
const shown = (table: Table, column: string): string =>
  table.columns[column]!.type === 'day' ? `cast(${named(column)} AS varchar) AS ${named(column)}` : named(column)
