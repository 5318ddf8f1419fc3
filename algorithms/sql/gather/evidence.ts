import { type Source, memberColumns } from '../../contracts/source.ts'
import type { FactSourceName } from '../../contracts/sources.ts'
import { GATHER_CODES } from '../../rules/gather-codes.ts'
import { clean, isTenDigits } from '../cleaning.ts'
import type { Dialect } from '../dialect.ts'
import { allOf, anyOf, literal, literals, named } from '../text.ts'
import { landedRows } from './landed.ts'
import { type PlannedSource, describedSource } from './plan.ts'
import { outOfScopeWhen } from './scope.ts'

const STEM = 3

/** The letters that begin a gather code, and whether a text begins with another one: most diagnoses end here. */
const LETTERS = [...new Set(GATHER_CODES.icd10Stems.map((stem) => stem.slice(0, 1)))]

const containsAny = (x: string, codes: readonly string[]): string =>
  anyOf(codes.map((code) => `strpos(${x}, ${literal(code)}) > 0`))

/** Any gather stem anywhere in a text, whatever its case, dots and padding. */
const holdsStem = (x: string): string =>
  `(${anyOf(LETTERS.map((letter) => `strpos(upper(${x}), ${literal(letter)}) > 0`))} AND ` +
  `${containsAny(`replace(upper(${x}), '.', '')`, GATHER_CODES.icd10Stems)})`

/**
 * Whether an uncleaned diagnosis may be a gather code. Never narrower than cleaning it first: a text that begins with a
 * capital keeps its first three characters when cleaned unless a dot stands among them, and any other is searched throughout.
 */
export const mayBeCancer = (x: string): string =>
  [
    `CASE WHEN ${x} IS NULL THEN FALSE`,
    `WHEN substr(${x}, 1, ${STEM}) IN ${literals(GATHER_CODES.icd10Stems)} THEN TRUE`,
    `WHEN ${x} >= 'A' AND ${x} < '[' AND substr(${x}, 2, 1) <> '.' AND substr(${x}, 3, 1) <> '.' THEN FALSE`,
    `ELSE ${holdsStem(x)} END`,
  ].join(' ')

/** Whether an uncleaned code may be one of the whole codes or begin with one of the stems, once its padding is gone. */
export function mayBeCode(x: string, whole: readonly string[], stems: readonly string[]): string {
  const lengths = [...new Set(stems.map((stem) => stem.length))]
  const begins = lengths.map(
    (length) => `substr(${x}, 1, ${length}) IN ${literals(stems.filter((stem) => stem.length === length))}`,
  )
  const isPlain = `substr(${x}, 1, 1) BETWEEN '0' AND 'z' AND substr(${x}, length(${x}), 1) BETWEEN '0' AND 'z'`
  return [
    `CASE WHEN ${anyOf([...(whole.length > 0 ? [`${x} IN ${literals(whole)}`] : []), ...begins])} THEN TRUE`,
    `WHEN ${x} IS NULL OR (${isPlain}) THEN FALSE`,
    `ELSE ${containsAny(x, [...whole, ...stems])} END`,
  ].join(' ')
}

const isSelecting = (name: FactSourceName): boolean =>
  (GATHER_CODES.selectingSources as readonly string[]).includes(name)

/** Whether a landed row makes its person worth reading; null for a source that selects nobody. */
export function selects(name: FactSourceName, planned: PlannedSource): string | null {
  const source: Source = describedSource(name)
  const diagnoses = (GATHER_CODES.icd10Columns as Partial<Record<FactSourceName, readonly string[]>>)[name]
  if (diagnoses !== undefined) return anyOf(diagnoses.flatMap((column) => searched(source, column)))
  if (name === 'gp_event') return mayBeCode('"code"', GATHER_CODES.gpSelectingSnomed, GATHER_CODES.gpSelectingReadStems)
  if (!isSelecting(name)) return null
  const cleaned = (column: string): string => clean(named(column), planned.fillers)
  return allOf((source.outOfScope ?? []).map((scope) => `NOT ${outOfScopeWhen(scope, cleaned)}`))
}

/** A column of single codes is searched at its beginning, a column that lists codes throughout. */
const searched = (source: Source, column: string): readonly string[] => {
  const described = source.columns[column]!
  if (described.type !== 'icd10')
    return [`CASE WHEN ${named(column)} IS NULL THEN FALSE ELSE ${holdsStem(named(column))} END`]
  return memberColumns(column, described).map((member) => mayBeCancer(named(member)))
}

/** Which rows of a selected person are worth keeping, on uncleaned text; null when all of them are. */
export function keeps(name: FactSourceName): string | null {
  if (name === 'gp_event') return mayBeCode('"code"', GATHER_CODES.gpKeptSnomed, GATHER_CODES.gpKeptReadStems)
  if (name === 'gp_medication') return mayBeCode('"dmd_code"', GATHER_CODES.gpKeptMedicines, [])
  return null
}

/**
 * One row a person that the source selects, one row with no person for everybody else: `records` adds up to the source.
 * `ten_digits` counts record ids in the shape of an NHS number.
 */
export function survey(name: FactSourceName, planned: PlannedSource, dialect: Dialect): string {
  const source: Source = describedSource(name)
  const selected = selects(name, planned)
  const person = selected === null ? 'cast(NULL AS varchar)' : `CASE WHEN ${selected} THEN "person_id" END`
  return [
    `SELECT ${person} AS person_id, count(*) AS records,`,
    `  count(CASE WHEN ${isTenDigits('"record_id"')} THEN 1 END) AS ten_digits`,
    `FROM (\n${landedRows(planned, source, dialect)}\n) l`,
    'GROUP BY 1',
  ].join('\n')
}
