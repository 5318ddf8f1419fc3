import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnHolder } from '../../../engines/parquet/held-column.ts'
import type { Cell } from '../../../engines/parquet/read.ts'

/** Holds cells, handed over in pieces, and reads them back. */
function heldAgain(cells: readonly Cell[], piece = 7): Cell[] {
  const holder = columnHolder(cells.length)
  for (let from = 0; from < cells.length; from += piece) holder.hold(cells.slice(from, from + piece))
  const held = holder.held()
  return cells.map((_, row) => held.at(row))
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'C509', 'é', '\u{1f600}', '\u0000'),
)
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -(2 ** 31), 2 ** 31, 2 ** 53, Number.NaN, Infinity),
)
const column = (of: fc.Arbitrary<Cell>) => fc.array(fc.option(of, { freq: 4 }), { maxLength: 60 })

test('a column gives back every cell as it came, whatever stands in it', () => {
  const columns = fc.oneof(
    column(text),
    column(fc.integer()),
    column(number),
    column(fc.oneof(text, number, fc.boolean())),
  )
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 20 }), (cells, piece) => {
      expect(heldAgain(cells, piece)).toEqual(cells)
    }),
    { numRuns: 500 },
  )
})

test('more texts than two bytes can point at are all given back, absent ones and those beyond ASCII too', () => {
  const cells: Cell[] = Array.from({ length: 70_000 }, (_, i) => (i % 11 === 0 ? null : `row ${i}`))
  for (const far of ['', 'é'.repeat(90), 'x'.repeat(200_000)]) {
    const more = [...cells, far, null, 'last']
    expect(heldAgain(more, 4_096)).toEqual(more)
  }
  const mixed = [...cells, 3, 'last']
  expect(heldAgain(mixed, 4_096)).toEqual(mixed)
})

test('a million days and codes take a few bytes each beside the heap', () => {
  const bytes = (cell: (row: number) => Cell): number => {
    const before = process.memoryUsage().arrayBuffers
    const holder = columnHolder(1_000_000)
    for (let from = 0; from < 1_000_000; from += 10_000)
      holder.hold(Array.from({ length: 10_000 }, (_, i) => cell(from + i)))
    const held = holder.held()
    const took = process.memoryUsage().arrayBuffers - before
    expect(held.at(999_999)).toBe(cell(999_999))
    return took
  }
  expect(bytes((row) => row % 20_000)).toBeLessThan(4_200_000)
  expect(bytes((row) => `C${row % 900}`)).toBeLessThan(2_200_000)
})
