import { randomBytes } from 'node:crypto'
import type { Attempt } from '../../algorithms/contracts/lake.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { RUN_ID, attemptsOf } from '../../engines/aws-run.ts'
import type { ExecutionTold, Happened } from '../../engines/step-functions.ts'
import { DRY_RUN } from '../../infra/table-lookup.ts'
import type { AwsWorld } from './world.ts'

/** A name that nobody used before, with the moment in it. */
export function executionName(what: 'run' | 'plan', now: Date): string {
  const [day, time] = now.toISOString().split('T') as [string, string]
  const beginning = what === 'plan' ? DRY_RUN : 'run-'
  return `${beginning}${day}-${time.slice(0, 5).replace(':', '')}-${randomBytes(2).toString('hex')}`
}

export const isDryRun = (name: string): boolean => name.startsWith(DRY_RUN)

/** What a state hands on once a run is planned. */
interface PlannedState {
  readonly gather?: { readonly answer?: Partial<Attempt> & { readonly waves?: readonly string[] } }
}

/** The plan that stands in the output of a state; null before there is one. */
export function plannedIn(output: string | null): (Attempt & { readonly waves: readonly string[] }) | null {
  if (output === null) return null
  const { gather } = JSON.parse(output) as PlannedState
  const { runId, attempt, waves = [] } = gather?.answer ?? {}
  return runId === undefined || attempt === undefined ? null : { runId, attempt, waves }
}

/** Everything that happened in an execution, in its order. */
export async function historyOf(world: AwsWorld, execution: string): Promise<readonly Happened[]> {
  const history: Happened[] = []
  for await (const event of world.machine.history(execution)) history.push(event)
  return history
}

/** Run id and latest attempt of an execution; null while it has not planned. Its history is read where nobody gives it. */
export async function attemptOf(
  world: AwsWorld,
  execution: ExecutionTold,
  history?: readonly Happened[],
): Promise<Attempt | null> {
  const ended = plannedIn(execution.output)
  if (ended !== null) return ended
  const plans = (history ?? (await historyOf(world, execution.name))).filter(({ state }) => state === 'Plan')
  return plans.reduce<Attempt | null>((latest, { output }) => plannedIn(output) ?? latest, null)
}

const MOST_EXECUTIONS = 1000

/** The execution that a person means: by its own name, or by the run id that its tables carry. */
export async function executionMeant(world: AwsWorld, meant: string): Promise<ExecutionTold> {
  if (RUN_ID.test(meant)) {
    const attempts = new Set<string>()
    for await (const { key } of world.store.list(world.names.buckets.work, `plans/run=${meant}/`))
      attempts.add(/attempt=([0-9a-f]{8})-/.exec(key)?.[1] ?? '')
    const all = attempts.size === 0 ? [] : await world.machine.list(MOST_EXECUTIONS)
    const found = all.find(({ name }) => !isDryRun(name) && attempts.has(attemptsOf(name)))
    const told = found === undefined ? null : await world.machine.told(found.name)
    if (told !== null) return told
  } else if (/^[\w-]{1,80}$/.test(meant)) {
    const told = await world.machine.told(meant)
    if (told !== null) return told
  }
  throw new Trouble(
    'badUsage',
    'There is no such run in this environment.',
    'cohorts aws status lists the latest runs; give a run id or a name from there. AWS forgets executions after 90 days.',
  )
}

/** The run that goes on now; null when none does. */
export async function runningNow(world: AwsWorld): Promise<ExecutionTold | null> {
  const running = (await world.machine.list(20)).find(({ name, status }) => status === 'RUNNING' && !isDryRun(name))
  return running === undefined ? null : world.machine.told(running.name)
}
