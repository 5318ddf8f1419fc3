import type { Source, SourceColumn } from '../../contracts/source.ts'
import type { FactSourceName } from '../../contracts/sources.ts'
import { UNIT_SEPARATOR, clean, isIcd10, isPlainRow, isSurelyDay } from '../cleaning.ts'
import type { Dialect } from '../dialect.ts'
import { allOf, literals, named } from '../text.ts'
import {
  type GatheredColumn,
  RECORDED_DATE,
  RECORD_ID,
  cleanedText,
  digestedText,
  gatheredColumns,
  isGroup,
  joinedMembers,
  typedValue,
  unreadable,
} from './columns.ts'
import { keeps } from './evidence.ts'
import { landedRows } from './landed.ts'
import { PEOPLE } from './people.ts'
import { type GatherPlan, type PlannedSource, describedSource, hasColumn, plannedSource } from './plan.ts'
import { verdict } from './verdict.ts'

/**
 * Everything gather does to one source, in one pass over it for all shards. People are matched on uncleaned text first, so
 * that only the rows of selected people, and the few that may have to be rejected, are cleaned. Rows set aside go to
 * shard -1 with their reason: a WHERE over typed columns would make the engine clean each row twice.
 */
export function gatheredRows(name: FactSourceName, planned: PlannedSource, plan: GatherPlan, dialect: Dialect): string {
  const source: Source = describedSource(name)
  const columns = gatheredColumns(source)
  const carried = [...columns, RECORDED_DATE, RECORD_ID]
  const plainColumns = carried.filter((column) => !isGroup(column)).map((column) => named(column.name))
  const groups = columns.filter(isGroup)
  const groupNames = groups.map((column) => named(column.name))
  const known = 'known_shard, known_selected'

  const wanted =
    name === 'person' ? everyone(source, planned, plan, dialect) : ofSelected(name, source, planned, dialect)
  const grouped = select(
    [...plainColumns, known, ...groups.map((column) => `${joinedMembers(column)} AS ${named(column.name)}`)],
    wanted,
  )
  const joined = select([...plainColumns, ...groupNames, known, `${joinedRow(carried)} AS joined`], grouped)
  const flagged = select(
    [...plainColumns, ...groupNames, known, `${isPlainRow('joined', planned.fillers)} AS is_plain`],
    joined,
  )
  const cleaned = select(
    [known, ...carried.map((column) => `${cleanedText(column, planned.fillers)} AS ${named(column.name)}`)],
    flagged,
  )
  const days = columns.filter((column) => column.described.type === 'day' && !isGroup(column))
  const dated = [
    `SELECT c.*, ${[...days, RECORDED_DATE].map((column) => `${typedValue(column)} AS ${dayName(column)}`).join(', ')},`,
    name === 'person' ? '  c.known_shard AS person_shard, c.known_selected AS is_selected' : REJOINED,
    `FROM (\n${cleaned}\n) c`,
    ...(name === 'person' ? [] : [REJOIN]),
  ].join('\n')
  const typed = (column: GatheredColumn): string =>
    column.described.type === 'day' && !isGroup(column) ? dayName(column) : typedValue(column)
  const judged = select(
    [
      ...columns.map((column) => `${typed(column)} AS ${named(column.name)}`),
      'recorded_day AS recorded_date',
      `${rowRef(source, planned, columns, typed, dialect)} AS row_ref`,
      `${unreadable([...columns, RECORDED_DATE], typed)} AS unreadable`,
      `${verdict(source, planned, plan, typed)} AS set_aside`,
      name === 'person' ? `${dialect.shardOf('person_id', plan.shards)} AS person_shard` : 'person_shard',
    ],
    dated,
  )
  const kept = keptColumns(name)
  const shard = 'CASE WHEN set_aside IS NULL THEN person_shard ELSE -1 END'
  return [
    `SELECT ${kept.join(', ')}, count(*) AS copies, cast(${shard} AS bigint) AS shard`,
    `FROM (\n${judged}\n) j`,
    `GROUP BY ${kept.join(', ')}, cast(${shard} AS bigint)`,
  ].join('\n')
}

const keptColumns = (name: FactSourceName): readonly string[] => [
  ...gatheredColumns(describedSource(name)).map((column) => named(column.name)),
  'recorded_date',
  'row_ref',
  'unreadable',
  'set_aside',
]

/** Rows of all chunks of a source: the same row in two of them is one row, as it is within each. */
export function foldedRows(name: FactSourceName, chunks: readonly string[]): string {
  const kept = keptColumns(name).join(', ')
  const rows = chunks.map((chunk) => `SELECT ${kept}, copies, shard FROM ${chunk}`)
  return [
    `SELECT ${kept}, cast(sum(copies) AS bigint) AS copies, shard`,
    `FROM (\n${rows.join('\nUNION ALL\n')}\n) c`,
    `GROUP BY ${kept}, shard`,
  ].join('\n')
}

const select = (columns: readonly string[], from: string): string =>
  `SELECT ${columns.join(', ')}\nFROM (\n${from}\n) x`

const dayName = (column: GatheredColumn): string =>
  column.name === 'recorded_date' ? 'recorded_day' : named(`${column.name}_day`)

/** A person id that was padded is looked up a second time, once it is clean. */
const REJOINED =
  '  coalesce(c.known_shard, q.shard) AS person_shard, coalesce(c.known_selected, q.is_selected) AS is_selected'
const REJOIN = `LEFT JOIN ${PEOPLE} q ON q.person_id = CASE WHEN c.known_shard IS NULL THEN c.person_id END`

/** Every person is wanted: denominators come from all of them. Where there is an allow list, the others are set aside. */
function everyone(source: Source, planned: PlannedSource, plan: GatherPlan, dialect: Dialect): string {
  const rows = `SELECT l.*, %, cast(0 AS bigint) AS known_selected FROM (\n${landedRows(planned, source, dialect)}\n) l`
  const allowed = plannedSource(plan, 'allow_list')
  if (allowed === undefined) return rows.replace('%', 'cast(0 AS bigint) AS known_shard')
  const ids = `SELECT DISTINCT ${clean('person_id', allowed.fillers)} AS person_id FROM (\n${landedRows(allowed, describedSource('allow_list'), dialect)}\n) a`
  const shard = 'CASE WHEN a.person_id IS NULL THEN cast(-1 AS bigint) ELSE cast(0 AS bigint) END AS known_shard'
  return `${rows.replace('%', shard)}\nLEFT JOIN (\n${ids}\n) a ON a.person_id = ${clean('l.person_id', planned.fillers)}`
}

/** Rows of selected people, rows whose person we do not know, and rows that may be bad: the last two of the whole source. */
function ofSelected(name: FactSourceName, source: Source, planned: PlannedSource, dialect: Dialect): string {
  const wanted = ['p.is_selected = 1', ...[keeps(name)].filter((test) => test !== null)]
  return [
    'SELECT l.*, p.shard AS known_shard, p.is_selected AS known_selected',
    `FROM (\n${landedRows(planned, source, dialect)}\n) l`,
    `LEFT JOIN ${PEOPLE} p ON p.person_id = l.person_id`,
    `WHERE p.person_id IS NULL OR (${wanted.join(' AND ')}) OR NOT (${isSurelySound(source, planned.fillers)})`,
  ].join('\n')
}

/** Whether uncleaned text surely passes every test of the required columns. Never null, and false whenever in doubt. */
function isSurelySound(source: Source, fillers: readonly string[]): string {
  const required = gatheredColumns(source).filter(({ name, described }) => described.required && name !== 'person_id')
  const all = source.rejectedWhenAllAbsent ?? []
  return allOf([
    ...required.map(({ name, described }) => surelySound(named(name), described, fillers)),
    ...(all.length > 0 ? [`(${all.map((name) => surelyPresent(named(name), fillers)).join(' OR ')})`] : []),
  ])
}

function surelySound(x: string, described: SourceColumn, fillers: readonly string[]): string {
  if (described.type === 'day') return isSurelyDay(x, fillers)
  if (described.oneOf !== undefined) return `coalesce(${x} IN ${literals(described.oneOf)}, FALSE)`
  if (described.type === 'icd10') return `(${surelyPresent(x, fillers)} AND coalesce(${isIcd10(x)}, FALSE))`
  return surelyPresent(x, fillers)
}

/** Begins with a character that no cleaning takes away, and is no filler. */
const surelyPresent = (x: string, fillers: readonly string[]): string =>
  `coalesce(${x} >= '0' AND ${x} < '{' AND ${x} NOT IN ${literals(['NULL', ...fillers])} AND ${x} NOT LIKE '% ', FALSE)`

/** The whole uncleaned row between separators, for one look at whether it needs cleaning at all. */
const joinedRow = (columns: readonly GatheredColumn[]): string =>
  `${UNIT_SEPARATOR} || concat_ws(${UNIT_SEPARATOR}, ${columns
    .map(({ name }) => `coalesce(${named(name)}, '')`)
    .join(', ')}) || ${UNIT_SEPARATOR}`

/** The digest is worth its cost only where the feed gives no record id. */
function rowRef(
  source: Source,
  planned: PlannedSource,
  columns: readonly GatheredColumn[],
  typed: (column: GatheredColumn) => string,
  dialect: Dialect,
): string {
  const digest = `'${source.name}:' || ${dialect.digest(digestedText(columns, typed))}`
  if (!hasColumn(planned, 'record_id')) return digest
  return `CASE WHEN record_id IS NOT NULL THEN '${source.name}:' || record_id ELSE ${digest} END`
}
