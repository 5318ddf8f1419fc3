import { type Table, keyColumns } from './table.ts'

type Cell = string | number

/** Rows of a table by its key, numbers by size and text by UTF-16 unit; rows of one key stay in the order given. */
export function inKeyOrder<R extends object>(of: Table, rows: readonly R[]): readonly R[] {
  // Most people have no more than one row of a table.
  if (rows.length < 2) return rows
  // The columns of a published key have few values each: a row's place among them is one number, and quick to compare.
  const place = new Float64Array(rows.length)
  let places = 1
  for (const name of keyColumns(of)) {
    const values = rows.map((row) => (row as Readonly<Record<string, Cell | null>>)[name] ?? '')
    const ranks = ranked(values)
    if (ranks.size < 2) continue
    if (places * ranks.size > Number.MAX_SAFE_INTEGER) places = closedUp(place)
    places *= ranks.size
    for (let i = 0; i < values.length; i++) place[i] = place[i]! * ranks.size + ranks.get(values[i]!)!
  }
  return Array.from(rows.keys())
    .sort((a, b) => place[a]! - place[b]! || a - b)
    .map((i) => rows[i]!)
}

/** Each value that occurs, with how many smaller ones do. */
function ranked(values: Iterable<Cell>): ReadonlyMap<Cell, number> {
  const different = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1))
  return new Map(different.map((value, rank) => [value, rank]))
}

/** Numbers the places that occur one after the other, in their order, and answers with how many there are. */
function closedUp(place: Float64Array): number {
  const ranks = ranked(place)
  for (let i = 0; i < place.length; i++) place[i] = ranks.get(place[i]!)!
  return ranks.size
}
