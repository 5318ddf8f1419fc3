/** A calendar day, held as whole days since 1970-01-01. NHS dates carry no time and no zone, so neither does this. */
export type Day = number & { readonly kind: 'Day' }

const MS_PER_DAY = 86_400_000

/** Reads `YYYY-MM-DD`. Throws a RangeError that never repeats the text: it may be a person's. */
export function day(text: string): Day {
  const found = dayOrNull(text)
  if (found === null) throw new RangeError('Expected a calendar day written YYYY-MM-DD')
  return found
}

/** Reads `YYYY-MM-DD`; null when the text is not a day that exists. */
export function dayOrNull(text: string): Day | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null
  const time = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  // `Date.parse` rolls 30 February over into March; a day that does not come back as it went in does not exist.
  return new Date(time).toISOString().startsWith(text) ? ((time / MS_PER_DAY) as Day) : null
}

export const dayFromNumber = (daysSince1970: number): Day => Math.trunc(daysSince1970) as Day

/** `YYYY-MM-DD`. */
export function dayText(on: Day): string {
  let text = TEXTS.get(on)
  if (text === undefined) TEXTS.set(on, (text = new Date(on * MS_PER_DAY).toISOString().slice(0, 10)))
  return text
}

/** A century holds 36,525 days, and tables of millions of rows share them. */
const TEXTS = new Map<Day, string>()

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => to - from

export const addDays = (on: Day, count: number): Day => (on + count) as Day

export const earlierOf = (a: Day, b: Day): Day => (a <= b ? a : b)
export const laterOf = (a: Day, b: Day): Day => (a >= b ? a : b)

/** Days from some anchor, both ends included. */
export interface DayRange {
  readonly from: number
  readonly to: number
}

export const days = (from: number, to: number): DayRange => ({ from, to })

export const within = (range: DayRange, count: number): boolean => count >= range.from && count <= range.to
