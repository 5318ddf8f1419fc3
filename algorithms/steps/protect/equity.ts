import { inKeyOrder } from '../../contracts/key-order.ts'
import { equityGap, type PublishedRow } from '../../contracts/results/published.ts'
import { DERIVED_FROM_EVENTS } from '../../rules/disclosure.ts'
import { absoluteGap, relativeGap } from '../statistics/gaps.ts'
import type { Interval } from '../statistics/interval.ts'
import { slopeIndex } from '../statistics/slope-index.ts'
import { type PublishedRate, threeFigures } from './published-rates.ts'
import { asSafe, type Safe } from './safe.ts'
import { type PublishSetting, leading } from './setting.ts'

/** Fifths in order from most to least deprived. */
const FIFTHS = ['1', '2', '3', '4', '5']

const CAVEAT =
  'Fifths of neighbourhoods by IMD 2025. Gaps are crude: they are not adjusted for age, and the fifths differ in age.'

/** Gaps by deprivation in each board and financial year, from the published rates of its fifths alone. */
export function equityGaps(
  rates: readonly PublishedRate[],
  deprivationKnown: ReadonlyMap<number, number | null>,
  setting: PublishSetting,
): readonly Safe<PublishedRow<'equity_gap'>>[] {
  const byPlace = new Map<string, Map<string, PublishedRate>>()
  for (const rate of rates) {
    if (rate.cell.breakdown !== 'imd_quintile') continue
    const { group, period, geographyCode } = rate.cell
    const place = `${rate.measure}|${group}|${period.start}|${geographyCode}`
    const fifths = byPlace.get(place) ?? new Map<string, PublishedRate>()
    byPlace.set(place, fifths.set(rate.cell.breakdownValue, rate))
  }
  const rows = [...byPlace.values()].flatMap((fifths) => {
    const inOrder = FIFTHS.flatMap((fifth) => fifths.get(fifth) ?? [])
    const [most] = inOrder
    if (most === undefined || inOrder.length < FIFTHS.length) return []
    const cell = { ...most.cell, breakdown: 'all', breakdownValue: 'all' } as const
    return [
      {
        ...leading(setting, 'equity_gap', cell, [CAVEAT]),
        measure: most.measure,
        ...gapsOf(inOrder),
        completeness_percent: deprivationKnown.get(cell.period.start) ?? null,
      },
    ]
  })
  return inKeyOrder(equityGap, rows).map((row) => asSafe(row))
}

const NONE = {
  gap_absolute: null,
  lower_95: null,
  upper_95: null,
  gap_ratio: null,
  ratio_lower_95: null,
  ratio_upper_95: null,
  slope_index: null,
  slope_lower_95: null,
  slope_upper_95: null,
} as const

function gapsOf(fifths: readonly PublishedRate[]) {
  if (fifths.some(({ status }) => status === 'not_available')) return { ...NONE, gap_status: 'not_available' }
  const events = fifths.reduce((sum, { events: count }) => sum + (count ?? 0), 0)
  const shown = fifths.flatMap(({ rate, of }) => (rate === null || of === null ? [] : [{ rate, population: of }]))
  const [first, last] = [fifths[0]!.rate, fifths.at(-1)!.rate]
  if (first === null || last === null) return { ...NONE, gap_status: 'suppressed' }
  if (events < DERIVED_FROM_EVENTS) return { ...NONE, gap_status: 'under_10_events' }
  const absolute = absoluteGap(first, last)
  const ratio = relativeGap(first, last).value
  const slope: Interval | null = shown.length < fifths.length ? null : slopeIndex(shown.toReversed()).value
  return {
    gap_absolute: absolute.estimate,
    lower_95: absolute.lower,
    upper_95: absolute.upper,
    gap_ratio: ratio?.estimate ?? null,
    ratio_lower_95: ratio?.lower ?? null,
    ratio_upper_95: ratio?.upper ?? null,
    slope_index: slope === null ? null : threeFigures(slope.estimate),
    slope_lower_95: slope === null ? null : threeFigures(slope.lower),
    slope_upper_95: slope === null ? null : threeFigures(slope.upper),
    gap_status: slope === null ? 'suppressed' : 'shown',
  }
}
