import fc from 'fast-check'
import type { Sum } from '../../../algorithms/steps/protect/solve.ts'

/** Counts of a table of rows and columns with its totals, and the sums between them. */
export function gridOf(cells: readonly (readonly number[])[]): { counts: number[]; sums: Sum[] } {
  const rows = cells.length
  const columns = cells[0]!.length
  const inRow = (r: number) => cells[r]!.map((_, c) => r * columns + c)
  const inColumn = (c: number) => cells.map((_, r) => r * columns + c)
  const total = (parts: readonly number[]) => parts.reduce((sum, at) => sum + cells.flat()[at]!, 0)
  const wholes = [...cells.map((_, r) => inRow(r)), ...cells[0]!.map((_, c) => inColumn(c))]
  return {
    counts: [...cells.flat(), ...wholes.map(total)],
    sums: wholes.map((parts, i) => ({ whole: rows * columns + i, parts, isExact: true })),
  }
}

/** Small tables with small numbers among them. */
export const GRIDS = fc.array(fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 30 }))), {
  minLength: 2,
  maxLength: 4,
})
