import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Manifest } from '../../algorithms/contracts/manifest.ts'
import type { RunRequest } from '../../algorithms/contracts/request.ts'
import { isNationalRegistry, profileOf } from '../../algorithms/rules/profiles.ts'
import { releaseOf } from '../../algorithms/rules/disclosure.ts'
import { definitionName } from '../../algorithms/rules/definition.ts'
import { dayText } from '../../algorithms/domain/day.ts'
import type { Progress } from '../terminal/progress.ts'
import { quantity } from '../terminal/progress.ts'
import { counted } from '../terminal/say.ts'
import { SHARD_TABLES } from '../../engines/decide-files.ts'
import { decideStep } from './decide-step.ts'
import { gatherStep } from './gather-step.ts'
import { takeLock } from './lock.ts'
import { emptyWork, openToReaders, outFolder, place, refuseAnotherRun, writeManifest } from './out-folder.ts'
import { type Plan, planRun } from './plan.ts'
import { workerPool } from './pool.ts'
import { publishStep } from './publish-step.ts'
import { reconcile } from '../../engines/reconcile.ts'

export interface Journey {
  readonly manifest: Manifest
  readonly out: string
  /** The same run had been done before, and nothing was left to do. */
  readonly alreadyDone: boolean
}

/** The whole journey of one run: plan, gather, decide, reconcile, count, protect, publish. */
export async function runJourney(request: RunRequest, progress: Progress): Promise<Journey> {
  const out = resolve(request.out)
  const steps: Manifest['steps'] = []
  const timed: Timed = async (name, says, work) => {
    const started = performance.now()
    progress.start(name, says)
    const [result, detail] = await work()
    progress.finish(detail)
    steps.push({ name, seconds: Math.round(performance.now() - started) / 1000 })
    return result
  }

  const plan = await timed('plan', 'reading what there is', async () => {
    const found = await planRun(request, (done, of) => {
      progress.advance(done, of)
    })
    const present = Object.keys(found.inputs)
    return [found, `${quantity(present.length, 'source')}, run ${found.runId}`]
  })

  mkdirSync(out, { recursive: true })
  // What is written from here on may name people: nobody else may read it, until `place` opens what is published.
  const usual = process.umask(0o077)
  const unlock = takeLock(out)
  process.once('exit', unlock)
  try {
    const before = refuseAnotherRun(out, plan.runId)
    if (before?.state === 'done') return { manifest: before, out, alreadyDone: true }
    return { manifest: await carriedOut({ plan, out, usual, steps, timed, progress }), out, alreadyDone: false }
  } finally {
    unlock()
  }
}

/** Runs one step, shows it and keeps its time; the work answers with its result and what to say of it. */
export type Timed = <T>(name: string, says: string, work: () => Promise<readonly [T, string]>) => Promise<T>

interface Underway {
  readonly plan: Plan
  readonly out: string
  /** The permissions that this person withholds from new files. */
  readonly usual: number
  readonly steps: Manifest['steps']
  readonly timed: Timed
  readonly progress: Progress
}

async function carriedOut({ plan, out, usual, steps, timed, progress }: Underway): Promise<Manifest> {
  const workers = plan.request.workers ?? availableParallelism()
  const pool = workerPool(workers)
  const folder = outFolder(out, plan.runId)
  let manifest = firstManifest(plan, workers, steps)
  writeManifest(out, manifest)
  try {
    const gathered = await timed('gather', 'reading the sources', async () => {
      const result = await gatherStep(plan, folder, workers, progress)
      return [
        result,
        `${counted(result.counts.peopleSelected)} of ${quantity(result.counts.people, 'person', 'people')} have any cancer evidence`,
      ]
    })
    const decided = await timed('decide', 'deciding person by person', async () => {
      const shards = await decideStep(
        { plan, gathered, folder, pool, leftOut: [], tables: Object.values(SHARD_TABLES) },
        (done, of) => {
          progress.advance(done, of)
        },
      )
      return [
        shards,
        `${quantity(sum(shards.map((shard) => shard.peopleDecided)), 'person', 'people')} in ${quantity(shards.length, 'shard')}`,
      ]
    })
    await timed('reconcile', 'checking that nothing was lost', () => {
      reconcile(gathered, decided)
      const rows = sum(decided.flatMap((shard) => Object.values(shard.rowsRead)))
      return Promise.resolve([null, `${quantity(rows, 'row')} in, ${counted(rows)} read`] as const)
    })
    const published = await publishStep({ plan, gathered, decided, folder, workers, pool, timed })
    manifest = {
      ...manifest,
      state: 'done',
      data_cut_date: gathered.cut === null ? null : dayText(gathered.cut),
      shards: gathered.plan.shards,
      profile: profileOf(
        Object.keys(plan.inputs),
        decided.some((shard) => shard.registries.some(isNationalRegistry)),
      ),
      digests: published.digests,
      headline: {
        people_living_with: published.headline.people_living_with,
        new_distant_recurrences: published.headline.new_distant_recurrences,
        metastatic_at_diagnosis: published.headline.metastatic_at_diagnosis,
      },
      warnings: [...plan.warnings, ...published.warnings],
    }
    place(folder)
    writeManifest(out, manifest)
    openToReaders(out, usual)
    emptyWork(folder)
    return manifest
  } catch (error) {
    writeManifest(out, { ...manifest, state: 'failed' })
    throw error
  } finally {
    await pool.close()
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

const firstManifest = (plan: Plan, workers: number, steps: Manifest['steps']): Manifest => ({
  run_id: plan.runId,
  state: 'running',
  definition: definitionName(plan.definition),
  definition_status: plan.definition.status,
  synthetic: plan.catalogue.synthetic,
  release: releaseOf(plan.catalogue.synthetic),
  data: resolve(plan.request.data),
  allow_draft: plan.request.allowDraft,
  coverage: plan.catalogue.coverage,
  data_cut_date: null,
  as_at: plan.request.asAt ?? null,
  shards: plan.request.shards,
  workers,
  profile: '',
  inputs: plan.inputs,
  sources_absent: [...plan.absent],
  steps,
  digests: {},
  headline: null,
  warnings: [...plan.warnings],
})
