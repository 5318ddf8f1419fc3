import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { smallExtract, writeExtract } from '../cli/extract.ts'
import { type Cloud, type Fault, NAMES, startCloud, synthesised } from './cloud.ts'
import { land, parquetOf } from './landing.ts'

const SHARDS = 2

/** Every task of the machine: a state, or a statement of a phase where the state runs one. */
const PLACES = [
  'ListRuns',
  'Plan',
  'Gather statement',
  'Gather statement that writes',
  'LookFirst',
  'Judge',
  'DecideShard',
  'Reconcile',
  'Count statement that writes',
  'Protect',
  'Release',
  'Publish statement',
  'Publish statement that writes',
  'Audit',
  'Swap statement',
] as const

const FAULTS = ['fails', 'is throttled', 'times out', 'is killed half-way'] as const

/** States that hold no work of ours and are not tried again by the machine: a person redrives the run. */
const REDRIVEN = new Set(['ListRuns'])

describe('whatever fails once', () => {
  const work = mkdtempSync(join(tmpdir(), 'aws-faults-'))
  const made = synthesised()
  const table: string[] = []
  let cloud: Cloud
  let expected: string

  beforeAll(async () => {
    const data = writeExtract(join(work, 'data'), smallExtract(), {})
    const parquet = await parquetOf(data)
    cloud = await startCloud(made)
    await land(cloud, parquet, data)
    const ran = await cloud.run('without-fault', { shards: SHARDS })
    expect(cloud.failures).toEqual([])
    expect(ran.outcome).toBe('done')
    expected = await published()
    rmSync(parquet, { recursive: true, force: true })
  })

  afterAll(async () => {
    await cloud.close()
    rmSync(work, { recursive: true, force: true })
    mkdirSync('coverage', { recursive: true })
    const lines = ['| where | what | what happened |', '|---|---|---|', ...table]
    writeFileSync(join('coverage', 'fault-table.md'), `${lines.join('\n')}\n`)
  })

  /** Everything that readers find, as one text: a row published twice would show. */
  async function published(): Promise<string> {
    const tables = await Promise.all(
      Object.keys(PUBLISHED_TABLES).map(async (name) => {
        const from = `"${NAMES.databases.published}"`
        const shown = await cloud.db.rows(`SELECT t::text AS row FROM ${from}."v_${name}_latest" t ORDER BY ALL`)
        const all = await cloud.db.rows(`SELECT t::text AS row FROM ${from}."${name}" t ORDER BY ALL`)
        return [name, shown, all]
      }),
    )
    return JSON.stringify(tables)
  }

  // Every place with one fault, every fault in turn; all of both when asked, which takes minutes.
  const cases = PLACES.flatMap((at, i) =>
    FAULTS.filter((_, j) => process.env.COHORTS_ALL_FAULTS === '1' || j === i % FAULTS.length).map(
      (what) => [at, what] as const,
    ),
  )
  test.each(cases)('%s %s', async (at, what) => {
    const fault: Fault = { at, what, times: 1 }
    const execution = `${at}-${what}`
    const ran = await cloud.run(execution, { shards: SHARDS }, { fault })
    expect(ran.struck, 'the fault struck').toBe(1)
    let how = ran.outcome === 'done' ? 'went on by itself' : `stopped (${ran.error!})`
    if (ran.outcome === 'failed') {
      const again = await cloud.run(execution, {}, { redrives: 1, from: ran.stood! })
      expect(again.outcome, again.cause).toBe('done')
      how += ', went on when redriven'
    }
    if (!REDRIVEN.has(at)) expect(ran.outcome, ran.cause).toBe('done')
    expect(await published()).toBe(expected)
    table.push(`| ${at} | ${what} | ${how}; nothing lost, published once |`)
  })

  test('that keeps failing stops the run, and the views stay as they were', async () => {
    const fault: Fault = { at: 'Gather statement that writes', what: 'fails', times: 99 }
    const ran = await cloud.run('always', { shards: SHARDS }, { fault })
    expect(ran).toMatchObject({ outcome: 'failed', error: 'unexpected' })
    expect(await published()).toBe(expected)
    const again = await cloud.run('always', {}, { redrives: 1, from: ran.stood! })
    expect(again.outcome, again.cause).toBe('done')
    expect(await published()).toBe(expected)
  })
})
