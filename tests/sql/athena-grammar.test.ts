import { describe, expect, test } from 'vitest'
import type { LakeNames } from '../../algorithms/contracts/lake.ts'
import { PUBLISHED_TABLES, type PublishedName } from '../../algorithms/contracts/results/published.ts'
import { countStatements } from '../../algorithms/sql/count.ts'
import {
  answerTarget,
  athena,
  describeLanding,
  publishRows,
  publishedRows,
  restrictedViews,
  scoped,
  unload,
  unpublish,
} from '../../algorithms/sql/dialect/athena.ts'
import { gatherStatements } from '../../algorithms/sql/gather/statements.ts'
import { named } from '../../algorithms/sql/text.ts'
import { latestViews } from '../../algorithms/sql/views.ts'
import { athenaStatement } from './athena-grammar.ts'
import { goldenColumns, goldenPlan } from './golden.ts'

const names: LakeNames = {
  buckets: { landing: 'a-landing', work: 'a-work', restricted: 'a-restricted', published: 'a-published', audit: 'a-u' },
  databases: { landing: 'a_landing', internal: 'a_internal', restricted: 'a_restricted', published: 'a_published' },
  workgroup: 'a-pipeline',
}
const place = { runId: '0123456789abcdef', attempt: 'cafe0123-1', names }
const TABLES = Object.keys(PUBLISHED_TABLES) as PublishedName[]

const gathered = gatherStatements(
  goldenPlan('2024-01-31', (name) => {
    const columns = goldenColumns(name).map((column) => ({ name: column, storedAs: 'text' as const }))
    const mapped = Object.fromEntries(columns.map((column) => [column.name, column.name]))
    return [{ format: 'table', from: [`a_landing.${name}`], columns, mapped }]
  }),
  athena(place),
)

const answered = (name: string, text: string): string => unload(scoped(text, place), answerTarget(place, name))

describe('the syntax of the Athena user guide (none of it was run on Athena)', () => {
  test('holds for every statement of gather, and no two write to one place', () => {
    const read = gathered.map(({ name, does, text }) => ({
      name,
      does,
      statement: athenaStatement(does === 'rows' ? answered(name, text) : text),
    }))
    const places = read.map(({ name, does, statement }) => {
      if (statement.is !== 'unload') throw new Error(`${name} is no UNLOAD`)
      expect(statement.partitionedBy, name).toEqual(does === 'write' ? ['shard'] : [])
      expect(statement.compression, name).toBe('SNAPPY')
      return statement.location
    })
    expect(new Set(places).size).toBe(places.length)
    expect(places.length).toBeGreaterThan(100)
  })

  test('holds for every statement of count', () => {
    const statements = countStatements(named).map(({ name, text }) => athenaStatement(answered(name, text)))
    expect(new Set(statements.map(({ is }) => is))).toEqual(new Set(['unload']))
  })

  test.each(TABLES)('holds for what publishes %s', (table) => {
    expect(athenaStatement(unpublish(place, table))).toMatchObject({
      is: 'delete',
      from: ['a_published', table],
      where: `run_id = '${place.runId}'`,
    })
    const inserted = athenaStatement(publishRows(place, table))
    if (inserted.is !== 'insert') throw new Error('no INSERT')
    expect(inserted.into).toEqual(['a_published', table])
    expect(inserted.columns).toEqual(Object.keys(PUBLISHED_TABLES[table].columns))
    expect(inserted.query).toContain(`"staged_${table}" WHERE run = '${place.runId}'`)
    expect(athenaStatement(publishedRows(place, table)).is).toBe('query')
  })

  test('holds for the views, which carry the run as a literal', () => {
    const views = [...latestViews(place.runId, named), ...restrictedViews(place).map(({ text }) => text)]
    for (const text of views) {
      const view = athenaStatement(text)
      if (view.is !== 'view') throw new Error('no view')
      expect(view.query).toContain(`= '${place.runId}'`)
    }
    expect(views.length).toBeGreaterThan(TABLES.length)
  })

  test('holds for the description of what landed', () => {
    const columns = (['text', 'date', 'timestamp', 'whole', 'unreadable'] as const).map((storedAs) => ({
      name: `${storedAs}_column`,
      storedAs,
    }))
    expect(athenaStatement(describeLanding('a_landing', 'apc_1', columns, 's3://a-landing/apc/'))).toEqual({
      is: 'external table',
      name: ['a_landing', 'apc_1'],
      location: 's3://a-landing/apc/',
      columns: [
        { name: 'text_column', type: 'string' },
        { name: 'date_column', type: 'date' },
        { name: 'timestamp_column', type: 'timestamp' },
        { name: 'whole_column', type: 'bigint' },
      ],
    })
  })

  test.each([['First Name'], ['a`b'], ['PERSON_ID']])('the column %s is refused before Athena sees it', (name) => {
    const columns = ['person_id', name].map((column) => ({ name: column, storedAs: 'text' as const }))
    expect(() => describeLanding('a_landing', 'apc_1', columns, 's3://a-landing/apc/')).toThrow(/cannot hold/)
  })

  test.each([
    ['a target without a slash', "UNLOAD (SELECT 1 a) TO 's3://bucket/x' WITH (format = 'PARQUET')"],
    ['a target outside S3', "UNLOAD (SELECT 1 a) TO '/tmp/x/' WITH (format = 'PARQUET')"],
    ['no format', "UNLOAD (SELECT 1 a) TO 's3://bucket/x/' WITH (compression = 'SNAPPY')"],
    [
      'a property of CTAS',
      "UNLOAD (SELECT 1 a) TO 's3://bucket/x/' WITH (format = 'PARQUET', external_location = 'x')",
    ],
    [
      'a partition that is no list',
      "UNLOAD (SELECT 1 a) TO 's3://b-1/' WITH (format = 'PARQUET', partitioned_by = 'a')",
    ],
    ['a parenthesis that stays open', "UNLOAD (SELECT (1 a) TO 's3://bucket/x/' WITH (format = 'PARQUET')"],
    ['something after the end', "UNLOAD (SELECT 1 a) TO 's3://bucket/x/' WITH (format = 'PARQUET') x"],
    ['no query', "UNLOAD (TABLE t) TO 's3://bucket/x/' WITH (format = 'PARQUET')"],
    ['two statements', 'SELECT 1; SELECT 2'],
    ['an emptied table', 'DELETE FROM "a"."b"'],
    ['double quotes in DDL', `CREATE EXTERNAL TABLE "t" (a int) STORED AS PARQUET LOCATION 's3://bucket/x/'`],
    ['backticks in a query', 'INSERT INTO `t` (a) SELECT 1 a'],
    ['a type of another engine', "CREATE EXTERNAL TABLE t (a varchar) STORED AS PARQUET LOCATION 's3://bucket/x/'"],
    ['a name with a space', "CREATE EXTERNAL TABLE t (`a b` int) STORED AS PARQUET LOCATION 's3://bucket/x/'"],
    ['one name twice', "CREATE EXTERNAL TABLE t (a int, `A` int) STORED AS PARQUET LOCATION 's3://bucket/x/'"],
    ['a table that is not external', "CREATE TABLE t (a int) STORED AS PARQUET LOCATION 's3://bucket/x/'"],
    ['a statement of another engine', "COPY t TO 'x'"],
    ['too long a statement', `SELECT '${'x'.repeat(262_144)}' a`],
  ])('does not hold for %s', (_, text) => {
    expect(() => athenaStatement(text)).toThrow()
  })
})
