import { COMMON_SOURCE_COLUMNS, type Source, type SourceColumn, memberColumns } from '../../contracts/source.ts'
import { UNIT_SEPARATOR, clean, cleanGroup, dashed, day, decimal, month, whole } from '../cleaning.ts'
import { named } from '../text.ts'

/** A contract column on its way from landed text to a typed value. */
export interface GatheredColumn {
  readonly name: string
  readonly described: SourceColumn
  /** Its columns in the file: more than one where codes repeat. */
  readonly members: readonly string[]
}

export const gatheredColumns = (source: Source): readonly GatheredColumn[] =>
  Object.entries(source.columns).map(([name, described]) => ({
    name,
    described,
    members: memberColumns(name, described),
  }))

export const RECORD_ID: GatheredColumn = {
  name: 'record_id',
  described: COMMON_SOURCE_COLUMNS.record_id,
  members: ['record_id'],
}

export const RECORDED_DATE: GatheredColumn = {
  name: 'recorded_date',
  described: COMMON_SOURCE_COLUMNS.recorded_date,
  members: ['recorded_date'],
}

export const isGroup = (column: GatheredColumn): boolean => column.described.repeats !== undefined

const orBlank = (x: string): string => `coalesce(${x}, '')`

/**
 * The members of a group as one text in order, blanks kept, uncleaned but for this: a compact date is written with dashes,
 * so that a day has one spelling.
 */
export const joinedMembers = (column: GatheredColumn): string =>
  `concat_ws(${UNIT_SEPARATOR}, ${column.members
    .map((member) => orBlank(column.described.type === 'day' ? dashed(named(member)) : named(member)))
    .join(', ')})`

const notTyped = (column: GatheredColumn): boolean => ['text', 'icd10', 'opcs4'].includes(column.described.type)

/**
 * Cleaned text of a column: what was there without padding and fillers; null when absent. `is_plain` is said by the row.
 * A group stays one text between separators: cleaning each of its members would be more than an engine can compile.
 */
export function cleanedText(column: GatheredColumn, fillers: readonly string[]): string {
  const x = named(column.name)
  if (isGroup(column))
    return `CASE WHEN is_plain AND strpos(${x}, ';') = 0 THEN ${x} ELSE ${cleanGroup(x, fillers)} END`
  return `CASE WHEN is_plain THEN nullif(${x}, '') ELSE ${clean(x, fillers)} END`
}

/** The members of a group with `;` between, blanks kept; null when all of them are blank. */
const listed = (x: string): string =>
  `CASE WHEN length(replace(${x}, ${UNIT_SEPARATOR}, '')) > 0 THEN replace(${x}, ${UNIT_SEPARATOR}, ';') END`

/** The typed value of a cleaned column; null when it is absent or cannot be read. */
export function typedValue(column: GatheredColumn): string {
  const x = named(column.name)
  if (isGroup(column)) return listed(x)
  switch (column.described.type) {
    case 'day':
      return day(x)
    case 'month':
      return month(x)
    case 'whole':
      return whole(x)
    case 'decimal':
      return decimal(x)
    default:
      return column.described.oneOf === undefined ? x : `lower(${x})`
  }
}

/** Optional columns that hold something which is not what it should be, `;` between; null when there is none. Codes are read by TypeScript. */
export function unreadable(columns: readonly GatheredColumn[], typed: (column: GatheredColumn) => string): string {
  const cases = columns
    .filter((column) => !column.described.required && !isGroup(column) && !notTyped(column))
    .map(
      (column) => `CASE WHEN ${named(column.name)} IS NOT NULL AND ${typed(column)} IS NULL THEN '${column.name}' END`,
    )
  return cases.length === 0 ? 'cast(NULL AS varchar)' : `nullif(concat_ws(';', ${cases.join(', ')}), '')`
}

/** The row's cleaned text in contract order, from which a row without a record id takes its reference. */
export function digestedText(columns: readonly GatheredColumn[], typed: (column: GatheredColumn) => string): string {
  const parts = columns.map((column) => {
    const x = named(column.name)
    if (isGroup(column)) return x
    return orBlank(column.described.type === 'day' ? `coalesce(cast(${typed(column)} AS varchar), ${x})` : x)
  })
  return parts.length === 1 ? parts[0]! : `concat_ws(${UNIT_SEPARATOR}, ${parts.join(', ')})`
}
