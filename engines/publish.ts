import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { INTERNAL_TABLES } from '../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../algorithms/contracts/results/published.ts'
import { type DisclosureManifestRow, disclosureManifest } from '../algorithms/contracts/results/restricted.ts'
import { type Row, type Table, columnNames, duckdbColumns, keyColumns } from '../algorithms/contracts/table.ts'
import { type Day, dayText } from '../algorithms/domain/day.ts'
import { literal } from '../algorithms/sql/text.ts'
import { latestViews } from '../algorithms/sql/views.ts'
import type { SafeTables, TrueFigures } from '../algorithms/steps/protect/protect.ts'
import { digestOfRows } from './digest.ts'
import { openDuckDb } from './duckdb.ts'
import { OWNER_ONLY, writeTable } from './parquet/write.ts'

export interface Publication {
  readonly runId: string
  readonly tables: SafeTables
  readonly manifest: readonly DisclosureManifestRow[]
  readonly figures: TrueFigures
  /** Gets `published`, `internal`, `restricted` and `results.duckdb`. Everything is its owner's alone until it is put in place. */
  readonly folder: string
  /** Where DuckDB may spill. */
  readonly temporary: string
}

/** Writes what is published, and what stays inside. Answers with the canonical digest of each table. */
export async function publish(publication: Publication): Promise<Readonly<Record<string, string>>> {
  const { tables, figures, folder } = publication
  const digests: Record<string, string> = {}
  const write = <T extends Table>(table: T, rows: readonly Row<T>[]): string => {
    const path = join(made(folder, table.audience), `${table.name}.parquet`)
    writeTable(path, table, rows)
    digests[table.name] = digestOfRows(table, rows)
    return path
  }

  write(INTERNAL_TABLES.true_count, figures.counts)
  write(INTERNAL_TABLES.population, figures.population)
  write(INTERNAL_TABLES.tally, figures.tallies)
  write(INTERNAL_TABLES.completeness, figures.completeness)
  write(INTERNAL_TABLES.lag, figures.lags)
  write(disclosureManifest, publication.manifest)
  const published = names.map((name) => {
    const table: Table = PUBLISHED_TABLES[name]
    const rows: readonly object[] = tables[name]
    writeCsv(join(made(folder, 'published'), `${name}.csv`), table, rows)
    return { table, path: write(table, rows as readonly Row<Table>[]) }
  })
  await writeDatabase(publication, published)
  return digests
}

const names = Object.keys(PUBLISHED_TABLES) as readonly PublishedName[]

function made(folder: string, ...parts: readonly string[]): string {
  const path = join(folder, ...parts)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}

/** Columns in the order of the contract, nothing for null, days as `YYYY-MM-DD`. */
function writeCsv(path: string, table: Table, rows: readonly object[]): void {
  const columns = columnNames(table)
  const days = new Set(columns.filter((name) => table.columns[name]!.type === 'day'))
  const lines = rows.map((row) => {
    const values = row as Readonly<Record<string, string | number | null>>
    return columns.map((name) =>
      days.has(name) && values[name] !== null ? dayText(values[name] as Day) : values[name],
    )
  })
  writeFileSync(path, stringify([columns, ...lines]), { mode: OWNER_ONLY })
}

/** The published tables and their views in one file, so that a commissioner's query runs on a laptop as in Athena. */
async function writeDatabase(
  { runId, folder, temporary }: Publication,
  published: readonly { readonly table: Table; readonly path: string }[],
): Promise<void> {
  const db = await openDuckDb({ path: join(folder, 'results.duckdb'), temporary, threads: 1 })
  try {
    for (const { table, path } of published) {
      await db.run(`CREATE OR REPLACE TABLE ${table.name} (${duckdbColumns(table)})`)
      await db.run(
        `INSERT INTO ${table.name} SELECT ${columnNames(table).join(', ')} FROM read_parquet(${literal(path)}) ` +
          `ORDER BY ${keyColumns(table).join(', ')}`,
      )
    }
    for (const view of latestViews(runId, (table) => table)) await db.run(view)
    await db.run('CHECKPOINT')
  } finally {
    db.close()
  }
}
