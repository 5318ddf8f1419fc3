import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../../algorithms/contracts/manifest.ts'
import { type RESTRICTED_TABLES, rejectedRecord } from '../../algorithms/contracts/results/restricted.ts'
import { inKeyOrder } from '../../algorithms/contracts/key-order.ts'
import { digestOfRows } from '../../engines/digest.ts'
import type { GatherResult } from '../../engines/laptop/gather.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import { quantity } from '../terminal/progress.ts'
import { shardTable } from './decide-step.ts'
import type { Timed } from './journey.ts'
import type { OutFolder } from './out-folder.ts'
import type { Plan } from './plan.ts'
import type { Pool } from './pool.ts'
import type { DecidedShard } from './tasks.ts'

export interface PublishInput {
  readonly plan: Plan
  readonly gathered: GatherResult
  readonly decided: readonly DecidedShard[]
  readonly folder: OutFolder
  readonly workers: number
  readonly pool: Pool
  readonly timed: Timed
}

export interface Published {
  readonly digests: Readonly<Record<string, string>>
  readonly headline: Manifest['headline']
  readonly warnings: readonly string[]
}

/** Tables of people that decide wrote by shard. */
const BY_SHARD = [
  'cohort_member',
  'cohort_evidence',
  'near_miss',
  'emergency_presentation',
  'person_timeline',
] as const satisfies readonly (keyof typeof RESTRICTED_TABLES)[]

/** Joins the shards, counts, protects and writes everything beside the outputs, to be put in place at the end. */
export async function publishStep(input: PublishInput): Promise<Published> {
  const digests: Record<string, string> = {}
  await input.timed('merge', 'joining the shards', async () => {
    const merged = await mergeShards(input)
    Object.assign(digests, merged.digests)
    return [null, quantity(merged.rows, 'row')]
  })
  return { digests, headline: null, warnings: [] }
}

async function mergeShards({ folder, decided, gathered, pool }: PublishInput) {
  const restricted = join(folder.staged, 'restricted')
  mkdirSync(restricted, { recursive: true, mode: 0o700 })
  const merged = await Promise.all(
    BY_SHARD.map((table) =>
      pool.run({
        does: 'merge',
        table,
        from: decided.map(({ shard }) => shardTable(folder, table, shard)),
        into: join(restricted, `${table}.parquet`),
      }),
    ),
  )
  const rejected = inKeyOrder(rejectedRecord, gathered.rejected)
  writeTable(join(restricted, 'rejected_record.parquet'), rejectedRecord, rejected)
  return {
    rows: merged.reduce((total, table) => total + table.rows, 0),
    digests: {
      ...Object.fromEntries(BY_SHARD.map((table, i) => [table, merged[i]!.digest])),
      rejected_record: digestOfRows(rejectedRecord, rejected),
    },
  }
}
