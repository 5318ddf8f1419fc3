import { beforeEach, describe, expect, test } from 'vitest'
import { objectsKey, releaseKey, rowsPrefix } from '../../../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES } from '../../../algorithms/contracts/results/published.ts'
import { day } from '../../../algorithms/domain/day.ts'
import { EXIT, Trouble } from '../../../algorithms/domain/trouble.ts'
import { cancelled } from '../../../cli/aws/cancel.ts'
import { deployedAs } from '../../../cli/aws/environment.ts'
import { plannedRun } from '../../../cli/aws/plan.ts'
import { planText } from '../../../cli/aws/plan-text.ts'
import { purgeOf, purged } from '../../../cli/aws/purge.ts'
import { SIZES } from '../../../algorithms/steps/cost.ts'
import { rolledBack } from '../../../cli/aws/rollback.ts'
import { resumedRun, startedRun } from '../../../cli/aws/run.ts'
import { latestRuns, latestText, statusOf, statusText } from '../../../cli/aws/status.ts'
import { awsSummary } from '../../../cli/aws/summary.ts'
import { awsTrouble } from '../../../cli/aws/trouble.ts'
import { compared, recordedOf } from '../../../cli/aws/recorded.ts'
import { noProgress } from '../../../cli/terminal/progress.ts'
import type { AwsPlan } from '../../../engines/aws-run.ts'
import { ATTEMPT, type FakeWorld, NAME, RUN, event, execution, fakeWorld, query } from './fake-world.ts'

const attempt = { runId: RUN, attempt: ATTEMPT }
let world: FakeWorld

const put = (bucket: 'landing' | 'work' | 'audit', key: string, value: unknown): void => {
  world.objects.set(`${world.names.buckets[bucket]}/${key}`, typeof value === 'string' ? value : JSON.stringify(value))
}

const PLAN: AwsPlan = {
  ...attempt,
  request: { shards: 16, allowDraft: false },
  catalogue: { coverage: 'icb', synthetic: true, sources: {} },
  definition: 'metastatic-breast@0.1.0',
  gather: { sources: [], shards: 16, cut: '2026-03-31', asAt: null },
  inputs: {},
  tableFolders: {},
  measured: { person: { bytes: 12_000_000_000, rows: 500_000_000 }, apc: { bytes: 12_000_000_000, rows: null } },
  load: {
    bytes: 24e9,
    largestBytes: 14.4e9,
    chunked: [],
    gatheredRows: 30e6,
    shards: 16,
    statements: 110,
    sources: 14,
    shardsAtOnce: 32,
  },
}

/** What a run that is done left behind. */
function leave(): void {
  put('work', `${rowsPrefix('plans', attempt)}plan.json`, PLAN)
  put('work', `${rowsPrefix('plans', attempt)}gather-1-0.json`, [
    { name: 'survey_apc', text: 'UNLOAD (SELECT 1)', token: 't', database: 'd' },
  ])
  put('work', `${rowsPrefix('plans', attempt)}gathered.json`, {
    shards: [{ records: { apc: 1000, person: 200 } }, { records: { apc: 34 } }],
  })
  put('audit', releaseKey(attempt), {
    ...attempt,
    digests: {},
    headline: {
      people_living_with: 1235,
      new_distant_recurrences: null,
      metastatic_at_diagnosis: 40,
      living_on: day('2026-02-28'),
      new_until: day('2025-12-31'),
    },
    warnings: ['Narrow hidden counts: 3.'],
  })
}

const caught = async (work: Promise<unknown>): Promise<Trouble> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Trouble)
  return error as Trouble
}

beforeEach(() => {
  world = fakeWorld()
})

describe('plan', () => {
  test('asks the machine for a dry run alone, and says what it would read, cost and show', async () => {
    leave()
    const planned = await plannedRun(world, { shards: 16 }, noProgress)
    expect(world.started).toHaveLength(1)
    expect(world.started[0]).toMatchObject({ input: { request: { shards: 16, dryRun: true } } })
    expect(world.started[0]!.name).toMatch(/^plan-2026-04-02-0910-[0-9a-f]{4}$/)
    const text = planText(planned, 'example', true)
    expect(text).toContain('Nothing was run.')
    expect(text).toContain('UNLOAD (SELECT 1)')
    expect(text).toContain('500,000,000 rows')
    expect(text).toMatch(/in all\s+£0\.27  \$0\.34 before tax/)
    expect(text).toContain('Within the cap of £7.90')
    for (const role of ['commissioner', 'analyst', 'operator', 'break-glass'])
      expect(text).toContain(`cohorts-example-${role}: `)
    expect(text).toContain('arn:aws:iam::111122223333:role/example-commissioners')
  })

  test('says beforehand that a run would be above its cap, and that real figures stay', async () => {
    leave()
    put('work', `${rowsPrefix('plans', attempt)}plan.json`, {
      ...PLAN,
      catalogue: { ...PLAN.catalogue, synthetic: false },
    })
    const text = planText(await plannedRun(world, { maxDollars: 0.1 }, noProgress), 'example', false)
    expect(text).toContain('Above the cap of £0.08')
    expect(text).toContain('refused: this run is not synthetic')
    expect(text).not.toContain('chunks')
  })

  test('tells how many chunks a source too large for one statement is read in, and how long each takes', async () => {
    leave()
    const planned = await plannedRun(world, {}, noProgress)
    const text = planText({ ...planned, plan: { ...planned.plan, load: SIZES.england.load } }, 'example', false)
    expect(text).toContain(
      'gp_event is read in 5 chunks of at most 54.9 GB: 13 min 44 s a statement, where Athena stops at 30 min.',
    )
  })
})

describe('run', () => {
  const done = [
    event(1, 'entered', 'Begin'),
    event(2, 'entered', 'Plan'),
    event(3, 'left', 'Plan', { output: JSON.stringify({ gather: { answer: attempt } }) }),
    event(4, 'entered', 'Gather'),
    event(5, 'entered', 'Decide'),
    event(6, 'map run', null, { mapRunArn: 'map' }),
    event(9, 'entered', 'Protect'),
    event(10, 'entered', 'Publish'),
  ]

  test('follows the steps in order and ends with the figures as protected', async () => {
    leave()
    world.onStart = (name) => execution(name, { happened: done })
    const steps: string[] = []
    const finished = await startedRun(
      world,
      { maxDollars: 1 },
      { start: (step) => steps.push(step), advance: () => undefined, finish: () => undefined },
      () => undefined,
    )
    expect(steps).toEqual(['plan', 'gather', 'decide', 'protect', 'publish'])
    expect(world.started[0]!.input).toEqual({ request: { maxDollars: 1 } })
    world.queries.push(query('a'), query('b', { scannedBytes: 5 }))
    const cost = compared(finished.plan.load, await recordedOf(world, finished.execution, finished.released))
    // Athena bills ten megabytes of a statement that reads less.
    expect(cost.recorded.scannedBytes).toBe(2_010_000_000)
    expect(cost.recorded.slowestShardSeconds).toBe(6)
    const text = awsSummary(world, finished, cost)
    expect(text).toContain('SYNTHETIC')
    expect(text).toMatch(/People living with metastatic breast cancer\s+1,235\s+on 28 February 2026/)
    expect(text).toMatch(/New distant recurrences\s+hidden/)
    expect(text).toContain('Narrow hidden counts: 3.')
  })

  test.each([
    ['costCapPassed', 'This run is expected to cost $9.00, more than the $1.00 allowed.', 6],
    ['qualityGateFailed', 'The allow list expired on 2026-01-01.', 4],
    ['disclosureGateFailed', 'This run is not audited for disclosure.', 5],
    ['permission', 'S3 denied access.', 8],
  ])('what a function refuses as %s ends with the exit code of the contract', async (error, message, code) => {
    const cause = JSON.stringify({ errorType: error, errorMessage: message, trace: [] })
    world.onStart = (name) => execution(name, { status: 'FAILED', output: null, error, cause })
    const trouble = await caught(startedRun(world, {}, noProgress, () => undefined))
    expect([EXIT[trouble.reason], trouble.message]).toEqual([code, message])
  })

  test('does not repeat the words of a failure that is not ours', async () => {
    const cause = 'row of 1234567890'
    world.onStart = (name) => execution(name, { status: 'FAILED', output: null, error: 'States.TaskFailed', cause })
    const trouble = await caught(startedRun(world, {}, noProgress, () => undefined))
    expect(trouble.message + trouble.fix).not.toContain('1234567890')
    expect(trouble.fix).toContain('cohorts aws run --resume run-')
  })

  test('does not start beside another run, but beside a dry run', async () => {
    leave()
    world.executions.push(execution('plan-2026-04-02-0900-0000', { status: 'RUNNING' }))
    await startedRun(world, {}, noProgress, () => undefined)
    world.executions.unshift(execution('run-other', { status: 'RUNNING', stoppedAt: null }))
    const trouble = await caught(startedRun(world, {}, noProgress, () => undefined))
    expect(EXIT[trouble.reason]).toBe(7)
    expect(world.started).toHaveLength(1)
  })

  test('goes on with a run that stopped by redrive, found by its run id, for fourteen days', async () => {
    leave()
    world.executions.push(execution(NAME, { status: 'FAILED', output: null, happened: done }))
    const finished = await resumedRun(world, RUN, noProgress, () => undefined)
    expect(world.redriven).toEqual([NAME])
    expect(finished.released.runId).toBe(RUN)
    world.executions[0] = execution(NAME, { status: 'FAILED', stoppedAt: new Date('2026-03-01') })
    expect((await caught(resumedRun(world, NAME, noProgress, () => undefined))).message).toContain('14 days')
    expect((await caught(resumedRun(world, 'nobody', noProgress, () => undefined))).reason).toBe('badUsage')
  })
})

describe('status', () => {
  test('lists runs with their run ids and where they stand, dry runs left out', async () => {
    leave()
    world.executions.push(
      execution('plan-x'),
      execution(NAME, {
        status: 'RUNNING',
        stoppedAt: null,
        output: null,
        happened: [event(1, 'entered', 'SecondPerson')],
      }),
      execution('run-before'),
    )
    const runs = await latestRuns(world)
    expect(runs.map(({ name, run_id: id, step }) => [name, id, step])).toEqual([
      [NAME, null, 'agree'],
      ['run-before', RUN, null],
    ])
    expect(latestText(runs)).toContain('going on: agree')
    expect(latestText([])).toContain('cohorts aws plan')
  })

  test('tells of one run what failed, by query, and what was modelled beside what was recorded', async () => {
    leave()
    world.executions.push(execution(NAME))
    world.queries.push(
      query('q-7', { state: 'FAILED', because: 'HIVE_BAD_DATA: 1234567890', writtenList: 's3://w/list' }),
    )
    const status = await statusOf(world, NAME)
    const text = statusText(status)
    expect(text).toContain('HIVE_BAD_DATA, 2.00 GB scanned, query q-7')
    expect(text).toContain('s3://w/list')
    expect(text).toMatch(/rows gathered\s+30,000,000\s+1,234/)
    expect(text).toMatch(/Athena, billed\s+53.9 GB\s+2.00 GB/)
    expect(text + JSON.stringify(status)).not.toContain('1234567890')
  })
})

test('cancel stops the run, and every query that it left', async () => {
  world.executions.push(execution(NAME, { status: 'RUNNING', stoppedAt: null }))
  world.queries.push(query('a', { state: 'RUNNING' }), query('b', { state: 'QUEUED' }), query('c'))
  expect((await cancelled(world, undefined)).queries.toSorted()).toEqual(['a', 'b'])
  expect(world.stopped).toEqual([NAME])
  world.executions[0] = execution(NAME)
  expect((await caught(cancelled(world, undefined))).reason).toBe('badUsage')
})

describe('rollback', () => {
  test.each([
    ['Publish', 'PublishStatements', 'locked'],
    ['Audit', 'Swap', 'locked'],
    ['Gather', 'SecondPerson', null],
  ])('between %s and %s of another run ends with %s', async (before, now, reason) => {
    leave()
    const happened = [event(1, 'entered', before), event(2, 'entered', now), event(3, 'other', null)]
    world.executions.push(execution(NAME, { status: 'RUNNING', stoppedAt: null, happened }))
    const done = rolledBack(world, RUN, noProgress)
    if (reason === null) return expect((await done).runId).toBe(RUN)
    expect((await caught(done)).reason).toBe(reason)
    expect(world.asked).toEqual([])
  })

  test('points every view at the run named, with a token of its own, and checks them', async () => {
    leave()
    const done = await rolledBack(world, RUN, noProgress)
    expect(done).toMatchObject({ runId: RUN, before: 'ffffffffffffffff' })
    const swaps = world.asked.filter(({ text }) => text.startsWith('CREATE OR REPLACE VIEW'))
    expect(swaps.filter(({ database }) => database === world.names.databases.published)).toHaveLength(
      Object.keys(PUBLISHED_TABLES).length,
    )
    const restricted = swaps.filter(({ database }) => database === world.names.databases.restricted)
    expect(restricted.length).toBeGreaterThan(4)
    for (const { text } of restricted) expect(text).toContain(`run = '${RUN}' AND attempt = '${ATTEMPT}'`)
    expect(world.asked.map(({ text }) => text).join('\n')).not.toMatch(/\b(DELETE|DROP)\b/)
  })

  test('refuses a run that was never published, and a view that did not follow', async () => {
    expect((await caught(rolledBack(world, RUN, noProgress))).reason).toBe('badUsage')
    expect((await caught(rolledBack(world, '../everything', noProgress))).reason).toBe('badUsage')
    expect(world.asked).toEqual([])
    leave()
    Object.defineProperty(world, 'shown', { get: () => 'ffffffffffffffff', set: () => undefined })
    expect((await caught(rolledBack(world, RUN, noProgress))).reason).toBe('verificationDiffers')
  })
})

describe('purge', () => {
  const key = `cohort_member/run=${RUN}/attempt=${ATTEMPT}/shard=0/rows.parquet`

  const list = (objects: readonly { bucket: string; key: string }[]): void => {
    put('audit', objectsKey(attempt), { ...attempt, objects })
  }

  test('removes every version of what the manifest lists and nothing beside, and notes it before and after', async () => {
    const { restricted } = world.names.buckets
    list([{ bucket: restricted, key }])
    world.versionIds.set(`${restricted}/${key}`, ['1', '2'])
    world.versionIds.set(`${restricted}/${key}.other`, ['3'])
    const purge = await purgeOf(world, RUN, noProgress)
    expect(purge.count).toBe(2)
    await purged(world, purge, 'opt-outs', noProgress)
    expect(world.versionIds.get(`${restricted}/${key}`)).toEqual([])
    expect(world.versionIds.get(`${restricted}/${key}.other`)).toEqual(['3'])
    const notes = [...world.objects].filter(([path]) => path.includes('/purges/'))
    expect(notes.map(([path]) => path.split('.').at(-2))).toEqual(['begun', 'done'])
    expect(notes[0]![1]).toContain('opt-outs')
  })

  test.each([
    ['another run', 'restricted', 'cohort_member/run=aaaaaaaaaaaaaaaa/attempt=x/rows.parquet'],
    ['published figures', 'published', `people_living_with/run=${RUN}/rows.parquet`],
    ['what landed', 'landing', `person/run=${RUN}/part-0.parquet`],
  ] as const)('a manifest that lists %s is no reason to remove it', async (_, bucket, strange) => {
    list([{ bucket: world.names.buckets[bucket], key: strange }])
    expect((await caught(purgeOf(world, RUN, noProgress))).reason).toBe('contractFailed')
  })

  test('an attempt that stopped before its manifest has what the contract names, and no more', async () => {
    const { restricted } = world.names.buckets
    list([{ bucket: restricted, key }])
    const early = `cohort_member/run=${RUN}/attempt=00000000-1/shard=3/rows.parquet`
    const strange = `cohort_member/run=${RUN}/attempt=00000000-1/shard=3/notes.txt`
    for (const one of [key, early, strange]) {
      world.objects.set(`${restricted}/${one}`, 'x')
      world.versionIds.set(`${restricted}/${one}`, ['1'])
    }
    const purge = await purgeOf(world, RUN, noProgress)
    expect(purge.versions[restricted]!.map((one) => one.key)).toEqual([key, early])
    expect(purge.attempts).toEqual([ATTEMPT, '00000000-1'])
  })

  test('where there is nothing, nothing is removed', async () => {
    for (const meant of [RUN, '', '..'])
      expect((await caught(purgeOf(world, meant, noProgress))).reason).toBe('badUsage')
  })
})

test.each([
  [{ name: 'CredentialsProviderError' }, 'permission', 'aws sso login'],
  [{ name: 'ExpiredTokenException' }, 'permission', 'Sign in again'],
  [{ name: 'StateMachineDoesNotExist' }, 'badUsage', 'npx cdk deploy'],
  [{ name: 'ThrottlingException' }, 'unexpected', 'again in a minute'],
  [{ name: 'Error', code: 'ENOTFOUND' }, 'unexpected', 'HTTPS_PROXY'],
])('what AWS says as %o is explained', (error, reason, fix) => {
  const trouble = awsTrouble(Object.assign(new Error('words of AWS 1234567890'), error), 'role')!
  expect(trouble.reason).toBe(reason)
  expect(trouble.fix).toContain(fix)
  expect(trouble.message).not.toContain('1234567890')
})

test('an environment is the one asked for, else the only one that is real', () => {
  const one = deployedAs('example').settings
  expect(deployedAs(undefined, { example: one, live: one }).name).toBe('live')
  expect(() => deployedAs(undefined, { example: one, live: one, test: one })).toThrow('several')
  expect(() => deployedAs('nowhere', { example: one })).toThrow('no environment of that name')
  expect(() => deployedAs(undefined, { example: one })).toThrow('example alone')
})
