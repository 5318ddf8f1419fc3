import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLISHED_TABLES, type PublishedName, latestView } from '../../algorithms/contracts/results/published.ts'
import { RECIPES } from '../../algorithms/sql/cookbook.ts'
import { runJourney } from '../../cli/run/journey.ts'
import { noProgress } from '../../cli/terminal/progress.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { synthesise } from '../../test-data/region/synthesise.ts'
import { DUCKDB_TYPES } from './answer-types.ts'

describe('the query cookbook', () => {
  const work = mkdtempSync(join(tmpdir(), 'cookbook-'))
  let db: DuckDb

  beforeAll(async () => {
    const data = join(work, 'region')
    const out = join(work, 'out')
    await synthesise({ people: 3_000, seed: 5, outFolder: data, onProgress: () => undefined })
    await runJourney({ data, out, shards: 1, workers: 1, allowDraft: false }, noProgress)
    db = await openDuckDb({ path: join(out, 'results.duckdb'), temporary: join(work, 'spill'), threads: 1 })
  })

  afterAll(() => {
    db.close()
    rmSync(work, { recursive: true, force: true })
  })

  test.each(Object.keys(PUBLISHED_TABLES) as PublishedName[])('asks something of %s', (name) => {
    const view = new RegExp(`\\bFROM ${latestView(name)}\\b`)
    expect(RECIPES.filter(({ sql }) => view.test(sql)).length).toBeGreaterThan(0)
  })

  test('asks each question once', () => {
    for (const one of ['name', 'question', 'sql'] as const)
      expect(new Set(RECIPES.map((recipe) => recipe[one])).size).toBe(RECIPES.length)
  })

  test.each(RECIPES)(
    '$name: ten lines at most, and an answer of the shape that is promised',
    async ({ sql, answer }) => {
      const lines = sql.split('\n')
      expect(lines.length).toBeLessThanOrEqual(10)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(120)
      const described = await db.rows(`SELECT column_name, column_type FROM (DESCRIBE ${sql})`)
      expect(described.map((row) => [row.column_name, row.column_type])).toEqual(
        Object.entries(answer).map(([name, type]) => [name, DUCKDB_TYPES[type]]),
      )
      expect((await db.rows(sql)).length).toBeGreaterThan(0)
    },
  )
})
