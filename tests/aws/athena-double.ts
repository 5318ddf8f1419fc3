import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Store } from '../../engines/s3.ts'
import type { DuckDb, SqlRow } from '../../engines/duckdb.ts'
import { literal, named } from '../../algorithms/sql/text.ts'

/** A table as the template describes it in the catalogue. */
export interface CatalogueTable {
  readonly database: string
  readonly name: string
  readonly location: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly partitions: readonly { readonly name: string; readonly type: string }[]
  /** What the catalogue is told beside the columns: how partitions are projected. */
  readonly parameters: Readonly<Record<string, string>>
  readonly isIceberg: boolean
}

/** How a query ends that does not end well: before it did anything, or with half of its files written. */
export type Death = 'before' | 'half-way'

export interface AthenaDouble {
  run(text: string, database: string, token: string, dies?: Death): Promise<readonly SqlRow[]>
  readonly statements: string[]
}

const DUCKDB: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bigint: 'BIGINT',
  long: 'BIGINT',
  int: 'INTEGER',
  double: 'DOUBLE',
  date: 'DATE',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
}

/** The functions of Trino that our dialect uses, as DuckDB would write them. */
const MACROS = [
  'CREATE OR REPLACE MACRO to_utf8(x) AS x',
  'CREATE OR REPLACE MACRO to_hex(x) AS upper(x)',
  "CREATE OR REPLACE MACRO from_base(x, b) AS cast('0x' || x AS bigint)",
]

/**
 * Stands in for Athena: its statements are taken apart, their SQL runs on DuckDB over the objects of the store. Like
 * Athena it keeps a token to its statement, leaves what a partitioned UNLOAD finds in its place, and refuses others.
 */
export async function athenaDouble(
  db: DuckDb,
  store: Store,
  folder: string,
  tables: readonly CatalogueTable[],
): Promise<AthenaDouble> {
  for (const macro of MACROS) await db.run(macro)
  const known = new Map(tables.map((table) => [`${table.database}.${table.name}`, table]))
  for (const database of new Set(tables.map((table) => table.database)))
    await db.run(`CREATE SCHEMA IF NOT EXISTS ${named(database)}`)
  for (const table of tables)
    if (table.isIceberg)
      await db.run(
        `CREATE TABLE ${named(table.database)}.${named(table.name)} (${table.columns.map(({ name, type }) => `${named(name)} ${DUCKDB[type]!}`).join(', ')})`,
      )
  const tokens = new Map<string, string>()
  const failed = new Set<string>()
  const statements: string[] = []
  // One connection: statements take turns, as far as DuckDB is concerned.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work)
    turn = next.catch(() => undefined)
    return next
  }

  const mirrored = async (location: string): Promise<string> => {
    const { bucket, key } = placeOf(location)
    const home = join(folder, bucket, key)
    mkdirSync(home, { recursive: true })
    for await (const object of store.list(bucket, key.endsWith('/') ? key : `${key}/`)) {
      const path = join(folder, bucket, object.key)
      if (existsSync(path) && statSync(path).size === object.bytes) continue
      mkdirSync(dirname(path), { recursive: true })
      await store.download(bucket, object.key, path)
    }
    return home
  }

  const prepared = async (text: string): Promise<void> => {
    for (const [, database, name] of text.matchAll(/"([\w]+)"\."([\w]+)"/g)) {
      const table = known.get(`${database!}.${name!}`)
      if (table === undefined || table.isIceberg) continue
      const read = `"${database!}"."${name!}" WHERE run = '([^']+)' AND attempt = '([^']+)'`
      const partitions = table.partitions.length === 0 ? [null] : [...text.matchAll(new RegExp(read, 'g'))]
      const parts: string[] = []
      for (const partition of partitions) {
        const under = partition === null ? '' : `run=${partition[1]!}/attempt=${partition[2]!}/`
        parts.push(rowsOf(table, await mirrored(`${table.location}${under}`), partition))
      }
      const view = `${named(table.database)}.${named(table.name)}`
      await db.run(`CREATE OR REPLACE VIEW ${view} AS ${parts.join('\nUNION ALL\n')}`)
    }
  }

  const run = async (text: string, database: string, dies?: Death): Promise<readonly SqlRow[]> => {
    // What Iceberg commits and what the catalogue is told is done whole or not at all.
    if (dies === 'before' || (dies === 'half-way' && !text.startsWith('UNLOAD'))) throw new Error('The query failed')
    await db.run(`CREATE SCHEMA IF NOT EXISTS ${named(database)}`)
    await db.run(`SET search_path = ${literal(`${database},main`)}`)
    const unloaded = /^UNLOAD \(\n([\s\S]*)\n\) TO '(s3:[^']+)' WITH \((.*)\)$/.exec(text)
    if (unloaded !== null) {
      const [, select, location, how] = unloaded
      await prepared(select!)
      const { bucket, key } = placeOf(location!)
      const isPartitioned = how!.includes('partitioned_by')
      if (!isPartitioned)
        for await (const object of store.list(bucket, key)) throw new Error(`HIVE_PATH_ALREADY_EXISTS ${object.key}`)
      const out = join(
        folder,
        'unload',
        createHash('sha256')
          .update(text + String(statements.length))
          .digest('hex')
          .slice(0, 12),
      )
      mkdirSync(isPartitioned ? dirname(out) : out, { recursive: true })
      const target = isPartitioned ? out : join(out, 'part')
      await db.run(
        `COPY (\n${select!}\n) TO ${literal(target)} (FORMAT parquet, COMPRESSION snappy${isPartitioned ? ', PARTITION_BY (shard)' : ''})`,
      )
      const id = `q${statements.length}`
      const paths = filesUnder(out)
      const written = dies === 'half-way' ? paths.slice(0, Math.ceil(paths.length / 2)) : paths
      for (const path of written) await store.upload(path, bucket, `${key}${keyOf(out, path, id)}`)
      if (dies === 'half-way') throw new Error('The query failed')
      return []
    }
    const described =
      /^CREATE EXTERNAL TABLE IF NOT EXISTS `(\w+)`\.`(\w+)` \(([\s\S]*)\) STORED AS PARQUET LOCATION '(s3:[^']+)'$/.exec(
        text,
      )
    if (described !== null) {
      const [, schema, name, columns, location] = described
      known.set(`${schema!}.${name!}`, {
        database: schema!,
        name: name!,
        location: location!,
        partitions: [],
        parameters: {},
        isIceberg: false,
        columns: [...columns!.matchAll(/`([^`]+)` (\w+)/g)].map(([, column, type]) => ({ name: column!, type: type! })),
      })
      return []
    }
    await prepared(text)
    if (/^(SELECT|WITH)/.test(text)) return db.rows(text)
    await db.run(text)
    return []
  }
  return {
    statements,
    run: (text, database, token, dies) =>
      inTurn(async () => {
        if (token.length < 32 || token.length > 128) throw new Error('A token has 32 to 128 characters')
        if (Buffer.byteLength(text) > 262_144) throw new Error('The statement is too long')
        if ((tokens.get(token) ?? text) !== text) throw new Error('Idempotent parameters do not match')
        if (failed.has(token)) throw new Error('The query of this token failed before')
        if (tokens.has(token)) return []
        tokens.set(token, text)
        const rows = await run(text, database, dies).catch((error: unknown) => {
          failed.add(token)
          throw error
        })
        statements.push(text)
        return rows
      }),
  }
}

function rowsOf(table: CatalogueTable, home: string, partition: RegExpExecArray | null): string {
  const has = filesUnder(home).length > 0
  const columns = [...table.columns, ...table.partitions.filter(({ name }) => name === 'shard')]
  const select = columns.map(({ name, type }) => {
    const cast = DUCKDB[type]!
    return has ? `cast(${named(name)} AS ${cast}) AS ${named(name)}` : `cast(NULL AS ${cast}) AS ${named(name)}`
  })
  const fixed = partition === null ? [] : [`${literal(partition[1]!)} AS run`, `${literal(partition[2]!)} AS attempt`]
  // Athena's hidden column: where the object of a row lies.
  const placed = `${literal(table.location)} || substr(filename, ${home.replace(/\/$/, '').length + 2})`
  const path = partition !== null ? [] : [`${has ? placed : `cast(NULL AS VARCHAR)`} AS "$path"`]
  const from = has
    ? `read_parquet(${literal(`${home}/**`)}, hive_partitioning = ${table.partitions.some(({ name }) => name === 'shard')}${
        table.partitions.some(({ name }) => name === 'shard') ? ", hive_types = {'shard': 'BIGINT'}" : ''
      }, union_by_name = true)`
    : '(SELECT 1) none WHERE FALSE'
  return `SELECT ${[...select, ...fixed, ...path].join(', ')} FROM ${from}`
}

function placeOf(location: string): { bucket: string; key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location)!
  return { bucket: bucket!, key: key! }
}

const filesUnder = (home: string): string[] =>
  existsSync(home)
    ? readdirSync(home, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? filesUnder(join(home, entry.name)) : [join(home, entry.name)],
      )
    : []

/** Athena names its files by the query, with no ending. */
function keyOf(out: string, path: string, id: string): string {
  const parts = path.slice(out.length + 1).split('/')
  const file = `${id}_${parts.at(-1)!.replace('.parquet', '')}`
  return [...parts.slice(0, -1), file].join('/')
}
