import type { ShardDecision } from '../../algorithms/contracts/decided.ts'
import {
  cohortEvidence,
  cohortMember,
  emergencyPresentation,
  nearMiss,
  personTimeline,
} from '../../algorithms/contracts/results/restricted.ts'
import { completeness, countable, lag, population, tally } from '../../algorithms/contracts/results/internal.ts'
import type { PersonRows } from '../../algorithms/contracts/sources.ts'
import type { Row, Table } from '../../algorithms/contracts/table.ts'
import { dayFromNumber } from '../../algorithms/domain/day.ts'
import { definitionNamed } from '../../algorithms/rules/definition.ts'
import { decidePerson } from '../../algorithms/steps/decide-person.ts'
import { decideShard } from '../../algorithms/steps/decide-shard.ts'
import { loadGeography } from '../../engines/geography/load.ts'
import { type Shard, readShard } from '../../engines/parquet/shard.ts'
import { SHARD_ROW_GROUP_ROWS, writeTable } from '../../engines/parquet/write.ts'
import type { DecideTask, DecidedShard } from './tasks.ts'

/** Tables of one shard, each with its part of the decision. */
export const SHARD_TABLES: Readonly<Record<keyof ShardDecision, Table>> = {
  members: cohortMember,
  evidence: cohortEvidence,
  nearMisses: nearMiss,
  presentations: emergencyPresentation,
  timeline: personTimeline,
  countables: countable,
  population,
  tallies: tally,
  completeness,
  lags: lag,
}

type Geography = ReturnType<typeof loadGeography>
let geography: Geography | undefined

/** Reads one shard, decides on its people and writes its tables. */
export async function decideFiles(task: DecideTask): Promise<DecidedShard> {
  geography ??= loadGeography()
  const shard = await readShard(task.files)
  const registries = new Set<string>()
  let peopleDecided = 0
  const decision = decideShard(
    seen(shard, (rows) => {
      peopleDecided++
      for (const row of rows.registration) if (row.registry !== null) registries.add(row.registry)
    }),
    shard.everyone(),
    {
      definition: definitionNamed(task.definition)!,
      cut: dayFromNumber(task.cut),
      sourcesPresent: new Set(task.sourcesPresent),
      geography,
    },
    decidePerson,
  )
  const rowsWritten: Record<string, number> = {}
  for (const [part, table] of Object.entries(SHARD_TABLES) as [keyof ShardDecision, Table][]) {
    const path = task.writes[table.name]
    if (path === undefined) continue
    const rows = decision[part] as unknown as readonly Row<Table>[]
    rowsWritten[table.name] = writeTable(path, table, rows, { rowGroupRows: SHARD_ROW_GROUP_ROWS })
  }
  return {
    shard: task.shard,
    rowsRead: shard.rowsRead,
    peopleRead: shard.peopleCount,
    peopleDecided,
    registries: [...registries].sort(),
    rowsWritten,
  }
}

/** The people of a shard, told to someone as they are decided on. */
function* seen(shard: Shard, tell: (rows: PersonRows) => void): Generator<{ personId: string; rows: PersonRows }> {
  for (const person of shard.people()) {
    tell(person.rows)
    yield person
  }
}
