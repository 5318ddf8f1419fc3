import { setTimeout as pause } from 'node:timers/promises'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { executionMeant, runningNow } from './executions.ts'
import type { AwsWorld } from './world.ts'

export interface Cancelled {
  readonly name: string
  /** Queries that were still going on and were stopped. */
  readonly queries: readonly string[]
}

const MOST_LOOKS = 10

/** Stops a run and every query that it left going on: an orphan would go on reading, and be billed. */
export async function cancelled(world: AwsWorld, meant: string | undefined): Promise<Cancelled> {
  const execution = meant === undefined ? await runningNow(world) : await executionMeant(world, meant)
  if (execution === null || (execution.status !== 'RUNNING' && execution.status !== 'PENDING_REDRIVE'))
    throw new Trouble(
      'badUsage',
      'No such run is going: there is nothing to stop.',
      'cohorts aws status lists the latest.',
    )
  await world.machine.stop(execution.name)
  const athena = world.athena(world.names.workgroup)
  const stopped = new Set<string>()
  // A child of the machine may start one more query while it is being stopped, so one quiet look is not enough.
  for (let looks = 0, quiet = 0; looks < MOST_LOOKS && quiet < 2; looks++) {
    quiet++
    for await (const { id, state } of athena.since(execution.startedAt)) {
      if (state !== 'QUEUED' && state !== 'RUNNING') continue
      quiet = 0
      stopped.add(id)
      await athena.stop(id)
    }
    await pause(world.pauseMilliseconds)
  }
  return { name: execution.name, queries: [...stopped] }
}
