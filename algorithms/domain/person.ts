import { type Day, dayFromNumber } from './day.ts'
import { type Month, monthOf } from './month.ts'

/** Sex as the contract prints it. */
export const SEXES = ['male', 'female', 'unknown'] as const
export type Sex = (typeof SEXES)[number]

/** Ethnicity in the five groups of the 2001 census letters. Chinese (R) stands in `other`, as the letters do. */
export const ETHNICITIES = ['white', 'mixed', 'asian', 'black', 'other', 'unknown'] as const
export type Ethnicity = (typeof ETHNICITIES)[number]

/** Completed years. */
export const AGE_BANDS = ['0-24', '25-49', '50-59', '60-69', '70-79', '80+', 'unknown'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/** Fifth of English neighbourhoods by IMD 2025; 1 is the most deprived. */
export const IMD_QUINTILES = ['1', '2', '3', '4', '5', 'unknown'] as const
export type ImdQuintile = (typeof IMD_QUINTILES)[number]

/** NHS Data Dictionary, PERSON STATED GENDER CODE and PERSON PHENOTYPIC SEX: 1 male, 2 female; 0 and 9 say nothing. */
export function sexOf(code: string | null): Sex {
  if (code === '1') return 'male'
  return code === '2' ? 'female' : 'unknown'
}

const LETTERS: readonly (readonly [Ethnicity, string])[] = [
  ['white', 'ABC'],
  ['mixed', 'DEFG'],
  ['asian', 'HJKL'],
  ['black', 'MNP'],
  ['other', 'RS'],
]

/** NHS Data Dictionary, ETHNIC CATEGORY: one letter, which feeds may follow with a local second character. Z and 99 say nothing. */
export function ethnicityOf(code: string | null): Ethnicity {
  const letter = code?.charAt(0).toUpperCase() ?? ''
  if (letter === '') return 'unknown'
  return LETTERS.find(([, letters]) => letters.includes(letter))?.[0] ?? 'unknown'
}

/** First completed year of each known band, in the order of `AGE_BANDS`. */
const BAND_STARTS = [0, 25, 50, 60, 70, 80] as const

/** Everyone is taken as born on the 1st of the month of birth. Null birth, or a day before it, is `unknown`. */
export function ageBandOn(born: Month | null, on: Day): AgeBand {
  return AGE_BANDS[ageBandIndex(born, monthOf(on))]!
}

/** Place in `AGE_BANDS` on any day of a month: born on the 1st, a birthday is never inside one. */
export function ageBandIndex(born: Month | null, month: Month): number {
  const unknown = AGE_BANDS.length - 1
  if (born === null || month < born) return unknown
  const years = Math.floor((month - born) / 12)
  let band = 0
  while (band + 1 < BAND_STARTS.length && years >= BAND_STARTS[band + 1]!) band++
  return band
}

/** The first month in which someone is in the next band; null when there is none. */
export function nextBandMonth(born: Month | null, month: Month): Month | null {
  if (born === null) return null
  if (month < born) return born
  const next = BAND_STARTS[ageBandIndex(born, month) + 1]
  return next === undefined ? null : ((born + next * 12) as Month)
}

/** Stands for "no end": later than any day a feed can hold. */
export const OPEN_END = dayFromNumber(2_932_896)
/** Stands for "no beginning": earlier than any day a feed can hold. */
export const OPEN_START = dayFromNumber(-719_162)
