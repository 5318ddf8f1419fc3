import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonDecision, ShardDecision } from '../../algorithms/contracts/decided.ts'
import type { GatherCounts } from '../../algorithms/contracts/gather-counts.ts'
import { SHARD_INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../../algorithms/contracts/results/published.ts'
import { type Table, columnNames } from '../../algorithms/contracts/table.ts'
import { addDays, day } from '../../algorithms/domain/day.ts'
import { DEFINITIONS } from '../../algorithms/rules/definition.ts'
import { sourceSpans } from '../../algorithms/steps/availability.ts'
import { type DecidePerson, decideShard } from '../../algorithms/steps/decide-shard.ts'
import { type SafeTables, placingOf, protect } from '../../algorithms/steps/protect/protect.ts'
import { countShards } from '../../engines/count.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { writeTable } from '../../engines/parquet/write.ts'
import { publish } from '../../engines/publish.ts'
import { GEOGRAPHY, memberRow, personRow, personRows } from '../steps/people.ts'

const CUT = day('2026-03-31')
const PEOPLE = 1_200

/** Person 0 to 59 has distant disease, one onset every ten days from April 2023; the odd ones live in the second sub-ICB. */
const decide: DecidePerson = (person_id) => {
  const n = Number(person_id)
  const nobody: PersonDecision = { members: [], evidence: [], nearMisses: [], presentations: [], timeline: [] }
  return { ...nobody, members: [memberRow({ person_id, onset_date: addDays(day('2023-04-05'), n * 10) })] }
}

const person = (n: number) =>
  personRow({
    person_id: String(n),
    row_ref: `person:${n}`,
    gp_practice_code: null,
    lsoa_code: n % 3 === 0 ? 'L2' : 'L1',
    sex: n % 20 === 0 ? '1' : '2',
    birth_month: '1950-01',
  })

const shard = (from: number, to: number): ShardDecision => {
  const ids = Array.from({ length: to - from }, (_, i) => from + i)
  const ill = ids.filter((n) => n < 60).map((n) => ({ personId: String(n), rows: personRows({ person: [person(n)] }) }))
  const settings = { definition: DEFINITIONS[0]!, cut: CUT, sourcesPresent: new Set<never>(), geography: GEOGRAPHY }
  return decideShard(
    ill,
    ids.map((n) => [person(n)]),
    settings,
    decide,
  )
}

const GATHERED: GatherCounts = {
  sources: [
    {
      source: 'apc',
      received: 1_000,
      removed: [
        { reason: 'bad_date', records: 3 },
        { reason: 'duplicate_row', records: 97 },
      ],
      accepted: 900,
      selectedRows: 300,
      selectedPeople: 60,
      firstEvent: day('2022-04-01'),
      lastEvent: CUT,
    },
  ],
  people: PEOPLE,
  peopleSelected: 60,
}

const PART = {
  countable: 'countables',
  population: 'population',
  tally: 'tallies',
  completeness: 'completeness',
  lag: 'lags',
} as const

const work = mkdtempSync(join(tmpdir(), 'publish-'))

afterAll(() => {
  rmSync(work, { recursive: true, force: true })
})

async function published(shards: readonly ShardDecision[], runId: string) {
  const folder = mkdtempSync(join(work, 'run-'))
  const files = Object.fromEntries(
    Object.entries(PART).map(([name, part]) => [
      name,
      shards.map((decision, i) => {
        const path = join(folder, `${name}-${i}.parquet`)
        writeTable(path, SHARD_INTERNAL_TABLES[name as keyof typeof PART] as Table, decision[part] as never)
        return path
      }),
    ]),
  ) as unknown as Record<keyof typeof PART, string[]>
  const temporary = join(folder, 'spill')
  const db = await openDuckDb({ temporary })
  const figures = await countShards(db, files, GATHERED)
  db.close()
  const { tables, manifest } = protect(figures, {
    runId,
    definition: DEFINITIONS[0]!,
    cut: CUT,
    coverage: 'icb',
    synthetic: true,
    geography: GEOGRAPHY,
    spans: sourceSpans(GATHERED, { coverage: 'icb', synthetic: true, sources: {} }, CUT),
    placing: placingOf(figures.tallies),
  })
  const staged = join(folder, 'staged')
  const digests = await publish({ runId, tables, manifest, figures, folder: staged, temporary })
  return { staged, tables, digests, temporary }
}

let run: Awaited<ReturnType<typeof published>>

beforeAll(async () => {
  run = await published([shard(0, 500), shard(500, PEOPLE)], 'run-1')
})

const NAMES = Object.keys(PUBLISHED_TABLES) as PublishedName[]

test('every table stands as Parquet and as CSV, and both hold the same rows', async () => {
  for (const name of NAMES) {
    const rows = []
    for await (const row of readTable(
      join(run.staged, 'published', `${name}.parquet`),
      PUBLISHED_TABLES[name] as Table,
    ))
      rows.push(row)
    expect(rows).toEqual(run.tables[name])
    const csv = readFileSync(join(run.staged, 'published', `${name}.csv`), 'utf8')
      .trimEnd()
      .split('\n')
    expect(csv[0]).toBe(columnNames(PUBLISHED_TABLES[name]).join(','))
    expect(csv).toHaveLength(rows.length + 1)
  }
})

test('a hidden count is empty in the CSV, and so are its rate and limits', () => {
  const lines = readFileSync(join(run.staged, 'published', 'people_living_with.csv'), 'utf8').split('\n')
  const hidden = lines.filter((line) => line.includes(',hidden,suppressed,'))
  expect(hidden.length).toBeGreaterThan(0)
  for (const line of hidden) expect(line).toMatch(/,,hidden,suppressed,([\d,"]+|),?[^,]*,?.*,,,,/)
})

test('results.duckdb answers the first question by name, through the view of the latest run', async () => {
  const db = await openDuckDb({ path: join(run.staged, 'results.duckdb'), temporary: run.temporary, readOnly: true })
  const rows = await db.rows(
    "SELECT cast(period_end AS varchar) AS period_end, geography_name, people_display, population FROM v_people_living_with_latest WHERE cancer_group_name = 'Breast cancer' AND geography_type = 'icb' AND period_type = 'month' AND certainty = 'standard' ORDER BY period_end",
  )
  const views = await db.rows('SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name')
  db.close()
  expect(rows.find((row) => row.period_end === '2026-01-31')).toEqual({
    period_end: '2026-01-31',
    geography_name: 'NHS First Integrated Care Board',
    people_display: '60',
    population: 1_200,
  })
  expect(rows.at(-1)).toMatchObject({ period_end: '2026-03-31', people_display: 'not available yet' })
  expect(views.map((view) => view.view_name)).toEqual(NAMES.map((name) => `v_${name}_latest`).sort())
})

test('a view shows its own run alone', async () => {
  const db = await openDuckDb({ path: join(run.staged, 'results.duckdb'), temporary: run.temporary })
  await db.run("UPDATE people_living_with SET run_id = 'run-0' WHERE period_type = 'month'")
  const [row] = await db.rows("SELECT count(*) AS n FROM v_people_living_with_latest WHERE period_type = 'month'")
  db.close()
  expect(row!.n).toBe(0)
})

test('another split into shards gives the same bytes and digests', async () => {
  const whole = await published([shard(0, PEOPLE)], 'run-1')
  for (const name of NAMES) {
    for (const file of [`${name}.parquet`, `${name}.csv`]) {
      const bytes = (of: typeof run) => readFileSync(join(of.staged, 'published', file))
      expect(bytes(whole).equals(bytes(run)), file).toBe(true)
    }
  }
  expect(whole.digests).toEqual(run.digests)
})

test('what is not published is readable by its owner alone', () => {
  for (const path of [
    'internal/true_count.parquet',
    'internal/population.parquet',
    'restricted/disclosure_manifest.parquet',
  ]) {
    expect(existsSync(join(run.staged, path))).toBe(true)
    expect(statSync(join(run.staged, path)).mode & 0o077).toBe(0)
  }
  expect(statSync(join(run.staged, 'internal')).mode & 0o077).toBe(0)
})

test('only rows that disclosure control passed can be published', () => {
  const bare = { ...run.tables.source_overlap[0]! }
  // @ts-expect-error a row that nobody protected
  const unsafe: SafeTables['cohort_attrition'] = [{ step: '', label: '' }]
  expect([bare, unsafe]).toHaveLength(2)
})
