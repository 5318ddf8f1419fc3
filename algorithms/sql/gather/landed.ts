import { type Source, fileColumns } from '../../contracts/source.ts'
import type { Dialect, StoredAs } from '../dialect.ts'
import { allOf, literal, named } from '../text.ts'
import type { PathRange } from './chunks.ts'
import type { PlannedLanding, PlannedSource } from './plan.ts'

const AS_TEXT: Record<StoredAs, (column: string) => string> = {
  text: (column) => column,
  date: (column) => `cast(${column} AS varchar)`,
  timestamp: (column) => `cast(cast(${column} AS date) AS varchar)`,
  whole: (column) => `cast(${column} AS varchar)`,
}

/** The rows of a source as they landed: every contract column under its own name, as text, null where the feed has none. */
export function landedRows(planned: PlannedSource, source: Source, dialect: Dialect, only?: readonly string[]): string {
  const columns = only ?? fileColumns(source)
  const where = planned.within === undefined ? '' : ` WHERE ${isWithin(dialect.path, planned.within)}`
  return planned.landings
    .map((landing) => {
      const values = columns.map((column) => `${columnText(landing, column)} AS ${named(column)}`)
      return `SELECT ${values.join(', ')} FROM ${dialect.landed(landing)}${where}`
    })
    .join('\nUNION ALL\n')
}

function columnText(landing: PlannedLanding, column: string): string {
  const inFile = landing.mapped[column]
  const stored = landing.columns.find(({ name }) => name === inFile)
  if (inFile === undefined || stored === undefined || stored.storedAs === 'unreadable') return 'cast(NULL AS varchar)'
  return AS_TEXT[stored.storedAs](named(inFile))
}

const isWithin = (path: string, { from, before }: PathRange): string =>
  allOf([
    ...(from === null ? [] : [`${path} >= ${literal(from)}`]),
    ...(before === null ? [] : [`${path} < ${literal(before)}`]),
  ])
