import { closeSync, openSync } from 'node:fs'
import { type SchemaElement } from 'hyparquet'
import { ParquetWriter, fileWriter } from 'hyparquet-writer'
import type { Column, ColumnType, Row, Table } from '../../algorithms/contracts/table.ts'

/** Rows of a row group. Fixed, so that the same rows give the same bytes. */
export const ROW_GROUP_ROWS = 50_000

/** Rows of a row group of one shard's table: small, because a merge holds one group of every shard at a time. */
export const SHARD_ROW_GROUP_ROWS = 4_096

/** Names the writer without a clock: the bytes of a file follow from its rows alone. */
const CREATED_BY = 'metastatic-cohorts version 0.1.0 (build typescript)'

const PHYSICAL: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  day: { type: 'INT32', converted_type: 'DATE' },
  count: { type: 'INT64' },
  rate: { type: 'DOUBLE' },
  flag: { type: 'BOOLEAN' },
}

/** Readable by its owner alone. */
export const OWNER_ONLY = 0o600

export interface WriteOptions {
  /** Permissions of the file. */
  readonly mode?: number
  readonly rowGroupRows?: number
  /** The least and greatest value of each column, for readers that skip what they do not ask for. */
  readonly statistics?: boolean
}

export interface TableWriter<T extends Table> {
  /** Rows arrive in the order in which they are to stand. */
  write(row: Row<T>): void
  readonly rows: number
  close(): void
}

/** Writes a table one row group at a time, so that memory does not follow its length. */
export function tableWriter<T extends Table>(
  path: string,
  table: T,
  { mode = OWNER_ONLY, rowGroupRows = ROW_GROUP_ROWS, statistics = true }: WriteOptions = {},
): TableWriter<T> {
  closeSync(openSync(path, 'w', mode))
  const names = Object.keys(table.columns)
  const schema = schemaOf(table)
  const writer = fileWriter(path)
  const parquet = new ParquetWriter({ writer, schema, codec: 'SNAPPY', statistics, createdBy: CREATED_BY })
  let waiting: unknown[][] = names.map(() => [])
  let written = 0

  const flush = () => {
    if (waiting[0]!.length === 0) return
    void parquet.write({
      columnData: names.map((name, i) => ({ name, data: stored(waiting[i]!, table.columns[name]!) })),
      rowGroupSize: rowGroupRows,
    })
    waiting = names.map(() => [])
  }

  return {
    write(row) {
      const values = row as Record<string, unknown>
      for (let i = 0; i < names.length; i++) waiting[i]!.push(values[names[i]!] ?? null)
      written++
      if (waiting[0]!.length === rowGroupRows) flush()
    },
    get rows() {
      return written
    },
    close() {
      flush()
      void parquet.finish()
    },
  }
}

/** Writes rows that are already in order, and says how many there were. */
export function writeTable<T extends Table>(
  path: string,
  table: T,
  rows: Iterable<Row<T>>,
  options?: WriteOptions,
): number {
  const writer = tableWriter(path, table, options)
  for (const row of rows) writer.write(row)
  writer.close()
  return writer.rows
}

const schemaOf = (table: Table): SchemaElement[] => [
  { name: 'root', num_children: Object.keys(table.columns).length },
  ...Object.entries(table.columns).map(([name, column]): SchemaElement => ({
    name,
    repetition_type: column.nullable ? 'OPTIONAL' : 'REQUIRED',
    ...PHYSICAL[column.type],
  })),
]

function stored(values: unknown[], column: Column): unknown[] {
  if (!column.nullable && values.includes(null)) throw new TypeError('A required column of a result is empty')
  return column.type === 'count' ? values.map((value) => (value === null ? null : BigInt(value as number))) : values
}
