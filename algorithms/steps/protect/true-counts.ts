import { dimensionsOf, dimensionsText } from '../../contracts/dimensions.ts'
import type { Population, TrueCount } from '../../contracts/results/internal.ts'
import type { Day } from '../../domain/day.ts'
import { addMonths, firstDayOf, lastDayOf } from '../../domain/month.ts'
import type { Period } from '../../domain/period.ts'
import type { Dimensions, Measure } from '../../rules/measures.ts'
import type { Breakdown } from '../../rules/release-plan.ts'
import { monthsIn } from '../periods.ts'
import type { Cell } from './setting.ts'

/** What was counted for one measure. Nothing here is safe. */
export interface CountedOf {
  /** Groups of whom anyone was counted, anywhere or ever. */
  readonly groups: ReadonlySet<string>
  /** Those of a group in the whole extract, in all of the years reported. */
  readonly inExtract: (group: string) => number
  /** How many were counted in a cell: in its period or its quarters, as the row itself or as what it adds up. */
  readonly inCell: (cell: Cell) => (count: string, dimensions: Dimensions) => number
  /** The values of a table's own columns that any counted row of the cell has. */
  readonly dimensionsFound: (cell: Cell) => readonly Dimensions[]
}

/** The stretch of days by which the rows of counts go. */
interface Span {
  readonly type: string
  readonly start: Day
}

export function countedOf(measure: Measure, counts: readonly TrueCount[]): CountedOf {
  const rows = counts.filter((row) => row.figure === measure.table)
  const spans = numbered(rows, (row) => spanText({ type: row.period_type, start: row.period_start }))
  const leaves = numbered(rows, (row) => `${row.count_name}|${row.dimensions}`)
  const byStrata = new Map<string, Map<number, number>>()
  const found = new Map<string, Set<string>>()
  const inExtract = new Map<string, number>()
  const isOfPlan = (name: string): boolean => measure.of === undefined || [measure.of, measure.counts[0]].includes(name)
  for (const row of rows) {
    const span = spanText({ type: row.period_type, start: row.period_start })
    const strata = remembered(byStrata, strataText(row), () => new Map<number, number>())
    strata.set(leaves.get(`${row.count_name}|${row.dimensions}`)! * spans.size + spans.get(span)!, row.people)
    remembered(found, `${areaText(row)}|${span}`, () => new Set<string>()).add(row.dimensions)
    if (row.geography_type === 'extract' && isOfPlan(row.count_name))
      inExtract.set(row.cancer_group, (inExtract.get(row.cancer_group) ?? 0) + row.people)
  }
  const spansOf = once((period: Period) =>
    countedSpans(measure, period).flatMap((span) => spans.get(spanText(span)) ?? []),
  )
  const leavesOf = once(
    (dimensions: Dimensions) =>
      new Map(
        measure.counts.map((count) => [
          count,
          (measure.countedAs?.(count, dimensions) ?? [dimensions]).flatMap(
            (leaf) => leaves.get(`${measure.countedUnder?.[count] ?? count}|${dimensionsText(leaf)}`) ?? [],
          ),
        ]),
      ),
  )
  return {
    groups: new Set(rows.map((row) => row.cancer_group)),
    inExtract: (group) => inExtract.get(group) ?? 0,
    inCell(cell) {
      const strata = byStrata.get(strataText(stratumOf(cell)))
      if (strata === undefined) return () => 0
      const within = spansOf(cell.period)
      return (count, dimensions) => {
        let people = 0
        for (const leaf of leavesOf(dimensions).get(count)!)
          for (const span of within) people += strata.get(leaf * spans.size + span) ?? 0
        return people
      }
    },
    dimensionsFound: (cell) =>
      [...(found.get(`${areaText(stratumOf(cell))}|${spanText(cell.period)}`) ?? [])].map(dimensionsOf),
  }
}

const MONTHS_A_QUARTER = 3

function countedSpans({ countedBy }: Measure, period: Period): readonly Span[] {
  if (countedBy !== 'quarter') return [period]
  return Array.from({ length: monthsIn(period) / MONTHS_A_QUARTER }, (_, quarter) => ({
    type: 'quarter',
    start: firstDayOf(addMonths(period.firstMonth, quarter * MONTHS_A_QUARTER)),
  }))
}

/** People registered in the strata of a cell, or their person-years over its period. */
export interface RegisteredIn {
  readonly onLastDay: (cell: Cell) => number
  readonly personYears: (cell: Cell) => number
}

export function registeredIn(population: readonly Population[]): RegisteredIn {
  const byStrata = new Map<string, Map<Day, number>>()
  for (const row of population)
    remembered(byStrata, marginText(row), () => new Map<Day, number>()).set(row.month_end, row.people)
  const monthEnds = once((period: Period) =>
    Array.from({ length: monthsIn(period) }, (_, month) => lastDayOf(addMonths(period.firstMonth, month))),
  )
  const on = (cell: Cell): ReadonlyMap<Day, number> | undefined => byStrata.get(marginText(marginOf(cell)))
  return {
    onLastDay: (cell) => on(cell)?.get(cell.period.end) ?? 0,
    personYears(cell) {
      const people = on(cell)
      let sum = 0
      for (const end of monthEnds(cell.period)) sum += people?.get(end) ?? 0
      return sum / MONTHS_A_YEAR
    },
  }
}

const MONTHS_A_YEAR = 12

/** Nobody is registered by the subtype of a disease: its rates are per everyone in the area. */
const DIVIDED_BY_ALL: readonly Breakdown[] = ['receptor_subtype']

type Margin = Pick<Population, 'geography_type' | 'geography_code' | 'breakdown' | 'breakdown_value'>

function marginOf(cell: Cell): Margin {
  const margin = stratumOf(cell)
  return DIVIDED_BY_ALL.includes(cell.breakdown) ? { ...margin, breakdown: 'all', breakdown_value: 'all' } : margin
}

const stratumOf = (cell: Cell) => ({
  cancer_group: cell.group,
  geography_type: cell.geographyType,
  geography_code: cell.geographyCode,
  breakdown: cell.breakdown,
  breakdown_value: cell.breakdownValue,
})

type Strata = ReturnType<typeof stratumOf>

const marginText = (of: Margin): string =>
  `${of.geography_type}|${of.geography_code}|${of.breakdown}|${of.breakdown_value}`
const strataText = (of: Pick<TrueCount, keyof Strata>): string => `${of.cancer_group}|${marginText(of)}`
const areaText = (of: Pick<TrueCount, keyof Strata>): string =>
  `${of.cancer_group}|${of.geography_type}|${of.geography_code}`
const spanText = ({ type, start }: Span): string => `${type}|${start}`

/** Texts by number, in the order in which they are met. */
function numbered<R>(rows: readonly R[], text: (row: R) => string): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const row of rows) remembered(numbers, text(row), () => numbers.size)
  return numbers
}

function remembered<V>(into: Map<string, V>, key: string, make: () => V): V {
  let value = into.get(key)
  if (value === undefined) {
    value = make()
    into.set(key, value)
  }
  return value
}

/** What follows from something that never changes is worked out once. */
function once<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      value = of(key)
      known.set(key, value)
    }
    return value
  }
}
