import { dimensionsOf } from '../../contracts/dimensions.ts'
import { inKeyOrder } from '../../contracts/key-order.ts'
import type { TrueCount } from '../../contracts/results/internal.ts'
import { outcomeEstimates, type PublishedRow } from '../../contracts/results/published.ts'
import { monthOf } from '../../domain/month.ts'
import { DERIVED_FROM_EVENTS } from '../../rules/disclosure.ts'
import { measureOf } from '../../rules/measures.ts'
import { completeUntil } from '../availability.ts'
import { groupedBy } from '../evaluate/grouped-by.ts'
import type { Ending, FollowedUp } from '../outcomes.ts'
import { aalenJohansen, incidenceAt } from '../statistics/aalen-johansen.ts'
import type { PartialInterval } from '../statistics/interval.ts'
import { kaplanMeier, survivalAt } from '../statistics/kaplan-meier.ts'
import { threeFigures } from './published-rates.ts'
import { asSafe, type Safe } from './safe.ts'
import { type PublishSetting, boardCell, leading } from './setting.ts'

const YEARS = [1, 2, 3, 5]
const DAYS_A_YEAR = 365.25
const PER_CENT = 100
const LIMITS = { scale: 'log-log' } as const

interface Exit {
  readonly exit: number
  readonly ending: Ending
}

/** Survival and returns at fixed times of those whose onset or diagnosis fell in a financial year, board by board. */
export function outcomeRows(
  counts: readonly TrueCount[],
  boards: readonly string[],
  setting: PublishSetting,
): readonly Safe<PublishedRow<'outcome_estimates'>>[] {
  const measure = measureOf('outcome_estimates')
  const until = setting.isOfStrata === true ? null : completeUntil(setting.spans, measure.needs)
  const counted = counts.filter((row) => row.figure === measure.table && boards.includes(row.geography_code))
  const places = groupedBy(
    counted,
    (row) =>
      `${row.cancer_group}|${row.period_start}|${row.geography_code}|${dimensionsOf(row.dimensions)['outcome']!}`,
  )
  const rows = [...places.values()].flatMap((place) => {
    const [first] = place
    const { cancer_group: group, period_start: start, period_end: end, geography_code: geographyCode } = first!
    if (until === null || end > until) return []
    const outcome = dimensionsOf(first!.dimensions)['outcome'] as FollowedUp['outcome']
    const period = { type: 'financial_year', firstMonth: monthOf(start), lastMonth: monthOf(end), start, end } as const
    const cell = boardCell(group, period, geographyCode)
    const estimate = outcome === 'survival_from_onset' ? survivalOf(place) : returnsOf(place)
    return YEARS.map((years) => ({
      ...leading(setting, 'outcome_estimates', cell, [measure.caveat]),
      measure: outcome,
      outcome,
      years: String(years),
      ...estimate(Math.round(years * DAYS_A_YEAR)),
    }))
  })
  return inKeyOrder(outcomeEstimates, rows).map((row) => asSafe(row))
}

type Estimate = (
  days: number,
) => Pick<PublishedRow<'outcome_estimates'>, 'outcome_status' | 'percent' | 'lower_95' | 'upper_95'>

const exitsOf = (place: readonly TrueCount[]): readonly Exit[] =>
  place.flatMap((row) => {
    const { days, ending } = dimensionsOf(row.dimensions)
    return Array.from({ length: row.people }, () => ({ exit: Number(days), ending: ending as Ending }))
  })

function survivalOf(place: readonly TrueCount[]): Estimate {
  const exits = exitsOf(place)
  const curve = kaplanMeier(
    exits.map(({ exit, ending }) => ({ exit, event: ending === 'died' })),
    LIMITS,
  ).value!
  return (days) => told(eventsBy(exits, 'died', days), survivalAt(curve, days).value)
}

function returnsOf(place: readonly TrueCount[]): Estimate {
  const exits = exitsOf(place)
  const steps = aalenJohansen<'died' | 'came_back'>(
    exits.map(({ exit, ending }) => ({ exit, cause: ending === 'watched' ? null : ending })),
    'came_back',
    LIMITS,
  ).value!
  return (days) => told(eventsBy(exits, 'came_back', days), incidenceAt(steps, days).value)
}

const eventsBy = (exits: readonly Exit[], event: Ending, days: number): number =>
  exits.filter(({ exit, ending }) => ending === event && exit <= days).length

function told(events: number, value: PartialInterval | null): ReturnType<Estimate> {
  const none = { percent: null, lower_95: null, upper_95: null }
  if (events < DERIVED_FROM_EVENTS) return { outcome_status: 'under_10_events', ...none }
  if (value === null) return { outcome_status: 'beyond_follow_up', ...none }
  const perCent = (share: number | null): number | null => (share === null ? null : threeFigures(share * PER_CENT))
  return {
    outcome_status: 'shown',
    percent: perCent(value.estimate),
    lower_95: perCent(value.lower),
    upper_95: perCent(value.upper),
  }
}
