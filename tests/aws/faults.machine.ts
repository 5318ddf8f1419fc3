import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import { smallExtract, writeExtract } from '../cli/extract.ts'
import { type Cloud, NAMES, type Ran, startCloud, synthesised } from './cloud.ts'
import { FAULTS, type Fault, type FaultKind } from './fault.ts'
import { type Outcome, faultsPage } from './faults-page.ts'
import { lakeTable } from './lake-table.ts'
import { inFiles, land, parquetOf } from './landing.ts'
import { PUBLISHED, RESTRICTED, digestsFound, fingerprint } from './readers-find.ts'

const SHARDS = 2
const LAKE = 'icb_curated'

const UNWRITTEN = FAULTS.filter((what) => what !== 'is killed half-way')

/** Every place where the machine calls anything, in the order in which it does, and what can go wrong there. */
const PLACES: readonly (readonly [at: string, faults: readonly FaultKind[]])[] = [
  ['ListRuns', UNWRITTEN],
  ['NamedTables', FAULTS],
  ['Table', UNWRITTEN],
  ['Plan', FAULTS],
  ['GatherStatements: the list', ['fails']],
  ['GatherLookFirst', UNWRITTEN],
  ['Gather: a statement that describes a source', FAULTS],
  ['Gather: a statement that writes rows', FAULTS],
  ['Gather: a statement that writes rows by shard', FAULTS],
  ['Judge', FAULTS],
  ['Decide: the list', ['fails']],
  ['DecideShard', FAULTS],
  ['Reconcile', FAULTS],
  ['Count: a statement that writes rows', FAULTS],
  ['Protect', FAULTS],
  ['SecondPerson', UNWRITTEN],
  ['Release', FAULTS],
  ['Publish: a statement that takes back rows', FAULTS],
  ['Publish: a statement that publishes rows', FAULTS],
  ['Publish: a statement that writes rows', FAULTS],
  ['Audit', FAULTS],
  ['Swap: a statement that points a view', FAULTS],
]

describe('whatever goes wrong once', () => {
  const work = mkdtempSync(join(tmpdir(), 'aws-faults-'))
  const made = synthesised()
  const outcomes: Outcome[] = []
  let cloud: Cloud
  let expected: string

  beforeAll(async () => {
    const data = writeExtract(join(work, 'data'), smallExtract(), {})
    const parquet = await parquetOf(data)
    writeFileSync(join(parquet, 'sources.json'), '{"synthetic":true}')
    const cut = await inFiles(parquet, 2)
    rmSync(join(parquet, 'apc.parquet'))
    cpSync(join(cut, 'apc'), join(parquet, 'apc'), { recursive: true })
    rmSync(cut, { recursive: true, force: true })
    rmSync(join(parquet, 'spill'), { recursive: true, force: true })
    const { manifest } = await runJourney(
      { data: parquet, out: join(work, 'out'), shards: SHARDS, workers: 1, allowDraft: false },
      noProgress,
    )
    // Admissions are a table that was there before, in two objects: each is read by statements of its own.
    const { header } = smallExtract().apc!
    const location = `s3://${NAMES.buckets.landing}/lake/apc/`
    const { table, described } = lakeTable(LAKE, 'apc_clean', location, header)
    cloud = await startCloud({ ...made, tables: [...made.tables, table] }, undefined, 1)
    cloud.lake.set(`${LAKE}.apc_clean`, described)
    await land(cloud, parquet, data)
    for (const file of readdirSync(join(parquet, 'apc'))) {
      await cloud.remove(NAMES.buckets.landing, `apc/${file}`)
      await cloud.store.upload(join(parquet, 'apc', file), NAMES.buckets.landing, `lake/apc/${file}`)
    }
    const catalogue = JSON.stringify({ synthetic: true, sources: { apc: { table: `${LAKE}.apc_clean` } } })
    await cloud.store.putText(NAMES.buckets.landing, 'catalogue/sources.json', catalogue)
    const ran = await cloud.run('without-fault', { shards: SHARDS })
    expect(cloud.failures).toEqual([])
    expect(ran.outcome, ran.cause).toBe('done')
    const found = { ...(await digestsFound(cloud, 'restricted')), ...(await digestsFound(cloud, 'published')) }
    for (const { name } of [...RESTRICTED, ...PUBLISHED]) expect(found[name], name).toBe(manifest.digests[name])
    expected = await fingerprint(cloud)
    rmSync(parquet, { recursive: true, force: true })
  })

  afterAll(async () => {
    await cloud.close()
    rmSync(work, { recursive: true, force: true })
  })

  /** What the machine did about it, in words. */
  function howOf({ outcome, error, passed }: Ran): string {
    if (outcome === 'failed') return `The run stopped (\`${error!}\`), and went on to its end when it was redriven.`
    const again = passed.find((state) => state.outcome === 'failed' && state.path.length === 1)
    return again === undefined
      ? 'It was tried again in its place.'
      : `All statements of ${again.path[0]!} were prepared again, and wrote to a new place.`
  }

  const cases = PLACES.flatMap(([at, faults]) => faults.map((what) => [at, what] as const))
  test.each(cases)('%s %s', async (at, what) => {
    const fault: Fault = { at, what, times: 1 }
    const execution = `${at}-${what}`
    const ran = await cloud.run(execution, { shards: SHARDS }, { fault })
    expect(ran.struck, 'the fault struck').toBe(1)
    if (ran.outcome === 'failed') {
      const again = await cloud.run(execution, {}, { redrives: 1, from: ran.stood! })
      expect(again.outcome, again.cause).toBe('done')
    }
    expect(await fingerprint(cloud)).toBe(expected)
    outcomes.push({ at, what, then: howOf(ran) })
  })

  test('covers every task of the machine', () => {
    const tasks = new Set<string>()
    const walk = (value: unknown, name = ''): void => {
      if (value === null || typeof value !== 'object') return
      if ((value as { Type?: string }).Type === 'Task') tasks.add(name)
      for (const [key, inner] of Object.entries(value)) walk(inner, key)
    }
    walk(made.machine)
    const covered = PLACES.map(([at]) => at.replace(/^(\w+): a statement.*$/, '$1RunStatement'))
    // A look before a statement is the same in every phase.
    const same = ['CountLookFirst', 'PublishLookFirst', 'SwapLookFirst']
    expect([...tasks].filter((task) => !covered.includes(task)).sort()).toEqual(same.sort())
  })

  test('stops a run when it goes on going wrong, and leaves the views as they were', async () => {
    const fault: Fault = { at: 'Gather: a statement that writes rows', what: 'fails', times: 99 }
    const ran = await cloud.run('always', { shards: SHARDS }, { fault })
    expect(ran).toMatchObject({ outcome: 'failed', error: 'unexpected' })
    expect(await fingerprint(cloud)).toBe(expected)
    const again = await cloud.run('always', {}, { redrives: 1, from: ran.stood! })
    expect(again.outcome, again.cause).toBe('done')
    expect(await fingerprint(cloud)).toBe(expected)
  })

  test('decides again, when it is redriven, on the shard that failed alone', async () => {
    const begun = (): number =>
      cloud.lines.filter(
        ({ step, milliseconds, shard }) => step === 'decide' && milliseconds === undefined && shard === undefined,
      ).length
    const fault: Fault = { at: 'DecideShard', what: 'is throttled', times: 5, shard: 1 }
    const ran = await cloud.run('one-shard', { shards: SHARDS }, { fault })
    expect(ran).toMatchObject({ outcome: 'failed', error: 'States.ExceedToleratedFailureThreshold', struck: 5 })
    const before = begun()
    const again = await cloud.run('one-shard', {}, { redrives: 1, from: ran.stood! })
    expect(again.outcome, again.cause).toBe('done')
    expect(begun() - before).toBe(1)
    expect(await fingerprint(cloud)).toBe(expected)
  })

  test('never had a function write over what it or another had read or written: no write needs a condition', () => {
    expect([...cloud.written.readAndWritten]).toEqual([])
    expect([...cloud.written.changed]).toEqual([])
  })

  test('is what the page of faults says', async () => {
    await expect(faultsPage(outcomes)).toMatchFileSnapshot('../../docs/reference/faults.md')
  })
})
