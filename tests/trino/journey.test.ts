import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { PUBLISHED_TABLES, type PublishedName, latestView } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import { RECIPES } from '../../algorithms/sql/cookbook.ts'
import { named } from '../../algorithms/sql/text.ts'
import { latestViews } from '../../algorithms/sql/views.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { NAMES } from '../aws/cloud.ts'
import { TRINO_TYPES } from '../sql/answer-types.ts'
import { type BothEngines, type Digests, bothEngines, ranToItsEnd, shownAttempt, trinoDigests } from './both-engines.ts'
import { query } from './client.ts'

const trino = inject('trino')

const REGION = { people: 3_000, seed: 5, shards: 3, workers: 2 }

describe.skipIf(trino === null)('the machine that is deployed, its SQL on Trino over S3', () => {
  const work = mkdtempSync(join(tmpdir(), 'trino-journey-'))
  const { published } = NAMES.databases
  let both: BothEngines
  let results: DuckDb
  let first: { readonly digests: Digests; readonly runId: string }

  const shownRuns = async (): Promise<unknown> => {
    const tables = Object.keys(PUBLISHED_TABLES) as PublishedName[]
    const runs = tables.map((name) => `SELECT run_id FROM ${named(latestView(name))}`)
    const { rows } = await query(trino!.address, `SELECT DISTINCT run_id FROM (${runs.join(' UNION ALL ')})`, published)
    return rows.flat()
  }

  beforeAll(async () => {
    both = await bothEngines(trino!, REGION, work, () => undefined)
    await ranToItsEnd(both.cloud, 'first', { shards: REGION.shards })
    const temporary = join(work, 'spill')
    results = await openDuckDb({ path: join(both.out, 'results.duckdb'), temporary, threads: 1 })
    first = { digests: await trinoDigests(trino!, both.cloud), runId: (await shownAttempt(trino!)).runId }
  }, 600_000)

  afterAll(async () => {
    results.close()
    await both.close()
    rmSync(work, { recursive: true, force: true })
  })

  test('leaves the restricted, internal and published tables of the laptop', () => {
    for (const [name, digest] of Object.entries(both.laptop)) expect(first.digests[name], name).toBe(digest)
    const names = [...Object.keys(PUBLISHED_TABLES), ...Object.keys(RESTRICTED_TABLES)]
    for (const name of names) expect(name === 'access_log' || name in both.laptop, name).toBe(true)
    expect(Object.keys(first.digests).sort()).toEqual(Object.keys(both.laptop).sort())
  })

  test.each(RECIPES)('answers as the laptop does: $name', async ({ sql, answer }) => {
    const there = await query(trino!.address, sql, published)
    expect(there.columns.map(({ name, type }) => [name, type.replace(/\(\d+\)/, '')])).toEqual(
      Object.entries(answer).map(([name, type]) => [name, TRINO_TYPES[type]]),
    )
    expect(there.rows).toEqual((await results.rows(sql)).map((row) => Object.values(row)))
    expect(there.rows.length).toBeGreaterThan(0)
  })

  test('shows a second run once it is audited, and the first again when it is rolled back', async () => {
    expect(await shownRuns()).toEqual([first.runId])
    await ranToItsEnd(both.cloud, 'second', { shards: REGION.shards, asAt: '2024-06-30' })
    const second = (await shownAttempt(trino!)).runId
    expect(second).not.toBe(first.runId)
    expect(await shownRuns()).toEqual([second])
    for (const text of latestViews(first.runId, named)) await query(trino!.address, text, published)
    expect(await shownRuns()).toEqual([first.runId])
    const again = await trinoDigests(trino!, both.cloud)
    for (const name of Object.keys(PUBLISHED_TABLES)) expect(again[name], name).toBe(first.digests[name])
  })
})
