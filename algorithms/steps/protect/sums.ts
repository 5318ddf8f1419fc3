import type { Geography } from '../../domain/geography.ts'
import { addMonths } from '../../domain/month.ts'
import { ANY_SOURCE_SET, HEADLINE_CUT } from '../../rules/measures.ts'
import { type Breakdown, EXTRACT } from '../../rules/release-plan.ts'
import type { Entries, Entry, Kind } from './entries.ts'
import type { Cell } from './setting.ts'
import type { Sum } from './solve.ts'

/** Everyone has one of the values of these; of the others some people have none that is published. */
const HOLD_EVERYONE: readonly Breakdown[] = ['sex', 'ethnicity', 'receptor_subtype']

const QUARTERS_A_YEAR = 4

/** The sums that tie published counts to each other: breakdowns, areas within areas, periods within periods, sets of sources. */
export function sumsBetween(entries: Entries, geography: Geography): readonly Sum[] {
  const { all, kinds, at } = entries
  const sums = sumBuilder()
  const wholesOf = kinds.map((kind) => wholesInRow(kind, entries))
  const aboveOf = byPlace((entry) => placeAbove(entry.of.cell, entries, geography))
  const quarters = byPlace((entry) => quartersOf(entry.of.cell, entries))
  const distantCases = kinds.filter(isDistantCase)

  all.forEach((entry, i) => {
    const { kind, place } = entry
    for (const { whole, family, isExact } of wholesOf[kind.id]!) sums.add(i, at(whole, place), family, isExact)
    const above = aboveOf(entry)
    if (above !== null) {
      const whole = at(kind.id, above.place) ?? (isOfPeople(kind) ? at(kind.id, above.month) : undefined)
      sums.add(i, whole, above.family, above.isExact)
    }
    if (isAnySet(kind) && kind.count === 'people')
      for (const part of distantCases) sums.add(at(part.id, place), i, 'new cases', true)
  })
  all.forEach((entry, whole) => {
    if (entry.kind.measure.plan !== 'events') return
    const parts = (quarters(entry) ?? []).map((place) => at(entry.kind.id, place))
    if (parts.length > 0 && parts.every((part) => part !== undefined)) sums.whole({ whole, parts, isExact: true })
  })
  return sums.all
}

/** Whether a sum is true of the true counts: one that is not tells a reader nothing. */
export function isTrueOf({ whole, parts, isExact }: Sum, people: (count: number) => number): boolean {
  const sum = parts.reduce((total, part) => total + people(part), 0)
  return isExact ? sum === people(whole) : sum <= people(whole)
}

interface WholeInRow {
  /** Its kind; at the same place. */
  readonly whole: number
  readonly family: string
  readonly isExact: boolean
}

/** The counts of the same cell that a count is part of, by the sums that its measure declares. */
function wholesInRow({ measure, count, dimensions }: Kind, { kindOf }: Entries): readonly WholeInRow[] {
  const declared = (measure.sums ?? []).flatMap((sum, s): WholeInRow[] => {
    const row = sum.part === count ? sum.wholeAt(dimensions) : null
    const whole = row === null ? undefined : kindOf(measure, sum.whole, row)
    return whole === undefined ? [] : [{ whole: whole.id, family: `own ${s}`, isExact: sum.isExact }]
  })
  const set = dimensions['source_set']
  const any =
    set === undefined || set === ANY_SOURCE_SET ? undefined : kindOf(measure, count, { source_set: ANY_SOURCE_SET })
  return any === undefined ? declared : [...declared, { whole: any.id, family: 'set', isExact: true }]
}

interface Above {
  readonly place: number
  /** Where the whole of people on the last day of a financial year is published: in its last month. */
  readonly month: number
  readonly family: string
  readonly isExact: boolean
}

/** The place whose counts hold those of a place; null where nothing does. */
function placeAbove(cell: Cell, { places }: Entries, geography: Geography): Above | null {
  const to = (change: Partial<Cell>, family: string, isExact: boolean): Above | null => {
    const whole = { ...cell, ...change }
    const { lastMonth } = cell.period
    const month = { ...cell.period, type: 'month' as const, firstMonth: lastMonth }
    return { place: places.find(whole), month: places.find({ ...whole, period: month }), family, isExact }
  }
  const { breakdown, geographyType, geographyCode } = cell
  if (breakdown !== 'all')
    return to({ breakdown: 'all', breakdownValue: 'all' }, breakdown, HOLD_EVERYONE.includes(breakdown))
  if (geographyType === 'sub_icb')
    return to({ geographyType: 'icb', geographyCode: geography.icbOf(geographyCode) }, 'sub', false)
  if (geographyType === 'icb') return to({ geographyType: 'extract', geographyCode: EXTRACT.code }, 'icb', false)
  return null
}

const isOfPeople = ({ measure }: Kind): boolean => measure.denominator === 'people'

/** Twelve months are the sum of four quarters, which ties them to any other twelve months that share some. */
function quartersOf({ breakdown, period, ...cell }: Cell, { places }: Entries): readonly number[] | null {
  if (breakdown !== 'all' || period.type === 'quarter' || period.type === 'month') return null
  return Array.from({ length: QUARTERS_A_YEAR }, (_, q) => {
    const firstMonth = addMonths(period.firstMonth, 3 * q)
    const quarter = { ...period, type: 'quarter' as const, firstMonth, lastMonth: addMonths(firstMonth, 2) }
    return places.find({ ...cell, breakdown, period: quarter })
  })
}

const isAnySet = ({ dimensions }: Kind): boolean => dimensions['source_set'] === ANY_SOURCE_SET

/** The new cases of distant disease, of whatever type, that `source_overlap` shows again by what found them. */
const isDistantCase = ({ count, dimensions }: Kind): boolean =>
  count === 'new_cases' && dimensions['extent'] === 'distant' && dimensions['certainty'] === HEADLINE_CUT

/** What is worked out once for every place. */
function byPlace<T>(of: (entry: Entry) => T): (entry: Entry) => T {
  const known: T[] = []
  return (entry) => (known[entry.place] ??= of(entry))
}

function sumBuilder() {
  const all: Sum[] = []
  const families = new Map<string, Map<number, number[]>>()
  return {
    all,
    whole: (sum: Sum) => all.push(sum),
    /** Nothing is added where a part or its whole is not published. */
    add(part: number | undefined, whole: number | undefined, family: string, isExact: boolean) {
      if (part === undefined || whole === undefined) return
      const wholes = families.get(family) ?? new Map<number, number[]>()
      families.set(family, wholes)
      const parts = wholes.get(whole)
      if (parts !== undefined) {
        parts.push(part)
        return
      }
      const begun = [part]
      wholes.set(whole, begun)
      all.push({ whole, parts: begun, isExact })
    },
  }
}
