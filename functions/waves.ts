import type { Prepared, StatementItem } from '../engines/aws-run.ts'
import { type Attempt, rowsPrefix } from '../algorithms/contracts/lake.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { statementToken } from '../engines/statement-token.ts'
import type { World } from './world.ts'

/** How often statements are prepared anew before a person has to look; a redrive grants as many again. */
const MOST_ATTEMPTS = 3

/** The number of the attempt that comes next. Refuses when the world has failed too often. */
export function nextNumber(before: { readonly number: number }, redrives: number): number {
  if (before.number < MOST_ATTEMPTS * (redrives + 1)) return before.number + 1
  throw new Trouble(
    'unexpected',
    `A statement failed in ${before.number} attempts, so the run stops.`,
    'cohorts aws status says which and why; put that right and go on with cohorts aws run --resume.',
  )
}

/** A statement as it is described before it has a token. */
export type Described = Omit<StatementItem, 'token'>

/** Leaves each wave of statements for the machine to read. */
export async function writeWaves(
  world: World,
  run: Attempt,
  phase: string,
  number: number,
  waves: readonly (readonly Described[])[],
): Promise<Prepared> {
  const bucket = world.names.buckets.work
  const keys: string[] = []
  for (const [at, wave] of waves.filter((one) => one.length > 0).entries()) {
    const key = `${planPrefix(run)}${phase}-${number}-${at}.json`
    const items = wave.map((one): StatementItem => ({ ...one, token: tokenOf(run, phase, number, one) }))
    await world.store.putText(bucket, key, JSON.stringify(items))
    keys.push(key)
  }
  return { runId: run.runId, attempt: run.attempt, number, bucket, waves: keys }
}

/** Where plans and notes of one attempt lie. */
export const planPrefix = (run: Attempt): string => rowsPrefix('plans', run)

const tokenOf = (run: Attempt, phase: string, number: number, { name, text }: Described): string =>
  statementToken([run.runId, run.attempt, phase, number, name, text])
