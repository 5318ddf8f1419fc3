import { type AwsPlan, CATALOGUE_KEY, type PinnedObject, type TableFolder } from '../engines/aws-run.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { SOURCE_NAMES, type SourceName } from '../algorithms/contracts/sources.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { catalogueIn } from '../engines/laptop/catalogue.ts'
import { toParquet } from '../engines/to-parquet.ts'
import { type StoredShape, storedShape } from '../engines/parquet/stored-columns.ts'
import type { World } from './world.ts'

export type Landed = Readonly<Partial<Record<SourceName, readonly PinnedObject[]>>>

/** What `sources.json` says, or what stands for it when there is none. */
export const landedCatalogue = async ({ store, names }: World): Promise<SourceCatalogue> =>
  catalogueIn(await store.text(names.buckets.landing, CATALOGUE_KEY))

/** Every object of every source that landed, as `<source>/….parquet`. */
export async function landedObjects(world: World, catalogue: SourceCatalogue): Promise<Landed> {
  const landed: Partial<Record<SourceName, readonly PinnedObject[]>> = {}
  for (const name of SOURCE_NAMES) {
    const folder = { bucket: world.names.buckets.landing, prefix: `${name}/` }
    const objects = await objectsIn(world, folder)
    if (objects.length === 0) continue
    if (catalogue.sources[name]?.table !== undefined)
      throw new Trouble(
        'contractFailed',
        `${name} both landed and is a table in sources.json.`,
        `Remove ${name}/ from the landing bucket, or the table from sources.json.`,
      )
    if (objects.some(({ key }) => !key.endsWith('.parquet'))) throw notParquet(name)
    landed[name] = objects
  }
  return landed
}

/** Objects of a folder in the order of their keys, but those that engines leave for themselves. */
export async function objectsIn(world: World, { bucket, prefix }: TableFolder): Promise<readonly PinnedObject[]> {
  const objects: PinnedObject[] = []
  for await (const object of world.store.list(bucket, prefix)) {
    const hidden = object.key
      .slice(prefix.length)
      .split('/')
      .some((part) => part.startsWith('.') || part.startsWith('_'))
    if (!hidden && !object.key.endsWith('/') && object.bytes > 0) objects.push(object)
  }
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1))
}

const notParquet = (name: SourceName): Trouble =>
  new Trouble(
    'contractFailed',
    `The folder ${name}/ of the landing bucket holds a file that is not Parquet.`,
    `Turn it into Parquet first: ${toParquet(name)}`,
  )

/** Columns and rows of a source. One table is laid over its folder, so all its files must have the same columns. */
export async function landedShape(
  world: World,
  name: SourceName,
  objects: readonly PinnedObject[],
): Promise<StoredShape> {
  const bucket = world.names.buckets.landing
  let first: StoredShape['columns'] | undefined
  let rows = 0
  for (const { key, bytes } of objects) {
    const shape = await storedShape({
      byteLength: bytes,
      slice: async (start, end) => (await world.store.range(bucket, key, start, end)).slice().buffer,
    })
    first ??= shape.columns
    rows += shape.rows
    if (JSON.stringify(shape.columns) !== JSON.stringify(first))
      throw new Trouble(
        'contractFailed',
        `The files in ${name}/ of the landing bucket do not have the same columns.`,
        'Export them again, all in one way.',
      )
  }
  return { columns: first!, rows }
}

/** Stops the run when any input is not what it was when the run was planned. A snapshot of Iceberg cannot change. */
export async function refuseChangedInputs(
  world: World,
  { catalogue, inputs, tableFolders }: Pick<AwsPlan, 'catalogue' | 'inputs' | 'tableFolders'>,
): Promise<void> {
  const landed = await landedObjects(world, catalogue)
  for (const name of SOURCE_NAMES) {
    const folder = tableFolders[name]
    if (folder === undefined && catalogue.sources[name]?.table !== undefined) continue
    const now = folder === undefined ? landed[name] : await objectsIn(world, folder)
    if (JSON.stringify(now ?? []) === JSON.stringify(inputs[name] ?? [])) continue
    throw new Trouble(
      'contractFailed',
      `The files of ${name} changed while the run went on. Nothing was published.`,
      'Start the run again, once everything has landed.',
    )
  }
}
