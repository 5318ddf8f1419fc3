import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUCKETS, LAKE_TABLES, type LakeBucket, rowsPrefix } from '../../algorithms/contracts/lake.ts'
import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import type { Table } from '../../algorithms/contracts/table.ts'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import { digestOfRows } from '../../engines/digest.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { type Cloud, NAMES, startCloud, synthesised } from './cloud.ts'
import { mayDo } from '../infra/roles.ts'
import { land, parquetOf } from './landing.ts'

const PEOPLE = 1_000
const SHARDS = 3

/** Folders that hold no table of the lake, and who of the people may read them. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  'landing/catalogue': ['operator'],
  ...Object.fromEntries(SOURCE_NAMES.filter((name) => name !== 'allow_list').map((name) => [`landing/${name}`, []])),
  'work/plans': ['operator'],
  'work/answers': [],
  'work/decided': [],
  'audit/runs': ['operator', 'break-glass'],
}

/** Canonical digests of the restricted tables of one run, whichever shards they lie in. */
async function restrictedDigests(cloud: Cloud): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'restricted-'))
  const digests: Record<string, string> = {}
  for (const table of Object.values(RESTRICTED_TABLES) as readonly Table[]) {
    const rows: object[] = []
    for await (const { key } of cloud.store.list(NAMES.buckets.restricted, `${table.name}/`)) {
      const path = join(folder, 'rows.parquet')
      await cloud.store.download(NAMES.buckets.restricted, key, path)
      for await (const row of readTable(path, table)) rows.push(row)
    }
    if (table.name !== 'access_log') digests[table.name] = digestOfRows(table, rows)
  }
  rmSync(folder, { recursive: true })
  return digests
}

describe('the machine that is deployed, over a synthetic region', () => {
  const work = mkdtempSync(join(tmpdir(), 'aws-journey-'))
  const data = join(work, 'region')
  const made = synthesised()
  let cloud: Cloud
  let laptop: Record<string, string>
  let parquet: string

  beforeAll(async () => {
    await synthesise({ people: PEOPLE, seed: 5, outFolder: data, onProgress: () => undefined })
    parquet = await parquetOf(data)
    writeFileSync(join(parquet, 'sources.json'), readFileSync(join(data, 'sources.json')))
    rmSync(join(parquet, 'spill'), { recursive: true, force: true })
    const { manifest } = await runJourney(
      { data: parquet, out: join(work, 'out'), shards: SHARDS, workers: 1, allowDraft: false },
      noProgress,
    )
    laptop = manifest.digests
    cloud = await startCloud(made)
    await land(cloud, parquet, data)
  })

  afterAll(async () => {
    await cloud.close()
    for (const folder of [work, parquet]) rmSync(folder, { recursive: true, force: true })
  })

  test('gives the restricted and published tables of the laptop', async () => {
    const ran = await cloud.run('first', { shards: SHARDS })
    expect(cloud.failures).toEqual([])
    expect(ran.cause).toBe('')
    expect(ran.outcome).toBe('done')
    const restricted = await restrictedDigests(cloud)
    for (const [name, digest] of Object.entries(restricted)) expect(digest, name).toBe(laptop[name])
    expect(Object.keys(restricted).length).toBeGreaterThan(5)
    for (const table of Object.values(PUBLISHED_TABLES) as readonly Table[]) {
      const days = Object.entries(table.columns).flatMap(([name, { type }]) => (type === 'day' ? [name] : []))
      const dates = days.map((name) => `(${name} - DATE '1970-01-01') AS ${name}`).join(', ')
      const rows = await cloud.db.rows(
        `SELECT * REPLACE (${dates}) FROM "${NAMES.databases.published}"."v_${table.name}_latest"`,
      )
      expect(digestOfRows(table, rows), table.name).toBe(laptop[table.name])
      expect(rows.length, table.name).toBeGreaterThan(0)
    }
  })

  test('leaves nothing anywhere but in folders whose readers are said here', async () => {
    const people = ['analyst', 'commissioner', 'operator', 'break-glass'] as const
    const meant = (bucket: LakeBucket, folder: string): readonly string[] | undefined => {
      const note = NOTES[`${bucket}/${folder}`]
      const table = LAKE_TABLES.find((one) => one.name === folder && one.bucket === bucket)
      if (note !== undefined || table === undefined) return note
      const isOpen = bucket === 'restricted' && table.database === 'restricted' && folder !== 'disclosure_manifest'
      return isOpen ? ['analyst'] : []
    }
    const seen: string[] = []
    for (const bucket of BUCKETS) {
      const folders = new Map<string, string>()
      for await (const { key } of cloud.store.list(NAMES.buckets[bucket], '')) folders.set(key.split('/')[0]!, key)
      for (const [folder, key] of folders) {
        const place = `arn:aws:s3:::${NAMES.buckets[bucket]}/${key}`
        const readers = people.filter((role) => mayDo(made.roles.get(role)!, 's3:GetObject', place))
        expect([bucket, folder, readers]).toEqual([bucket, folder, meant(bucket, folder)])
        seen.push(`${bucket}/${folder}`)
      }
    }
    for (const { name, bucket, format } of LAKE_TABLES)
      if (bucket === 'restricted' && format === 'parquet') expect(seen).toContain(`restricted/${name}`)
    for (const note of Object.keys(NOTES)) expect(seen).toContain(note)
  })

  test('closes in so many words what stays with the custodian', () => {
    const denied = (role: string, bucket: LakeBucket, folder: string): boolean =>
      made.roles
        .get(role)!
        .some(
          ({ allows, resources }) =>
            !allows &&
            mayDo(
              [{ sid: '', allows: true, actions: ['*'], resources, condition: '' }],
              's3:GetObject',
              `arn:aws:s3:::${NAMES.buckets[bucket]}/${folder}/x`,
            ),
        )
    for (const { name, bucket, database } of LAKE_TABLES.filter((one) => one.bucket === 'restricted')) {
      const isClosed = database !== 'restricted' || name === 'disclosure_manifest'
      expect([name, denied('analyst', bucket, name)]).toEqual([name, isClosed])
      expect([name, denied('commissioner', bucket, name), denied('operator', bucket, name)]).toEqual([name, true, true])
    }
    for (const role of ['analyst', 'commissioner']) expect(denied(role, 'landing', 'person')).toBe(true)
  })

  test('publishes once when the same run is asked for again', async () => {
    const again = await cloud.run('second', { shards: SHARDS })
    expect(again.outcome).toBe('done')
    const counts = await cloud.db.rows(
      `SELECT count(*) AS rows, count(DISTINCT run_id) AS runs FROM "${NAMES.databases.published}"."people_living_with"`,
    )
    const shown = await cloud.db.rows(
      `SELECT count(*) AS rows FROM "${NAMES.databases.published}"."v_people_living_with_latest"`,
    )
    expect(counts[0]).toEqual({ rows: shown[0]!.rows, runs: 1 })
  })

  test('publishes nothing from a run that is not synthetic', async () => {
    await land(cloud, parquet, data, false)
    const before = await cloud.db.rows(
      `SELECT count(*) AS rows FROM "${NAMES.databases.published}"."people_living_with"`,
    )
    const ran = await cloud.run('third', { shards: SHARDS, allowDraft: true })
    expect(ran).toMatchObject({ outcome: 'failed', error: 'disclosureGateFailed' })
    const after = await cloud.db.rows(
      `SELECT count(*) AS rows FROM "${NAMES.databases.published}"."people_living_with"`,
    )
    expect(after).toEqual(before)
  })

  test('refuses while another run is going', async () => {
    cloud.others = 1
    expect(await cloud.run('fourth', {})).toMatchObject({ outcome: 'failed', error: 'locked' })
    cloud.others = 0
  })

  test('keeps the notes of an attempt apart from those of every other', async () => {
    const attempts = new Set<string>()
    for await (const { key } of cloud.store.list(NAMES.buckets.work, 'plans/'))
      attempts.add(/attempt=([^/]+)/.exec(key)![1]!)
    expect(attempts.size).toBeGreaterThanOrEqual(3)
    expect(rowsPrefix('people', { runId: 'a', attempt: 'b' })).toBe('people/run=a/attempt=b/')
  })
})
