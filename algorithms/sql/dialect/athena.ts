import {
  LAKE_TABLES,
  type LakeNames,
  type LakeTable,
  type Attempt,
  rowsPrefix,
  stagedName,
} from '../../contracts/lake.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../../contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../contracts/results/restricted.ts'
import { columnNames } from '../../contracts/table.ts'
import { Trouble } from '../../domain/trouble.ts'
import type { Dialect, StoredAs } from '../dialect.ts'
import { chunkNamed } from '../gather/chunks.ts'
import { literal, named } from '../text.ts'
import { latestViews } from '../views.ts'
import { trino } from './trino.ts'

/** Where a statement writes: one place that nothing may have written to before. */
export interface Target {
  readonly bucket: string
  readonly prefix: string
}

export interface AthenaPlace extends Attempt {
  readonly names: LakeNames
}

const ANSWERS = 'answers'

/** Where the answer of a statement is left for a function to read. */
export const answerTarget = ({ names, ...attempt }: AthenaPlace, statement: string): Target => ({
  bucket: names.buckets.work,
  prefix: rowsPrefix(`${ANSWERS}/${statement}`, attempt),
})

/** Chunks of a table are rows of the table itself, beside the attempt they belong to: `attempt=…-1.chunk-0`. */
const chunkAttempt = ({ runId, attempt }: Attempt, chunk: number): Attempt => ({
  runId,
  attempt: `${attempt}.chunk-${chunk}`,
})

/** Where the rows of a table, or of one chunk of it, go when a statement writes them. */
export function tableTarget({ names, ...attempt }: AthenaPlace, name: string): Target {
  const part = chunkNamed(name)
  return {
    bucket: names.buckets.work,
    prefix: part === null ? rowsPrefix(name, attempt) : rowsPrefix(part.table, chunkAttempt(attempt, part.chunk)),
  }
}

/** Athena is Trino with statements of its own, and all of those are here. None of them was run on Athena. */
export function athena(place: AthenaPlace): Dialect {
  return {
    ...trino,
    keep: (table, select) => unload(scoped(select, place), tableTarget(place, table)),
    writeByShard: (table, select) => unload(scoped(select, place), tableTarget(place, table), 'shard'),
  }
}

/** Writes the rows of a SELECT as Parquet. A partitioned one does not look whether something is there already. */
export function unload(select: string, { bucket, prefix }: Target, partition?: string): string {
  const how = ["format = 'PARQUET'", "compression = 'SNAPPY'"]
  if (partition !== undefined) how.push(`partitioned_by = ARRAY[${literal(partition)}]`)
  return `UNLOAD (\n${select}\n) TO ${literal(`s3://${bucket}/${prefix}`)} WITH (${how.join(', ')})`
}

const INTERNAL = LAKE_TABLES.filter(({ database }) => database === 'internal')

/** Gives the names that a shared text reads to the rows of this attempt alone: partitions are found by literal values. */
export function scoped(select: string, place: AthenaPlace): string {
  const read = new Set([...select.matchAll(/\b(?:FROM|JOIN) "?(\w+)"?(?![\w."])/g)].map(([, name]) => name!))
  const given = [...read].flatMap((name) => {
    const part = chunkNamed(name)
    const table = INTERNAL.find((one) => one.name === (part?.table ?? name))
    if (table === undefined) return []
    const rows = rowsOf(table, part === null ? place : { ...place, ...chunkAttempt(place, part.chunk) })
    return [`${named(name)} AS (${rows})`]
  })
  return given.length === 0 ? select : `WITH ${given.join(',\n')}\n${select}`
}

const rowsOf = (table: LakeTable, { names, runId, attempt }: AthenaPlace): string => {
  const columns = [...table.columns.map(({ name }) => name), ...(table.partitions.includes('shard') ? ['shard'] : [])]
  return (
    `SELECT ${columns.map(named).join(', ')} FROM ${named(names.databases[table.database])}.${named(table.name)} ` +
    `WHERE run = ${literal(runId)} AND attempt = ${literal(attempt)}`
  )
}

const HIVE: Readonly<Record<StoredAs, string>> = {
  text: 'string',
  date: 'date',
  timestamp: 'timestamp',
  whole: 'bigint',
}

/** Describes the Parquet files of one folder, as they are. The catalogue holds plain names alone, and no two that differ in capitals. */
export const describeLanding = (
  database: string,
  table: string,
  columns: readonly { readonly name: string; readonly storedAs: StoredAs | 'unreadable' }[],
  location: string,
): string => {
  const seen = new Set<string>()
  const described = columns.flatMap(({ name, storedAs }) => {
    if (storedAs === 'unreadable') return []
    const held = name.toLowerCase()
    if (!/^\w{1,255}$/.test(name) || seen.has(held))
      throw new Trouble(
        'contractFailed',
        `Athena cannot hold the column ${name} in ${location}.`,
        'Name every column with letters, digits and underscores, each name once whatever its capitals.',
      )
    seen.add(held)
    return [`\`${name}\` ${HIVE[storedAs]}`]
  })
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS \`${database}\`.\`${table}\` (`,
    `  ${described.join(',\n  ')}`,
    `) STORED AS PARQUET LOCATION ${literal(location)}`,
  ].join('\n')
}

const published = (names: LakeNames, table: string): string => `${named(names.databases.published)}.${named(table)}`

/** Takes away what an earlier attempt at the same run may have published. */
export const unpublish = ({ names, runId }: AthenaPlace, table: PublishedName): string =>
  `DELETE FROM ${published(names, table)} WHERE run_id = ${literal(runId)}`

/** Publishes what was protected: one statement a table, because Iceberg knows one writer at a time. */
export function publishRows(place: AthenaPlace, table: PublishedName): string {
  const columns = columnNames(PUBLISHED_TABLES[table]).map(named).join(', ')
  const staged = stagedName(table)
  const from = INTERNAL.find(({ name }) => name === staged)!
  return `INSERT INTO ${published(place.names, table)} (${columns})\nSELECT ${columns} FROM (${rowsOf(from, place)}) s`
}

/** The published rows of a run, as a reader finds them. */
export const publishedRows = ({ names, runId }: AthenaPlace, table: PublishedName): string => {
  const columns = columnNames(PUBLISHED_TABLES[table]).map(named).join(', ')
  return `SELECT ${columns} FROM ${published(names, table)} WHERE run_id = ${literal(runId)}`
}

/** Views for analysts over the rows of one attempt. */
export const restrictedViews = (place: AthenaPlace): readonly { readonly table: string; readonly text: string }[] =>
  Object.values(RESTRICTED_TABLES)
    .filter(({ name }) => name !== 'access_log')
    .map(({ name }) => {
      const table = LAKE_TABLES.find((one) => one.name === name && one.database === 'restricted')!
      return { table: name, text: `CREATE OR REPLACE VIEW ${named(`v_${name}_latest`)} AS\n${rowsOf(table, place)}` }
    })

/** Every view of a deployment, pointed at one run: the figures for everyone, the facts about people for analysts. */
export const showRun = (
  place: AthenaPlace,
): readonly { readonly name: string; readonly text: string; readonly database: string }[] => {
  const { published, restricted } = place.names.databases
  const tables = Object.keys(PUBLISHED_TABLES)
  return [
    ...latestViews(place.runId, named).map((text, at) => ({ name: `show_${tables[at]!}`, text, database: published })),
    ...restrictedViews(place).map(({ table, text }) => ({ name: `show_${table}`, text, database: restricted })),
  ]
}
