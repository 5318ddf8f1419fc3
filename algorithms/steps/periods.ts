import type { Day } from '../domain/day.ts'
import { type Month, addMonths, firstDayOf, lastDayOf, monthOf } from '../domain/month.ts'
import type { Period, PeriodType } from '../domain/period.ts'

/** How long a kind of period is, and after which months of the year (1 to 12) one ends. */
const KINDS: Readonly<Record<PeriodType, { readonly months: number; readonly endsAfter: readonly number[] }>> = {
  month: { months: 1, endsAfter: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  quarter: { months: 3, endsAfter: [3, 6, 9, 12] },
  year: { months: 12, endsAfter: [12] },
  financial_year: { months: 12, endsAfter: [3] },
  rolling_12m: { months: 12, endsAfter: [3, 6, 9, 12] },
}

const JANUARY = 1
const MONTHS_A_YEAR = 12

const monthOfYear = (month: Month): number => (((month % MONTHS_A_YEAR) + MONTHS_A_YEAR) % MONTHS_A_YEAR) + JANUARY

const periodEnding = (type: PeriodType, lastMonth: Month): Period => {
  const firstMonth = addMonths(lastMonth, 1 - KINDS[type].months)
  return { type, firstMonth, lastMonth, start: firstDayOf(firstMonth), end: lastDayOf(lastMonth) }
}

/** Every period of a kind that lies wholly between two days, both included, in order. */
export function periodsBetween(type: PeriodType, from: Day, to: Day): readonly Period[] {
  const found: Period[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
    if (!KINDS[type].endsAfter.includes(monthOfYear(month))) continue
    const period = periodEnding(type, month)
    if (period.start >= from && period.end <= to) found.push(period)
  }
  return found
}

/** The financial year, 1 April to 31 March, that holds a day. */
export function financialYearOf(on: Day): Period {
  const month = monthOf(on)
  const monthsUntilMarch = (3 - monthOfYear(month) + MONTHS_A_YEAR) % MONTHS_A_YEAR
  return periodEnding('financial_year', addMonths(month, monthsUntilMarch))
}

/** How many whole months a period lasts. */
export const monthsIn = (period: Period): number => period.lastMonth - period.firstMonth + 1
