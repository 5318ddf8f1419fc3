import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import type { LakeNames } from '../algorithms/contracts/lake.ts'
import { CHUNK_BYTES } from '../algorithms/steps/cost.ts'
import { type ExitReason, Trouble } from '../algorithms/domain/trouble.ts'
import { type Log, type LogFields, errorShape, lambdaLog } from '../engines/log.ts'
import { type Store, s3Store } from '../engines/s3.ts'

/** What a function needs from outside. */
export interface World {
  readonly store: Store
  readonly names: LakeNames
  readonly log: Log
  /** The most a run may be expected to cost, in US dollars. */
  readonly runDollars: number
  /** Shards that the machine decides at the same time. */
  readonly shardsAtOnce: number
  /** The most bytes of a source that one statement may read. */
  readonly chunkBytes: number
  /** A folder of its own for this call, removed after it. */
  readonly folder: string
}

export type Step = LogFields<'step_done'>['step']

/** Settled once for each sandbox, from what the deployment says. */
let settled: Omit<World, 'folder'> | undefined

function lambdaWorld(): Omit<World, 'folder'> {
  settled ??= {
    store: s3Store(new S3Client({ maxAttempts: 6 })),
    names: JSON.parse(process.env.COHORTS_NAMES ?? '{}') as LakeNames,
    log: lambdaLog(),
    runDollars: Number(process.env.COHORTS_RUN_DOLLARS ?? 0),
    shardsAtOnce: Number(process.env.COHORTS_SHARDS_AT_ONCE ?? 1),
    chunkBytes: CHUNK_BYTES,
  }
  return settled
}

/** How a step is called: events come as JSON, and errors leave without a word that a row may have held. */
export const answering =
  <E, A>(stepOf: (event: E) => Step, perform: (event: E, world: World) => Promise<A>) =>
  async (event: E, given?: Omit<World, 'folder'>): Promise<A> => {
    // Lambda hands its context as a second argument; a test hands a world.
    const world = given !== undefined && 'store' in given ? given : lambdaWorld()
    const step = stepOf(event)
    const folder = mkdtempSync(join(tmpdir(), 'cohorts-'))
    const began = performance.now()
    const run = runOf(event)
    world.log('step_began', { step, ...run })
    try {
      const answer = await perform(event, { ...world, folder })
      world.log('step_done', {
        step,
        ...run,
        milliseconds: Math.round(performance.now() - began),
        peak_megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      })
      return answer
    } catch (error) {
      throw told(error, step, run, world.log)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

type Run = Pick<LogFields<'step_done'>, 'run_id' | 'attempt'>

function runOf(event: unknown): Run {
  const run = (event as { run?: { runId?: string; attempt?: string } } | null)?.run
  return { ...(run?.runId ? { run_id: run.runId } : {}), ...(run?.attempt ? { attempt: run.attempt } : {}) }
}

/** An error for Step Functions: its name is the reason, which decides whether it is tried again. */
function told(error: unknown, step: Step, run: Run, log: Log): Error {
  if (error instanceof Trouble) {
    if (error.message.startsWith('The steps do not add up')) log('does_not_add_up', { step, ...run })
    log('refused', { step, ...run, reason: error.reason })
    return named(error.reason, `${error.message} ${error.fix}`)
  }
  const shape = errorShape(error)
  log('failed', { step, ...run, ...shape })
  const isWorld = shape.kind === 'S3' && (shape.status === undefined || shape.status >= 500 || shape.status === 429)
  if (shape.status === 403) return named('permission', 'S3 denied access. Run cohorts aws doctor.')
  return isWorld || isNetwork(error)
    ? named('worldFailed', 'S3 did not answer as it should.')
    : named('unexpected', 'Something unexpected went wrong. The log of the function says where.')
}

const isNetwork = (error: unknown): boolean =>
  ['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ECONNREFUSED', 'TimeoutError'].includes(
    (error as NodeJS.ErrnoException | undefined)?.code ?? (error as Error | undefined)?.name ?? '',
  )

function named(name: ExitReason | 'worldFailed', message: string): Error {
  const error = new Error(message)
  error.name = name
  // Lambda prints the stack of what is thrown, and a stack begins with the message of its cause.
  error.stack = `${name}: ${message}`
  return error
}
