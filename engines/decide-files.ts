import type { ShardDecision } from '../algorithms/contracts/decided.ts'
import {
  type RejectedRecord,
  cohortEvidence,
  cohortMember,
  emergencyPresentation,
  nearMiss,
  personTimeline,
} from '../algorithms/contracts/results/restricted.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { completeness, countable, lag, population, tally } from '../algorithms/contracts/results/internal.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, type PersonRows } from '../algorithms/contracts/sources.ts'
import type { Row, Table } from '../algorithms/contracts/table.ts'
import { dayFromNumber } from '../algorithms/domain/day.ts'
import { type Definition, definitionName, definitionNamed } from '../algorithms/rules/definition.ts'
import { sourceSpans } from '../algorithms/steps/availability.ts'
import { decidePerson } from '../algorithms/steps/decide-person.ts'
import { type PersonalPart, tellShard } from '../algorithms/steps/decide-shard.ts'
import { unreadableCodes } from '../algorithms/steps/unreadable-codes.ts'
import { type GatherResult, cutOf } from './gather-result.ts'
import { loadGeography } from './geography/load.ts'
import { type Shard, type ShardFiles, readShard } from './parquet/shard.ts'
import { SHARD_ROW_GROUP_ROWS, type TableWriter, tableWriter } from './parquet/write.ts'

/** What decide is told beside where the facts are: the same for every shard. */
export interface DecideTaskSettings {
  /** `ID@VERSION`. */
  readonly definition: string
  /** Days since 1970-01-01. */
  readonly cut: number
  readonly sourcesPresent: readonly FactSourceName[]
  /** First day that admissions cover, in days since 1970-01-01; null when there are none. */
  readonly admissionsFrom: number | null
}

/** What follows for decide from what was gathered; `leftOut` are sources to decide without. */
export function decideSettings(
  definition: Definition,
  catalogue: SourceCatalogue,
  gathered: GatherResult,
  leftOut: readonly FactSourceName[] = [],
): DecideTaskSettings {
  const cut = cutOf(gathered)
  const spans = sourceSpans(gathered.counts, catalogue, cut)
  return {
    definition: definitionName(definition),
    cut,
    sourcesPresent: FACT_SOURCE_NAMES.filter((name) => !gathered.absent.includes(name) && !leftOut.includes(name)),
    admissionsFrom: spans.find(({ source }) => source === 'apc')?.from ?? null,
  }
}

/** What is asked of one shard: paths and names alone. */
export interface DecideTask extends DecideTaskSettings {
  readonly does: 'decide'
  readonly shard: number
  readonly files: ShardFiles
  /** Table to the file it is written to; a table that is not here is not written. */
  readonly writes: Readonly<Record<string, string>>
}

/** What decide saw of a shard and wrote, for reconcile. */
export interface DecidedShard {
  readonly shard: number
  readonly rowsRead: Readonly<Partial<Record<FactSourceName, number>>>
  /** People with gathered facts who were read, and who were decided on. */
  readonly peopleRead: number
  readonly peopleDecided: number
  /** Registries seen in `registration`: they tell which profile was met. */
  readonly registries: readonly string[]
  readonly rowsWritten: Readonly<Record<string, number>>
  /** Optional codes that are none of their system: gather takes them as they are. */
  readonly unreadableCodes: readonly RejectedRecord[]
}

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
  const writers = writersOf(task.writes)
  const rest = tellShard(
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
      admissionsFrom: task.admissionsFrom === null ? null : dayFromNumber(task.admissionsFrom),
    },
    (told) => {
      for (const part of Object.keys(told) as PersonalPart[]) writeRows(writers[part], told[part])
    },
    decidePerson,
  )
  for (const part of Object.keys(rest) as (keyof typeof rest)[]) writeRows(writers[part], rest[part])
  const rowsWritten: Record<string, number> = {}
  for (const [part, table] of Object.entries(SHARD_TABLES) as [keyof ShardDecision, Table][]) {
    const writer = writers[part]
    if (writer === undefined) continue
    writer.close()
    rowsWritten[table.name] = writer.rows
  }
  return {
    shard: task.shard,
    rowsRead: shard.rowsRead,
    peopleRead: shard.peopleCount,
    peopleDecided,
    registries: [...registries].sort(),
    rowsWritten,
    unreadableCodes: unreadableCodes(rest.tallies),
  }
}

type Writers = Readonly<Partial<Record<keyof ShardDecision, TableWriter<Table>>>>

/** A writer for every table that is to be written: rows go to their file as they come. */
const writersOf = (writes: DecideTask['writes']): Writers =>
  Object.fromEntries(
    (Object.entries(SHARD_TABLES) as [keyof ShardDecision, Table][]).flatMap(([part, table]) => {
      const path = writes[table.name]
      if (path === undefined) return []
      return [[part, tableWriter(path, table, { rowGroupRows: SHARD_ROW_GROUP_ROWS, statistics: false })]]
    }),
  )

function writeRows(writer: TableWriter<Table> | undefined, rows: readonly object[]): void {
  if (writer === undefined) return
  for (const row of rows) writer.write(row as Row<Table>)
}

/** The people of a shard, told to someone as they are decided on. */
function* seen(shard: Shard, tell: (rows: PersonRows) => void): Generator<{ personId: string; rows: PersonRows }> {
  for (const person of shard.people()) {
    tell(person.rows)
    yield person
  }
}
