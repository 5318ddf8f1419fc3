import { type Source, memberColumns } from '../../contracts/source.ts'
import type { FactSourceName } from '../../contracts/sources.ts'
import { GATHER_CODES } from '../../rules/gather-codes.ts'
import { clean, isElevenDigits, isTenDigits } from '../cleaning.ts'
import type { Dialect } from '../dialect.ts'
import { allOf, anyOf, literal, literals, named } from '../text.ts'
import { landedRows } from './landed.ts'
import { type PlannedSource, describedSource } from './plan.ts'
import { outOfScopeWhen } from './scope.ts'

const containsAny = (x: string, codes: readonly string[]): string =>
  anyOf(codes.map((code) => `strpos(${x}, ${literal(code)}) > 0`))

/** The first two characters of any gather stem anywhere in a text, whatever its case, dots and padding. */
const holdsStem = (x: string): string =>
  containsAny(`replace(upper(${x}), '.', '')`, [...new Set(GATHER_CODES.icd10Stems.map((stem) => stem.slice(0, 2)))])

const next = (text: string): string => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1)

const isBetween = (x: string, from: string, before: string): string =>
  `(${x} < ${literal(before)} AND ${x} >= ${literal(from)})`

/** Stems that follow each other, by letter, as first and one after the last: engines compare a few ranges far faster than a hundred stems. */
const STEM_RANGES = new Map<string, { from: string; before: string }[]>()
for (const stem of [...GATHER_CODES.icd10Stems].sort()) {
  const letter = stem.slice(0, 1)
  const ranges = STEM_RANGES.get(letter) ?? []
  const range = ranges.at(-1)
  if (range !== undefined && Number(range.before.slice(1)) === Number(stem.slice(1))) range.before = after(stem)
  else ranges.push({ from: stem, before: after(stem) })
  STEM_RANGES.set(letter, ranges)
}

/** The text that follows every code of a stem: C10 after C09, and C9: after C99. */
function after(stem: string): string {
  return stem.endsWith('9') && !stem.endsWith('99') ? `${next(stem.slice(0, -1))}0` : next(stem)
}

const beginsWithLetter = (x: string): string =>
  anyOf([...STEM_RANGES.keys()].map((letter) => isBetween(x, letter, next(letter))))

/** A short test on the letter comes first: most diagnoses end there. */
const beginsWithStem = (x: string): string =>
  anyOf(
    [...STEM_RANGES].map(
      ([letter, ranges]) =>
        `(${isBetween(x, letter, next(letter))} AND ${anyOf(ranges.map(({ from, before }) => isBetween(x, from, before)))})`,
    ),
  )

/** A text that begins with a capital keeps its first three characters when cleaned, unless a dot stands among them. */
const isNotPlain = (x: string): string =>
  `(${x} < 'A' OR ${x} >= '[' OR (${beginsWithLetter(x)} AND (substr(${x}, 2, 1) = '.' OR substr(${x}, 3, 1) = '.')))`

/**
 * Whether any of some uncleaned diagnoses may be a gather code. Never narrower than cleaning them first: plain texts are
 * compared by their first three characters, and where any text is not plain all of them are searched throughout.
 * Texts that list codes are always searched.
 */
export function mayBeCancer(diagnoses: readonly string[], lists: readonly string[] = []): string {
  const joined = `concat_ws(';', ${[...diagnoses, ...lists].map((x) => `coalesce(${x}, '')`).join(', ')}, '')`
  const isToSearch = [...diagnoses.map(isNotPlain), ...lists.map((x) => `${x} IS NOT NULL`)]
  return [
    `CASE WHEN ${anyOf(diagnoses.map(beginsWithStem))} THEN TRUE`,
    `WHEN ${anyOf(isToSearch)} THEN ${holdsStem(joined)}`,
    'ELSE FALSE END',
  ].join(' ')
}

/**
 * Whether an uncleaned code may be one of the whole codes or begin with one of the stems, once its padding is gone. A Read
 * code may end in dots, which are no padding.
 */
export function mayBeCode(x: string, whole: readonly string[], stems: readonly string[]): string {
  const ends = `${x} >= '0' AND ${x} < '{' AND substr(${x}, length(${x}), 1) BETWEEN '.' AND 'z'`
  return [
    `CASE WHEN ${isOneOf(x, whole, stems)} THEN TRUE`,
    `WHEN ${x} IS NULL OR (${ends}) THEN FALSE`,
    `ELSE ${containsAny(x, [...whole, ...stems])} END`,
  ].join(' ')
}

/** As many characters as the shortest stem has are looked at first: most codes end there. */
function isOneOf(x: string, whole: readonly string[], stems: readonly string[]): string {
  const begins = (length: number, texts: readonly string[]) => `substr(${x}, 1, ${length}) IN ${literals(texts)}`
  const lengths = [...new Set(stems.map((stem) => stem.length))].sort((a, b) => a - b)
  const ofLength = (length: number) => stems.filter((stem) => stem.length === length)
  const heads = [...new Set(stems.map((stem) => stem.slice(0, lengths[0])))]
  return anyOf([
    ...(whole.length > 0 ? [`${x} IN ${literals(whole)}`] : []),
    ...(stems.length > 0
      ? [allOf([begins(lengths[0]!, heads), anyOf(lengths.map((length) => begins(length, ofLength(length))))])]
      : []),
  ])
}

const isSelecting = (name: FactSourceName): boolean =>
  (GATHER_CODES.selectingSources as readonly string[]).includes(name)

/** Whether a landed row makes its person worth reading; null for a source that selects nobody. */
export function selects(name: FactSourceName, planned: PlannedSource): string | null {
  const source: Source = describedSource(name)
  const diagnoses = (GATHER_CODES.icd10Columns as Partial<Record<FactSourceName, readonly string[]>>)[name]
  if (diagnoses !== undefined) return diagnosed(source, diagnoses)
  if (name === 'gp_event') return mayBeCode('"code"', GATHER_CODES.gpSelectingSnomed, GATHER_CODES.gpSelectingReadStems)
  if (!isSelecting(name)) return null
  const cleaned = (column: string): string => clean(named(column), planned.fillers)
  return allOf((source.outOfScope ?? []).map((scope) => `NOT ${outOfScopeWhen(scope, cleaned)}`))
}

function diagnosed(source: Source, columns: readonly string[]): string {
  const isCode = (column: string): boolean => source.columns[column]!.type === 'icd10'
  const single = columns.filter(isCode).flatMap((column) => memberColumns(column, source.columns[column]!))
  return mayBeCancer(single.map(named), columns.filter((column) => !isCode(column)).map(named))
}

/** Which rows of a selected person are worth keeping, on uncleaned text; null when all of them are. */
export function keeps(name: FactSourceName): string | null {
  if (name === 'gp_event') return mayBeCode('"code"', GATHER_CODES.gpKeptSnomed, GATHER_CODES.gpKeptReadStems)
  if (name === 'gp_medication') return mayBeCode('"dmd_code"', GATHER_CODES.gpKeptMedicines, [])
  return null
}

/**
 * One row a person that the source selects, one row with no person for everybody else: `records` adds up to the source.
 * `ten_digits` and `eleven_digits` count record ids in the shape of an NHS number, and of a longer running number.
 */
export function survey(name: FactSourceName, planned: PlannedSource, dialect: Dialect): string {
  const source: Source = describedSource(name)
  const selected = selects(name, planned)
  const person = selected === null ? 'cast(NULL AS varchar)' : `CASE WHEN ${selected} THEN "person_id" END`
  return [
    `SELECT ${person} AS person_id, count(*) AS records,`,
    `  count(CASE WHEN ${isTenDigits('"record_id"')} THEN 1 END) AS ten_digits,`,
    `  count(CASE WHEN ${isElevenDigits('"record_id"')} THEN 1 END) AS eleven_digits`,
    `FROM (\n${landedRows(planned, source, dialect)}\n) l`,
    'GROUP BY 1',
  ].join('\n')
}

/** The surveys of all chunks of a source as one: a person whom two of them select stands in it once. */
export const foldedSurvey = (chunks: readonly string[]): string =>
  [
    `SELECT person_id, ${['records', 'ten_digits', 'eleven_digits'].map((count) => `cast(sum(${count}) AS bigint) AS ${count}`).join(', ')}`,
    `FROM (\n${chunks.map((chunk) => `SELECT person_id, records, ten_digits, eleven_digits FROM ${named(chunk)}`).join('\nUNION ALL\n')}\n) c`,
    'GROUP BY person_id',
  ].join('\n')
