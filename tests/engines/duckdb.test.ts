import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'duckdb-'))
let db: DuckDb

beforeAll(async () => {
  db = await openDuckDb({ temporary: join(folder, 'spill'), memoryLimit: '256MB', threads: 1 })
})

afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const settingOf = async (name: string): Promise<unknown> =>
  (await db.rows(`SELECT cast(current_setting('${name}') AS varchar) AS value`))[0]!.value

async function troubleOf(text: string): Promise<Trouble> {
  const error: unknown = await db.rows(text).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Trouble)) throw new Error('Expected a Trouble', { cause: error })
  return error
}

test('memory is bounded, no extension is fetched, and spilled rows are readable by their owner alone', async () => {
  expect(await settingOf('memory_limit')).toMatch(/^24\d\.\d MiB$/)
  expect(await settingOf('autoinstall_known_extensions')).toBe('false')
  expect(await settingOf('autoload_known_extensions')).toBe('false')
  expect(statSync(join(folder, 'spill')).mode & 0o777).toBe(0o700)
})

test('a whole number, a text, a yes and a null come back as plain values', async () => {
  expect(await db.rows("SELECT cast(7 AS bigint) AS n, 'a' AS t, TRUE AS y, NULL AS nothing")).toEqual([
    { n: 7, t: 'a', y: true, nothing: null },
  ])
  await expect(db.rows("SELECT DATE '2020-01-01' AS d")).rejects.toThrow('cast it')
})

test.each([
  { what: 'a value that cannot be cast', text: "SELECT cast('PRIVATE' AS integer)" },
  { what: 'a value that breaks a statement', text: "SELECT error('PRIVATE')" },
  { what: 'a table that does not exist', text: 'SELECT * FROM "PRIVATE"' },
  { what: 'a file that does not exist', text: "SELECT * FROM read_csv('/nowhere/PRIVATE/apc.csv')" },
])('$what never stands in the error', async ({ text }) => {
  const { message, fix, cause, stack } = await troubleOf(text)
  expect(`${message} ${fix} ${String(cause)} ${stack}`).not.toContain('PRIVATE')
})

test('running out of memory is told with what to do', async () => {
  const { message, fix } = await troubleOf(
    "SELECT sum(length(l)) AS n FROM (SELECT list(repeat('x', 1000) || i) AS l FROM range(2000000) r(i))",
  )
  expect(message).toBe('DuckDB ran out of the memory it was given.')
  expect(fix).toContain('shards')
})
