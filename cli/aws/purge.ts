import { LAKE_TABLES, type ListedObject } from '../../algorithms/contracts/lake.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { RUN_ID } from '../../engines/aws-run.ts'
import type { ObjectVersion } from '../../engines/s3-versions.ts'
import type { Progress } from '../terminal/progress.ts'
import { quantity } from '../terminal/progress.ts'
import type { AwsWorld } from './world.ts'

/** What a purge would remove, or removed. */
export interface Purge {
  readonly runId: string
  readonly attempts: readonly string[]
  readonly versions: Readonly<Record<string, readonly ObjectVersion[]>>
  readonly count: number
}

/**
 * Every version of every object that the manifests of a run list, and of no other. An attempt that stopped before it
 * could write its manifest has what the contract names: the rows of each table, shard by shard.
 */
export async function purgeOf(world: AwsWorld, runId: string, progress: Progress): Promise<Purge> {
  const { versions } = world
  const listed = RUN_ID.test(runId) ? await listedBy(world, runId) : []
  const left = RUN_ID.test(runId)
    ? await leftWithout(world, runId, new Set(listed.map(({ key }) => attemptIn(key))))
    : []
  listed.push(...left)
  if (listed.length === 0)
    throw new Trouble(
      'badUsage',
      'There is nothing about people of such a run.',
      'Give a run id, sixteen digits and letters a to f, from cohorts aws status.',
    )
  const attempts = [...new Set(listed.map(({ key }) => attemptIn(key)))]
  refuseStrange(world, runId, listed)
  progress.start('look', 'for every version of what the manifests list')
  const found: Record<string, ObjectVersion[]> = {}
  let done = 0
  for (const { bucket, key } of listed) {
    ;(found[bucket] ??= []).push(...(await versions.of(bucket, key)))
    progress.advance(++done, listed.length)
  }
  const count = Object.values(found).reduce((sum, some) => sum + some.length, 0)
  progress.finish(`${quantity(count, 'version')} of ${quantity(listed.length, 'object')}`)
  return { runId, attempts, versions: found, count }
}

const attemptIn = (key: string): string => /\/attempt=([0-9a-f]{8}-\d+)/.exec(key)?.[1] ?? ''

async function listedBy({ store, names }: AwsWorld, runId: string): Promise<ListedObject[]> {
  const listed: ListedObject[] = []
  for await (const { key } of store.list(names.buckets.audit, `runs/run=${runId}/`)) {
    if (!key.endsWith('.objects.json')) continue
    const text = await store.text(names.buckets.audit, key)
    listed.push(...(JSON.parse(text ?? '{"objects":[]}') as { objects: readonly ListedObject[] }).objects)
  }
  return listed
}

/** Rows in the restricted bucket of attempts that no manifest speaks of. What they left in `work` removes itself. */
async function leftWithout(
  { store, names }: AwsWorld,
  runId: string,
  listed: ReadonlySet<string>,
): Promise<readonly ListedObject[]> {
  const bucket = names.buckets.restricted
  const left: ListedObject[] = []
  for (const table of LAKE_TABLES.filter((one) => one.bucket === 'restricted' && one.format === 'parquet'))
    for await (const { key } of store.list(bucket, `${table.name}/run=${runId}/`)) {
      const isOurs = /^\w+\/run=\w+\/attempt=[0-9a-f]{8}-\d+\/(shard=\d+\/)?rows\.parquet$/.test(key)
      if (isOurs && !listed.has(attemptIn(key))) left.push({ bucket, key })
    }
  return left
}

/** A manifest can be no reason to remove what is not of that run, or what this deployment does not own. */
function refuseStrange({ names }: AwsWorld, runId: string, listed: readonly ListedObject[]): void {
  const ours = [names.buckets.work, names.buckets.restricted]
  if (listed.every(({ bucket, key }) => ours.includes(bucket) && key.includes(`/run=${runId}/`))) return
  throw new Trouble(
    'contractFailed',
    'The manifest lists an object that is not of that run. Nothing was removed.',
    'Someone may have changed it: look at its versions in the audit bucket.',
  )
}

/** Removes what was found, and notes in the audit bucket what and why, before and after. */
export async function purged(world: AwsWorld, purge: Purge, reason: string, progress: Progress): Promise<void> {
  const { store, names, versions } = world
  const at = world.now().toISOString()
  const note = (state: string, more: object): Promise<boolean> =>
    store.putTextOnce(
      names.buckets.audit,
      `purges/run=${purge.runId}/${at}.${state}.json`,
      JSON.stringify({ run_id: purge.runId, attempts: purge.attempts, at, reason, ...more }, null, 1),
    )
  await note('begun', { versions: purge.versions })
  progress.start('purge', `removing ${quantity(purge.count, 'version')}`)
  const kept: ObjectVersion[] = []
  for (const [bucket, some] of Object.entries(purge.versions)) kept.push(...(await versions.remove(bucket, some)))
  await note('done', { removed: purge.count - kept.length, kept })
  if (kept.length > 0)
    throw new Trouble(
      'permission',
      `S3 kept ${quantity(kept.length, 'version')} of ${purge.count}.`,
      `Sign in with the role ${world.settings.prefix}-break-glass and type the same command again.`,
    )
  progress.finish(quantity(purge.count, 'version'))
}
