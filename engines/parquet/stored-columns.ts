import { type SchemaElement, type AsyncBuffer, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import type { StoredAs } from '../../algorithms/sql/dialect.ts'

export interface StoredShape {
  readonly columns: readonly { readonly name: string; readonly storedAs: StoredAs | 'unreadable' }[]
  readonly rows: number
}

/** The columns of a Parquet file, how each is stored, and its rows, from its index alone. */
export async function storedShape(file: AsyncBuffer): Promise<StoredShape> {
  const metadata = await parquetMetadataAsync(file)
  const columns = parquetSchema(metadata).children.map(({ element, children }) => ({
    name: element.name,
    storedAs: children.length > 0 ? ('unreadable' as const) : storedAs(element),
  }))
  return { columns, rows: Number(metadata.num_rows) }
}

function storedAs({ type, converted_type: converted, logical_type: logical }: SchemaElement): StoredAs | 'unreadable' {
  const kind = logical?.type
  if (type === 'BYTE_ARRAY') return converted === 'UTF8' || kind === 'STRING' || kind === 'ENUM' ? 'text' : 'unreadable'
  if (converted === 'DATE' || kind === 'DATE') return 'date'
  if (kind === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP') === true || type === 'INT96') return 'timestamp'
  const isWhole = converted === undefined || converted.startsWith('INT_') || converted.startsWith('UINT_')
  return (type === 'INT32' || type === 'INT64') && isWhole && kind !== 'DECIMAL' && kind !== 'TIME'
    ? 'whole'
    : 'unreadable'
}
