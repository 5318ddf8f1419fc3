import { dimensionsText } from '../../contracts/dimensions.ts'
import type { Geography } from '../../domain/geography.ts'
import { addMonths } from '../../domain/month.ts'
import { ANY_SOURCE_SET, HEADLINE_CUT } from '../../rules/measures.ts'
import { type Breakdown, EXTRACT } from '../../rules/release-plan.ts'
import type { TrueCell } from './cells.ts'
import type { Sum } from './solve.ts'

/** One published count with its place in the tables. */
export interface Entry {
  readonly of: TrueCell
  readonly count: string
}

/** Everyone has one of the values of these; of the others some people have none that is published. */
const HOLD_EVERYONE: readonly Breakdown[] = ['sex', 'ethnicity', 'receptor_subtype']

const QUARTERS_A_YEAR = 4

/** The sums that tie published counts to each other: breakdowns, areas within areas, periods within periods, sets of sources. */
export function sumsBetween(entries: readonly Entry[], geography: Geography): readonly Sum[] {
  const at = new Map(entries.map((entry, i) => [placeOf(entry), i]))
  const wholes = new Map<string, { whole: number; parts: number[]; isExact: boolean }>()

  const belongs = (part: number, whole: number | undefined, family: string, isExact: boolean) => {
    if (whole === undefined) return
    const key = `${family} ${whole}`
    const sum = wholes.get(key)
    if (sum) sum.parts.push(part)
    else wholes.set(key, { whole, parts: [part], isExact })
  }
  const find = (like: Entry, change: Partial<TrueCell['cell']>, dimensions = like.of.dimensions) =>
    at.get(placeOf({ ...like, of: { ...like.of, cell: { ...like.of.cell, ...change }, dimensions } })) ??
    monthOfYearEnd(at, like, change, dimensions)

  entries.forEach((entry, i) => {
    const { cell, dimensions, measure } = entry.of
    for (const [s, sum] of (measure.sums ?? []).entries()) {
      const whole = sum.part === entry.count ? sum.wholeAt(dimensions) : null
      if (whole !== null) belongs(i, find({ of: entry.of, count: sum.whole }, {}, whole), `own ${s}`, sum.isExact)
    }
    if (cell.breakdown !== 'all') {
      const whole = find(entry, { breakdown: 'all', breakdownValue: 'all' })
      belongs(i, whole, cell.breakdown, HOLD_EVERYONE.includes(cell.breakdown))
      return
    }
    if (cell.geographyType === 'sub_icb')
      belongs(
        i,
        find(entry, { geographyType: 'icb', geographyCode: geography.icbOf(cell.geographyCode) }),
        'sub',
        false,
      )
    if (cell.geographyType === 'icb')
      belongs(i, find(entry, { geographyType: 'extract', geographyCode: EXTRACT.code }), 'icb', false)
    const set = dimensions['source_set']
    if (set !== undefined && set !== ANY_SOURCE_SET)
      belongs(i, find(entry, {}, { source_set: ANY_SOURCE_SET }), 'set', true)
    if (measure.table === 'source_overlap' && set === ANY_SOURCE_SET && entry.count === 'people')
      for (const kind of distantKinds(entries, entry)) belongs(kind, i, 'kind', true)
  })
  return [...wholes.values(), ...yearsOfQuarters(entries, at)]
}

/** People of a financial year's last day are those of its last month. */
function monthOfYearEnd(
  at: ReadonlyMap<string, number>,
  like: Entry,
  change: Partial<TrueCell['cell']>,
  dimensions: TrueCell['dimensions'],
): number | undefined {
  const { cell, measure } = like.of
  if (measure.denominator !== 'people' || cell.period.type !== 'financial_year') return undefined
  const month = { type: 'month' as const, firstMonth: cell.period.lastMonth, lastMonth: cell.period.lastMonth }
  const period = { ...cell.period, ...month }
  return at.get(placeOf({ ...like, of: { ...like.of, cell: { ...cell, ...change, period }, dimensions } }))
}

/** The new cases of distant disease, of whatever type, that `source_overlap` shows again by what found them. */
function distantKinds(entries: readonly Entry[], any: Entry): readonly number[] {
  return entries.flatMap(({ of, count }, i) =>
    count === 'new_cases' &&
    of.dimensions['extent'] === 'distant' &&
    of.dimensions['certainty'] === HEADLINE_CUT &&
    placeOfCell(of.cell) === placeOfCell(any.of.cell)
      ? [i]
      : [],
  )
}

/** Twelve months are the sum of four quarters, which ties them to any other twelve months that share some. */
function yearsOfQuarters(entries: readonly Entry[], at: ReadonlyMap<string, number>): readonly Sum[] {
  return entries.flatMap((entry, whole): Sum[] => {
    const { cell, measure } = entry.of
    if (measure.plan !== 'events' || cell.breakdown !== 'all' || cell.period.type === 'quarter') return []
    const quarters = Array.from({ length: QUARTERS_A_YEAR }, (_, q) => {
      const firstMonth = addMonths(cell.period.firstMonth, 3 * q)
      const period = { ...cell.period, type: 'quarter' as const, firstMonth, lastMonth: addMonths(firstMonth, 2) }
      return at.get(placeOf({ ...entry, of: { ...entry.of, cell: { ...cell, period } } }))
    })
    return quarters.every((quarter) => quarter !== undefined) ? [{ whole, parts: quarters, isExact: true }] : []
  })
}

/** A key of its own for every count of every cell. */
export const placeOf = ({ of, count }: Entry): string =>
  `${of.measure.table}|${count}|${placeOfCell(of.cell)}|${dimensionsText(of.dimensions)}`

/** Cells never change, and each is asked for its place once a count and once a sum. */
const PLACES = new WeakMap<TrueCell['cell'], string>()

function placeOfCell(cell: TrueCell['cell']): string {
  let place = PLACES.get(cell)
  if (place === undefined) {
    const { group, period, geographyType, geographyCode, breakdown, breakdownValue } = cell
    const { type, firstMonth, lastMonth } = period
    place = `${group}|${type}|${firstMonth}|${lastMonth}|${geographyType}|${geographyCode}|${breakdown}|${breakdownValue}`
    PLACES.set(cell, place)
  }
  return place
}
