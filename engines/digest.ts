import { createHash } from 'node:crypto'
import { type Table, columnNames, keyColumns } from '../algorithms/contracts/table.ts'
import { type Day, dayText } from '../algorithms/domain/day.ts'

const BETWEEN_VALUES = '\u001f'
const ABSENT = '\u0000'

/** The run itself is no part of what it found. */
const NOT_DIGESTED = 'run_id'

/** Canonical digest of a table: sha256 of its rows as text, in key order, without `run_id`. Rows arrive in that order. */
export function tableDigest(table: Table): { add(row: object): void; hex(): string } {
  const hash = createHash('sha256')
  const names = columnNames(table).filter((name) => name !== NOT_DIGESTED)
  const types = names.map((name) => table.columns[name]!.type)
  let pending = ''
  return {
    add(row) {
      const values = row as Record<string, unknown>
      for (let i = 0; i < names.length; i++)
        pending += (i === 0 ? '' : BETWEEN_VALUES) + cellText(values[names[i]!], types[i]!)
      pending += '\n'
      if (pending.length > 65_536) {
        hash.update(pending)
        pending = ''
      }
    },
    hex: () => hash.update(pending).digest('hex'),
  }
}

/** Digest of rows in any order: they are sorted by key, and by every other column after it. */
export function digestOfRows(table: Table, rows: readonly object[]): string {
  const digest = tableDigest(table)
  for (const row of rows.toSorted(byKey(table))) digest.add(row)
  return digest.hex()
}

/** Orders rows of a table by its key, then by the rest of its columns, so that the order is total. */
export function byKey(table: Table): (a: object, b: object) => number {
  const key = keyColumns(table)
  const order = [...key, ...columnNames(table).filter((name) => !key.includes(name))]
  return (a, b) => {
    for (const name of order) {
      const compared = compareCells((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])
      if (compared !== 0) return compared
    }
    return 0
  }
}

/** Absent sorts first; text by its UTF-16 units, numbers by size. */
export function compareCells(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1
  if (b === null || b === undefined) return 1
  return (a as string | number) < (b as string | number) ? -1 : 1
}

function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return ABSENT
  if (type === 'day') return dayText(value as Day)
  return `${value as string | number | boolean}`
}
