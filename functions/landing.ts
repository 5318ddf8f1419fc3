import type { PinnedObject } from './aws-run.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { SOURCE_NAMES, type SourceName } from '../algorithms/contracts/sources.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { catalogueFrom } from '../engines/laptop/catalogue.ts'
import { storedColumns } from '../engines/parquet/stored-columns.ts'
import type { FileColumns } from '../engines/plan-sources.ts'
import type { World } from './world.ts'

const CATALOGUE_KEY = 'catalogue/sources.json'

export type Landed = Readonly<Partial<Record<SourceName, readonly PinnedObject[]>>>

/** What `sources.json` says, or what stands for it when there is none. */
export async function landedCatalogue(world: World): Promise<SourceCatalogue> {
  const text = await world.store.text(world.names.buckets.landing, CATALOGUE_KEY)
  if (text === null) return catalogueFrom({})
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    throw new Trouble('contractFailed', 'sources.json is not JSON.', 'Check its brackets and commas.')
  }
  const catalogue = catalogueFrom(written)
  const named = Object.entries(catalogue.sources).find(([, entry]) => entry.table !== undefined)
  if (named !== undefined)
    throw new Trouble(
      'contractFailed',
      `sources.json names a table for ${named[0]}, which this version does not read in AWS.`,
      `UNLOAD it as Parquet to ${named[0]}/ in the landing bucket.`,
    )
  return catalogue
}

/** Every object of every source that landed, as `<source>/….parquet`. */
export async function landedObjects(world: World): Promise<Landed> {
  const bucket = world.names.buckets.landing
  const landed: Partial<Record<SourceName, readonly PinnedObject[]>> = {}
  for (const name of SOURCE_NAMES) {
    const objects: PinnedObject[] = []
    for await (const object of world.store.list(bucket, `${name}/`)) {
      const file = object.key.slice(name.length + 1)
      if (file === '' || file.startsWith('.') || file.startsWith('_') || object.bytes === 0) continue
      if (!file.endsWith('.parquet')) throw notParquet(name)
      objects.push(object)
    }
    if (objects.length > 0) landed[name] = objects.sort((a, b) => (a.key < b.key ? -1 : 1))
  }
  return landed
}

const notParquet = (name: SourceName): Trouble =>
  new Trouble(
    'contractFailed',
    `The folder ${name}/ of the landing bucket holds a file that is not Parquet.`,
    `Turn it into Parquet first: duckdb -c "COPY (SELECT * FROM read_csv('${name}.csv', all_varchar = true)) TO '${name}.parquet'".`,
  )

/** Columns of a source. One table is laid over its folder, so all its files must have the same. */
export async function landedColumns(
  world: World,
  name: SourceName,
  objects: readonly PinnedObject[],
): Promise<FileColumns> {
  const bucket = world.names.buckets.landing
  let first: FileColumns | undefined
  for (const { key, bytes } of objects) {
    const columns = await storedColumns({
      byteLength: bytes,
      slice: async (start, end) => (await world.store.range(bucket, key, start, end)).slice().buffer,
    })
    first ??= columns
    if (JSON.stringify(columns) !== JSON.stringify(first))
      throw new Trouble(
        'contractFailed',
        `The files in ${name}/ of the landing bucket do not have the same columns.`,
        'Export them again, all in one way.',
      )
  }
  return first!
}

/** Stops the run when any input is not what it was when the run was planned. */
export async function refuseChangedInputs(world: World, inputs: Landed): Promise<void> {
  const now = await landedObjects(world)
  for (const name of SOURCE_NAMES) {
    if (JSON.stringify(now[name] ?? []) === JSON.stringify(inputs[name] ?? [])) continue
    throw new Trouble(
      'contractFailed',
      `The files of ${name} changed while the run went on. Nothing was published.`,
      'Start the run again, once everything has landed.',
    )
  }
}
