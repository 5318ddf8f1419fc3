import { expect, test } from 'vitest'
import { FACT_SOURCE_NAMES, type PersonRows } from '../../algorithms/contracts/sources.ts'
import { rejectedTogether, tellUnreadableCodes } from '../../algorithms/steps/unreadable-codes.ts'

const NONE = Object.fromEntries(FACT_SOURCE_NAMES.map((name) => [name, []]))

const told = (given: object): readonly string[] => {
  const rows = { ...NONE, ...given } as unknown as PersonRows
  const found: string[] = []
  tellUnreadableCodes(rows, (source, column, rowRef) => found.push(`${source} ${column} ${rowRef}`))
  return found
}

test('codes that are none of their system are told by the column of the file, and odd spellings are no fault', () => {
  expect(
    told({
      apc: [
        { row_ref: 'apc:1', diag: 'C50.9;R54X; ;Z99;0000', opertn: 'B27.1;9998' },
        { row_ref: 'apc:2', diag: 'C509D', opertn: null },
      ],
      rtds: [{ row_ref: 'rtds:1', anatomical_site: 'spine' }],
    }),
  ).toEqual(['rtds anatomical_site rtds:1', 'apc diag_05 apc:1', 'apc opertn_02 apc:1'])
})

test('rows of several shards become one for each column, with the smallest reference', () => {
  const row = (column_name: string, records: number, example_row_ref: string) => ({
    source: 'apc',
    reason: 'unreadable_value',
    column_name,
    records,
    example_row_ref,
  })
  expect(
    rejectedTogether([row('diag_02', 2, 'apc:7'), row('diag_01', 1, 'apc:9'), row('diag_02', 3, 'apc:4')]),
  ).toEqual([row('diag_01', 1, 'apc:9'), row('diag_02', 5, 'apc:4')])
})
