import { type Day, laterOf } from '../domain/day.ts'
import { addMonths, firstDayOf, monthOf } from '../domain/month.ts'
import type { Period, PeriodType } from '../domain/period.ts'
import { type PlanName, REPORTING_WINDOW, releasesOf } from '../rules/release-plan.ts'
import { financialYearOf, periodsBetween } from './periods.ts'

const MONTHS_A_YEAR = 12

/** The first day that a run with this cut may report: the 1st of April some whole financial years before it. */
export const earliestReported = (cut: Day): Day =>
  firstDayOf(addMonths(financialYearOf(cut).firstMonth, -REPORTING_WINDOW.financialYears * MONTHS_A_YEAR))

/** The first of a month from which no disease that began before the data can look new. */
export function washedOut(dataFrom: Day): Day {
  const month = monthOf(dataFrom)
  const isWhole = firstDayOf(month) === dataFrom
  return firstDayOf(addMonths(month, REPORTING_WINDOW.washoutMonths + (isWhole ? 0 : 1)))
}

/** The first day reported; null data means that no row says when the data begin. */
export const reportedFrom = (cut: Day, dataFrom: Day | null): Day =>
  dataFrom === null ? earliestReported(cut) : laterOf(earliestReported(cut), washedOut(dataFrom))

/** Every period that a plan publishes and that lies wholly between two days. */
export function plannedPeriods(plan: PlanName, from: Day, to: Day): readonly Period[] {
  const types = new Set<PeriodType>(releasesOf(plan).flatMap((release) => [...release.periods]))
  return [...types].flatMap((type) => periodsBetween(type, from, to))
}
