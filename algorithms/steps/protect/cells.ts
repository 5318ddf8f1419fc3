import { dimensionsOf, dimensionsText } from '../../contracts/dimensions.ts'
import type { Population, TrueCount } from '../../contracts/results/internal.ts'
import { type Day } from '../../domain/day.ts'
import { addMonths, firstDayOf, lastDayOf } from '../../domain/month.ts'
import type { Period, PeriodType } from '../../domain/period.ts'
import {
  ANY_SOURCE_SET,
  type Dimensions,
  type Measure,
  type MeasurePart,
  OTHER_SOURCE_SETS,
  partsOf,
} from '../../rules/measures.ts'
import {
  BREAKDOWN_VALUES,
  type Breakdown,
  EXTRACT,
  type GeographyType,
  type PlanName,
  REPORTING_WINDOW,
  releasesOf,
} from '../../rules/release-plan.ts'
import { completeUntil, lookBackFrom } from '../availability.ts'
import { SUB_NATIONAL } from '../../rules/disclosure.ts'
import { monthsIn } from '../periods.ts'
import { plannedPeriods, reportedFrom } from '../reporting-window.ts'
import type { Cell, PublishSetting } from './setting.ts'

/** One row to be published, with what is true of it. Nothing here is safe. */
export interface TrueCell {
  readonly measure: Measure
  readonly cell: Cell
  readonly dimensions: Dimensions
  /** False until the slowest source it needs is complete. */
  readonly isAvailable: boolean
  /** True count of each count column that applies. */
  readonly counts: Readonly<Record<string, number>>
  /** People, or person-years, that it is divided by; null where nothing is divided. */
  readonly population: number | null
}

/** Every row that the release plan holds for a measure, counted or not: a cell that nobody is in is 0. */
export function trueCells(
  measure: Measure,
  setting: PublishSetting,
  counts: readonly TrueCount[],
  population: readonly Population[],
): readonly TrueCell[] {
  const people = countedPeople(measure, counts)
  const registered = populationLookup(population)
  const areas = publishedAreas(population)
  const from = reportedFrom(setting.cut, lookBackFrom(setting.spans, measure.needs))
  const until = completeUntil(setting.spans, measure.needs)
  const periods = plannedPeriods(measure.plan, from, setting.cut)

  const cellsOf = (cell: Cell, part: MeasurePart): TrueCell[] =>
    (part.dimensions ?? foundDimensions(measure, cell, counts)).map((dimensions) => ({
      measure,
      cell,
      dimensions,
      isAvailable: until !== null && cell.period.end <= until,
      counts: Object.fromEntries(part.counts.map((count) => [count, people(count, cell, dimensions)])),
      population: populationOf(measure, cell, registered),
    }))

  const rowsOf = (cell: Cell, part: MeasurePart) =>
    part.dimensions === null ? folded(cellsOf(cell, part)) : cellsOf(cell, part)

  const places = (part: MeasurePart): readonly Cell[] =>
    groupsOfPart(measure, part, setting, counts).flatMap((group) =>
      releasesOf(planOf(measure, part, group, counts)).flatMap((release) =>
        release.geographies.flatMap((geographyType) =>
          (areas[geographyType] ?? []).flatMap((geographyCode) =>
            periods
              .filter((period) => release.periods.includes(period.type))
              .flatMap((period) =>
                release.breakdowns
                  .filter((breakdown) => isAskedOf(group, breakdown))
                  .flatMap((breakdown) =>
                    BREAKDOWN_VALUES[breakdown].map((breakdownValue) => {
                      return { group, period, geographyType, geographyCode, breakdown, breakdownValue }
                    }),
                  ),
              ),
          ),
        ),
      ),
    )

  return partsOf(measure).flatMap((part) => places(part).flatMap((cell) => rowsOf(cell, part)))
}

/** Small groups are published by year alone: cut finer, nearly all of their cells would be hidden. */
function planOf(measure: Measure, part: MeasurePart, group: string, counts: readonly TrueCount[]): PlanName {
  if (measure.parts === undefined || part.groups === 'definition') return part.plan
  let people = 0
  for (const row of counts)
    if (
      row.figure === measure.table &&
      row.cancer_group === group &&
      row.geography_type === 'extract' &&
      (measure.of === undefined || row.count_name === measure.of || row.count_name === measure.counts[0])
    )
      people += row.people
  return people < REPORTING_WINDOW.leastToCut ? 'eventsByYear' : part.plan
}

/** A group of the schemes of all cancers in which nobody was counted, anywhere or ever, has no row. */
function groupsOfPart(
  measure: Measure,
  { groups }: MeasurePart,
  setting: PublishSetting,
  counts: readonly TrueCount[],
) {
  if (measure.parts === undefined) return setting.definition.cancerGroups
  const counted = new Set(counts.flatMap((row) => (row.figure === measure.table ? [row.cancer_group] : [])))
  return (groups === 'definition' ? setting.definition.cancerGroups : groups).filter((group) => counted.has(group))
}

/** Only breast cancers have a receptor subtype. */
const isAskedOf = (group: string, breakdown: Breakdown): boolean =>
  breakdown !== 'receptor_subtype' || group === 'breast'

const MONTHS_A_QUARTER = 3

/** Looks up how many were counted in a cell: in its period or its quarters, as the row itself or as what it adds up. */
function countedPeople(measure: Measure, counts: readonly TrueCount[]) {
  const counted = new Map(
    counts.flatMap((row) => (row.figure === measure.table ? [[countKey(row), row.people] as const] : [])),
  )
  return (count: string, cell: Cell, dimensions: Dimensions): number => {
    let people = 0
    for (const leaf of measure.countedAs?.(count, dimensions) ?? [dimensions])
      for (const [type, start] of countedPeriods(measure, cell.period))
        people += counted.get(cellKey(measure, measure.countedUnder?.[count] ?? count, cell, type, start, leaf)) ?? 0
    return people
  }
}

function countedPeriods({ countedBy }: Measure, period: Period): readonly (readonly [PeriodType, Day])[] {
  if (countedBy !== 'quarter') return [[period.type, period.start]]
  return Array.from({ length: monthsIn(period) / MONTHS_A_QUARTER }, (_, quarter) => [
    'quarter',
    firstDayOf(addMonths(period.firstMonth, quarter * MONTHS_A_QUARTER)),
  ])
}

/** Puts the smallest sets of sources together until none that is named, nor those together, is small. */
function folded(cells: readonly TrueCell[]): readonly TrueCell[] {
  const any = cells.filter(({ dimensions }) => dimensions['source_set'] === ANY_SOURCE_SET)
  const sets = cells.filter((cell) => !any.includes(cell)).toSorted((a, b) => a.counts['people']! - b.counts['people']!)
  const isSmall = (people: number) => people > 0 && people <= SUB_NATIONAL.hiddenUpTo
  let others: TrueCell | undefined
  while (sets.length > 0 && (isSmall(sets[0]!.counts['people']!) || isSmall(others?.counts['people'] ?? 0))) {
    const next = sets.shift()!
    const counts = Object.fromEntries(
      Object.entries(next.counts).map(([name, count]) => [name, count + (others?.counts[name] ?? 0)]),
    )
    others = { ...next, dimensions: { source_set: OTHER_SOURCE_SETS }, counts }
  }
  return [...any, ...sets, ...(others ? [others] : [])]
}

/** Areas that the extract describes: those with enough people on the last month-end, or a tenth of them. */
function publishedAreas(
  population: readonly Population[],
): Readonly<Partial<Record<GeographyType, readonly string[]>>> {
  const last = population.reduce((latest, row) => Math.max(latest, row.month_end), -Infinity)
  const wholes = population.filter((row) => row.month_end === last && row.breakdown === 'all')
  const everyone = wholes.find((row) => row.geography_type === 'extract')?.people ?? 0
  const enough = Math.min(REPORTING_WINDOW.smallestArea, everyone / 10)
  const of = (type: GeographyType) =>
    wholes.filter((row) => row.geography_type === type && row.people >= enough).map((row) => row.geography_code)
  return { extract: [EXTRACT.code], icb: of('icb'), sub_icb: of('sub_icb') }
}

/** The values of a table's own columns that any counted row of the cell has. */
function foundDimensions(measure: Measure, cell: Cell, counts: readonly TrueCount[]): readonly Dimensions[] {
  const found = counts.filter(
    (row) =>
      row.figure === measure.table &&
      row.cancer_group === cell.group &&
      row.period_type === cell.period.type &&
      row.period_start === cell.period.start &&
      row.geography_type === cell.geographyType &&
      row.geography_code === cell.geographyCode,
  )
  return [...new Set(found.map((row) => row.dimensions))].map(dimensionsOf)
}

const countKey = (row: TrueCount): string =>
  [
    row.figure,
    row.count_name,
    row.cancer_group,
    row.period_type,
    row.period_start,
    row.geography_type,
    row.geography_code,
    row.breakdown,
    row.breakdown_value,
    row.dimensions,
  ].join('|')

const cellKey = (
  measure: Measure,
  count: string,
  cell: Cell,
  type: PeriodType,
  start: Day,
  dimensions: Dimensions,
): string =>
  `${measure.table}|${count}|${cell.group}|${type}|${start}|${cell.geographyType}|${cell.geographyCode}|` +
  `${cell.breakdown}|${cell.breakdownValue}|${dimensionsText(dimensions)}`

type Registered = (on: Day, geographyType: string, code: string, breakdown: string, value: string) => number

function populationLookup(population: readonly Population[]): Registered {
  const key = (on: Day, ...strata: readonly string[]) => [on, ...strata].join('|')
  const people = new Map(
    population.map((row) => [
      key(row.month_end, row.geography_type, row.geography_code, row.breakdown, row.breakdown_value),
      row.people,
    ]),
  )
  return (on, ...strata) => people.get(key(on, ...strata)) ?? 0
}

/** Nobody is registered by the subtype of a disease: its rates are per everyone in the area. */
const DIVIDED_BY_ALL: readonly Breakdown[] = ['receptor_subtype']

function populationOf(measure: Measure, cell: Cell, registered: Registered): number | null {
  if (measure.denominator === null) return null
  const isWhole = DIVIDED_BY_ALL.includes(cell.breakdown)
  const on = (end: Day): number =>
    registered(
      end,
      cell.geographyType,
      cell.geographyCode,
      isWhole ? 'all' : cell.breakdown,
      isWhole ? 'all' : cell.breakdownValue,
    )
  return measure.denominator === 'people' ? on(cell.period.end) : personYears(cell.period, on)
}

const MONTHS_A_YEAR = 12

/** The mean of the month-ends times the years of the period, which is a twelfth of their sum. */
function personYears(period: Period, registeredOn: (end: Day) => number): number {
  let sum = 0
  for (let month = 0; month < monthsIn(period); month++)
    sum += registeredOn(lastDayOf(addMonths(period.firstMonth, month)))
  return sum / MONTHS_A_YEAR
}
