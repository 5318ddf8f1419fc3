import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Source, memberColumns } from '../algorithms/contracts/source.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, SOURCES } from '../algorithms/contracts/sources.ts'
import { GATHER_CODES } from '../algorithms/rules/gather-codes.ts'
import { literal, literals } from '../algorithms/sql/text.ts'
import { openDuckDb } from '../engines/duckdb.ts'
import { type SourceFile, findSourceFiles } from '../engines/laptop/source-files.ts'

/**
 * The least that any run has to do: read the files, select the people with a cancer code, and write their rows by shard,
 * their codes folded. Nothing is cleaned, cast, checked, rejected or counted.
 */
const [data, shards, threads, out] = process.argv.slice(2) as [string, string, string, string]

const sourceOf = (name: FactSourceName): Source => SOURCES[name] as unknown as Source
const from = (files: readonly SourceFile[]): string =>
  `read_csv([${files.map((file) => literal(file.path)).join(', ')}], all_varchar = true, header = true, union_by_name = true)`

/** A plain test for a cancer code, as the region writes it: no padding, no lower case. */
function selects(name: FactSourceName): string | null {
  const diagnoses = (GATHER_CODES.icd10Columns as Partial<Record<FactSourceName, readonly string[]>>)[name]
  if (diagnoses !== undefined) {
    const columns = diagnoses.flatMap((column) => memberColumns(column, sourceOf(name).columns[column]!))
    return columns.map((column) => `substr(${column}, 1, 3) IN ${literals(GATHER_CODES.icd10Stems)}`).join(' OR ')
  }
  if (name === 'gp_event') return `code IN ${literals(GATHER_CODES.gpSelectingSnomed)}`
  return (GATHER_CODES.selectingSources as readonly string[]).includes(name) ? 'true' : null
}

/** Groups of codes as one text each, the other columns as they stand. */
const folded = (name: FactSourceName): string =>
  Object.entries(sourceOf(name).columns)
    .map(([column, described]) =>
      described.repeats === undefined
        ? column
        : `concat_ws(';', ${memberColumns(column, described)
            .map((member) => `coalesce(${member}, '')`)
            .join(', ')}) AS ${column}`,
    )
    .join(', ')

mkdirSync(out, { recursive: true, mode: 0o700 })
const { sources } = findSourceFiles(data)
const present = FACT_SOURCE_NAMES.filter((name) => sources[name] !== undefined)
const db = await openDuckDb({ temporary: join(out, 'spill'), threads: Number(threads) })
const selecting = present.flatMap((name) => {
  const test = selects(name)
  return test === null || name === 'person' ? [] : [`SELECT person_id FROM ${from(sources[name]!)} WHERE ${test}`]
})
await db.run(`CREATE TEMP TABLE people AS SELECT DISTINCT person_id FROM (${selecting.join(' UNION ALL ')})`)
for (const name of present) {
  const wanted = name === 'person' ? '' : 'WHERE person_id IN (SELECT person_id FROM people)'
  await db.run(
    `COPY (SELECT ${folded(name)}, cast('0x' || substr(md5(person_id), 1, 8) AS bigint) % ${shards} AS shard ` +
      `FROM ${from(sources[name]!)} ${wanted}) TO ${literal(join(out, name))} ` +
      '(FORMAT parquet, COMPRESSION snappy, PARTITION_BY (shard))',
  )
}
db.close()
