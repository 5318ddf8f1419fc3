import { join } from 'node:path'
import type { Manifest } from '../../algorithms/contracts/manifest.ts'
import { cohortMember } from '../../algorithms/contracts/results/restricted.ts'
import { FACT_SOURCE_NAMES, type FactSourceName } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { FoundEpisode } from '../../algorithms/steps/evaluate/truth.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { decideStep, shardTable } from '../run/decide-step.ts'
import { gatherStep } from '../run/gather-step.ts'
import { takeLock } from '../run/lock.ts'
import { emptyWork, outFolder } from '../run/out-folder.ts'
import { planRun, readRequest } from '../run/plan.ts'
import { workerPool } from '../run/pool.ts'
import type { Progress } from '../terminal/progress.ts'

/** Each source by itself, in place of a list. */
export const EACH = 'each'

/** The sources of each set to leave out; refuses what the run did not have. */
export function setsToLeaveOut(asked: readonly string[], manifest: Manifest): readonly (readonly FactSourceName[])[] {
  const had = FACT_SOURCE_NAMES.filter((name) => name !== 'person' && manifest.inputs[name] !== undefined)
  return asked.flatMap((words) => {
    if (words === EACH) return had.map((name) => [name])
    const names = words.split(',').map((word) => word.trim())
    const unknown = names.find((name) => !FACT_SOURCE_NAMES.some((known) => known === name && known !== 'person'))
    if (unknown !== undefined)
      throw new Trouble(
        'badUsage',
        '--without names something that cannot be left out.',
        `Name some of ${had.join(', ')}, or each.`,
      )
    return [had.filter((name) => names.includes(name))]
  })
}

/**
 * Decides the same inputs again without some sources. They are gathered once: a source that is left out is not read, and
 * people who were selected by it alone have nothing left to be found by.
 */
export async function foundWithout(
  manifest: Manifest,
  out: string,
  sets: readonly (readonly FactSourceName[])[],
  progress: Progress,
): Promise<readonly (readonly FoundEpisode[])[]> {
  const [id, version] = manifest.definition.split('@')
  const request = readRequest({
    data: manifest.data,
    out,
    definition: `${id!}@${version!}`,
    ...(manifest.as_at === null ? {} : { asAt: manifest.as_at }),
    shards: manifest.shards,
    allowDraft: manifest.allow_draft,
  })
  progress.start('plan', 'checking that the inputs are still the same')
  const plan = await planRun(request, (done, of) => {
    progress.advance(done, of)
  })
  if (plan.runId !== manifest.run_id)
    throw new Trouble(
      'verificationDiffers',
      'The inputs of that run have changed since, so it cannot be decided again without some of them.',
      'Run it again into a new --out.',
    )
  progress.finish('the inputs are those of the run')

  process.umask(0o077)
  const unlock = takeLock(out)
  process.once('exit', unlock)
  const folder = outFolder(out, 'evaluate')
  const pool = workerPool(manifest.workers)
  try {
    progress.start('gather', 'reading the sources once')
    const gathered = await gatherStep(plan, folder, manifest.workers, progress)
    progress.finish('sources read once for every set')
    const found: FoundEpisode[][] = []
    for (const [i, leftOut] of sets.entries()) {
      progress.start('decide', `without ${leftOut.join(', ')}`)
      const set = outFolder(out, `evaluate-${i}`)
      const input = {
        plan,
        gathered,
        folder: { ...set, gathered: folder.gathered },
        pool,
        leftOut,
        tables: [cohortMember],
      }
      const shards = await decideStep(input, (done, of) => {
        progress.advance(done, of)
      })
      const members: FoundEpisode[] = []
      for (const { shard } of shards)
        for await (const member of readTable(shardTable(set, cohortMember.name, shard), cohortMember))
          members.push(member)
      found.push(members)
      emptyWork(set)
      progress.finish(`without ${leftOut.join(', ')}`)
    }
    return found
  } finally {
    await pool.close()
    emptyWork(folder)
    unlock()
  }
}

/** The episodes that a finished run found. */
export async function foundBy(out: string): Promise<readonly FoundEpisode[]> {
  const members: FoundEpisode[] = []
  for await (const member of readTable(join(out, 'restricted', 'cohort_member.parquet'), cohortMember))
    members.push(member)
  return members
}
