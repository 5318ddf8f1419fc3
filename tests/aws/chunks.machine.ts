import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import type { AwsPlan } from '../../engines/aws-run.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { type Cloud, NAMES, startCloud, synthesised } from './cloud.ts'
import { inFiles, land, parquetOf } from './landing.ts'
import { PUBLISHED, RESTRICTED, digestsFound } from './readers-find.ts'

const SHARDS = 3
const FILES = 3

describe('a run whose sources are too large for one statement', () => {
  const work = mkdtempSync(join(tmpdir(), 'aws-chunks-'))
  let files: string
  let cloud: Cloud
  let laptop: Readonly<Record<string, string>>

  beforeAll(async () => {
    const data = join(work, 'region')
    await synthesise({ people: 1_000, seed: 5, outFolder: data, onProgress: () => undefined })
    const parquet = await parquetOf(data)
    files = await inFiles(parquet, FILES)
    rmSync(parquet, { recursive: true, force: true })
    writeFileSync(join(files, 'sources.json'), readFileSync(join(data, 'sources.json')))
    const { manifest } = await runJourney(
      { data: files, out: join(work, 'out'), shards: SHARDS, workers: 1, allowDraft: false },
      noProgress,
    )
    laptop = manifest.digests
    // A byte at most: every object is a chunk of its own.
    cloud = await startCloud(synthesised(), undefined, 1)
    await land(cloud, files, data)
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
