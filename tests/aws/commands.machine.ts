import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployedAs } from '../../cli/aws/environment.ts'
import { plannedRun } from '../../cli/aws/plan.ts'
import { planText } from '../../cli/aws/plan-text.ts'
import { purgeOf } from '../../cli/aws/purge.ts'
import { compared, recordedOf } from '../../cli/aws/recorded.ts'
import { rolledBack } from '../../cli/aws/rollback.ts'
import { type FinishedRun, startedRun } from '../../cli/aws/run.ts'
import { latestRuns } from '../../cli/aws/status.ts'
import { awsSummary } from '../../cli/aws/summary.ts'
import type { AwsWorld } from '../../cli/aws/world.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import type { Athena, QuerySeen } from '../../engines/athena.ts'
import { statementToken } from '../../engines/statement-token.ts'
import type { ExecutionTold, Happened, Machine } from '../../engines/step-functions.ts'
import { smallExtract, writeExtract } from '../cli/extract.ts'
import type { Json } from './asl/interpreter.ts'
import { type Cloud, NAMES, startCloud, synthesised } from './cloud.ts'
import { lakeTable } from './lake-table.ts'
import { land, parquetOf } from './landing.ts'
import { permitted } from './permitted.ts'

/** The state machine of the double: an execution is over as soon as it is started. */
function machineOf(cloud: Cloud): Machine {
  const executions: (ExecutionTold & { readonly happened: readonly Happened[] })[] = []
  const found = (name: string) => executions.find((one) => one.name === name)
  return {
    async start(name, input) {
      const startedAt = new Date()
      const ran = await cloud.run(name, (input as { request: Json }).request)
      const states = ran.passed.filter(({ path }) => path.length === 1).map(({ path }) => path[0]!)
      executions.unshift({
        name,
        status: ran.outcome === 'done' ? 'SUCCEEDED' : 'FAILED',
        startedAt,
        stoppedAt: new Date(),
        output: ran.output === null ? null : JSON.stringify(ran.output),
        error: ran.error,
        // A function's words reach the machine as JSON.
        cause: JSON.stringify({ errorMessage: ran.cause }),
        happened: states.map((state, at) => ({
          id: at + 1,
          at: startedAt,
          what: 'entered',
          state,
          output: null,
          mapRunArn: null,
        })),
      })
    },
    list: (most) => Promise.resolve(executions.slice(0, most)),
    told: (name) => Promise.resolve(found(name) ?? null),
    // eslint-disable-next-line @typescript-eslint/require-await -- stands in for pages of a history
    async *history(name, after = 0) {
      yield* (found(name)?.happened ?? []).filter(({ id }) => id > after)
    },
    mapProgress: () => Promise.resolve({ done: 1, failed: 0, total: 1 }),
    async *children() {
      // The double keeps no times of its children.
    },
    redrive: () => Promise.reject(new Error('not here')),
    stop: () => Promise.reject(new Error('not here')),
    look: () => Promise.resolve({ isActive: true, logsData: false, keyArn: 'key' }),
  }
}

/** Athena of the double, for a person's own statements. */
function athenaOf(cloud: Cloud): Athena {
  const answers = new Map<string, readonly Readonly<Record<string, string>>[]>()
  let asked = 0
  return {
    async run({ name, text, database, partOf, attempt }) {
      const id = `asked-${++asked}`
      const shown = /^SHOW CREATE VIEW (\w+)$/.exec(text)?.[1]
      if (shown === undefined) await cloud.athena.run(text, database, statementToken([partOf, name, attempt, text]))
      else
        answers.set(
          id,
          (await cloud.db.rows(
            `SELECT sql FROM duckdb_views() WHERE view_name = '${shown}' AND schema_name = '${database}'`,
          )) as unknown as Readonly<Record<string, string>>[],
        )
      const seen: QuerySeen = {
        id,
        state: 'SUCCEEDED',
        text,
        submittedAt: new Date(),
        scannedBytes: 0,
        engineSeconds: 0,
        because: '',
        writtenList: null,
      }
      return seen
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- stands in for pages of an answer
    async *rows(id) {
      yield* answers.get(id) ?? []
    },
    async *since() {
      // The double keeps no history of queries.
    },
    stop: () => Promise.resolve(),
    workgroup: () => Promise.reject(new Error('not here')),
  }
}

const LAKE = 'icb_curated'
const SHARDS = 2

describe('the commands, over the machine that is deployed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-commands-'))
  const made = synthesised()
  let cloud: Cloud
  let world: AwsWorld
  let first: FinishedRun
  let parquet: string

  beforeAll(async () => {
    const data = writeExtract(join(folder, 'data'), smallExtract(), {})
    parquet = await parquetOf(data)
    // The example deployment names no lake, so the table of one lies in a bucket that its roles may read.
    const apc = smallExtract().apc!.header
    const { table, described } = lakeTable(LAKE, 'apc_clean', `s3://${NAMES.buckets.landing}/lake/apc/`, apc)
    cloud = await startCloud({ ...made, tables: [...made.tables, table] })
    await land(cloud, parquet, data)
    cloud.lake.set(`${LAKE}.apc_clean`, described)
    const operator = made.roles.get('operator')!
    world = {
      ...deployedAs('example'),
      store: permitted(cloud.store, operator),
      machine: machineOf(cloud),
      athena: () => athenaOf(cloud),
      versions: {
        async of(bucket, key) {
          const found = []
          for await (const object of cloud.store.list(bucket, key))
            if (object.key === key) found.push({ key, versionId: 'null' })
          return found
        },
        remove: () => Promise.resolve([]),
        belongsTo: () => Promise.resolve(true),
      },
      account: { key: notHere, leavesTablesToIam: notHere, quota: notHere },
      now: () => new Date(),
      pauseMilliseconds: 0,
    }
  })

  const notHere = (): Promise<never> => Promise.reject(new Error('not here'))

  afterAll(async () => {
    await cloud.close()
    for (const one of [folder, parquet]) rmSync(one, { recursive: true, force: true })
  })

  test('plan says what a run would do, with no more than an operator may read, and asks Athena nothing', async () => {
    const planned = await plannedRun(world, { shards: SHARDS }, noProgress)
    expect(cloud.athena.statements).toEqual([])
    expect(planned.plan.measured.person!.rows).toBe(smallExtract().person!.rows.length)
    expect(planned.waves.flat().length).toBeGreaterThan(10)
    const text = planText(planned, 'example', true)
    expect(text).toContain('partitioned_by = ARRAY')
    expect(text).toMatch(/in all\s+(<£0\.01|£0\.0\d)/)
    // A statement asked is a statement billed: the model must not count fewer than a run asks.
    first = await startedRun(world, { shards: SHARDS }, noProgress, () => undefined)
    expect(first.plan.runId).toBe(planned.plan.runId)
    expect(cloud.athena.statements.length).toBeLessThanOrEqual(planned.plan.load.statements)
    expect(cloud.athena.statements.length).toBeGreaterThan(planned.plan.load.statements * 0.9)
    const cost = compared(first.plan.load, await recordedOf(world, first.execution, first.released))
    expect(cost.recorded.gatheredRows).toBeGreaterThan(0)
    expect(awsSummary(world, first, cost)).toContain('SYNTHETIC')
  })

  test('a run above its cap is refused before Athena is asked anything', async () => {
    const before = cloud.athena.statements.length
    const refused = startedRun(world, { shards: SHARDS, maxDollars: 0.000_01 }, noProgress, () => undefined)
    await expect(refused).rejects.toMatchObject({ reason: 'costCapPassed' })
    expect(cloud.athena.statements.length).toBe(before)
  })

  test('a source read from a table of a lake gives the same figures, and its views can be taken back', async () => {
    const landing = NAMES.buckets.landing
    await cloud.store.upload(join(parquet, 'apc.parquet'), landing, 'lake/apc/part-0.parquet')
    const { sources, ...rest } = JSON.parse((await cloud.store.text(landing, 'catalogue/sources.json'))!) as {
      sources?: object
    }
    await cloud.store.putText(
      landing,
      'catalogue/sources.json',
      JSON.stringify({ ...rest, sources: { ...sources, apc: { table: `${LAKE}.apc_clean` } } }),
    )
    const both = startedRun(world, { shards: SHARDS }, noProgress, () => undefined)
    await expect(both).rejects.toMatchObject({ reason: 'contractFailed' })
    await cloud.remove(landing, 'apc/part-0.parquet')
    const second = await startedRun(world, { shards: SHARDS }, noProgress, () => undefined)
    expect(second.plan.tableFolders.apc).toEqual({ bucket: landing, prefix: 'lake/apc/' })
    expect(second.released.runId).not.toBe(first.released.runId)
    expect(second.released.digests).toEqual(first.released.digests)

    const shownRun = async (): Promise<unknown> =>
      (
        await cloud.db.rows(`SELECT DISTINCT run_id FROM "${NAMES.databases.published}"."v_people_living_with_latest"`)
      )[0]
    expect(await shownRun()).toEqual({ run_id: second.released.runId })
    const done = await rolledBack(world, first.released.runId, noProgress)
    expect(done.before).toBe(second.released.runId)
    expect(await shownRun()).toEqual({ run_id: first.released.runId })
  })

  test('the manifest of a run lists everything about people that lies in the restricted bucket', async () => {
    const { runId } = first.released
    const custodian: AwsWorld = { ...world, store: permitted(cloud.store, made.roles.get('break-glass')!) }
    const purge = await purgeOf(custodian, runId, noProgress)
    const lies: string[] = []
    for await (const { key } of cloud.store.list(NAMES.buckets.restricted, ''))
      if (key.includes(`/run=${runId}/`)) lies.push(key)
    expect(purge.versions[NAMES.buckets.restricted]!.map(({ key }) => key).sort()).toEqual(lies.sort())
    expect(lies.length).toBeGreaterThan(5)
  })

  test('status lists what was run, by name and by run id', async () => {
    const runs = await latestRuns(world)
    expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED', 'FAILED', 'SUCCEEDED'])
    expect(runs.at(-1)!.run_id).toBe(first.released.runId)
  })
})
