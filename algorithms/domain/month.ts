import { type Day, dayFromNumber } from './day.ts'

/** A calendar month, held as months since January 1970. */
export type Month = number & { readonly kind: 'Month' }

const MS_PER_DAY = 86_400_000

export const monthOf = (on: Day): Month => {
  const date = new Date(on * MS_PER_DAY)
  return ((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()) as Month
}

export const monthFromNumber = (monthsSince1970: number): Month => Math.trunc(monthsSince1970) as Month

/** Reads `YYYY-MM`; null when the text is not a month. */
export function monthOrNull(text: string): Month | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return null
  return ((Number(text.slice(0, 4)) - 1970) * 12 + Number(text.slice(5)) - 1) as Month
}

/** `YYYY-MM`. */
export const monthText = (month: Month): string =>
  `${String(yearOf(month)).padStart(4, '0')}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}`

export const yearOf = (month: Month): number => 1970 + Math.floor(month / 12)

export const firstDayOf = (month: Month): Day =>
  dayFromNumber(Date.UTC(yearOf(month), ((month % 12) + 12) % 12, 1) / MS_PER_DAY)

export const lastDayOf = (month: Month): Day => dayFromNumber(firstDayOf((month + 1) as Month) - 1)

export const addMonths = (month: Month, count: number): Month => (month + count) as Month
