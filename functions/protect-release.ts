import { join } from 'node:path'
import { type Attempt, rowsPrefix, stagedName } from '../algorithms/contracts/lake.ts'
import { INTERNAL_TABLES } from '../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../algorithms/contracts/results/published.ts'
import { disclosureManifest } from '../algorithms/contracts/results/restricted.ts'
import type { Row, Table } from '../algorithms/contracts/table.ts'
import { definitionNamed } from '../algorithms/rules/definition.ts'
import { countStatements } from '../algorithms/sql/count.ts'
import { answerTarget } from '../algorithms/sql/dialect/athena.ts'
import { named } from '../algorithms/sql/text.ts'
import { type Headline, headlineOf } from '../algorithms/steps/protect/headline.ts'
import { protect, publicationWarnings } from '../algorithms/steps/protect/protect.ts'
import { trueFigures } from '../engines/count.ts'
import { digestOfRows } from '../engines/digest.ts'
import type { GatherResult } from '../engines/gather-result.ts'
import { writeTable } from '../engines/parquet/write.ts'
import { publishSetting } from '../engines/publish-setting.ts'
import { readNote, readPlan, rowsAt, writeNote } from './notes.ts'
import { countingAttempt } from './reconcile.ts'
import { type World, answering } from './world.ts'

export interface ProtectEvent {
  readonly run: Attempt
  readonly count: { readonly number: number }
}

/** What is ready to be published: digests of its tables, its first figures as protected, and what to know of them. */
export interface ReadyRelease {
  readonly digests: Readonly<Record<string, string>>
  readonly headline: Headline
  /** What to know before anything published is used. */
  readonly warnings: readonly string[]
}

/** Hides small numbers, and stages what may be published. */
export async function protectRelease({ run, count }: ProtectEvent, world: World): Promise<{ readonly tables: number }> {
  const { store, names } = world
  const plan = await readPlan(world, run)
  const gathered = await readNote<GatherResult>(world, run, 'gathered')
  const place = { ...countingAttempt(run, count.number), names }
  const figures = await trueFigures(
    countStatements(named),
    ({ name }) => rowsAt(world, answerTarget(place, name), name),
    gathered.counts,
  )
  const definition = definitionNamed(plan.definition)!
  const { tables, manifest, narrow } = protect(
    figures,
    publishSetting({ runId: run.runId, definition, catalogue: plan.catalogue }, gathered, figures),
  )
  const digests: Record<string, string> = {}
  const write = async <T extends Table>(table: T, rows: readonly Row<T>[], bucket: string, prefix: string) => {
    const path = join(world.folder, `${table.name}.parquet`)
    writeTable(path, table, rows)
    await store.upload(path, bucket, `${prefix}rows.parquet`)
    digests[table.name] = digestOfRows(table, rows)
  }
  await write(INTERNAL_TABLES.true_count, figures.counts, names.buckets.restricted, rowsPrefix('true_count', run))
  await write(disclosureManifest, manifest, names.buckets.restricted, rowsPrefix(disclosureManifest.name, run, 0))
  for (const name of Object.keys(PUBLISHED_TABLES) as PublishedName[]) {
    const table: Table = PUBLISHED_TABLES[name]
    await write(
      table,
      tables[name] as unknown as readonly Row<Table>[],
      names.buckets.work,
      rowsPrefix(stagedName(name), run),
    )
  }
  const warnings = publicationWarnings(narrow, plan.catalogue.strata === true)
  const ready: ReadyRelease = { digests, headline: headlineOf(tables), warnings }
  await writeNote(world, run, 'release', ready)
  return { tables: Object.keys(tables).length }
}

export const handler = answering<ProtectEvent, { readonly tables: number }>(() => 'protect', protectRelease)
