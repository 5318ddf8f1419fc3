import type { Json } from './asl/interpreter.ts'
import type { CatalogueTable } from './athena-double.ts'

/** A table of text that a lake already has: as Athena knows it, and as the catalogue describes it. */
export function lakeTable(
  database: string,
  name: string,
  location: string,
  columns: readonly string[],
): { readonly table: CatalogueTable; readonly described: Json } {
  return {
    table: {
      database,
      name,
      location,
      columns: columns.map((column) => ({ name: column, type: 'string' })),
      partitions: [],
      parameters: {},
      isIceberg: false,
    },
    described: {
      TableType: 'EXTERNAL_TABLE',
      Parameters: {},
      PartitionKeys: [],
      StorageDescriptor: {
        Location: location,
        InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        Columns: columns.map((Name) => ({ Name, Type: 'string' })),
      },
    },
  }
}
