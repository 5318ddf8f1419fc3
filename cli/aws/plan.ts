import { setTimeout as pause } from 'node:timers/promises'
import { type Attempt, rowsPrefix } from '../../algorithms/contracts/lake.ts'
import { FACT_SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { countStatements } from '../../algorithms/sql/count.ts'
import { named } from '../../algorithms/sql/text.ts'
import { type Expected, expectedOf } from '../../algorithms/steps/cost.ts'
import type { AwsPlan, StatementItem } from '../../engines/aws-run.ts'
import type { Progress } from '../terminal/progress.ts'
import { executionName, plannedIn } from './executions.ts'
import { executionTrouble } from './trouble.ts'
import type { AwsWorld } from './world.ts'

/** What a person asks of a run in AWS, as the state machine takes it. */
export interface AskedRun {
  readonly definition?: string
  readonly asAt?: string
  readonly shards?: number
  readonly allowDraft?: boolean
  readonly maxDollars?: number
}

/** Who will be able to see which results of a run. */
export interface Audience {
  readonly role: string
  readonly sees: string
  readonly principals: readonly string[]
}

/** A run as it would be. */
export interface Planned {
  readonly plan: AwsPlan
  readonly expected: Expected
  readonly absent: readonly string[]
  /** Statements of gather, in the order in which they run; those of a wave run side by side. */
  readonly waves: readonly (readonly StatementItem[])[]
  /** Statements of count, whose places are settled once gather is done. */
  readonly counts: readonly { readonly name: string; readonly text: string }[]
  readonly audiences: readonly Audience[]
  /** Whether figures will be published, or stay with the custodian. */
  readonly isPublished: boolean
  readonly capDollars: number
}

/** Plans a run where it would run, without running it: no more rights are needed than to start one. */
export async function plannedRun(world: AwsWorld, asked: AskedRun, progress: Progress): Promise<Planned> {
  const name = executionName('plan', world.now())
  progress.start('plan', 'looking at what landed')
  await world.machine.start(name, { request: { ...asked, dryRun: true } })
  for (;;) {
    const now = await world.machine.told(name)
    if (now !== null && now.status !== 'RUNNING') {
      if (now.status !== 'SUCCEEDED') throw executionTrouble(name, now.status, now.error, now.cause)
      const planned = plannedIn(now.output)
      if (planned === null) throw new Trouble('unexpected', 'The plan is missing.', 'Type the same command again.')
      progress.finish(`run ${planned.runId}`)
      return whole(world, planned, asked)
    }
    await pause(Math.min(world.pauseMilliseconds, 1000))
  }
}

/** The plan that an attempt left; null when it is gone, as it is once `work` has been emptied. */
export async function planOf(world: AwsWorld, attempt: Attempt): Promise<AwsPlan | null> {
  const text = await world.store.text(world.names.buckets.work, `${rowsPrefix('plans', attempt)}plan.json`)
  return text === null ? null : (JSON.parse(text) as AwsPlan)
}

/** Sources of facts that a plan does without. */
export const absentFrom = ({ gather }: AwsPlan): readonly string[] =>
  FACT_SOURCE_NAMES.filter((name) => !gather.sources.some((source) => source.name === name))

async function whole(
  world: AwsWorld,
  planned: Attempt & { readonly waves: readonly string[] },
  asked: AskedRun,
): Promise<Planned> {
  const { settings, store, names } = world
  const plan = await planOf(world, planned)
  if (plan === null) throw new Trouble('unexpected', 'The plan is missing.', 'Type the same command again.')
  const waves: StatementItem[][] = []
  for (const key of planned.waves)
    waves.push(JSON.parse((await store.text(names.buckets.work, key)) ?? '[]') as StatementItem[])
  return {
    plan,
    expected: expectedOf(plan.load),
    absent: absentFrom(plan),
    waves,
    counts: countStatements(named),
    audiences: audiencesOf(world),
    isPublished: plan.catalogue.synthetic,
    capDollars: Math.min(asked.maxDollars ?? settings.limits.runDollars, settings.limits.runDollars),
  }
}

const audiencesOf = ({ settings, names }: AwsWorld): readonly Audience[] => [
  {
    role: `${settings.prefix}-commissioner`,
    sees: `protected figures: database ${names.databases.published}`,
    principals: settings.roles.commissioner,
  },
  {
    role: `${settings.prefix}-analyst`,
    sees: `facts about people, pseudonymised: database ${names.databases.restricted}; and the protected figures`,
    principals: settings.roles.analyst,
  },
  {
    role: `${settings.prefix}-operator`,
    sees: 'plans, progress and cost: no row about anybody',
    principals: settings.roles.operator,
  },
  {
    role: `${settings.prefix}-break-glass`,
    sees: 'names of objects, to remove those that a manifest lists: no row about anybody',
    principals: settings.roles.breakGlass,
  },
]
