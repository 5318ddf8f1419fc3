import type { Day } from './day.ts'
import type { Month } from './month.ts'

/** The kinds of period that figures are published for. A rolling year ends where a quarter does. */
export type PeriodType = 'month' | 'quarter' | 'year' | 'financial_year' | 'rolling_12m'

/** Whole calendar months, both ends included. */
export interface Period {
  readonly type: PeriodType
  readonly firstMonth: Month
  readonly lastMonth: Month
  readonly start: Day
  readonly end: Day
}
