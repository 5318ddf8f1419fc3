import { join } from 'node:path'
import type { Prepared } from '../engines/aws-run.ts'
import { rejectedTogether } from '../algorithms/steps/unreadable-codes.ts'
import { type Attempt, rowsPrefix } from '../algorithms/contracts/lake.ts'
import { rejectedRecord } from '../algorithms/contracts/results/restricted.ts'
import { countStatements } from '../algorithms/sql/count.ts'
import { answerTarget, athena, scoped, unload } from '../algorithms/sql/dialect/athena.ts'
import { gatherStatements } from '../algorithms/sql/gather/statements.ts'
import { named } from '../algorithms/sql/text.ts'
import type { DecidedShard } from '../engines/decide-files.ts'
import type { SqlRow } from '../engines/duckdb.ts'
import { type GatherResult, gatherResult, isAsked } from '../engines/gather-result.ts'
import { writeTable } from '../engines/parquet/write.ts'
import { reconcile } from '../engines/reconcile.ts'
import { markerKey } from './decide-shard.ts'
import { refuseChangedInputs } from './landing.ts'
import { readNote, readPlan, rowsAt, writeNote } from './notes.ts'
import { type Described, nextNumber, planPrefix, writeWaves } from './waves.ts'
import { type World, answering } from './world.ts'

export type ReconcileEvent =
  | { readonly step: 'judge'; readonly run: Attempt }
  | {
      readonly step: 'reconcile'
      readonly run: Attempt
      readonly before: { readonly number: number }
      readonly redrives: number
    }

export interface Judged {
  readonly bucket: string
  /** Key of the list of shards to decide. */
  readonly shards: string
}

/** Where the answers of count lie: every time they are asked for, somewhere else. */
export const countingAttempt = ({ runId, attempt }: Attempt, number: number): Attempt => ({
  runId,
  attempt: `${attempt}.count-${number}`,
})

export const handler = answering<ReconcileEvent, Judged | Prepared>(
  ({ step }) => step,
  async (event, world) => (event.step === 'judge' ? judge(event.run, world) : settle(event, world)),
)

/** Reads the answers of gather, and stops the run where a source breaks its contract. */
async function judge(run: Attempt, world: World): Promise<Judged> {
  const plan = await readPlan(world, run)
  await refuseChangedInputs(world, plan)
  const place = { ...run, names: world.names }
  const answers = new Map<string, readonly SqlRow[]>()
  for (const statement of gatherStatements(plan.gather, athena(place))) {
    if (statement.does !== 'rows') continue
    // Athena was asked everything at once; what the laptop would not have asked is not heard here.
    const holdsRows = (source: string): boolean => (answers.get(`counts_${source}`) ?? []).length > 0
    if (statement.name.startsWith('counts_') || isAsked(statement, answers, holdsRows))
      answers.set(statement.name, await rowsAt(world, answerTarget(place, statement.name), statement.name))
  }
  const gathered = gatherResult(plan.gather, plan.catalogue, answers)
  await writeNote(world, run, 'gathered', gathered)
  await writeNote(
    world,
    run,
    'shards',
    gathered.shards.map(({ shard }) => ({ shard })),
  )
  return { bucket: world.names.buckets.work, shards: `${planPrefix(run)}shards.json` }
}

/** Stops the run when anything was lost, and leaves the statements of count for the machine. */
async function settle(event: ReconcileEvent & { step: 'reconcile' }, world: World): Promise<Prepared> {
  const { run } = event
  const { store, names } = world
  const plan = await readPlan(world, run)
  await refuseChangedInputs(world, plan)
  const gathered = await readNote<GatherResult>(world, run, 'gathered')
  const decided: DecidedShard[] = []
  for (const { shard } of gathered.shards) {
    const marker = await store.text(names.buckets.work, markerKey(run, shard))
    if (marker !== null) decided.push(JSON.parse(marker) as DecidedShard)
  }
  reconcile(gathered, decided)
  const path = join(world.folder, 'rejected.parquet')
  const rejected = [...gathered.rejected, ...decided.flatMap((shard) => shard.unreadableCodes)]
  writeTable(path, rejectedRecord, rejectedTogether(rejected))
  await store.upload(path, names.buckets.restricted, `${rowsPrefix(rejectedRecord.name, run, 0)}rows.parquet`)

  const number = nextNumber(event.before, event.redrives)
  const answers = { ...countingAttempt(run, number), names }
  const wave = countStatements(named).map(({ name, text }): Described => ({
    name,
    text: unload(scoped(text, { ...run, names }), answerTarget(answers, name)),
    database: names.databases.internal,
    writes: answerTarget(answers, name),
  }))
  return writeWaves(world, run, 'count', number, [wave])
}
