/** How a file or table stores a column. Anything else has no text on which both engines agree, and is refused. */
export type StoredAs = 'text' | 'date' | 'timestamp' | 'whole'

/** One or more files, or one table, with the same columns. */
export interface Landing {
  readonly format: 'csv' | 'parquet' | 'table'
  /** Paths, or the one table as `database.table`. */
  readonly from: readonly string[]
  /** Snapshot of an Iceberg table that is read, as digits; absent where what stands there is read. */
  readonly version?: string
  /** Every column in file order: text files are read by position. */
  readonly columns: readonly { readonly name: string; readonly storedAs: StoredAs | 'unreadable' }[]
}

/** All that differs between the engines. Every other word of a statement is one text for both. */
export interface Dialect {
  readonly name: 'duckdb' | 'trino'
  /** The first eight hex digits of the MD5 of a person's id, modulo the shards. */
  shardOf(personId: string, shards: number): string
  /** The first sixteen hex digits of the MD5 of a text, lower case. */
  digest(text: string): string
  /** The hidden column with the path of the object that a landed row came from. */
  readonly path: string
  /** What stands after FROM to read where a source landed. */
  landed(landing: Landing): string
  /** Keeps the rows of a SELECT under a name, for later statements. */
  keep(table: string, select: string): string
  /** Writes the rows of a SELECT as Parquet, a folder a shard; `shard` is its last column. */
  writeByShard(table: string, select: string): string
  /** What stands after FROM to read what `writeByShard` wrote. */
  written(table: string): string
}
