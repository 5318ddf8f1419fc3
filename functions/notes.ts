import { join } from 'node:path'
import type { AwsPlan } from '../engines/aws-run.ts'
import type { Attempt } from '../algorithms/contracts/lake.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import type { Target } from '../algorithms/sql/dialect/athena.ts'
import type { SqlRow } from '../engines/duckdb.ts'
import { openParquet } from '../engines/parquet/read.ts'
import { planPrefix } from './waves.ts'
import type { World } from './world.ts'

/** What one step of a run notes for the next. */
export async function readNote<T>(world: World, run: Attempt, name: string): Promise<T> {
  const text = await world.store.text(world.names.buckets.work, `${planPrefix(run)}${name}.json`)
  if (text !== null) return JSON.parse(text) as T
  throw new Trouble('unexpected', `The note ${name} of this run is missing.`, 'Start the run again.')
}

export const writeNote = (world: World, run: Attempt, name: string, note: unknown): Promise<void> =>
  world.store.putText(world.names.buckets.work, `${planPrefix(run)}${name}.json`, JSON.stringify(note))

export const readPlan = (world: World, run: Attempt): Promise<AwsPlan> => readNote(world, run, 'plan')

/** Keys under a prefix, in order, but those of hidden files and of folders. */
export async function keysUnder(world: World, { bucket, prefix }: Target): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { key } of world.store.list(bucket, prefix))
    if (!/\/[._][^/]*$/.test(key) && !key.endsWith('/')) keys.push(key)
  return keys.sort()
}

/** Brings objects into the folder of this call, in the order given. */
export async function broughtHere(
  world: World,
  bucket: string,
  keys: readonly string[],
  name: string,
): Promise<readonly string[]> {
  const paths: string[] = []
  for (const [at, key] of keys.entries()) {
    const path = join(world.folder, `${name}-${String(at).padStart(5, '0')}.parquet`)
    await world.store.download(bucket, key, path)
    paths.push(path)
  }
  return paths
}

/** The rows that a statement left behind; a statement without rows leaves nothing. */
export async function rowsAt(world: World, target: Target, name: string): Promise<readonly SqlRow[]> {
  const paths = await broughtHere(world, target.bucket, await keysUnder(world, target), name)
  const rows: SqlRow[] = []
  for (const path of paths) {
    const file = await openParquet(path)
    for await (const chunk of file.rowGroups())
      for (let i = 0; i < chunk.rows; i++)
        rows.push(Object.fromEntries(file.columns.map((column) => [column, chunk.columns[column]![i]!])))
    file.close()
  }
  return rows
}
