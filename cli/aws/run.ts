import { setTimeout as pause } from 'node:timers/promises'
import { releaseKey, type Attempt } from '../../algorithms/contracts/lake.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { AwsPlan } from '../../engines/aws-run.ts'
import type { Headline } from '../../algorithms/steps/protect/headline.ts'
import type { ExecutionTold } from '../../engines/step-functions.ts'
import type { Progress } from '../terminal/progress.ts'
import { attemptOf, executionMeant, executionName, runningNow } from './executions.ts'
import { follow } from './follow.ts'
import { type AskedRun, planOf } from './plan.ts'
import type { AwsWorld } from './world.ts'

/** What a run published, as the audit bucket keeps it. */
export interface Released extends Attempt {
  readonly digests: Readonly<Record<string, string>>
  readonly headline: Headline
  readonly warnings: readonly string[]
}

export interface FinishedRun {
  readonly execution: ExecutionTold
  readonly plan: AwsPlan
  readonly released: Released
}

/** Starts a run and follows it to its end. The cap is checked where the run is planned, before anything is read. */
export async function startedRun(
  world: AwsWorld,
  asked: AskedRun,
  progress: Progress,
  onStart: (name: string) => void,
): Promise<FinishedRun> {
  const running = await runningNow(world)
  if (running !== null)
    throw new Trouble(
      'locked',
      `Another run is going (${running.name}).`,
      `Follow it with cohorts aws status ${running.name}, or stop it with cohorts aws cancel.`,
    )
  const name = executionName('run', world.now())
  await world.machine.start(name, { request: asked })
  onStart(name)
  return finished(world, await follow(world, name, progress))
}

const DAYS_TO_REDRIVE = 14

/** Goes on with a run that stopped, from the step that failed. */
export async function resumedRun(
  world: AwsWorld,
  meant: string,
  progress: Progress,
  onStart: (name: string) => void,
): Promise<FinishedRun> {
  const execution = await executionMeant(world, meant)
  if (execution.status === 'SUCCEEDED')
    throw new Trouble('badUsage', 'That run is done: nothing is left to do.', 'cohorts aws status shows it.')
  if (execution.status !== 'RUNNING') {
    const days = (world.now().getTime() - (execution.stoppedAt ?? execution.startedAt).getTime()) / 86_400_000
    if (days > DAYS_TO_REDRIVE)
      throw new Trouble(
        'badUsage',
        `That run stopped more than ${DAYS_TO_REDRIVE} days ago, too long for Step Functions to go on with it.`,
        'Start a new one: cohorts aws run.',
      )
    await world.machine.redrive(execution.name)
    await begunAgain(world, execution.name)
  }
  onStart(execution.name)
  return finished(world, await follow(world, execution.name, progress))
}

const MOST_LOOKS = 12

/** Waits until Step Functions no longer tells of the failure that it was asked to go on from. */
async function begunAgain(world: AwsWorld, name: string): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const now = await world.machine.told(name)
    if (now !== null && !['FAILED', 'TIMED_OUT', 'ABORTED'].includes(now.status)) return
    await pause(world.pauseMilliseconds)
  }
}

/** What an attempt published; null when it published nothing. */
export async function releasedBy(world: AwsWorld, attempt: Attempt): Promise<Released | null> {
  const text = await world.store.text(world.names.buckets.audit, releaseKey(attempt))
  return text === null ? null : (JSON.parse(text) as Released)
}

async function finished(world: AwsWorld, execution: ExecutionTold): Promise<FinishedRun> {
  const attempt = await attemptOf(world, execution)
  const plan = attempt === null ? null : await planOf(world, attempt)
  const released = attempt === null ? null : await releasedBy(world, attempt)
  if (plan === null || released === null)
    throw new Trouble(
      'unexpected',
      'The run ended well, but what it noted cannot be read.',
      `Look with cohorts aws status ${execution.name}.`,
    )
  return { execution, plan, released }
}
