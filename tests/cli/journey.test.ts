import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { manifest } from '../../algorithms/contracts/manifest.ts'
import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES, cohortMember } from '../../algorithms/contracts/results/restricted.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { type Ended, cohorts, filesBelow, temporaryFolder } from './command.ts'

const home = temporaryFolder()
const region = join(home, 'region')
const out = join(home, 'out')
let first: Ended

beforeAll(() => {
  expect(cohorts('synthesise', '--people', '6000', '--seed', '11', '--out', region).code).toBe(0)
  first = cohorts('run', '--data', region, '--out', out, '--shards', '4', '--json')
})

const manifestOf = (folder: string) => manifest.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))

async function members(folder: string): Promise<object[]> {
  const rows: object[] = []
  for await (const row of readTable(join(folder, 'restricted', 'cohort_member.parquet'), cohortMember)) rows.push(row)
  return rows
}

describe('a run from raw extracts to protected tables', () => {
  it('ends well, and prints its manifest to standard output alone', () => {
    expect(first.code).toBe(0)
    expect(JSON.parse(first.out)).toEqual(manifestOf(out))
    expect(manifestOf(out)).toMatchObject({
      state: 'done',
      synthetic: true,
      release: 'synthetic',
      shards: 4,
      sources_absent: [],
    })
  })

  it('leaves every table of the contract behind, and nothing of its work', () => {
    const expected = [
      ...Object.keys(RESTRICTED_TABLES).map((name) => `restricted/${name}.parquet`),
      ...Object.keys(PUBLISHED_TABLES).flatMap((name) => [`published/${name}.csv`, `published/${name}.parquet`]),
      'results.duckdb',
      'run.json',
    ]
    const found = filesBelow(out)
    expect(expected.filter((name) => !found.includes(name))).toEqual([])
    expect(found.filter((name) => !expected.includes(name) && !name.startsWith('internal/'))).toEqual([])
  })

  it('lets nobody else read what is about people', () => {
    for (const folder of ['restricted', 'internal']) {
      expect(statSync(join(out, folder)).mode & 0o077).toBe(0)
      for (const name of filesBelow(join(out, folder))) expect(statSync(join(out, folder, name)).mode & 0o077).toBe(0)
    }
    writeFileSync(join(home, 'usual'), '')
    expect(statSync(join(out, 'published', 'people_living_with.csv')).mode).toBe(statSync(join(home, 'usual')).mode)
  })

  it('answers a commissioner’s query', async () => {
    const db = await openDuckDb({ path: join(out, 'results.duckdb'), temporary: join(home, 'spill'), readOnly: true })
    const rows = await db.rows('SELECT count(*) AS n FROM v_people_living_with_latest')
    db.close()
    expect(rows[0]!.n).toBeGreaterThan(0)
  })

  it('has nothing left to do the second time', () => {
    const before = filesBelow(out).map((name) => [name, statSync(join(out, name)).mtimeMs])
    const again = cohorts('run', '--data', region, '--out', out, '--shards', '9', '--workers', '1')
    expect(again.code).toBe(0)
    expect(again.err).toContain('nothing was left to do')
    expect(filesBelow(out).map((name) => [name, statSync(join(out, name)).mtimeMs])).toEqual(before)
  })

  it('refuses another run in the same folder', () => {
    const other = cohorts('run', '--data', region, '--out', out, '--as-at', '2020-03-31')
    expect(other.code).toBe(2)
    expect(other.err).toContain('holds another run')
    expect(manifestOf(out).as_at).toBeNull()
  })

  it('says what a tired reader needs', () => {
    const said = cohorts('run', '--data', region, '--out', out).err
    for (const words of [
      'SYNTHETIC: nobody in these figures exists.',
      'People living with metastatic breast cancer',
      'New distant recurrences',
      'Metastatic at diagnosis',
      'How they were found',
      'What is missing',
      'Profile: everything',
      'Where the files are',
      'Next',
    ])
      expect(said).toContain(words)
  })
})

describe('validate', () => {
  it('finds nothing that stops a run of a synthetic region', () => {
    const ended = cohorts('validate', '--data', region, '--json')
    expect(ended.code).toBe(0)
    const report = JSON.parse(ended.out) as { sources: { source: string; state: string; rows: number }[] }
    expect(report.sources.filter(({ state }) => state !== 'usable').map(({ source }) => source)).toEqual(['allow_list'])
    expect(report.sources.find(({ source }) => source === 'person')!.rows).toBeGreaterThanOrEqual(6000)
  })
})

describe('evaluate', () => {
  const evaluated = (...more: readonly string[]) =>
    cohorts('evaluate', '--run', out, '--truth', join(region, 'truth'), '--json', ...more)

  it('judges distant breast disease first', () => {
    const ended = evaluated()
    expect(ended.code).toBe(0)
    const report = JSON.parse(ended.out) as {
      region: string
      sets: {
        extents: { extent: string; overall: { by_certainty: { standard: { sensitivity_all: { of: number } } } } }[]
      }[]
    }
    expect(report.region).toBe('natural')
    expect(report.sets[0]!.extents[0]!.extent).toBe('distant')
    expect(report.sets[0]!.extents[0]!.overall.by_certainty.standard.sensitivity_all.of).toBeGreaterThan(0)
  })

  it('decides without a source as a run without its file does', async () => {
    const folder = join(home, 'without-apc')
    const report = JSON.parse(evaluated('--without', 'apc').out) as { sets: unknown[] }
    renameSync(join(region, 'apc.csv.gz'), join(home, 'apc.csv.gz'))
    try {
      expect(cohorts('run', '--data', region, '--out', folder, '--shards', '4').code).toBe(0)
      expect((await members(folder)).length).not.toBe((await members(out)).length)
      const alone = JSON.parse(
        cohorts('evaluate', '--run', folder, '--truth', join(region, 'truth'), '--json').out,
      ) as { sets: { extents: { overall: object }[] }[] }
      // What is visible depends on the sources that were left out, so that only what was found is compared.
      const found = (set: unknown) =>
        JSON.stringify(set, (key, value: unknown) => (/visible|ppv_at_18|without/.test(key) ? undefined : value))
      expect(found(report.sets[1])).toBe(found(alone.sets[0]))
    } finally {
      renameSync(join(home, 'apc.csv.gz'), join(region, 'apc.csv.gz'))
    }
    expect(existsSync(join(out, 'work'))).toBe(false)
  })

  it('leaves out nothing that was not there', () => {
    const ended = evaluated('--without', 'person')
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('Name some of')
  })
})
