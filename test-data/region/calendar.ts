import { day, dayFromNumber, dayText, type Day } from '../../algorithms/domain/day.ts'
import { monthOf, monthText } from '../../algorithms/domain/month.ts'

export const DAYS_A_YEAR = 365.25

/** The day of a date written in a parameter or a rule of care. */
export const on = (text: string): number => day(text)

const FIRST_KEPT = day('1900-01-01')
const texts: string[] = []

/** `YYYY-MM-DD`; remembered, because a region writes the same few thousand days millions of times. */
export function textOf(dayNumber: number): string {
  const slot = Math.floor(dayNumber) - FIRST_KEPT
  return (texts[slot] ??= dayText(asDay(dayNumber)))
}

export const asDay = (dayNumber: number): Day => dayFromNumber(Math.floor(dayNumber))

/** The calendar year with its fraction, near enough for rates that drift over decades. */
export const yearOf = (dayNumber: number): number => 1970 + dayNumber / DAYS_A_YEAR

export const monthTextOf = (dayNumber: number): string => monthText(monthOf(asDay(dayNumber)))

/** Months since January 1970. */
export const monthNumberOf = (dayNumber: number): number => monthOf(asDay(dayNumber))
