import { createHash } from 'node:crypto'
import { literal, named } from '../../algorithms/sql/text.ts'
import type { AthenaDouble, CatalogueTable } from '../aws/athena-double.ts'
import { type ExternalTable, type Unload, athenaStatement } from '../sql/athena-grammar.ts'
import { query } from './client.ts'

/** Types of Hive and of Iceberg, as Trino writes them. */
const TRINO: Readonly<Record<string, string>> = {
  string: 'varchar',
  bigint: 'bigint',
  long: 'bigint',
  int: 'integer',
  double: 'double',
  date: 'date',
  boolean: 'boolean',
  timestamp: 'timestamp(3)',
}

/**
 * Stands in for Athena with a Trino server over an S3 server. Statements are taken apart by Athena's own grammar; the SQL
 * inside them runs as it stands. UNLOAD becomes its nearest, a table over the target that is forgotten once it is written:
 * unlike Athena, that refuses a target which holds something even when the rows are partitioned.
 */
export async function athenaOnTrino(
  address: string,
  databases: readonly string[],
  tables: readonly CatalogueTable[],
): Promise<AthenaDouble> {
  for (const database of databases) await query(address, `CREATE SCHEMA IF NOT EXISTS ${named(database)}`)
  for (const table of tables) await query(address, table.isIceberg ? icebergTable(table) : projectedTable(table))
  const tokens = new Map<string, { readonly text: string; readonly done: Promise<void> }>()
  const statements: string[] = []

  const carriedOut = async (text: string, database: string): Promise<void> => {
    const statement = athenaStatement(text)
    statements.push(text)
    const run = (sql: string): Promise<unknown> => query(address, sql, database)
    if (statement.is === 'external table') await run(landedTable(statement))
    else if (statement.is === 'unload') {
      const table = named(`unload_${createHash('sha256').update(statement.location).digest('hex').slice(0, 16)}`)
      await run(`CREATE TABLE ${table} WITH (${unloadedTo(statement)}) AS\n${statement.query}`)
      await run(`DROP TABLE ${table}`)
    } else await run(text)
  }

  return {
    statements,
    async run(text, database, token) {
      if (token.length < 32 || token.length > 128) throw new Error('A token has 32 to 128 characters')
      const before = tokens.get(token)
      if (before !== undefined && before.text !== text) throw new Error('Idempotent parameters do not match')
      const done = before?.done ?? carriedOut(text, database)
      tokens.set(token, { text, done })
      await done
      return []
    },
  }
}

const withoutSlash = (location: string): string => location.replace(/\/$/, '')

function unloadedTo({ compression, location, partitionedBy }: Unload): string {
  // Trino takes the compression of what it writes from its configuration.
  if (compression !== 'SNAPPY') throw new Error(`Trino was told to write SNAPPY, not ${compression}`)
  const partitions = partitionedBy.map(literal).join(', ')
  return [
    "format = 'PARQUET'",
    `external_location = ${literal(withoutSlash(location))}`,
    ...(partitions === '' ? [] : [`partitioned_by = ARRAY[${partitions}]`]),
  ].join(', ')
}

const landedTable = ({ name, columns, location }: ExternalTable): string =>
  `CREATE TABLE IF NOT EXISTS ${name.map(named).join('.')} (${columns
    .map((column) => `${named(column.name)} ${TRINO[column.type]!}`)
    .join(', ')}) WITH (format = 'PARQUET', external_location = ${literal(withoutSlash(location))})`

/** The projection that the template declares for Athena, in the words of Trino. */
function projectedTable({ database, name, columns, partitions, parameters, location }: CatalogueTable): string {
  const projected = partitions.map((column) => {
    const range = parameters[`projection.${column.name}.range`]
    const how = [
      `partition_projection_type = ${literal(parameters[`projection.${column.name}.type`]!.toUpperCase())}`,
      ...(range === undefined
        ? []
        : [`partition_projection_range = ARRAY[${range.split(',').map(literal).join(', ')}]`]),
    ]
    return `${named(column.name)} ${TRINO[column.type]!} WITH (${how.join(', ')})`
  })
  const described = [...columns.map((column) => `${named(column.name)} ${TRINO[column.type]!}`), ...projected]
  const how = [
    "format = 'PARQUET'",
    `external_location = ${literal(withoutSlash(location))}`,
    `partitioned_by = ARRAY[${partitions.map((column) => literal(column.name)).join(', ')}]`,
    `partition_projection_enabled = ${parameters['projection.enabled']!}`,
    `partition_projection_location_template = ${literal(parameters['storage.location.template']!)}`,
  ]
  return `CREATE TABLE ${named(database)}.${named(name)} (${described.join(', ')}) WITH (${how.join(', ')})`
}

const icebergTable = ({ database, name, columns, partitions, location }: CatalogueTable): string =>
  `CREATE TABLE "iceberg".${named(database)}.${named(name)} (${columns
    .map((column) => `${named(column.name)} ${TRINO[column.type]!}`)
    .join(
      ', ',
    )}) WITH (format = 'PARQUET', location = ${literal(withoutSlash(location))}, partitioning = ARRAY[${partitions
    .map((column) => literal(column.name))
    .join(', ')}])`
