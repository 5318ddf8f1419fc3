import type { Population, TrueCount } from '../../contracts/results/internal.ts'
import type { Day } from '../../domain/day.ts'
import type { Period } from '../../domain/period.ts'
import { SUB_NATIONAL } from '../../rules/disclosure.ts'
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
import { plannedPeriods, reportedFrom } from '../reporting-window.ts'
import type { Cell, PublishSetting } from './setting.ts'
import { type CountedOf, type RegisteredIn, countedOf, registeredIn } from './true-counts.ts'

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
  const counted = countedOf(measure, counts)
  const registered = registeredIn(population)
  const areas = publishedAreas(population)
  const from = reportedFrom(setting.cut, lookBackFrom(setting.spans, measure.needs))
  const completeTo = (months: number): Day | null =>
    setting.isOfStrata === true ? null : completeUntil(setting.spans, measure.needs, months)
  const periods = plannedPeriods(measure.plan, from, setting.cut)

  const rowsOf = (cell: Cell, part: MeasurePart): readonly TrueCell[] => {
    const people = counted.inCell(cell)
    const divisor = populationOf(measure, cell, registered)
    const rows = (part.dimensions ?? counted.dimensionsFound(cell)).map((dimensions): TrueCell => {
      const own: Record<string, number> = {}
      for (const count of part.counts)
        if (isWhole(cell) || measure.ofWholesAlone?.includes(count) !== true) own[count] = people(count, dimensions)
      const until = completeTo(measure.settlesAfter?.(dimensions) ?? 0)
      const isAvailable = until !== null && cell.period.end <= until
      return { measure, cell, dimensions, isAvailable, counts: own, population: divisor }
    })
    return part.dimensions === null ? folded(rows) : rows
  }

  const grids = new Map<string, readonly Cell[]>()
  const gridOf = (group: string, plan: PlanName): readonly Cell[] => {
    const known = `${plan}|${group}`
    const grid = grids.get(known) ?? plannedCells(plan, group, areas, periods)
    grids.set(known, grid)
    return grid
  }
  return partsOf(measure).flatMap((part) =>
    groupsOfPart(measure, part, setting, counted).flatMap((group) =>
      gridOf(group, planOf(measure, part, group, counted)).flatMap((cell) => rowsOf(cell, part)),
    ),
  )
}

const isWhole = ({ breakdown, geographyType, period }: Cell): boolean =>
  breakdown === 'all' && geographyType !== 'sub_icb' && period.type !== 'quarter'

type Areas = Readonly<Partial<Record<GeographyType, readonly string[]>>>

/** The cells of a group in every area, period and breakdown that a plan publishes. */
function plannedCells(plan: PlanName, group: string, areas: Areas, periods: readonly Period[]): readonly Cell[] {
  return releasesOf(plan).flatMap((release) =>
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
  )
}

/** Small groups are published by year alone: cut finer, nearly all of their cells would be hidden. */
function planOf(measure: Measure, part: MeasurePart, group: string, counted: CountedOf): PlanName {
  if (measure.parts === undefined || part.groups === 'definition') return part.plan
  return counted.inExtract(group) < REPORTING_WINDOW.leastToCut ? 'eventsByYear' : part.plan
}

/** A group of the schemes of all cancers in which nobody was counted, anywhere or ever, has no row. */
function groupsOfPart(measure: Measure, { groups }: MeasurePart, setting: PublishSetting, counted: CountedOf) {
  if (measure.parts === undefined) return setting.definition.cancerGroups
  const planned = groups === 'definition' ? setting.definition.cancerGroups : groups
  return planned.filter((group) => counted.groups.has(group))
}

/** Only breast cancers have a receptor subtype. */
const isAskedOf = (group: string, breakdown: Breakdown): boolean =>
  breakdown !== 'receptor_subtype' || group === 'breast'

function populationOf({ denominator }: Measure, cell: Cell, registered: RegisteredIn): number | null {
  if (denominator === null) return null
  return denominator === 'people' ? registered.onLastDay(cell) : registered.personYears(cell)
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
function publishedAreas(population: readonly Population[]): Areas {
  const last = population.reduce((latest, row) => Math.max(latest, row.month_end), -Infinity)
  const wholes = population.filter((row) => row.month_end === last && row.breakdown === 'all')
  const everyone = wholes.find((row) => row.geography_type === 'extract')?.people ?? 0
  const enough = Math.min(REPORTING_WINDOW.smallestArea, everyone / 10)
  const of = (type: GeographyType) =>
    wholes.filter((row) => row.geography_type === type && row.people >= enough).map((row) => row.geography_code)
  return { extract: [EXTRACT.code], icb: of('icb'), sub_icb: of('sub_icb') }
}
