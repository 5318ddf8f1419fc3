interface Column {
  readonly Name: string
  readonly Type: string
}

interface TableProperties {
  readonly TableInput?: {
    readonly PartitionKeys?: readonly Column[]
    readonly StorageDescriptor?: { readonly Columns?: readonly Column[]; readonly Location?: unknown }
  }
  readonly OpenTableFormatInput?: {
    readonly IcebergInput?: {
      readonly IcebergTableInput?: {
        readonly Location?: unknown
        readonly Schema?: { readonly Fields?: readonly (Column & { readonly Id: number })[] }
        readonly PartitionSpec?: unknown
      }
    }
  }
}

/**
 * What a table of the catalogue loses: columns that go or change their type, and files that it no longer finds. Iceberg
 * knows its columns by their number (Apache Iceberg table specification, schema evolution), so those may not move either.
 */
export function lostColumns(before: unknown, after: unknown): readonly string[] {
  const [was, is] = [tableOf(before), tableOf(after)]
  if (was === null || is === null) return []
  const now = new Map(is.columns.map((column) => [column.name, column]))
  return [
    ...was.columns.flatMap(({ name, type, number }) => {
      const column = now.get(name)
      if (column === undefined) return [`column ${name} goes`]
      if (column.type !== type) return [`column ${name} was ${type} and becomes ${column.type}`]
      return column.number === number ? [] : [`column ${name} moves from number ${number!} to ${column.number!}`]
    }),
    ...(was.partitions === is.partitions ? [] : ['its partitions change']),
    ...(was.location === is.location ? [] : ['it looks for its files somewhere else']),
  ]
}

interface Described {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly number: number | null }[]
  readonly partitions: string
  readonly location: string
}

/** A Glue table; null for anything else. */
function tableOf(properties: unknown): Described | null {
  const { TableInput, OpenTableFormatInput } = (properties ?? {}) as TableProperties
  const iceberg = OpenTableFormatInput?.IcebergInput?.IcebergTableInput
  if (iceberg !== undefined)
    return {
      columns: (iceberg.Schema?.Fields ?? []).map(({ Name, Type, Id }) => ({ name: Name, type: Type, number: Id })),
      partitions: JSON.stringify(iceberg.PartitionSpec ?? null),
      location: JSON.stringify(iceberg.Location ?? null),
    }
  if (TableInput === undefined) return null
  const { PartitionKeys, StorageDescriptor } = TableInput
  return {
    columns: (StorageDescriptor?.Columns ?? []).map(({ Name, Type }) => ({ name: Name, type: Type, number: null })),
    partitions: JSON.stringify(PartitionKeys ?? []),
    location: JSON.stringify(StorageDescriptor?.Location ?? null),
  }
}
