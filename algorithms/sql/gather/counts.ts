import type { FactSourceName } from '../../contracts/sources.ts'
import { clean, day, isTenDigits } from '../cleaning.ts'
import type { Dialect } from '../dialect.ts'
import { anyOf, named } from '../text.ts'
import { gatheredColumns, isGroup } from './columns.ts'
import { landedRows } from './landed.ts'
import { PEOPLE, surveyName } from './people.ts'
import { type PlannedSource, describedSource, gatheredName } from './plan.ts'
import { eventDay } from './verdict.ts'

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

const event = (name: FactSourceName): string | null => eventDay(describedSource(name), named)

const eventText = (which: 'min' | 'max', on: string | null): string =>
  on === null ? 'cast(NULL AS varchar)' : `cast(${which}(${on}) AS varchar)`

/** Rows and people by shard and by the reason for which a row was set aside; `records` counts copies of one row too. */
export function counts(name: FactSourceName, dialect: Dialect): string {
  const on = event(name)
  return [
    'SELECT shard, set_aside, count(*) AS distinct_records, cast(sum(copies) AS bigint) AS records,',
    '  count(DISTINCT person_id) AS people, min(row_ref) AS example,',
    `  ${eventText('min', on)} AS first_event, ${eventText('max', on)} AS last_event`,
    `FROM ${dialect.written(gatheredName(name))}`,
    'GROUP BY shard, set_aside',
    'ORDER BY shard, set_aside NULLS FIRST',
  ].join('\n')
}

/** Optional values that could not be read, among the rows kept. */
export const unreadableCounts = (name: FactSourceName, dialect: Dialect): string =>
  [
    'SELECT unreadable, count(*) AS records, min(row_ref) AS example',
    `FROM ${dialect.written(gatheredName(name))}`,
    'WHERE unreadable IS NOT NULL AND shard >= 0',
    'GROUP BY unreadable',
    'ORDER BY unreadable',
  ].join('\n')

/** Distinct code texts of the rows kept that hold a ten-digit value, for TypeScript to judge. Codes of a group never begin with a digit. */
export function tenDigitCodes(name: FactSourceName, dialect: Dialect): string | null {
  const columns = gatheredColumns(describedSource(name)).filter(
    ({ name: column, described }) =>
      described.type === 'icd10' || described.type === 'opcs4' || ['code', 'dmd_code', 'cause_codes'].includes(column),
  )
  if (columns.length === 0) return null
  return columns
    .map((column) => {
      const x = named(column.name)
      const found =
        isGroup(column) || column.name === 'cause_codes'
          ? anyOf(DIGITS.map((digit) => `strpos(';' || ${x}, ';${digit}') > 0`))
          : isTenDigits(x)
      return `SELECT '${column.name}' AS column_name, ${x} AS codes FROM ${dialect.written(gatheredName(name))} WHERE shard >= 0 AND ${found} GROUP BY 1, 2`
    })
    .join('\nUNION ALL\n')
}

/** Enough to tell a share of a quarter from one of an eleventh; where ten-digit ids are few, all of them. */
const MOST_IDS = 20_000

const sample = (dialect: Dialect, ids: string): string =>
  `SELECT id FROM (\n${ids}\n) i GROUP BY id ORDER BY ${dialect.digest('id')}, id LIMIT ${MOST_IDS}`

/** Ten-digit person ids: everyone's in `person`, elsewhere those of people it does not know. */
export function tenDigitPeople(name: FactSourceName, dialect: Dialect): string {
  const which = name === 'person' ? 'person_id IS NOT NULL' : "set_aside = 'rejected:unknown_person:person_id'"
  const ids = `SELECT person_id AS id FROM ${dialect.written(gatheredName(name))} WHERE ${which} AND ${isTenDigits('person_id')}`
  return sample(dialect, ids)
}

/** Ten-digit record ids of a whole source. Asked only where the survey met any. */
export function tenDigitRecords(name: FactSourceName, planned: PlannedSource, dialect: Dialect): string {
  const landed = landedRows(planned, describedSource(name), dialect, ['record_id'])
  return sample(dialect, `SELECT record_id AS id FROM (\n${landed}\n) l WHERE ${isTenDigits('record_id')}`)
}

/** How many people there are, and how many of them may be processed and are selected, by shard. */
export const peopleByShard: string = [
  'SELECT shard, count(*) AS people, cast(sum(is_selected) AS bigint) AS selected',
  `FROM ${PEOPLE}`,
  'GROUP BY shard',
  'ORDER BY shard',
].join('\n')

/** Rows of a whole source, and its record ids of ten and of eleven digits. */
export const surveyed = (name: FactSourceName): string =>
  [
    'SELECT cast(sum(records) AS bigint) AS records, cast(sum(ten_digits) AS bigint) AS ten_digits,',
    '  cast(sum(eleven_digits) AS bigint) AS eleven_digits',
    `FROM ${surveyName(name)}`,
  ].join('\n')

/** Rows of `person` whose month of birth is a whole date. Asked only where some month could not be read. */
export const fullBirthDates = (planned: PlannedSource, dialect: Dialect): string =>
  [
    `SELECT count(*) AS records FROM (\n${landedRows(planned, describedSource('person'), dialect, ['birth_month'])}\n) l`,
    `WHERE ${day(clean('birth_month', planned.fillers))} IS NOT NULL`,
  ].join('\n')
