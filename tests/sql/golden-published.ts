import type { ColumnType, Table } from '../../algorithms/contracts/table.ts'
import { day } from '../../algorithms/domain/day.ts'

/** Values of each type that engines are known to treat differently, or might. */
const ODD: Readonly<Record<ColumnType, readonly (string | number | boolean)[]>> = {
  text: ['plain', "it's", 'naïve 𝒳', ' padded ', '', 'a;b|c=d', '-', 'NULL', '"quoted"', 'line\nbreak', '1.0'],
  day: ['1900-01-01', '1969-12-31', '1970-01-01', '2024-02-29', '9999-12-31'].map(day),
  count: [0, 1, 5, 1_000_000_007, Number.MAX_SAFE_INTEGER, -5, 10],
  rate: [0, 0.1 + 0.2, 1 / 3, -0.5, 1e-300, 1e300, 5e-324, 100, 33.3, 1e21, 1e-7],
  flag: [true, false],
}

const ROWS = 33

/** Rows of a table by its contract alone: every odd value of every type, and null where a column may be null. */
export const goldenRows = (table: Table, runId: string): readonly object[] =>
  Array.from({ length: ROWS }, (_, row) =>
    Object.fromEntries(
      Object.entries(table.columns).map(([name, { type, nullable }], at) => {
        if (name === 'run_id') return [name, runId]
        const values = [...ODD[type], ...(nullable ? [null] : [])]
        return [name, values[(row + at) % values.length]!]
      }),
    ),
  )
