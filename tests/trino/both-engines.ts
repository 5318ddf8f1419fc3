import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES, type PublishedName, latestView } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import { type Table, columnNames } from '../../algorithms/contracts/table.ts'
import { countStatements } from '../../algorithms/sql/count.ts'
import { scoped, unload } from '../../algorithms/sql/dialect/athena.ts'
import { named } from '../../algorithms/sql/text.ts'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import { trueFigures } from '../../engines/count.ts'
import { digestOfRows } from '../../engines/digest.ts'
import type { SqlRow } from '../../engines/duckdb.ts'
import { closedLog } from '../../engines/log.ts'
import { rowsAt } from '../../functions/notes.ts'
import type { World } from '../../functions/world.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { type Cloud, NAMES, type Ran, startCloud, synthesised } from '../aws/cloud.ts'
import type { CatalogueTable } from '../aws/athena-double.ts'
import { inFiles, land, parquetOf } from '../aws/landing.ts'
import { athenaOnTrino } from './athena-on-trino.ts'
import { emptyCatalogue } from './catalogue.ts'
import { query } from './client.ts'

export interface TrinoAddress {
  readonly address: string
  readonly lake: string
  readonly s3Port: number
}

export interface Region {
  readonly people: number
  readonly seed: number
  readonly shards: number
  readonly workers: number
  /** Files of each source, every one of them read by statements of its own; absent where a source is one file. */
  readonly files?: number
}

export type Digests = Readonly<Record<string, string>>

/** One synthetic region, run on the laptop and landed in a cloud whose Athena is Trino. */
export interface BothEngines {
  /** Canonical digests of the laptop's tables. */
  readonly laptop: Digests
  readonly laptopRunId: string
  /** Folder of the laptop's run. */
  readonly out: string
  readonly cloud: Cloud
  close(): Promise<void>
}

/** Says what is done and how long the step before it took. */
export type Say = (text: string) => void

export async function bothEngines(trino: TrinoAddress, region: Region, work: string, say: Say): Promise<BothEngines> {
  const data = join(work, 'region')
  mkdirSync(data, { recursive: true })
  say(`drawing ${region.people} people`)
  await synthesise({ people: region.people, seed: region.seed, outFolder: data, onProgress: () => undefined })
  const whole = await parquetOf(data)
  rmSync(join(whole, 'spill'), { recursive: true, force: true })
  const parquet = region.files === undefined ? whole : await inFiles(whole, region.files)
  writeFileSync(join(parquet, 'sources.json'), readFileSync(join(data, 'sources.json')))
  say('the laptop: DuckDB over files')
  const out = join(work, 'out')
  const { shards, workers } = region
  const { manifest } = await runJourney({ data: parquet, out, shards, workers, allowDraft: false }, noProgress)
  say('the catalogue of the deployment, on Trino over S3')
  await emptyCatalogue(trino)
  const onTrino = {
    s3Port: trino.s3Port,
    start: (tables: readonly CatalogueTable[]) => athenaOnTrino(trino.address, Object.values(NAMES.databases), tables),
  }
  const cloud = await startCloud(synthesised(), onTrino, region.files === undefined ? undefined : 1)
  say('landing')
  await land(cloud, parquet, data)
  for (const folder of [whole, parquet]) rmSync(folder, { recursive: true, force: true })
  return { laptop: manifest.digests, laptopRunId: manifest.run_id, out, cloud, close: () => cloud.close() }
}

/** The run and the attempt that the views of analysts show. */
export async function shownAttempt(trino: TrinoAddress): Promise<{ readonly runId: string; readonly attempt: string }> {
  const { restricted } = NAMES.databases
  const [row] = (await query(trino.address, 'SHOW CREATE VIEW "v_cohort_member_latest"', restricted)).rows
  const [, runId, attempt] = /run = '([^']+)'\)? AND \(?attempt = '([^']+)'/.exec(row![0] as string)!
  return { runId: runId!, attempt: attempt! }
}

/**
 * Canonical digests of every table, read by Trino as its readers would, through views where there are any. Rows leave it
 * as Parquet: a hundred thousand of them are too many for its protocol of pages.
 */
export async function trinoDigests(trino: TrinoAddress, cloud: Cloud): Promise<Digests> {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'))
  const log = closedLog(() => undefined)
  const world: World = {
    store: cloud.store,
    names: NAMES,
    log,
    runDollars: 0,
    shardsAtOnce: 1,
    chunkBytes: 1e12,
    folder,
  }
  const answered = async (name: string, select: string, database: string): Promise<readonly SqlRow[]> => {
    const target = { bucket: NAMES.buckets.work, prefix: `compared/${randomUUID()}/${name}/` }
    await cloud.athena.run(unload(select, target), database, randomUUID())
    return rowsAt(world, target, name)
  }
  const digests: Record<string, string> = {}
  const add = async (table: Table, view: string, database: string): Promise<void> => {
    const select = `SELECT ${columnNames(table).map(named).join(', ')} FROM ${named(view)}`
    digests[table.name] = digestOfRows(table, await answered(table.name, select, database))
  }
  const { published, restricted, internal } = NAMES.databases
  for (const name of Object.keys(PUBLISHED_TABLES) as PublishedName[])
    await add(PUBLISHED_TABLES[name], latestView(name), published)
  for (const table of Object.values(RESTRICTED_TABLES) as readonly Table[])
    if (table.name !== 'access_log') await add(table, `v_${table.name}_latest`, restricted)
  const place = { ...(await shownAttempt(trino)), names: NAMES }
  const figures = await trueFigures(
    countStatements(named),
    ({ name, text }) => answered(name, scoped(text, place), internal),
    { sources: [], people: 0, peopleSelected: 0 },
  )
  digests.true_count = digestOfRows(INTERNAL_TABLES.true_count, figures.counts)
  digests.population = digestOfRows(INTERNAL_TABLES.population, figures.population)
  digests.tally = digestOfRows(INTERNAL_TABLES.tally, figures.tallies)
  digests.completeness = digestOfRows(INTERNAL_TABLES.completeness, figures.completeness)
  digests.lag = digestOfRows(INTERNAL_TABLES.lag, figures.lags)
  rmSync(folder, { recursive: true })
  return digests
}

/** Runs the machine to its end, or throws with what a statement said. */
export async function ranToItsEnd(cloud: Cloud, execution: string, request: Parameters<Cloud['run']>[1]): Promise<Ran> {
  const ran = await cloud.run(execution, request)
  if (ran.outcome === 'done') return ran
  throw new Error(`${ran.error}: ${ran.cause}\n${cloud.failures.join('\n')}`)
}
