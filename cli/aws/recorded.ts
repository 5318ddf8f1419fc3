import { type Attempt, rowsPrefix } from '../../algorithms/contracts/lake.ts'
import { EFFORT, PRICES } from '../../algorithms/rules/aws-prices.ts'
import { type Expected, type Workload, expectedOf } from '../../algorithms/steps/cost.ts'
import type { GatherResult } from '../../engines/gather-result.ts'
import type { QuerySeen } from '../../engines/athena.ts'
import { failureKind } from '../../engines/athena-failure.ts'
import type { ExecutionTold, Happened } from '../../engines/step-functions.ts'
import { historyOf } from './executions.ts'
import type { AwsWorld } from './world.ts'

/** A statement that failed, with what may be said of it: Athena's own words may repeat what a row held. */
export interface FailedStatement {
  readonly id: string
  readonly because: string
  readonly scannedBytes: number
  /** Where Athena lists the files that it had written; null when it had written none. */
  readonly writtenList: string | null
}

/** What a run took, as Athena and Step Functions remember it. */
export interface Recorded {
  readonly statements: number
  /** Rows that were kept of people with cancer evidence; null while they are not counted, or once the work folder is emptied. */
  readonly gatheredRows: number | null
  readonly failed: readonly FailedStatement[]
  readonly scannedBytes: number
  readonly slowestMinutes: number
  readonly lambdaSeconds: number
  readonly slowestShardSeconds: number
  readonly transitions: number
  readonly dollars: { readonly athena: number; readonly lambda: number; readonly steps: number }
}

const FUNCTIONS = ['NamedTables', 'Plan', 'Judge', 'Reconcile', 'Protect', 'Release', 'Audit']

/** Reads what a run took, its history too where nobody gives it. Athena forgets its statements after 45 days. */
export async function recordedOf(
  world: AwsWorld,
  execution: ExecutionTold,
  attempt: Attempt | null,
  history?: readonly Happened[],
): Promise<Recorded> {
  const queries: QuerySeen[] = []
  for await (const query of world.athena(world.names.workgroup).since(execution.startedAt))
    if (execution.stoppedAt === null || query.submittedAt <= execution.stoppedAt) queries.push(query)
  let transitions = 0
  let seconds = 0
  const shards: number[] = []
  const entered = new Map<string, Date>()
  let isDeciding = false
  for (const { what, state, at, mapRunArn } of history ?? (await historyOf(world, execution.name))) {
    if (what === 'entered') {
      transitions++
      isDeciding = state === 'Decide'
      entered.set(state!, at)
    }
    const began = entered.get(state ?? '')
    if (what === 'left' && began !== undefined && FUNCTIONS.includes(state!))
      seconds += (at.getTime() - began.getTime()) / 1000
    if (what === 'map run' && isDeciding && mapRunArn !== null)
      for await (const child of world.machine.children(mapRunArn)) shards.push(child.seconds)
  }
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  // Statements that change a description alone are not billed.
  const billed = queries.filter(({ text }) => !/^CREATE (EXTERNAL TABLE|OR REPLACE VIEW)/.test(text))
  const scannedBytes = sum(billed.map((query) => Math.max(query.scannedBytes, PRICES.athenaLeastBytes)))
  const lambdaSeconds = seconds + sum(shards)
  const children = shards.length * 2 + queries.length * 4
  return {
    statements: queries.length,
    gatheredRows: attempt === null ? null : await rowsGathered(world, attempt),
    failed: queries
      .filter(({ state }) => state === 'FAILED')
      .map(({ id, because, scannedBytes: scanned, writtenList }) => ({
        id,
        because: failureKind(because),
        scannedBytes: scanned,
        writtenList,
      })),
    scannedBytes,
    slowestMinutes: Math.max(0, ...queries.map(({ engineSeconds }) => engineSeconds)) / 60,
    lambdaSeconds,
    slowestShardSeconds: Math.max(0, ...shards),
    transitions: transitions + children,
    dollars: {
      athena: (scannedBytes / 1e12) * PRICES.athenaTerabyte,
      lambda: lambdaSeconds * EFFORT.gigabytes * PRICES.lambdaGigabyteSecond,
      steps: (transitions + children) * PRICES.transition,
    },
  }
}

/** Rows of every shard, as the run itself noted them. */
async function rowsGathered({ store, names }: AwsWorld, attempt: Attempt): Promise<number | null> {
  const text = await store.text(names.buckets.work, `${rowsPrefix('plans', attempt)}gathered.json`)
  if (text === null) return null
  const { shards } = JSON.parse(text) as Pick<GatherResult, 'shards'>
  return shards.flatMap(({ records }) => Object.values(records)).reduce((total, rows) => total + rows, 0)
}

/** What was expected of a load beside what was recorded of it. */
export interface Compared {
  readonly modelled: Expected
  readonly modelledRows: number
  readonly recorded: Recorded
}

export const compared = (load: Workload, recorded: Recorded): Compared => ({
  modelled: expectedOf(load),
  modelledRows: load.gatheredRows,
  recorded,
})
