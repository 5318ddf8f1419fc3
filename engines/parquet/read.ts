import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { Row, Table } from '../../algorithms/contracts/table.ts'

/** What a cell may hold once read: a day is its number of days since 1970-01-01, a whole number is a number. */
export type Cell = string | number | boolean | null

/** One row group, column by column. */
export interface ColumnChunk {
  readonly rows: number
  readonly columns: Readonly<Record<string, Cell[]>>
}

export interface ParquetFile {
  readonly rows: number
  readonly columns: readonly string[]
  /** The columns asked for, one row group after another: memory holds one at a time. */
  rowGroups(columns?: readonly string[]): AsyncGenerator<ColumnChunk>
  close(): void
}

export async function openParquet(path: string): Promise<ParquetFile> {
  const descriptor = openSync(path, 'r')
  const file = bufferOf(descriptor)
  const metadata = await parquetMetadataAsync(file)
  const names = parquetSchema(metadata).children.map((child) => child.element.name)
  return {
    rows: Number(metadata.num_rows),
    columns: names,
    rowGroups: (columns = names) => rowGroups(file, metadata, columns),
    close: () => {
      closeSync(descriptor)
    },
  }
}

/** The rows of a table that we wrote, in file order. */
export async function* readTable<T extends Table>(path: string, table: T): AsyncGenerator<Row<T>> {
  const names = Object.keys(table.columns)
  const file = await openParquet(path)
  try {
    for await (const chunk of file.rowGroups(names)) {
      const columns = names.map((name) => chunk.columns[name]!)
      for (let i = 0; i < chunk.rows; i++) {
        const row: Record<string, Cell> = {}
        for (let c = 0; c < names.length; c++) row[names[c]!] = columns[c]![i]!
        yield row as Row<T>
      }
    }
  } finally {
    file.close()
  }
}

async function* rowGroups(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
): AsyncGenerator<ColumnChunk> {
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const pieces = new Map<string, Piece[]>(columns.map((name) => [name, []]))
    const from = rowStart
    await parquetRead({
      file,
      metadata,
      columns: [...columns],
      rowStart: from,
      rowEnd: from + rows,
      compressors,
      // Day numbers stay numbers: a million Date objects would cost more than the facts they hold.
      parsers: { dateFromDays: (days: number | null | undefined) => days },
      onChunk: ({ columnName, columnData, rowStart: at }) => {
        pieces.get(columnName)!.push({ at: at - from, values: columnData as ArrayLike<unknown> })
      },
    })
    yield {
      rows,
      columns: Object.fromEntries(columns.map((name) => [name, cellsOf(pieces.get(name)!, rows)])),
    }
    rowStart += rows
  }
}

interface Piece {
  readonly at: number
  readonly values: ArrayLike<unknown>
}

function cellsOf(pieces: readonly Piece[], rows: number): Cell[] {
  const [first] = pieces
  // A column that came in one piece is taken as it is: most of reading would otherwise be copying.
  const whole = pieces.length === 1 && first!.at === 0 && first!.values.length === rows && Array.isArray(first!.values)
  const cells = whole ? (first!.values as unknown as Cell[]) : new Array<Cell>(rows)
  for (const { at, values } of pieces)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      cells[at + i] = typeof value === 'bigint' ? Number(value) : ((value ?? null) as Cell)
    }
  return cells
}

function bufferOf(descriptor: number): AsyncBuffer {
  const byteLength = fstatSync(descriptor).size
  return {
    byteLength,
    slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, end - start))
      let done = 0
      while (done < bytes.length) {
        const read = readSync(descriptor, bytes, done, bytes.length - done, start + done)
        if (read === 0) throw new Error('A Parquet file is shorter than its own index says')
        done += read
      }
      return bytes.buffer
    },
  }
}
