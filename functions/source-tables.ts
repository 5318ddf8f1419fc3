import { gunzipSync } from 'node:zlib'
import type { Measured, PinnedObject, TableFolder } from '../engines/aws-run.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { SOURCE_NAMES, type SourceName } from '../algorithms/contracts/sources.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import type { SizedObject } from '../algorithms/sql/gather/chunks.ts'
import type { StoredAs } from '../algorithms/sql/dialect.ts'
import type { LandedFile } from '../engines/plan-sources.ts'
import { objectsIn } from './landing.ts'
import type { World } from './world.ts'

/** A table that `sources.json` names in place of files. */
export interface NamedTable {
  readonly source: SourceName
  readonly database: string
  readonly name: string
}

/** The same with what the machine read of it in the Glue catalogue: lists, so that what is absent is empty. */
export interface FoundTable extends NamedTable {
  readonly found: {
    readonly type: readonly string[]
    readonly names: readonly string[]
    readonly types: readonly string[]
    readonly partitionNames: readonly string[]
    readonly partitionTypes: readonly string[]
    readonly location: readonly string[]
    readonly inputFormat: readonly string[]
    /** `ICEBERG` for such a table. */
    readonly format: readonly string[]
    /** Where the current metadata of an Iceberg table lie. */
    readonly metadata: readonly string[]
  }
}

/** A table as it was when the run was planned. */
export interface PinnedTable {
  readonly file: LandedFile
  readonly objects: readonly PinnedObject[]
  /** Null for Iceberg, whose snapshot cannot change. */
  readonly folder: TableFolder | null
  readonly measured: Measured
  /** Objects by which the table may be read in chunks. */
  readonly sized: readonly SizedObject[]
}

/** Tables that the machine has to look up: functions reach S3 alone. */
export const namedTables = (catalogue: SourceCatalogue): readonly NamedTable[] =>
  SOURCE_NAMES.flatMap((source) => {
    const table = catalogue.sources[source]?.table
    if (table === undefined) return []
    const [database, name] = table.split('.')
    return [{ source, database: database!, name: name! }]
  })

/** Settles what of a table will be read, to the object or to the snapshot. */
export async function pinnedTable(world: World, { source, database, name, found }: FoundTable): Promise<PinnedTable> {
  const table = `${database}.${name}`
  const columns = [...columnsOf(found.names, found.types), ...columnsOf(found.partitionNames, found.partitionTypes)]
  const file = { name: `the table ${table}`, from: table, format: 'table' as const, columns }
  const metadata = found.metadata[0]
  if (found.format[0]?.toUpperCase() === 'ICEBERG' && metadata !== undefined) {
    const snapshot = await currentSnapshot(world, table, metadata)
    const pinned = { key: metadata, etag: `snapshot-${snapshot.id}`, bytes: snapshot.bytes }
    return {
      file: { ...file, version: snapshot.id },
      objects: [pinned],
      folder: null,
      measured: { bytes: snapshot.bytes, rows: snapshot.rows },
      sized: snapshot.bytes > world.chunkBytes ? await filesOf(world, found.location[0]) : [],
    }
  }
  if (found.type[0] === 'VIRTUAL_VIEW' || found.location[0] === undefined || found.location[0] === '')
    throw new Trouble(
      'contractFailed',
      `${table}, named for ${source} in sources.json, is a view: what it reads cannot be held still.`,
      'Name the table behind it, or materialise it with CREATE TABLE AS.',
    )
  if (!(found.inputFormat[0] ?? '').toLowerCase().includes('parquet'))
    throw new Trouble(
      'contractFailed',
      `${table}, named for ${source} in sources.json, is stored neither as Parquet nor as Iceberg.`,
      `Turn it into Parquet with Athena: CREATE TABLE ${table}_parquet WITH (format = 'PARQUET') AS SELECT * FROM ${table}.`,
    )
  const folder = folderOf(found.location[0])
  const objects = await objectsIn(world, folder)
  const bytes = objects.reduce((sum, object) => sum + object.bytes, 0)
  return { file, objects, folder, measured: { bytes, rows: null }, sized: sizedIn(folder.bucket, objects) }
}

/** Objects by their paths, as the engine tells them. */
export const sizedIn = (bucket: string, objects: readonly PinnedObject[]): readonly SizedObject[] =>
  objects.map(({ key, bytes }) => ({ path: `s3://${bucket}/${key}`, bytes }))

/** Files under an Iceberg table. Some may belong to older snapshots: they tell where to cut, not what is read. */
async function filesOf(world: World, location: string | undefined): Promise<readonly SizedObject[]> {
  if (location === undefined || location === '') return []
  const folder = folderOf(location)
  const objects = await objectsIn(world, folder)
  return sizedIn(
    folder.bucket,
    objects.filter(({ key }) => !key.startsWith(`${folder.prefix}metadata/`)),
  )
}

const columnsOf = (names: readonly string[], types: readonly string[]): LandedFile['columns'] =>
  names.map((name, at) => ({ name, storedAs: storedAs(types[at] ?? '') }))

function storedAs(hiveType: string): StoredAs | 'unreadable' {
  const type = hiveType.toLowerCase()
  if (/^(string|varchar|char)\b/.test(type)) return 'text'
  if (type === 'date') return 'date'
  if (type.startsWith('timestamp')) return 'timestamp'
  return ['tinyint', 'smallint', 'int', 'integer', 'bigint', 'long'].includes(type) ? 'whole' : 'unreadable'
}

const folderOf = (location: string): TableFolder => {
  const [, bucket, prefix] = /^s3a?:\/\/([^/]+)\/?(.*)$/.exec(location) ?? []
  return { bucket: bucket ?? '', prefix: prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/` }
}

interface Snapshot {
  /** As digits: it is too long for a number. */
  readonly id: string
  readonly bytes: number
  readonly rows: number | null
}

const GZIP = 0x1f

/** The snapshot that an Iceberg table shows now, with the totals that its summary gives. */
async function currentSnapshot(world: World, table: string, metadata: string): Promise<Snapshot> {
  const { bucket, prefix } = folderOf(metadata)
  const bytes = await world.store.range(bucket, prefix.replace(/\/$/, ''), 0)
  const text = Buffer.from(bytes[0] === GZIP ? gunzipSync(bytes) : bytes).toString('utf8')
  const id = /"current-snapshot-id"\s*:\s*(\d+)/.exec(text)?.[1]
  if (id === undefined)
    throw new Trouble(
      'contractFailed',
      `${table} has no snapshot: it is empty.`,
      'Fill it, or leave it out of sources.json.',
    )
  const { snapshots = [] } = JSON.parse(text.replace(/("snapshot-id"\s*:\s*)(\d+)/g, '$1"$2"')) as {
    snapshots?: readonly { 'snapshot-id': string; summary?: Readonly<Record<string, string>> }[]
  }
  const summary = snapshots.find((one) => one['snapshot-id'] === id)?.summary ?? {}
  const rows = summary['total-records']
  return { id, bytes: Number(summary['total-files-size'] ?? 0), rows: rows === undefined ? null : Number(rows) }
}
