import type { AwsPlan, Prepared } from '../engines/aws-run.ts'
import {
  type Attempt,
  LAKE_TABLES,
  type ListedObject,
  objectsKey,
  releaseKey,
  rowsPrefix,
} from '../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../algorithms/contracts/results/published.ts'
import type { Table } from '../algorithms/contracts/table.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import {
  type Target,
  answerTarget,
  athena,
  publishRows,
  publishedRows,
  showRun,
  tableTarget,
  unload,
  unpublish,
} from '../algorithms/sql/dialect/athena.ts'
import { chunkNamed } from '../algorithms/sql/gather/chunks.ts'
import { gatherStatements } from '../algorithms/sql/gather/statements.ts'
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
  // Whoever has to be forgotten later must be found whether or not anything is published.
  await world.store.putTextOnce(
    names.buckets.audit,
    objectsKey(run),
    JSON.stringify({ ...run, objects: await objectsOf(run, plan, world) }),
  )
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
  await store.putTextOnce(names.buckets.audit, releaseKey(run), JSON.stringify({ ...run, ...ready }, null, 1))
  return writeWaves(world, run, 'swap', number, [showRun({ ...run, names })])
}

/** Every object about people that this run left: what a purge may remove, and nothing else. */
async function objectsOf(run: Attempt, plan: AwsPlan, world: World): Promise<readonly ListedObject[]> {
  const place = { ...run, names: world.names }
  const statements = gatherStatements(plan.gather, athena(place))
  const targets: readonly Target[] = [
    ...LAKE_TABLES.filter(({ format }) => format === 'parquet').map(({ name, bucket }) => ({
      bucket: world.names.buckets[bucket],
      prefix: rowsPrefix(name, run),
    })),
    ...statements.filter(({ does }) => does === 'rows').map(({ name }) => answerTarget(place, name)),
    ...statements.filter(({ name }) => chunkNamed(name) !== null).map(({ name }) => tableTarget(place, name)),
  ]
  const objects: ListedObject[] = []
  for (const target of targets)
    objects.push(...(await keysUnder(world, target)).map((key) => ({ bucket: target.bucket, key })))
  return objects
}
