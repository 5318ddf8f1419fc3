import { type Table, keyColumns } from './table.ts'

/** Rows of a table by its key, numbers by size and text by UTF-16 unit. */
export function inKeyOrder<R extends object>(of: Table, rows: readonly R[]): readonly R[] {
  const key = keyColumns(of)
  return rows.toSorted((a, b) => {
    for (const name of key) {
      const left = (a as Record<string, string | number | null>)[name] ?? ''
      const right = (b as Record<string, string | number | null>)[name] ?? ''
      if (left !== right) return left < right ? -1 : 1
    }
    return 0
  })
}
