import type { Dialect, Landing } from '../dialect.ts'
import { literal, named } from '../text.ts'

/** DuckDB over local files. `folder` is where tables by shard are written, one folder a table. */
export function duckdb(folder: string): Dialect {
  const path = (table: string): string => `${folder}/${table}`
  return {
    name: 'duckdb',
    shardOf: (personId, shards) => `cast('0x' || substr(md5(${personId}), 1, 8) AS bigint) % ${shards}`,
    digest: (text) => `substr(md5(${text}), 1, 16)`,
    path: 'filename',
    landed,
    keep: (table, select) => `CREATE OR REPLACE TEMP TABLE ${named(table)} AS\n${select}`,
    writeByShard: (table, select) =>
      `COPY (\n${select}\n) TO ${literal(path(table))} (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (shard))`,
    written: (table) =>
      `read_parquet(${literal(`${path(table)}/*/*.parquet`)}, hive_partitioning = true, hive_types = {'shard': 'BIGINT'})`,
  }
}

function landed(landing: Landing): string {
  if (landing.format === 'table') return landing.from.map((table) => table.split('.').map(named).join('.')).join('')
  const files = `[${landing.from.map(literal).join(', ')}]`
  if (landing.format === 'parquet') return `read_parquet(${files}, hive_partitioning = false)`
  const columns = landing.columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ')
  return (
    `read_csv(${files}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', ` +
    `nullstr = '', hive_partitioning = false, columns = {${columns}})`
  )
}
