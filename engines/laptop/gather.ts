import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import type { FactSourceName } from '../../algorithms/contracts/sources.ts'
import type { Trouble } from '../../algorithms/domain/trouble.ts'
import { duckdb } from '../../algorithms/sql/dialect/duckdb.ts'
import { type Statement, gatheredName } from '../../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../../algorithms/sql/gather/statements.ts'
import type { DuckDb, SqlRow } from '../duckdb.ts'
import { type GatherResult, gatherResult, isAsked, refuseEmpty } from '../gather-result.ts'
import { planGather } from './plan-gather.ts'
import type { SourceFiles } from './source-files.ts'

export interface GatherRequest {
  readonly files: SourceFiles
  readonly catalogue: SourceCatalogue
  readonly shards: number
  /** `--as-at`, `YYYY-MM-DD`; null without. */
  readonly asAt: string | null
  /** Where gathered rows are written, readable by its owner alone: `gathered_<source>/shard=<n>/*.parquet`. */
  readonly folder: string
  /** Where given, what would stop a run is told and gathering goes on, so that every source can be reported. */
  readonly onRefusal?: (source: FactSourceName, trouble: Trouble) => void
}

/** The gathered files of a source and a shard, in name order; none where no row fell there. */
export function gatheredFiles(folder: string, source: FactSourceName, shard: number): readonly string[] {
  const home = join(folder, gatheredName(source), `shard=${shard}`)
  return existsSync(home)
    ? readdirSync(home)
        .filter((name) => name.endsWith('.parquet'))
        .sort()
        .map((name) => join(home, name))
    : []
}

/** Gathers every source with DuckDB. Throws Trouble when a source breaks its contract or its share of rejects. */
export async function gather(
  request: GatherRequest,
  db: DuckDb,
  onStatement: (statement: Statement) => void = () => undefined,
): Promise<GatherResult> {
  const plan = await planGather(request.files, request.catalogue, request, db)
  mkdirSync(request.folder, { recursive: true, mode: 0o700 })
  const answers = new Map<string, readonly SqlRow[]>()
  for (const statement of gatherStatements(plan, duckdb(request.folder))) {
    if (!isAsked(statement, answers, (name) => holdsRows(join(request.folder, gatheredName(name))))) continue
    onStatement(statement)
    if (statement.does === 'rows') answers.set(statement.name, await db.rows(statement.text))
    else await db.run(statement.text)
    // Everything after it reads the people, so an empty file cannot wait for the other sources to be looked at.
    if (statement.name === gatheredName('person') && !holdsRows(join(request.folder, statement.name)))
      refuseEmpty({ source: 'person', received: 0 })
  }
  return gatherResult(plan, request.catalogue, answers, request.onRefusal)
}

/** DuckDB leaves an empty folder behind when no row was written. */
const holdsRows = (home: string): boolean =>
  existsSync(home) && readdirSync(home).some((name) => name.startsWith('shard='))
