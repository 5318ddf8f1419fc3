import type { GatherResult } from './gather-result.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { FACT_SOURCE_NAMES } from '../algorithms/contracts/sources.ts'
import type { DecidedShard } from './decide-files.ts'

/** Stops the run unless every shard was decided, every row gathered was read, and every person in came out. */
export function reconcile(gathered: Pick<GatherResult, 'shards'>, decided: readonly DecidedShard[]): void {
  const byShard = new Map(decided.map((shard) => [shard.shard, shard]))
  for (const shard of gathered.shards) {
    const seen = byShard.get(shard.shard)
    if (seen === undefined) throw lost(`shard ${shard.shard} was not decided`)
    for (const source of FACT_SOURCE_NAMES) {
      const written = shard.records[source] ?? 0
      const read = seen.rowsRead[source] ?? 0
      if (written !== read)
        throw lost(`shard ${shard.shard} holds ${written} rows of ${source}, of which ${read} were read`)
    }
    if (seen.peopleRead !== seen.peopleDecided)
      throw lost(`shard ${shard.shard} holds ${seen.peopleRead} people, of whom ${seen.peopleDecided} were decided on`)
  }
  if (decided.length !== gathered.shards.length) throw lost('more shards were decided than gathered')
}

const lost = (what: string): Trouble =>
  new Trouble(
    'unexpected',
    `The steps do not add up: ${what}. Nothing was published.`,
    'Report this; to try again from the start, choose a new --out.',
  )
