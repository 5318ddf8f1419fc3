import { type SchemaElement, type AsyncBuffer, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import type { StoredAs } from '../../algorithms/sql/dialect.ts'

/** The columns of a Parquet file and how each is stored, from its index alone. */
export async function storedColumns(
  file: AsyncBuffer,
): Promise<readonly { readonly name: string; readonly storedAs: StoredAs | 'unreadable' }[]> {
  const metadata = await parquetMetadataAsync(file)
  return parquetSchema(metadata).children.map(({ element, children }) => ({
    name: element.name,
    storedAs: children.length > 0 ? 'unreadable' : storedAs(element),
  }))
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
