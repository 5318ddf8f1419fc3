import { PUBLISHED_TABLES, type PublishedName, latestView } from '../../algorithms/contracts/results/published.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { showRun } from '../../algorithms/sql/dialect/athena.ts'
import { RUN_ID } from '../../engines/aws-run.ts'
import type { Progress } from '../terminal/progress.ts'
import { quantity } from '../terminal/progress.ts'
import { historyOf, runningNow } from './executions.ts'
import { type Released, releasedBy } from './run.ts'
import type { AwsWorld } from './world.ts'

export interface RolledBack {
  readonly runId: string
  /** The run that the views showed before; null when they did not all show one. */
  readonly before: string | null
  readonly views: number
}

/** Points every `_latest` view at an earlier run. Nothing is deleted, so the same command takes it back again. */
export async function rolledBack(world: AwsWorld, runId: string, progress: Progress): Promise<RolledBack> {
  const released = await releaseOf(world, runId)
  await refuseWhilePublishing(world)
  const { names } = world
  const athena = world.athena(names.workgroup)
  // A rollback tried again is another attempt, or Athena would answer with the one that failed.
  const attempt = world.now().toISOString()
  const ask = (name: string, text: string, database: string) =>
    athena.run({ name, text, database, partOf: `rollback ${runId}`, attempt })
  const shownBy = async (table: PublishedName): Promise<string | null> => {
    const { id } = await ask(`look_${table}`, `SHOW CREATE VIEW ${latestView(table)}`, names.databases.published)
    let text = ''
    for await (const row of athena.rows(id)) text += `${Object.values(row).join(' ')}\n`
    return /run_id\s*=\s*'([0-9a-f]{16})'/.exec(text)?.[1] ?? null
  }
  const tables = Object.keys(PUBLISHED_TABLES) as PublishedName[]
  progress.start('look', 'which run the views show')
  const before = new Set<string | null>()
  for (const table of tables) before.add(await shownBy(table))
  progress.finish(before.size === 1 ? `run ${[...before][0] ?? 'unknown'}` : 'more than one run')

  const swaps = showRun({ runId, attempt: released.attempt, names })
  progress.start('swap', `pointing ${swaps.length} views at run ${runId}`)
  for (const [at, { name, text, database }] of swaps.entries()) {
    await ask(name, text, database)
    progress.advance(at + 1, swaps.length)
  }
  progress.finish(quantity(swaps.length, 'view'))

  progress.start('check', 'that all of them show it')
  for (const table of tables)
    if ((await shownBy(table)) !== runId)
      throw new Trouble(
        'verificationDiffers',
        `The view ${latestView(table)} does not show run ${runId}.`,
        'Type the same command again.',
      )
  progress.finish()
  return { runId, before: before.size === 1 ? [...before][0]! : null, views: swaps.length }
}

/** States of the machine from the moment that a run may be published, those within them too. */
const PUBLISHING = /^(Release|Publish|Audit|Swap)/

/** Views are pointed one after another, so two who point them at once could leave some at one run and some at the other. */
async function refuseWhilePublishing(world: AwsWorld): Promise<void> {
  const running = await runningNow(world)
  if (running === null) return
  const entered = (await historyOf(world, running.name)).filter(({ what }) => what === 'entered')
  if (!PUBLISHING.test(entered.at(-1)?.state ?? '')) return
  throw new Trouble(
    'locked',
    `A run is being published now (${running.name}).`,
    `Wait for it with cohorts aws status ${running.name}, then type the same command again.`,
  )
}

/** The latest release of a run. Refuses one that never was published: its views would be empty. */
async function releaseOf(world: AwsWorld, runId: string): Promise<Released> {
  let latest: Released | null = null
  if (RUN_ID.test(runId))
    for await (const { key } of world.store.list(world.names.buckets.audit, `runs/run=${runId}/`)) {
      const attempt = /attempt=([0-9a-f]{8}-\d+)\.json$/.exec(key)?.[1]
      const release = attempt === undefined ? null : await releasedBy(world, { runId, attempt })
      if (release !== null && (latest === null || numberOf(release.attempt) > numberOf(latest.attempt)))
        latest = release
    }
  if (latest === null)
    throw new Trouble(
      'badUsage',
      'No run of that id was ever published here, so there is nothing to show.',
      'cohorts aws status lists the runs; give the run id of one that is done.',
    )
  return latest
}

const numberOf = (attempt: string): number => Number(attempt.split('-')[1])
