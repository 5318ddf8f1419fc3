import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { literal } from '../../algorithms/sql/text.ts'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import type { AwsPlan } from '../../engines/aws-run.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { type Cloud, NAMES, startCloud, synthesised } from './cloud.ts'
import { parquetOf } from './landing.ts'
import { PUBLISHED, RESTRICTED, digestsFound } from './readers-find.ts'

const SHARDS = 3
const FILES = 3

/** Cuts every source into files of which each holds some rows of the one before: identical rows are one, wherever they are. */
async function inFiles(parquet: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'in-files-'))
  const db = await openDuckDb({ temporary: join(folder, 'spill') })
  for (const name of SOURCE_NAMES) {
    const path = join(parquet, `${name}.parquet`)
    if (!existsSync(path)) continue
    mkdirSync(join(folder, name))
    for (let file = 0; file < FILES; file++) {
      const here = `file_row_number % ${FILES} = ${file} OR file_row_number % 20 = ${file}`
      await db.run(
        `COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet(${literal(path)}, file_row_number = true) WHERE ${here}) ` +
          `TO ${literal(join(folder, name, `part-${file}.parquet`))} (FORMAT parquet)`,
      )
    }
  }
  db.close()
  rmSync(join(folder, 'spill'), { recursive: true, force: true })
  return folder
}

describe('a run whose sources are too large for one statement', () => {
  const work = mkdtempSync(join(tmpdir(), 'aws-chunks-'))
  let files: string
  let cloud: Cloud
  let laptop: Readonly<Record<string, string>>

  beforeAll(async () => {
    const data = join(work, 'region')
    await synthesise({ people: 1_000, seed: 5, outFolder: data, onProgress: () => undefined })
    const parquet = await parquetOf(data)
    files = await inFiles(parquet)
    rmSync(parquet, { recursive: true, force: true })
    writeFileSync(join(files, 'sources.json'), readFileSync(join(data, 'sources.json')))
    const { manifest } = await runJourney(
      { data: files, out: join(work, 'out'), shards: SHARDS, workers: 1, allowDraft: false },
      noProgress,
    )
    laptop = manifest.digests
    // A byte at most: every object is a chunk of its own.
    cloud = await startCloud(synthesised(), undefined, 1)
    for (const name of SOURCE_NAMES.filter((one) => existsSync(join(files, one))))
      for (const file of readdirSync(join(files, name)))
        await cloud.store.upload(join(files, name, file), NAMES.buckets.landing, `${name}/${file}`)
    const catalogue = readFileSync(join(files, 'sources.json'), 'utf8')
    await cloud.store.putText(NAMES.buckets.landing, 'catalogue/sources.json', catalogue)
  })

  afterAll(async () => {
    await cloud.close()
    for (const folder of [work, files]) rmSync(folder, { recursive: true, force: true })
  })

  test('gives the tables of the laptop, which reads everything at once', async () => {
    const ran = await cloud.run('in-chunks', { shards: SHARDS })
    expect(cloud.failures).toEqual([])
    expect(ran.outcome, ran.cause).toBe('done')
    const found = { ...(await digestsFound(cloud, 'restricted')), ...(await digestsFound(cloud, 'published')) }
    for (const { name } of [...RESTRICTED, ...PUBLISHED]) expect(found[name], name).toBe(laptop[name])
    const rejected = await cloud.db.rows(
      `SELECT count(*) AS n FROM "${NAMES.databases.restricted}"."v_rejected_record_latest"`,
    )
    expect(rejected[0]!.n).toBeGreaterThan(0)
  })

  test('reads each object in one statement of each kind, and lists what chunks leave for a purge', async () => {
    let plan: AwsPlan | undefined
    let listed = ''
    for await (const { key } of cloud.store.list(NAMES.buckets.work, 'plans/'))
      if (key.endsWith('/plan.json')) plan = JSON.parse((await cloud.store.text(NAMES.buckets.work, key))!) as AwsPlan
    for await (const { key } of cloud.store.list(NAMES.buckets.audit, 'runs/'))
      if (key.endsWith('.objects.json')) listed = (await cloud.store.text(NAMES.buckets.audit, key))!
    expect(plan!.load.chunked.find(({ source }) => source === 'apc')).toMatchObject({ chunks: FILES })
    for (const name of ['survey_apc', 'gathered_apc', 'gathered_person'])
      for (let chunk = 0; chunk < FILES; chunk++)
        expect(listed).toContain(`${name}/run=${plan!.runId}/attempt=${plan!.attempt}.chunk-${chunk}/`)
    const reading = cloud.athena.statements.filter((text) => text.includes('"$path"'))
    for (const which of ['part-0', 'part-1', 'part-2'])
      expect(
        reading.some((text) => text.includes(`apc/${which}`)),
        which,
      ).toBe(which !== 'part-0')
  })
})
