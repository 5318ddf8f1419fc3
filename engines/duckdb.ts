import { mkdirSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { Trouble } from '../algorithms/domain/trouble.ts'

/** A value as a statement answers with it: whole numbers past 2^53 do not occur, and days are asked for as text. */
export type SqlValue = string | number | boolean | null

export type SqlRow = Readonly<Record<string, SqlValue>>

export interface DuckDbOptions {
  /** A database file, or `:memory:`. */
  readonly path?: string
  /** As DuckDB writes it, such as `1GB`. The process itself takes more: DuckDB's own buffers come on top. */
  readonly memoryLimit?: string
  readonly threads?: number
  /** Where it may spill: a folder that only its owner can read. */
  readonly temporary: string
  readonly readOnly?: boolean
}

export interface DuckDb {
  run(text: string): Promise<void>
  rows(text: string): Promise<readonly SqlRow[]>
  close(): void
}

export const DEFAULT_MEMORY_LIMIT = '1GB'

/** Opens DuckDB with its memory bounded and with no way to fetch an extension. */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  mkdirSync(options.temporary, { recursive: true, mode: 0o700 })
  const instance = await DuckDBInstance.create(options.path ?? ':memory:', {
    memory_limit: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
    threads: String(options.threads ?? 2),
    temp_directory: options.temporary,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
    ...(options.readOnly === true ? { access_mode: 'READ_ONLY' } : {}),
  })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  // DuckDB cannot know how long a CSV file is and would build its hash table on the whole of it: we write the small side second.
  await connection.run("SET disabled_optimizers = 'build_side_probe_side'")
  // Partitions are written out early: many open partitions of wide rows would otherwise pass the memory limit.
  await connection.run('SET partitioned_write_flush_threshold = 65536')
  return {
    run: (text) => wrapped(() => connection.run(text)).then(() => undefined),
    rows: (text) => rowsOf(connection, text),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function rowsOf(connection: DuckDBConnection, text: string): Promise<readonly SqlRow[]> {
  const result = await wrapped(() => connection.stream(text))
  const names = result.columnNames()
  const rows: SqlRow[] = []
  // Chunk by chunk, so that an answer of many rows stands in memory once.
  for (;;) {
    const chunk = await wrapped(() => result.fetchChunk())
    if (chunk === null || chunk.rowCount === 0) return rows
    const columns = chunk.getColumns()
    for (let place = 0; place < chunk.rowCount; place++) {
      const row: Record<string, SqlValue> = {}
      for (let i = 0; i < names.length; i++) row[names[i]!] = plain(columns[i]![place]!)
      rows.push(row)
    }
  }
}

function plain(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number(value)
  throw new TypeError('A statement answered with a type that is not text, number or yes/no: cast it')
}

/** What DuckDB says of a file or of its own limits, told without its words: they may repeat what a row held. */
const KNOWN: readonly (readonly [RegExp, string, string])[] = [
  [
    /expected number of columns|CSV Error.*columns|Too many columns|missing.*column/i,
    'is not well-formed CSV: a line has more or fewer fields than the header',
    'Export it again with every field that holds a comma, quote or line end in double quotes.',
  ],
  [
    /unterminated quote|quote should be followed/i,
    'is not well-formed CSV: a quoted field does not end',
    'Export it again.',
  ],
  [/invalid unicode|not utf-8|utf-8 encoded/i, 'is not UTF-8 text', 'Export it again as UTF-8.'],
  [/maximum line size|max_line_size/i, 'holds a line longer than 2 MB', 'Check that its quotes are closed.'],
  [/gzip|GZIP|zlib|miniz|Failed to decode/i, 'is a damaged gzip file', 'Copy or export it again.'],
  [/parquet|thrift|magic bytes|footer/i, 'is not a readable Parquet file', 'Export it again.'],
]

async function wrapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explained(error instanceof Error ? error.message : '')
  }
}

/** Never repeats DuckDB's message. */
function explained(message: string): Trouble {
  if (/out of memory/i.test(message))
    return new Trouble(
      'unexpected',
      'DuckDB ran out of the memory it was given.',
      'Use fewer shards, or a machine with more memory.',
    )
  if (/no space left|out of disk/i.test(message))
    return new Trouble('unexpected', 'The disk is full.', 'Free some space and run the same command again.')
  if (/permission denied/i.test(message))
    return new Trouble('permission', 'A file may not be read or written.', 'Check the owner of the folders.')
  const known = KNOWN.find(([pattern]) => pattern.test(message))
  const file = fileIn(message)
  const line = /on line:? (\d+)/i.exec(message)?.[1]
  if (known !== undefined)
    return new Trouble(
      'contractFailed',
      `${file ?? 'A source file'} ${known[1]}${line === undefined ? '' : ` (line ${line})`}.`,
      known[2],
    )
  const kind = /^(\w+( \w+)? Error)/.exec(message)?.[1] ?? 'error'
  return new Trouble(
    'unexpected',
    `A statement failed in DuckDB (${kind})${file === null ? '' : ` while reading ${file}`}.`,
    'Report this with the name of the step.',
  )
}

/** The last part of the first path to a source file in a message. */
function fileIn(message: string): string | null {
  const path = /([\w./ -]+\.(?:csv\.gz|csv|parquet))/.exec(message)?.[1]
  return path?.split('/').at(-1)?.trim() ?? null
}
