import { join } from 'node:path'
import { type Attempt, rowsPrefix } from '../algorithms/contracts/lake.ts'
import type { FactSourceName } from '../algorithms/contracts/sources.ts'
import { definitionNamed } from '../algorithms/rules/definition.ts'
import { tableTarget } from '../algorithms/sql/dialect/athena.ts'
import { gatheredName } from '../algorithms/sql/gather/plan.ts'
import { type DecidedShard, SHARD_TABLES, decideFiles, decideSettings } from '../engines/decide-files.ts'
import type { GatherResult } from '../engines/gather-result.ts'
import { broughtHere, keysUnder, readNote, readPlan } from './notes.ts'
import { type World, answering } from './world.ts'

export interface DecideEvent {
  readonly run: Attempt
  readonly shard: number
}

/** Where a shard's marker lies: written once, last, by whoever finishes first. */
export const markerKey = (run: Attempt, shard: number): string => `${rowsPrefix('decided', run)}shard-${shard}.json`

/** Decides on one shard of people. Done once, it answers with what was done. */
export async function decideShard({ run, shard }: DecideEvent, world: World): Promise<DecidedShard> {
  const { store, names } = world
  const marker = await store.text(names.buckets.work, markerKey(run, shard))
  if (marker !== null) return JSON.parse(marker) as DecidedShard
  const plan = await readPlan(world, run)
  const gathered = await readNote<GatherResult>(world, run, 'gathered')
  const settings = decideSettings(definitionNamed(plan.definition)!, plan.catalogue, gathered)
  const files: Partial<Record<FactSourceName, readonly string[]>> = {}
  for (const source of settings.sourcesPresent) {
    const { bucket, prefix } = tableTarget({ ...run, names }, gatheredName(source))
    const keys = await keysUnder(world, { bucket, prefix: `${prefix}shard=${shard}/` })
    files[source] = await broughtHere(world, bucket, keys, source)
  }
  const tables = Object.values(SHARD_TABLES)
  const writes = Object.fromEntries(tables.map(({ name }) => [name, join(world.folder, `out-${name}.parquet`)]))
  const decided = await decideFiles({ does: 'decide', shard, files, ...settings, writes })
  // The same rows give the same bytes, so a second try writes what the first one wrote.
  for (const { name, audience } of tables) {
    const bucket = audience === 'restricted' ? names.buckets.restricted : names.buckets.work
    await store.upload(writes[name]!, bucket, `${rowsPrefix(name, run, shard)}rows.parquet`)
  }
  await store.putTextOnce(names.buckets.work, markerKey(run, shard), JSON.stringify(decided))
  world.log('step_done', {
    step: 'decide',
    run_id: run.runId,
    attempt: run.attempt,
    shard,
    people: decided.peopleDecided,
    rows: Object.values(decided.rowsRead).reduce((sum, rows) => sum + rows, 0),
  })
  return decided
}

export const handler = answering<DecideEvent, DecidedShard>(() => 'decide', decideShard)
