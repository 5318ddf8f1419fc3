import type { Prepared } from './aws-run.ts'
import { type Attempt, LAKE_TABLES, rowsPrefix } from '../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../algorithms/contracts/results/published.ts'
import type { Table } from '../algorithms/contracts/table.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import {
  answerTarget,
  publishRows,
  publishedRows,
  restrictedViews,
  unload,
  unpublish,
} from '../algorithms/sql/dialect/athena.ts'
import { named } from '../algorithms/sql/text.ts'
import { latestViews } from '../algorithms/sql/views.ts'
import { digestOfRows } from '../engines/digest.ts'
import { keysUnder, readNote, readPlan, rowsAt } from './notes.ts'
import type { ReadyRelease } from './protect-release.ts'
import { type Described, nextNumber, writeWaves } from './waves.ts'
import { type World, answering } from './world.ts'

interface Again {
  readonly run: Attempt
  readonly before: { readonly number: number }
  readonly redrives: number
}

export type PublishEvent =
  | ({ readonly step: 'release' } & Again)
  | ({ readonly step: 'audit'; readonly publication: { readonly number: number } } & Again)

const NAMES = Object.keys(PUBLISHED_TABLES) as PublishedName[]

const auditName = (table: PublishedName): string => `audit_${table}`

const publishingAttempt = ({ runId, attempt }: Attempt, number: number): Attempt => ({
  runId,
  attempt: `${attempt}.publish-${number}`,
})

export const handler = answering<PublishEvent, Prepared>(
  ({ step }) => step,
  (event, world) => (event.step === 'release' ? release(event, world) : audit(event, world)),
)

/** Lets through synthetic runs alone, and leaves the statements that publish for the machine. */
async function release({ run, before, redrives }: Again, world: World): Promise<Prepared> {
  const { names } = world
  const plan = await readPlan(world, run)
  if (!plan.catalogue.synthetic)
    throw new Trouble(
      'disclosureGateFailed',
      'This run is not audited for disclosure, so nothing is published from it.',
      'Figures of real people wait for the disclosure audit; the protected figures stay where the custodian can see them.',
    )
  const number = nextNumber(before, redrives)
  const place = { ...run, names }
  const audits = { ...publishingAttempt(run, number), names }
  const database = names.databases.published
  const waves: readonly (readonly Described[])[] = [
    NAMES.map((table) => ({ name: `unpublish_${table}`, text: unpublish(place, table), database })),
    NAMES.map((table) => ({ name: `publish_${table}`, text: publishRows(place, table), database })),
    NAMES.map((table) => ({
      name: auditName(table),
      text: unload(publishedRows(place, table), answerTarget(audits, auditName(table))),
      database,
      writes: answerTarget(audits, auditName(table)),
    })),
  ]
  return writeWaves(world, run, 'publish', number, waves)
}

/** Compares what readers find with what was protected; only then are the views pointed at it. */
async function audit(event: Extract<PublishEvent, { step: 'audit' }>, world: World): Promise<Prepared> {
  const { run, publication } = event
  const { names, store } = world
  const ready = await readNote<ReadyRelease>(world, run, 'release')
  const place = { ...publishingAttempt(run, publication.number), names }
  for (const name of NAMES) {
    const table: Table = PUBLISHED_TABLES[name]
    const rows = await rowsAt(world, answerTarget(place, auditName(name)), auditName(name))
    if (digestOfRows(table, rows) === ready.digests[name]) continue
    throw new Trouble(
      'verificationDiffers',
      `What was published in ${name} is not what was protected.`,
      'The views still show the last release. Start the run again.',
    )
  }
  const number = nextNumber(event.before, event.redrives)
  await store.putTextOnce(
    names.buckets.audit,
    `runs/run=${run.runId}/attempt=${run.attempt}.json`,
    JSON.stringify({ ...run, ...ready, objects: await objectsOf(run, world) }, null, 1),
  )
  const views: readonly Described[] = [
    ...latestViews(run.runId, named).map((text, at) => ({
      name: `show_${NAMES[at]!}`,
      text,
      database: names.databases.published,
    })),
    ...restrictedViews({ ...run, names }).map(({ table, text }) => ({
      name: `show_${table}`,
      text,
      database: names.databases.restricted,
    })),
  ]
  return writeWaves(world, run, 'swap', number, [views])
}

/** Every object about people that this run left: what a purge may remove, and nothing else. */
async function objectsOf(run: Attempt, world: World): Promise<readonly { bucket: string; key: string }[]> {
  const { buckets } = world.names
  const objects: { bucket: string; key: string }[] = []
  for (const table of LAKE_TABLES) {
    if (table.format !== 'parquet') continue
    const bucket = buckets[table.bucket]
    const keys = await keysUnder(world, { bucket, prefix: rowsPrefix(table.name, run) })
    objects.push(...keys.map((key) => ({ bucket, key })))
  }
  return objects
}
