import { inKeyOrder } from '../../contracts/key-order.ts'
import { areaVariation, type PublishedRow } from '../../contracts/results/published.ts'
import { DERIVED_FROM_EVENTS } from '../../rules/disclosure.ts'
import { HEADLINE_CUT } from '../../rules/measures.ts'
import { groupedBy } from '../evaluate/grouped-by.ts'
import { funnelClass, proportionFunnel, ratioFunnelClass } from '../statistics/funnel.ts'
import { scv } from '../statistics/scv.ts'
import type { TrueCell } from './cells.ts'
import { NOT_AVAILABLE, type PublishedCount } from './count.ts'
import { type NamedMeasure, type PublishedRate, threeFigures } from './published-rates.ts'
import { asSafe, type Safe } from './safe.ts'
import { type PublishSetting, countColumns, leading } from './setting.ts'

const CAVEAT =
  'Systematic component of variation between the board’s sub-ICB locations, crude, beyond what chance would make; an interval that holds 0 shows no variation. The funnel sets the board’s published figure against all boards supplied.'

/** One area's events and those that could have been events, true and not to be shown. */
interface Area {
  readonly cell: TrueCell['cell']
  readonly measure: NamedMeasure
  readonly observed: number
  readonly of: number
}

/** Variation within each board and financial year, and where the board stands among the boards supplied. */
export function areaVariations(
  cells: readonly TrueCell[],
  rates: readonly PublishedRate[],
  setting: PublishSetting,
): readonly Safe<PublishedRow<'area_variation'>>[] {
  const areas = groupedBy(cells.flatMap(areaOf), ({ cell, measure }) =>
    placeOf(measure, cell.group, cell.period.start, setting.geography.icbOf(cell.geographyCode)),
  )
  const boards = rates.filter(({ cell }) => cell.breakdown === 'all')
  const peers = groupedBy(boards, ({ measure, cell }) => `${measure}|${cell.group}|${cell.period.start}`)
  const rows = boards.map((board) => {
    const { measure, cell } = board
    const within = areas.get(placeOf(measure, cell.group, cell.period.start, cell.geographyCode)) ?? []
    return {
      ...leading(setting, 'area_variation', cell, [CAVEAT]),
      measure,
      ...variationOf(within, board.status === 'not_available'),
      funnel_class: classOf(board, peers.get(`${measure}|${cell.group}|${cell.period.start}`)!),
    }
  })
  return inKeyOrder(areaVariation, rows).map((row) => asSafe(row))
}

const placeOf = (measure: string, group: string, start: number, board: string): string =>
  `${measure}|${group}|${start}|${board}`

function areaOf({ measure, cell, dimensions, counts, population, isAvailable }: TrueCell): readonly Area[] {
  if (cell.geographyType !== 'sub_icb' || cell.breakdown !== 'all' || !isAvailable) return []
  const given = (named: NamedMeasure, observed: number, of: number | null): readonly Area[] =>
    of === null ? [] : [{ cell, measure: named, observed, of }]
  switch (measure.table) {
    case 'recurrent_cancer_counts':
      return dimensions['certainty'] === HEADLINE_CUT &&
        dimensions['extent'] === 'distant' &&
        dimensions['episode_type'] === 'recurrence'
        ? given('recurrent_cancer_counts', counts['new_cases']!, population)
        : []
    case 'people_living_with':
      return dimensions['certainty'] === HEADLINE_CUT ? given('people_living_with', counts['people']!, population) : []
    case 'emergency_presentation_rates':
      return dimensions['stage'] === 'first_diagnosis' &&
        dimensions['subroute'] === 'all' &&
        dimensions['appropriateness'] === 'all'
        ? given(dimensions['ep_measure'] as NamedMeasure, counts['emergency']!, counts['all_presentations']!)
        : []
    case 'stage_at_diagnosis':
      return dimensions['stage_group'] === '1_2'
        ? given('stage_at_diagnosis', counts['tumours']!, counts['all_tumours']!)
        : []
    default:
      return []
  }
}

const NOTHING = { scv: null, lower_95: null, upper_95: null } as const

function variationOf(all: readonly Area[], isNotAvailable: boolean) {
  if (isNotAvailable) return { ...countColumns('areas', NOT_AVAILABLE), ...NOTHING, variation_status: 'not_available' }
  const areas = all.filter(({ of }) => of > 0)
  const told = { ...countColumns('areas', numberOf(areas.length)), ...NOTHING }
  if (areas.length < 2) return { ...told, variation_status: 'too_few_areas' }
  const events = areas.reduce((sum, { observed }) => sum + observed, 0)
  if (events < DERIVED_FROM_EVENTS) return { ...told, variation_status: 'under_10_events' }
  const overall = events / areas.reduce((sum, { of }) => sum + of, 0)
  const value = scv(areas.map(({ observed, of }) => ({ observed, expected: of * overall }))).value!
  return {
    ...told,
    scv: threeFigures(value.estimate),
    lower_95: threeFigures(value.lower),
    upper_95: threeFigures(value.upper),
    variation_status: 'shown',
  }
}

/** How many areas there are is in every map. */
const numberOf = (areas: number): PublishedCount => ({
  value: areas,
  display: String(areas),
  status: areas === 0 ? 'zero' : 'shown',
})

function classOf(board: PublishedRate, peers: readonly PublishedRate[]): string {
  const shown = peers.filter(({ events, of }) => events !== null && of !== null && of > 0)
  if (peers.length < 2 || !shown.includes(board)) return 'not_applicable'
  const overall = shown.reduce((sum, { events }) => sum + events!, 0) / shown.reduce((sum, { of }) => sum + of!, 0)
  if (overall === 0) return 'not_applicable'
  return board.unit === 'percent'
    ? funnelClass(board.events! / board.of!, proportionFunnel(overall, board.of!))
    : ratioFunnelClass(board.events!, overall * board.of!)
}
