import type { ColumnType } from '../../algorithms/contracts/table.ts'

/** How each engine names the type of a column of an answer. */
export const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  day: 'DATE',
  count: 'BIGINT',
  rate: 'DOUBLE',
  flag: 'BOOLEAN',
}

export const TRINO_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'varchar',
  day: 'date',
  count: 'bigint',
  rate: 'double',
  flag: 'boolean',
}
