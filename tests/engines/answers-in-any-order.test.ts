import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countStatements } from '../../algorithms/sql/count.ts'
import { trueFigures } from '../../engines/count.ts'
import type { SqlRow } from '../../engines/duckdb.ts'
import { rejectedRecords, sourceAnswers, sourceCounts } from '../../engines/gather-answers.ts'

const setAside = (set_aside: string | null, shard: number, records: number): SqlRow => ({
  shard,
  set_aside,
  distinct_records: records,
  records: records + 1,
  people: records,
  example: `apc:${records}`,
  first_event: `2020-01-0${records}`,
  last_event: `2021-01-0${records}`,
})

const COUNTS = [
  setAside('rejected:missing:admidate', -1, 1),
  setAside('rejected:bad_date:admidate', -1, 2),
  setAside('rejected:bad_date:epistart', -1, 3),
  setAside('out_of_scope:after_cut:', -1, 4),
  setAside(null, 0, 5),
  setAside(null, 1, 6),
]

const shuffled = <T>(rows: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length })

test('what a source answered is the same whatever the order of the rows', () => {
  const expected = sourceAnswers('apc', COUNTS, [], { records: 30 })
  expect(sourceCounts(expected).removed.map(({ reason }) => reason)).toEqual([
    'bad_date',
    'missing',
    'after_cut',
    'duplicate_row',
  ])
  fc.assert(
    fc.property(shuffled(COUNTS), (rows) => {
      const found = sourceAnswers('apc', rows, [], { records: 30 })
      expect(sourceCounts(found)).toEqual(sourceCounts(expected))
      expect(rejectedRecords(found)).toEqual(rejectedRecords(expected))
    }),
  )
})

test('figures stand in the order of their key, whatever the order of the rows', async () => {
  const population = ['2024-01-31', '2023-12-31', '2024-02-29'].map((month_end) => ({ month_end, people: 1 }))
  const figures = await trueFigures(
    countStatements((table) => table),
    ({ name }) => Promise.resolve(name === 'count_population' ? (population as unknown as SqlRow[]) : []),
    { sources: [], people: 0, peopleSelected: 0 },
  )
  const days = figures.population.map((row) => Object.values(row).find((value) => typeof value === 'number'))
  expect(days).toEqual([...days].sort((a, b) => Number(a) - Number(b)))
})
