import type { Dialect } from '../dialect.ts'
import { literal, named } from '../text.ts'

/** Trino, and so Athena. Tables that a statement keeps or writes live in the database of the session. */
export const trino: Dialect = {
  name: 'trino',
  shardOf: (personId, shards) => `from_base(substr(to_hex(md5(to_utf8(${personId}))), 1, 8), 16) % ${shards}`,
  digest: (text) => `lower(substr(to_hex(md5(to_utf8(${text}))), 1, 16))`,
  path: '"$path"',
  landed: ({ from, version }) =>
    from.map((name) => name.split('.').map(named).join('.')).join('') +
    (version === undefined ? '' : ` FOR VERSION AS OF ${version}`),
  keep: (table, select) => `CREATE TABLE ${named(table)} WITH (format = 'PARQUET') AS\n${select}`,
  writeByShard: (table, select) =>
    `CREATE TABLE ${named(table)} WITH (format = 'PARQUET', partitioned_by = ARRAY[${literal('shard')}]) AS\n${select}`,
  written: named,
}
