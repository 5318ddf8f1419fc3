import { expect, test } from 'vitest'
import { fileColumns } from '../../algorithms/contracts/source.ts'
import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { EFFORT, PRICES } from '../../algorithms/rules/aws-prices.ts'
import { countStatements } from '../../algorithms/sql/count.ts'
import { athena } from '../../algorithms/sql/dialect/athena.ts'
import { describedSource } from '../../algorithms/sql/gather/plan.ts'
import { gatherStatements } from '../../algorithms/sql/gather/statements.ts'
import { named } from '../../algorithms/sql/text.ts'
import { chunksOf } from '../../algorithms/sql/gather/chunks.ts'
import { CHUNK_BYTES, SIZES, expectedOf, gatheredRowsOf } from '../../algorithms/steps/cost.ts'
import { catalogueFrom } from '../../engines/laptop/catalogue.ts'
import { gatherPlan, plannedFrom } from '../../engines/plan-sources.ts'

const icb = SIZES.icb.load

test('an ICB costs well under ten dollars a run and fits every limit', () => {
  const expected = expectedOf(icb)
  // 24 GB read 2.2 times and 184 statements of at least 10 MB, at 5 dollars a terabyte.
  expect(expected.dollars.athena).toBeCloseTo(((24e9 * 2.2 + 184 * 1e7) / 1e12) * 5, 6)
  // 16 shards of 1,875,000 rows, at 58,000 a second after 3 seconds, in 3 GB.
  expect(expected.dollars.lambda).toBeCloseTo(16 * (3 + 1875 / 58) * 3 * 0.000_013_333_4, 6)
  // 510 MB, and 132 bytes for each of them.
  expect(expected.megabytesAShard).toBeCloseTo(757.5, 2)
  expect(expected.largestStatementMinutes).toBeCloseTo(3.6, 6)
  expect(expected.totalDollars).toBeLessThan(10)
  expect(expected.warnings).toEqual([])
})

test('England fits the limit of one statement in chunks, and pays little for putting them together', () => {
  const load = SIZES.england.load
  const england = expectedOf(load)
  expect(england.warnings).toEqual([])
  // 54.9 GB, or a fifth of 273.6 GB in one column of record ids, at 4 GB a minute.
  expect(england.largestStatementMinutes).toBeCloseTo(54.9 / 4, 6)
  expect(england.dollars.athena).toBeCloseTo(((456e9 * 2.2 + 273.6e9 * 0.03 + 194 * 1e7) / 1e12) * 5, 6)
  const whole = expectedOf({ ...load, chunked: [], largestBytes: 273.6e9, statements: 184 })
  expect(whole.warnings).toEqual([expect.stringContaining('69 minutes, and Athena stops at 30')])
  expect(england.totalDollars / whole.totalDollars).toBeLessThan(1.01)
  expect(england.secondsAShard).toBeLessThan(450)
  expect(england.totalDollars).toBeGreaterThan(expectedOf(icb).totalDollars)
})

test('England is cut as its objects allow: half a gigabyte each, five chunks of its largest source', () => {
  const objects = Array.from({ length: 548 }, (_, i) => ({
    path: `s3://l/gp_event/${1000 + i}.parquet`,
    bytes: 273.6e9 / 548,
  }))
  const chunks = chunksOf(objects, CHUNK_BYTES)
  const [modelled] = SIZES.england.load.chunked
  expect(chunks).toHaveLength(modelled.chunks)
  expect(Math.max(...chunks.map(({ bytes }) => bytes)) / 1e9).toBeCloseTo(modelled.largestBytes / 1e9, 1)
  expect(modelled.largestBytes).toBeLessThan(CHUNK_BYTES)
  expect(chunksOf(objects.slice(0, 28), CHUNK_BYTES)).toHaveLength(1)
})

test('a record id column that takes too long is said, however small the chunks', () => {
  const chunked = [{ source: 'gp_event', bytes: 700e9, chunks: 12, largestBytes: 60e9 }]
  expect(expectedOf({ ...icb, chunked, largestBytes: 60e9 }).warnings).toEqual([expect.stringContaining('35 minutes')])
})

test('a shard that may not be done in time, or not fit, is said to be too large', () => {
  expect(expectedOf({ ...icb, shards: 1 }).warnings.join()).toContain('half of the time')
  expect(expectedOf({ ...icb, shards: 2 }).warnings).toEqual([expect.stringContaining('memory')])
})

test('what is spent is what is billed: each part, and nothing beside', () => {
  const { dollars, totalDollars, pounds } = expectedOf(icb)
  expect(totalDollars).toBeCloseTo(dollars.athena + dollars.lambda + dollars.steps + dollars.s3, 9)
  expect(pounds).toBeCloseTo(totalDollars * PRICES.pounds, 9)
  expect(expectedOf({ ...icb, statements: icb.statements + 1 }).dollars.athena - dollars.athena).toBeCloseTo(5e-5, 9)
})

test('rows are those that indexes tell; bytes stand for them where none does', () => {
  expect(gatheredRowsOf([{ bytes: 1, rows: 1_000_000 }])).toBe(30_000)
  expect(gatheredRowsOf([{ bytes: 24_000_000, rows: null }])).toBe(1_000_000 * EFFORT.keptShare)
})

test('the sizes name as many statements as a run with every source asks', () => {
  const catalogue = catalogueFrom({})
  const sources = SOURCE_NAMES.map((name) => {
    const columns = fileColumns(describedSource(name)).map((column) => ({ name: column, storedAs: 'text' as const }))
    return plannedFrom(name, [{ name, from: `d.${name}`, format: 'table', columns }], catalogue, null)
  })
  const names = {
    buckets: { landing: 'l', work: 'w', restricted: 'r', published: 'p', audit: 'a' },
    databases: { landing: 'dl', internal: 'di', restricted: 'dr', published: 'dp' },
    workgroup: 'g',
  }
  const gather = gatherStatements(
    gatherPlan(sources, catalogue, { shards: 16, asAt: null }),
    athena({ runId: 'r', attempt: 'a', names }),
  )
  const published = Object.keys(PUBLISHED_TABLES).length
  const asked =
    SOURCE_NAMES.length +
    gather.length +
    countStatements(named).length +
    4 * published +
    Object.keys(RESTRICTED_TABLES).length
  for (const { load } of Object.values(SIZES)) {
    expect(load.sources).toBe(SOURCE_NAMES.length)
    // A chunk beyond the first asks one statement more to survey and one to gather, and putting them together one each.
    const more = load.chunked.reduce((sum, { chunks }) => sum + 2 * chunks, 0)
    expect(load.statements).toBe(asked + more)
  }
  // Athena takes no longer text.
  expect(Math.max(...gather.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(262_144)
})
