import { type Table, keyColumns } from './table.ts'

type Cells = Readonly<Record<string, string | number | null>>

/** Rows of a table by its key, numbers by size and text by UTF-16 unit. */
export function inKeyOrder<R extends object>(of: Table, rows: readonly R[]): readonly R[] {
  const [first] = rows as readonly Cells[]
  // Most of a published key is the same in every row of a run: only what differs is worth comparing.
  const key = keyColumns(of).filter((name) => rows.some((row) => (row as Cells)[name] !== first![name]))
  return rows.toSorted((a, b) => {
    for (const name of key) {
      const left = (a as Cells)[name] ?? ''
      const right = (b as Cells)[name] ?? ''
      if (left !== right) return left < right ? -1 : 1
    }
    return 0
  })
}
