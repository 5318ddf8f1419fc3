import type { SourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import type { StoredAs } from '../../algorithms/sql/dialect.ts'
import type { GatherPlan, PlannedSource } from '../../algorithms/sql/gather/plan.ts'
import { literal } from '../../algorithms/sql/text.ts'
import type { DuckDb } from '../duckdb.ts'
import { type FileColumns, type LandedFile, gatherPlan, plannedFrom, refuseTooFew } from '../plan-sources.ts'
import { csvHeader } from './csv-header.ts'
import type { SourceFile, SourceFiles } from './source-files.ts'

/** Looks at the header of every file and settles what gather will read. Refuses what the contract does not allow. */
export async function planGather(
  files: SourceFiles,
  catalogue: SourceCatalogue,
  request: { readonly shards: number; readonly asAt: string | null },
  db: DuckDb,
): Promise<GatherPlan> {
  const present = SOURCE_NAMES.filter((name) => files[name] !== undefined)
  refuseTooFew(present)
  const sources: PlannedSource[] = []
  for (const name of present) sources.push(await planSource(name, files[name]!, catalogue, request, db))
  return gatherPlan(sources, catalogue, request)
}

/** Settles how one source is read, from the headers of its files and what `sources.json` says of it. */
export async function planSource(
  name: SourceName,
  files: readonly SourceFile[],
  catalogue: SourceCatalogue,
  request: { readonly asAt: string | null },
  db: DuckDb,
): Promise<PlannedSource> {
  const landed: LandedFile[] = []
  for (const file of files)
    landed.push({
      name: file.name,
      from: file.path,
      format: file.format === 'parquet' ? 'parquet' : 'csv',
      columns: file.format === 'parquet' ? await parquetColumns(file, db) : csvColumns(file),
    })
  return plannedFrom(name, landed, catalogue, request.asAt)
}

const csvColumns = (file: SourceFile): FileColumns =>
  csvHeader(file).map((name) => ({ name, storedAs: 'text' as const }))

async function parquetColumns(file: SourceFile, db: DuckDb): Promise<FileColumns> {
  const described = await db.rows(
    `DESCRIBE SELECT * FROM read_parquet(${literal(file.path)}, hive_partitioning = false)`,
  )
  return described.map((column) => ({
    name: String(column.column_name),
    storedAs: storedAs(String(column.column_type)),
  }))
}

const WHOLE_TYPES = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT']

function storedAs(type: string): StoredAs | 'unreadable' {
  if (type === 'VARCHAR') return 'text'
  if (type === 'DATE') return 'date'
  if (type.startsWith('TIMESTAMP')) return 'timestamp'
  return WHOLE_TYPES.includes(type) ? 'whole' : 'unreadable'
}
