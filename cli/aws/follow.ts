import { setTimeout as pause } from 'node:timers/promises'
import type { ExecutionTold, Happened } from '../../engines/step-functions.ts'
import type { Progress } from '../terminal/progress.ts'
import { quantity } from '../terminal/progress.ts'
import { plannedIn } from './executions.ts'
import { executionTrouble } from './trouble.ts'
import type { AwsWorld } from './world.ts'

interface Step {
  readonly name: string
  readonly says: string
}

const PLAN: Step = { name: 'plan', says: 'looking at what landed' }
const GATHER: Step = { name: 'gather', says: 'Athena reads the sources' }
const COUNT: Step = { name: 'count', says: 'Athena counts' }
const PUBLISH: Step = { name: 'publish', says: 'publishing, checking, pointing the views at it' }

/** The journey's step that a state of the machine belongs to. States that are not here belong to the step before. */
const STEP_OF: Readonly<Record<string, Step>> = {
  Begin: PLAN,
  Plan: PLAN,
  Gather: GATHER,
  Judge: GATHER,
  Decide: { name: 'decide', says: 'deciding person by person' },
  Reconcile: { name: 'reconcile', says: 'checking that nothing was lost' },
  Count: COUNT,
  Protect: { name: 'protect', says: 'hiding small numbers' },
  SecondPerson: { name: 'agree', says: 'waiting for a second person to agree' },
  Release: PUBLISH,
  Publish: PUBLISH,
  Audit: PUBLISH,
  Swap: PUBLISH,
}

/** The step that a history stands at; null before there is one. */
export const stepAt = (history: readonly Happened[]): Step | null =>
  history.reduce<Step | null>(
    (step, { what, state }) => (what === 'entered' ? (STEP_OF[state ?? ''] ?? step) : step),
    null,
  )

interface Standing {
  last: number
  step: Step | null
  detail: string | undefined
  mapRun: string | null
}

/** Shows an execution as it goes on, until it ends. Throws what made it fail. */
export async function follow(world: AwsWorld, name: string, progress: Progress): Promise<ExecutionTold> {
  const at: Standing = { last: 0, step: null, detail: undefined, mapRun: null }
  for (;;) {
    const now = await world.machine.told(name)
    for await (const event of world.machine.history(name, at.last)) take(event, at, progress)
    if (at.mapRun !== null) {
      const { done, total } = await world.machine.mapProgress(at.mapRun)
      progress.advance(done, total)
      if (at.step === STEP_OF.Decide) at.detail = quantity(total, 'shard')
    }
    if (now !== null && now.status !== 'RUNNING' && now.status !== 'PENDING_REDRIVE') {
      if (now.status !== 'SUCCEEDED') throw executionTrouble(name, now.status, now.error, now.cause)
      if (at.step !== null) progress.finish(at.detail)
      return now
    }
    await pause(world.pauseMilliseconds)
  }
}

/** Moves on with one thing that happened. */
function take(event: Happened, at: Standing, progress: Progress): void {
  at.last = event.id
  const next = event.what === 'entered' ? (STEP_OF[event.state ?? ''] ?? at.step) : at.step
  if (next !== null && next !== at.step) {
    if (at.step !== null) progress.finish(at.detail)
    Object.assign(at, { step: next, detail: undefined, mapRun: null })
    progress.start(next.name, next.says)
  }
  if (event.what === 'map run') at.mapRun = event.mapRunArn
  const planned = event.what === 'left' && event.state === 'Plan' ? plannedIn(event.output) : null
  if (planned !== null) at.detail = `run ${planned.runId}`
}
