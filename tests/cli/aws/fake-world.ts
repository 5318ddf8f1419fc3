/* eslint-disable @typescript-eslint/require-await -- generators stand in for pages that AWS would send */
import { deployedAs } from '../../../cli/aws/environment.ts'
import type { AwsWorld } from '../../../cli/aws/world.ts'
import type { AskedStatement, Athena, QuerySeen, WorkgroupSeen } from '../../../engines/athena.ts'
import { attemptsOf } from '../../../engines/aws-run.ts'
import type { Store } from '../../../engines/s3.ts'
import type { ExecutionTold, Happened } from '../../../engines/step-functions.ts'

export const NOW = new Date('2026-04-02T09:10:00Z')
export const RUN = '0123456789abcdef'
export const NAME = 'run-2026-04-02-0910-0a0b'
export const ATTEMPT = `${attemptsOf(NAME)}-1`

export interface FakeExecution extends ExecutionTold {
  readonly happened: readonly Happened[]
}

/** Everything that a command did to AWS, and everything that AWS would answer. */
export interface FakeWorld extends AwsWorld {
  readonly objects: Map<string, string>
  readonly versionIds: Map<string, string[]>
  readonly executions: FakeExecution[]
  readonly started: { readonly name: string; readonly input: unknown }[]
  readonly stopped: string[]
  readonly redriven: string[]
  readonly asked: AskedStatement[]
  readonly queries: QuerySeen[]
  readonly stoppedQueries: string[]
  readonly workgroups: Record<string, Partial<WorkgroupSeen>>
  /** What happens to an execution when it is started. */
  onStart: (name: string, input: unknown) => FakeExecution
  keyIsRotated: boolean
  leavesTablesToIam: boolean
  quota: number | null
  /** Run that a view shows. */
  shown: string
}

export const event = (
  id: number,
  what: Happened['what'],
  state: string | null,
  more: Partial<Happened> = {},
): Happened => ({
  id,
  at: new Date(NOW.getTime() + id * 1000),
  what,
  state,
  output: null,
  mapRunArn: null,
  ...more,
})

export const PLANNED = JSON.stringify({
  request: {},
  gather: {
    answer: {
      runId: RUN,
      attempt: ATTEMPT,
      number: 1,
      bucket: 'w',
      waves: [`plans/run=${RUN}/attempt=${ATTEMPT}/gather-1-0.json`],
    },
  },
})

export const execution = (name: string, more: Partial<FakeExecution> = {}): FakeExecution => ({
  name,
  status: 'SUCCEEDED',
  startedAt: NOW,
  stoppedAt: new Date(NOW.getTime() + 600_000),
  output: PLANNED,
  error: null,
  cause: null,
  happened: [],
  ...more,
})

export const query = (id: string, more: Partial<QuerySeen> = {}): QuerySeen => ({
  id,
  state: 'SUCCEEDED',
  text: 'UNLOAD (SELECT 1)',
  submittedAt: new Date(NOW.getTime() + 1000),
  scannedBytes: 2_000_000_000,
  engineSeconds: 90,
  because: '',
  writtenList: null,
  ...more,
})

/** The example deployment with nothing in it. */
export function fakeWorld(): FakeWorld {
  const deployed = deployedAs('example')
  const { names, settings } = deployed
  const objects = new Map<string, string>()
  const at = (bucket: string, key: string): string => `${bucket}/${key}`
  const store: Store = {
    async *list(bucket, prefix) {
      for (const [path, text] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (path.startsWith(at(bucket, prefix)))
          yield { key: path.slice(bucket.length + 1), bytes: text.length, etag: 'e' }
    },
    text: (bucket, key) => Promise.resolve(objects.get(at(bucket, key)) ?? null),
    putText: (bucket, key, text) => Promise.resolve(void objects.set(at(bucket, key), text)),
    putTextOnce: (bucket, key, text) => {
      if (objects.has(at(bucket, key))) return Promise.resolve(false)
      objects.set(at(bucket, key), text)
      return Promise.resolve(true)
    },
    range: () => Promise.reject(new Error('not here')),
    download: () => Promise.reject(new Error('not here')),
    upload: () => Promise.reject(new Error('not here')),
  }
  const found = (name: string): FakeExecution | undefined => world.executions.find((one) => one.name === name)
  const athena = (workgroup: string): Athena => ({
    run(statement) {
      world.asked.push(statement)
      const swapped = /CREATE OR REPLACE VIEW[^]*run_id = '([0-9a-f]{16})'/.exec(statement.text)?.[1]
      if (swapped !== undefined) world.shown = swapped
      return Promise.resolve(query(statement.name, { text: statement.text }))
    },
    async *rows() {
      yield { 'Create View': 'CREATE VIEW v AS SELECT *' }
      yield { 'Create View': `WHERE (run_id = '${world.shown}')` }
    },
    async *since(moment) {
      yield* world.queries.filter(({ submittedAt }) => submittedAt >= moment)
    },
    stop(id) {
      world.stoppedQueries.push(id)
      const at = world.queries.findIndex((one) => one.id === id)
      world.queries[at] = { ...world.queries[at]!, state: 'CANCELLED' }
      return Promise.resolve()
    },
    workgroup: () => {
      const audience = (['pipeline', 'analyst', 'commissioner'] as const).find(
        (one) => names.workgroups[one] === workgroup,
      )!
      return Promise.resolve({
        isEnabled: true,
        isEnforced: true,
        publishesMetrics: true,
        cutoffBytes: settings.limits[`${audience}Gigabytes`] * 1e9,
        output: `s3://${names.buckets.work}/results/${audience}/`,
        encryption: 'SSE_KMS',
        engine: 'Athena engine version 3',
        ...world.workgroups[workgroup],
      })
    },
  })
  const world: FakeWorld = {
    ...deployed,
    store,
    athena,
    now: () => NOW,
    pauseMilliseconds: 2,
    objects,
    versionIds: new Map(),
    executions: [],
    started: [],
    stopped: [],
    redriven: [],
    asked: [],
    queries: [],
    stoppedQueries: [],
    workgroups: {},
    onStart: (name) => execution(name),
    keyIsRotated: true,
    leavesTablesToIam: true,
    quota: 1000,
    shown: 'ffffffffffffffff',
    machine: {
      start(name, input) {
        world.started.push({ name, input })
        world.executions.unshift(world.onStart(name, input))
        return Promise.resolve()
      },
      list: (most) => Promise.resolve(world.executions.slice(0, most)),
      told: (name) => Promise.resolve(found(name) ?? null),
      async *history(name, after = 0) {
        yield* (found(name)?.happened ?? []).filter(({ id }) => id > after)
      },
      mapProgress: () => Promise.resolve({ done: 3, failed: 0, total: 16 }),
      async *children() {
        yield { seconds: 4 }
        yield { seconds: 6 }
      },
      redrive: (name) => {
        world.redriven.push(name)
        const at = world.executions.findIndex((one) => one.name === name)
        const { happened } = world.executions[at]!
        // AWS may tell of the failure a little longer.
        setTimeout(() => (world.executions[at] = execution(name, { happened })), 5)
        return Promise.resolve()
      },
      stop: (name) => Promise.resolve(void world.stopped.push(name)),
      look: () => Promise.resolve({ isActive: true, logsData: false, keyArn: 'arn:aws:kms:key' }),
    },
    versions: {
      of: (bucket, key) =>
        Promise.resolve((world.versionIds.get(at(bucket, key)) ?? []).map((versionId) => ({ key, versionId }))),
      remove: (bucket, versions) => {
        for (const { key, versionId } of versions) {
          const left = (world.versionIds.get(at(bucket, key)) ?? []).filter((one) => one !== versionId)
          world.versionIds.set(at(bucket, key), left)
        }
        return Promise.resolve([])
      },
      belongsTo: () => Promise.resolve(true),
    },
    account: {
      key: () => Promise.resolve({ isEnabled: true, isRotated: world.keyIsRotated }),
      leavesTablesToIam: () => Promise.resolve(world.leavesTablesToIam),
      quota: () => Promise.resolve(world.quota),
    },
  }
  return world
}
