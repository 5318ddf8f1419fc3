import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RESTRICTED_TABLES, rejectedRecord } from '../../algorithms/contracts/results/restricted.ts'
import { rejectedTogether } from '../../algorithms/steps/unreadable-codes.ts'
import { SHARD_INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import type { ShardInternalName } from '../../algorithms/sql/count.ts'
import { type Headline, headlineOf } from '../../algorithms/steps/protect/headline.ts'
import { type TrueFigures, protect, publicationWarnings } from '../../algorithms/steps/protect/protect.ts'
import { countShards } from '../../engines/count.ts'
import type { DecidedShard } from '../../engines/decide-files.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { publish } from '../../engines/publish.ts'
import { publishSetting } from '../../engines/publish-setting.ts'
import { digestOfRows } from '../../engines/digest.ts'
import type { GatherResult } from '../../engines/gather-result.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import { quantity } from '../terminal/progress.ts'
import { shardTable } from './decide-step.ts'
import type { Timed } from './journey.ts'
import type { OutFolder } from './out-folder.ts'
import type { Plan } from './plan.ts'
import type { Pool } from './pool.ts'

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
  readonly headline: Headline
  /** What to know before anything published is used. */
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
  const { plan, folder, timed } = input
  const merged = await timed('merge', 'joining the shards', async () => {
    const tables = await mergeShards(input)
    // Nothing is left for the threads to do, and each holds as much memory as a shard took.
    await input.pool.close()
    return [tables, `${quantity(tables.rows, 'row')} about people`]
  })
  const figures = await timed('count', 'counting people', async () => {
    const counted = await countPeople(input)
    return [counted, `${quantity(counted.counts.length, 'true count')}, which stay inside`]
  })
  const { tables, manifest, narrow } = await timed('protect', 'hiding small numbers', () => {
    const safe = protect(figures, publishSetting(plan, input.gathered, figures))
    const rows = Object.values(safe.tables).reduce((total, table) => total + table.length, 0)
    return Promise.resolve([safe, `${quantity(rows, 'row')} to publish, small numbers hidden`] as const)
  })
  const digests = await timed('publish', 'writing the tables', async () => {
    const temporary = folder.path('spill', '.')
    const written = await publish({ runId: plan.runId, tables, manifest, figures, folder: folder.staged, temporary })
    return [written, `${quantity(Object.keys(tables).length, 'table')} as Parquet and CSV`]
  })
  return {
    digests: { ...merged.digests, ...digests },
    headline: headlineOf(tables),
    warnings: publicationWarnings(narrow, plan.catalogue.strata === true),
  }
}

async function countPeople({ decided, folder, gathered, workers }: PublishInput): Promise<TrueFigures> {
  const db = await openDuckDb({ temporary: folder.path('spill', '.'), threads: workers })
  try {
    const files = Object.fromEntries(
      Object.keys(SHARD_INTERNAL_TABLES).map((table) => [
        table,
        decided.map(({ shard }) => shardTable(folder, table, shard)),
      ]),
    ) as unknown as Record<ShardInternalName, readonly string[]>
    return await countShards(db, files, gathered.counts)
  } finally {
    db.close()
  }
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
  const rejected = rejectedTogether([...gathered.rejected, ...decided.flatMap((shard) => shard.unreadableCodes)])
  writeTable(join(restricted, 'rejected_record.parquet'), rejectedRecord, rejected)
  return {
    rows: merged.reduce((total, table) => total + table.rows, 0),
    digests: {
      ...Object.fromEntries(BY_SHARD.map((table, i) => [table, merged[i]!.digest])),
      rejected_record: digestOfRows(rejectedRecord, rejected),
    },
  }
}
