import { existsSync, readFileSync } from 'node:fs'
import type { FactSourceName } from '../../algorithms/contracts/sources.ts'
import type { Table } from '../../algorithms/contracts/table.ts'
import { type DecideTask, type DecidedShard, decideSettings } from '../../engines/decide-files.ts'
import type { GatherResult } from '../../engines/gather-result.ts'
import { gatheredFiles } from '../../engines/laptop/gather.ts'
import { type OutFolder, writeReplacing } from './out-folder.ts'
import type { Plan } from './plan.ts'
import type { Pool } from './pool.ts'

export interface DecideInput {
  readonly plan: Plan
  readonly gathered: GatherResult
  readonly folder: OutFolder
  readonly pool: Pool
  /** Sources to be decided without, though they were gathered. */
  readonly leftOut: readonly FactSourceName[]
  /** The tables to write. */
  readonly tables: readonly Table[]
}

/** Decides every shard in worker threads; shards that an interrupted run had finished are taken as they are. */
export async function decideStep(
  input: DecideInput,
  onShard: (done: number, of: number) => void,
): Promise<readonly DecidedShard[]> {
  const { gathered, folder, pool } = input
  let done = 0
  return await Promise.all(
    gathered.shards.map(async ({ shard }) => {
      const record = folder.path('decided', `shard-${shard}.json`)
      if (!existsSync(record)) writeReplacing(record, JSON.stringify(await pool.run(taskOf(input, shard))))
      onShard(++done, gathered.shards.length)
      return JSON.parse(readFileSync(record, 'utf8')) as DecidedShard
    }),
  )
}

/** Where one shard's part of a table stands. */
export const shardTable = (folder: OutFolder, table: string, shard: number): string =>
  folder.path('decided', table, `shard-${shard}.parquet`)

function taskOf({ plan, gathered, folder, leftOut, tables }: DecideInput, shard: number): DecideTask {
  const settings = decideSettings(plan.definition, plan.catalogue, gathered, leftOut)
  return {
    does: 'decide',
    shard,
    files: Object.fromEntries(
      settings.sourcesPresent.map((source) => [source, gatheredFiles(folder.gathered, source, shard)]),
    ),
    ...settings,
    writes: Object.fromEntries(tables.map((table) => [table.name, shardTable(folder, table.name, shard)])),
  }
}
