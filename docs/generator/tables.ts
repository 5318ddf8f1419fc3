import { INTERNAL_TABLES } from '../../algorithms/contracts/results/internal.ts'
import { PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { accessLog, RESTRICTED_TABLES } from '../../algorithms/contracts/results/restricted.ts'
import { type Column, duckdbType, glueColumns, keyColumns, type Table } from '../../algorithms/contracts/table.ts'
import { code, codes, type Page, page, sentence, table } from './markdown.ts'

/** The three pages of result tables, one for each audience. */
export const tablePages = (): readonly Page[] => [
  page(
    'published-tables',
    'Published tables',
    'What leaves a run. Every count has passed through disclosure control; each table stands in `OUT/published` as Parquet and CSV, and in `OUT/results.duckdb` with its view `v_<table>_latest`. **A count that is empty is not zero**: its `_status` says whether it is hidden (`suppressed`), cannot be given yet (`not_available`) or does not apply.',
    ...Object.values(PUBLISHED_TABLES).map(described),
  ),
  page(
    'restricted-tables',
    'Restricted tables',
    'Facts about people, one Parquet file each in `OUT/restricted`, readable by their owner alone. Nothing here is published.',
    ...[...Object.values(RESTRICTED_TABLES), accessLog].map(described),
  ),
  page(
    'internal-tables',
    'Internal tables',
    'True counts and what they are counted from, in `OUT/internal`. They are read by the count and protect steps and by nobody else.',
    ...Object.values(INTERNAL_TABLES).map(described),
  ),
]

function described(of: Table): string {
  const glue = new Map(glueColumns(of).map(({ name, type }) => [name, type]))
  const rows = Object.entries(of.columns).map(([name, column]) => [
    code(name),
    column.key ? 'key' : '',
    duckdbType(column.type),
    glue.get(name)!,
    sentence(column.says),
    whatNullMeans(name, column, of),
  ])
  return [
    `## \`${of.name}\``,
    sentence(of.says),
    `One row for each: ${codes(keyColumns(of))}. Rows are sorted by these.`,
    table(['column', '', 'DuckDB', 'Athena', 'what it holds', 'what null means'], rows),
  ].join('\n\n')
}

function whatNullMeans(name: string, column: Column, of: Table): string {
  if (!column.nullable) return 'never null'
  if (typeof column.discloses === 'object') return `hidden with ${code(column.discloses.follows)}`
  if (of.columns[`${name}_status`] !== undefined) return `not shown: ${code(`${name}_status`)} says why`
  return /empty/.test(column.says) ? 'as said' : 'not recorded, or does not apply'
}
