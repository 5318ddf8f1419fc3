import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { trino as dialect } from '../../algorithms/sql/dialect/trino.ts'
import { landedRows } from '../../algorithms/sql/gather/landed.ts'
import { type PlannedSource, describedSource } from '../../algorithms/sql/gather/plan.ts'
import { literal, named } from '../../algorithms/sql/text.ts'
import { NAMES } from '../aws/cloud.ts'
import { type BothEngines, bothEngines, ranToItsEnd, trinoDigests } from './both-engines.ts'
import { query } from './client.ts'

const trino = inject('trino')

const FILES = 3

describe.skipIf(trino === null)('a source in chunks, on Trino over S3', () => {
  const work = mkdtempSync(join(tmpdir(), 'trino-chunks-'))
  const { landing } = NAMES.databases
  let both: BothEngines

  beforeAll(async () => {
    const region = { people: 1_000, seed: 5, shards: 3, workers: 2, files: FILES }
    both = await bothEngines(trino!, region, work, () => undefined)
    await ranToItsEnd(both.cloud, 'in-chunks', { shards: region.shards })
  }, 600_000)

  afterAll(async () => {
    await both.close()
    rmSync(work, { recursive: true, force: true })
  })

  test('gives every table that the laptop has, which reads each source at once', async () => {
    expect(both.cloud.athena.statements.filter((text) => text.includes('"$path"')).length).toBeGreaterThan(50)
    const digests = await trinoDigests(trino!, both.cloud)
    for (const [name, digest] of Object.entries(both.laptop)) expect(digests[name], name).toBe(digest)
  })

  /** Reads every chunk of a table as gather does, and the whole of it: rows and bytes. */
  async function readInChunks(table: string, version?: string) {
    const at = version === undefined ? '' : ` FOR VERSION AS OF ${version}`
    const from = table.split('.').map(named).join('.')
    const asked = await query(trino!.address, `SELECT DISTINCT "$path" FROM ${from}${at} ORDER BY 1`)
    const paths = asked.rows.map(([path]) => path as string)
    const columns = ['person_id', 'admidate', 'diag_01'].map((name) => ({ name, storedAs: 'text' as const }))
    const mapped = Object.fromEntries(columns.map(({ name }) => [name, name]))
    const planned: PlannedSource = {
      name: 'apc',
      landings: [{ format: 'table', from: [table], columns, mapped, ...(version === undefined ? {} : { version }) }],
      fillers: [],
      knownUntil: null,
    }
    const read = async (part: PlannedSource) => {
      const rows = landedRows(part, describedSource('apc'), dialect, Object.keys(mapped))
      const count = columns.map(({ name }) => `count(${name})`).join(' + ')
      const { rows: counted, readBytes } = await query(trino!.address, `SELECT count(*), ${count} FROM (${rows}) l`)
      return { rows: Number(counted[0]![0]), bytes: readBytes }
    }
    const parts = []
    for (const [i, path] of paths.entries())
      parts.push(await read({ ...planned, within: { from: i === 0 ? null : path, before: paths[i + 1] ?? null } }))
    return { paths, whole: await read(planned), parts }
  }

  /** Each chunk read some of the bytes and no two of them the same: that is what makes chunks cost what one read does. */
  function expectNothingReadTwice({ paths, whole, parts }: Awaited<ReturnType<typeof readInChunks>>): void {
    expect(paths).toHaveLength(FILES)
    expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(whole.rows)
    for (const part of parts) expect(part.rows).toBeGreaterThan(0)
    expect(whole.bytes).toBeGreaterThan(0)
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(whole.bytes)
  }

  test('reads no object twice under a prefix', async () => {
    const { rows } = await query(trino!.address, `SHOW TABLES FROM ${named(landing)} LIKE ${literal('apc%')}`)
    expectNothingReadTwice(await readInChunks(`${landing}.${rows[0]![0] as string}`))
  })

  test('reads no file twice of one snapshot of an Iceberg table', async () => {
    const { rows } = await query(trino!.address, `SHOW TABLES FROM ${named(landing)} LIKE ${literal('apc%')}`)
    const from = `${named(landing)}.${named(rows[0]![0] as string)}`
    const table = '"iceberg"."tests"."apc_in_three"'
    await query(trino!.address, `CREATE TABLE ${table} AS SELECT person_id, admidate, diag_01 FROM ${from} WHERE false`)
    for (let file = 0; file < FILES; file++)
      await query(
        trino!.address,
        `INSERT INTO ${table} SELECT person_id, admidate, diag_01 FROM ${from} WHERE "$path" LIKE '%part-${file}.parquet'`,
      )
    const { rows: snapshots } = await query(
      trino!.address,
      'SELECT cast(snapshot_id AS varchar) FROM "iceberg"."tests"."apc_in_three$snapshots" ORDER BY committed_at DESC LIMIT 1',
    )
    expectNothingReadTwice(await readInChunks('iceberg.tests.apc_in_three', snapshots[0]![0] as string))
  })
})
