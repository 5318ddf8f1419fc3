import { expect, test } from 'vitest'
import { type LakeNames, LAKE_TABLES } from '../../algorithms/contracts/lake.ts'
import { describeLanding, publishRows, scoped, unload } from '../../algorithms/sql/dialect/athena.ts'

const names: LakeNames = {
  buckets: { landing: 'l', work: 'w', restricted: 'r', published: 'p', audit: 'a' },
  databases: { landing: 'dl', internal: 'di', restricted: 'dr', published: 'dp' },
  workgroup: 'g',
}
const place = { runId: 'abc', attempt: 'def-1', names }

test('an UNLOAD names its format, its compression and its partition', () => {
  expect(unload('SELECT 1 AS shard', { bucket: 'w', prefix: 'x/' }, 'shard')).toBe(
    "UNLOAD (\nSELECT 1 AS shard\n) TO 's3://w/x/' WITH (format = 'PARQUET', compression = 'SNAPPY', partitioned_by = ARRAY['shard'])",
  )
})

test('a table is read with the run and the attempt as literals, and names that only look alike are left alone', () => {
  const text = scoped('SELECT * FROM people p JOIN "gathered_apc" g ON g.person_id = p.person_id', place)
  expect(text).toContain(`FROM "di"."people" WHERE run = 'abc' AND attempt = 'def-1'`)
  expect(text).toContain('"gathered_apc" AS (SELECT "person_id"')
  expect(text).not.toContain('gathered_op')
  expect(scoped('SELECT * FROM people_by_age', place)).toBe('SELECT * FROM people_by_age')
})

test('landing is described as it is stored, without what cannot be read', () => {
  const text = describeLanding(
    'dl',
    't',
    [
      { name: 'a', storedAs: 'date' },
      { name: 'b', storedAs: 'unreadable' },
    ],
    's3://l/t/',
  )
  expect(text).toContain('`a` date')
  expect(text).not.toContain('`b`')
})

test('what is published comes from this attempt alone', () => {
  expect(publishRows(place, 'people_living_with')).toContain("run = 'abc' AND attempt = 'def-1'")
})

test('no two tables of the lake share a name and a database', () => {
  const all = LAKE_TABLES.map(({ database, name }) => `${database}.${name}`)
  expect(new Set(all).size).toBe(all.length)
})
