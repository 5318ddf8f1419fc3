import { literal, literals } from './text.ts'

/** Joins the values of a row where they must stay apart. */
export const UNIT_SEPARATOR = 'chr(31)'

/** What means absent in every feed; `sources.json` may add to it. */
const FILLERS = ['-', 'NULL']

const STRIPPED = 'chr(9) || chr(10) || chr(13) || chr(160)'

const DIGITS = literal('0123456789')

/** The engines strip different blanks with a bare `trim`; here tabs, line ends and no-break spaces become spaces first. */
const trimmed = (x: string): string => `trim(translate(${x}, ${STRIPPED}, '    '))`

/** A value without padding; null when it is blank or a filler. */
export function clean(x: string, fillers: readonly string[] = []): string {
  return [...FILLERS, ...fillers].reduce(
    (value, filler) => `nullif(${value}, ${literal(filler)})`,
    `nullif(${trimmed(x)}, '')`,
  )
}

/**
 * Several codes or days between separators, cleaned at one go: they hold no blanks, so all blanks go, and a stray `;` with
 * them. A filler becomes blank; twice, because two in a row share a separator.
 */
export function cleanGroup(x: string, fillers: readonly string[]): string {
  const bare = `replace(translate(${x}, ${STRIPPED} || ';', '     '), ' ', '')`
  const between = (text: string): string => `${UNIT_SEPARATOR} || ${literal(text)} || ${UNIT_SEPARATOR}`
  const blank = [...FILLERS, ...fillers.map((filler) => filler.replaceAll(' ', ''))]
    .flatMap((filler) => [filler, filler])
    .reduce(
      (text, filler) => `replace(${text}, ${between(filler)}, ${between('')})`,
      `${UNIT_SEPARATOR} || ${bare} || ${UNIT_SEPARATOR}`,
    )
  return `substr(${blank}, 2, length(${blank}) - 2)`
}

/**
 * Whether a row needs no cleaning but for blanks: no padding and no filler. One look at the joined row costs a tenth of
 * cleaning each of its columns. `joined` begins and ends with the separator.
 */
export function isPlainRow(joined: string, fillers: readonly string[]): string {
  const absent = (found: string): string => `strpos(${joined}, ${found}) = 0`
  return [
    ...['chr(9)', 'chr(10)', 'chr(13)', 'chr(160)'].map(absent),
    absent(`' ' || ${UNIT_SEPARATOR}`),
    absent(`${UNIT_SEPARATOR} || ' '`),
    ...[...FILLERS, ...fillers].map((filler) => absent(`${UNIT_SEPARATOR} || ${literal(filler)} || ${UNIT_SEPARATOR}`)),
  ].join(' AND ')
}

const isDigits = (x: string): string => `translate(${x}, ${DIGITS}, '') = ''`

const compactToDashed = (x: string): string =>
  `(substr(${x}, 1, 4) || '-' || substr(${x}, 5, 2) || '-' || substr(${x}, 7, 2))`

/** A compact date written with dashes, blanks around it gone, whether or not the day exists; any other text as it is. */
export function dashed(x: string): string {
  const bare = `replace(${x}, ' ', '')`
  return `CASE WHEN length(${bare}) = 8 AND strpos(${x}, '-') = 0 THEN ${compactToDashed(bare)} ELSE ${x} END`
}

/**
 * Whether text is a day exactly as both engines print it. Their casts differ on other texts, so the way back is checked;
 * year 0 is left out because they print it differently.
 */
const isCanonicalDay = (x: string): string =>
  `length(${x}) = 10 AND ${x} >= '0001' AND cast(try_cast(${x} AS date) AS varchar) = ${x}`

/** The day that a cleaned text names, `YYYY-MM-DD` or `YYYYMMDD`; null when it names none. */
export function day(x: string): string {
  const written = compactToDashed(x)
  return [
    `CASE WHEN ${isCanonicalDay(x)} THEN try_cast(${x} AS date)`,
    `WHEN length(${x}) = 8 AND ${isCanonicalDay(written)} THEN try_cast(${written} AS date) END`,
  ].join(' ')
}

/** Whether an uncleaned text is surely a day: true for ordinary rows at little cost, false for whatever needs a second look. */
export function isSurelyDay(x: string, fillers: readonly string[]): string {
  const isFiller = fillers.length === 0 ? 'FALSE' : `${x} IN ${literals(fillers)}`
  return [
    `CASE WHEN ${isFiller} THEN FALSE`,
    `WHEN ${isCanonicalDay(x)} THEN TRUE`,
    `WHEN length(${x}) = 8 AND ${isCanonicalDay(compactToDashed(x))} THEN TRUE`,
    'ELSE FALSE END',
  ].join(' ')
}

/** A month `YYYY-MM` as cleaned text; null when the text is no month. */
export const month = (x: string): string =>
  `CASE WHEN length(${x}) = 7 AND ${isCanonicalDay(`(${x} || '-01')`)} THEN ${x} END`

/** The whole number that a cleaned text names; null when it names none, or a negative one. */
export const whole = (x: string): string =>
  `CASE WHEN length(${x}) BETWEEN 1 AND 18 AND ${isDigits(x)} THEN try_cast(${x} AS bigint) END`

/**
 * A decimal number as cleaned text, since the engines print numbers differently; null when the text is none.
 * At most nine digits stand before the point, so that no ten-digit identifier passes for a number.
 */
export function decimal(x: string): string {
  const unsigned = `CASE WHEN substr(${x}, 1, 1) IN ('-', '+') THEN substr(${x}, 2) ELSE ${x} END`
  const point = `strpos(${unsigned}, '.')`
  return [
    `CASE WHEN translate(${unsigned}, ${DIGITS}, '') = '' AND length(${unsigned}) BETWEEN 1 AND 9 THEN ${x}`,
    `WHEN translate(${unsigned}, ${DIGITS}, '') = '.' AND ${point} BETWEEN 2 AND 10`,
    `AND length(${unsigned}) - ${point} BETWEEN 1 AND 9 THEN ${x} END`,
  ].join(' ')
}

const ICD10_TAILS = ['', '0', '00', 'X', '-', '0X', '0-'].flatMap((digits) =>
  ['', 'A', 'D'].flatMap((dagger) => ['', '*', '†', '+'].map((mark) => digits + dagger + mark)),
)

/** Whether a cleaned text has the shape of an ICD-10 code, in the spellings that feeds use: dot, spaces, filler X, dagger. */
export function isIcd10(x: string): string {
  const code = `replace(replace(upper(${x}), '.', ''), ' ', '')`
  const letters = literal('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  return [
    `length(${code}) >= 3 AND length(${x}) - length(replace(${x}, '.', '')) <= 1`,
    `translate(substr(${code}, 1, 1), ${letters}, '') = ''`,
    isDigits(`substr(${code}, 2, 2)`),
    `translate(substr(${code}, 4), ${DIGITS}, '0000000000') IN ${literals(ICD10_TAILS)}`,
  ].join(' AND ')
}

/** Ten digits, spaces apart: the shape of an NHS number. TypeScript judges the check digit. */
export const isTenDigits = (x: string): string =>
  `length(${x}) BETWEEN 10 AND 14 AND length(replace(${x}, ' ', '')) = 10 AND ${isDigits(`replace(${x}, ' ', '')`)}`

/** Eleven digits: the neighbours of a ten-digit running number. */
export const isElevenDigits = (x: string): string => `length(${x}) = 11 AND ${isDigits(x)}`
