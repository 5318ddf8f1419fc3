import { existsSync, readFileSync } from 'node:fs'
import { FACT_SOURCE_NAMES, type FactSourceName } from '../../algorithms/contracts/sources.ts'
import { dayFromNumber } from '../../algorithms/domain/day.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { definitionName } from '../../algorithms/rules/definition.ts'
import { type GatherResult, gatheredFiles } from '../../engines/laptop/gather.ts'
import type { Progress } from '../terminal/progress.ts'
import { SHARD_TABLES } from './decide-files.ts'
import { type OutFolder, writeReplacing } from './out-folder.ts'
import type { Plan } from './plan.ts'
import { workerPool } from './pool.ts'
import type { DecideTask, DecidedShard } from './tasks.ts'

/** Decides every shard in worker threads; shards that an interrupted run had finished are taken as they are. */
export async function decideStep(
  plan: Plan,
  gathered: GatherResult,
  folder: OutFolder,
  workers: number,
  progress: Progress,
): Promise<readonly DecidedShard[]> {
  const present = FACT_SOURCE_NAMES.filter((name) => !gathered.absent.includes(name))
  const pool = workerPool(Math.min(workers, gathered.shards.length))
  try {
    let done = 0
    return await Promise.all(
      gathered.shards.map(async ({ shard }) => {
        const record = folder.path('decided', `shard-${shard}.json`)
        if (!existsSync(record)) {
          const decided = await pool.run(taskOf(plan, gathered, folder, shard, present))
          writeReplacing(record, JSON.stringify(decided))
        }
        progress.advance(++done, gathered.shards.length)
        return JSON.parse(readFileSync(record, 'utf8')) as DecidedShard
      }),
    )
  } finally {
    await pool.close()
  }
}

/** Where one shard's part of a table stands. */
export const shardTable = (folder: OutFolder, table: string, shard: number): string =>
  folder.path('decided', table, `shard-${shard}.parquet`)

function taskOf(
  plan: Plan,
  gathered: GatherResult,
  folder: OutFolder,
  shard: number,
  present: readonly FactSourceName[],
): DecideTask {
  if (gathered.cut === null)
    throw new Trouble(
      'contractFailed',
      'No source holds a dated row, so there is no day up to which to count.',
      'Give --as-at, or available_to in sources.json.',
    )
  return {
    does: 'decide',
    shard,
    files: Object.fromEntries(
      present.map((source) => [source, gatheredFiles(folder.path('gathered', '.'), source, shard)]),
    ),
    definition: definitionName(plan.definition),
    cut: dayFromNumber(gathered.cut),
    sourcesPresent: present,
    writes: Object.fromEntries(
      Object.values(SHARD_TABLES).map((table) => [table.name, shardTable(folder, table.name, shard)]),
    ),
  }
}
