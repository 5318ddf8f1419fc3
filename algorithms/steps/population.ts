import type { Population } from '../contracts/results/internal.ts'
import type { Day } from '../domain/day.ts'
import { type Month, addMonths, firstDayOf, lastDayOf, monthOf } from '../domain/month.ts'
import { AGE_BANDS, ageBandIndex, nextBandMonth } from '../domain/person.ts'
import { EXTRACT } from '../rules/release-plan.ts'
import type { RegisteredPerson, Registration } from './registered.ts'
import { earliestReported } from './reporting-window.ts'

/** Adds people up by month, whatever their number: one row of counters for each margin that a rate is divided by. */
export interface PopulationCounter {
  add(person: RegisteredPerson): void
  /** In the order of the key. Months in which a margin holds nobody have no row. */
  rows(): readonly Population[]
}

/** Counters of changes: +1 in the month in which someone is first counted, −1 in the one after their last. */
interface Margin {
  readonly cell: Pick<Population, 'geography_type' | 'geography_code' | 'breakdown' | 'breakdown_value'>
  readonly changes: Int32Array
}

/** Counts everyone registered on the last day of each month that may be reported, up to the cut. */
export function populationCounter(cut: Day): PopulationCounter {
  const from = monthOf(earliestReported(cut))
  const to = lastWholeMonth(cut)
  const months = to - from + 1
  const margins = new Map<string, Margin>()

  const margin = (type: string, code: string, breakdown: string, value: string): Int32Array => {
    const key = `${type}|${code}|${breakdown}|${value}`
    let found = margins.get(key)
    if (found === undefined) {
      const cell = { geography_type: type, geography_code: code, breakdown, breakdown_value: value }
      found = { cell, changes: new Int32Array(months + 1) }
      margins.set(key, found)
    }
    return found.changes
  }
  const extract = margin('extract', EXTRACT.code, 'all', 'all')
  const icbs = new Map<string, IcbMargins>()
  const subIcbs = new Map<string, Int32Array>()

  const firstDay = firstDayOf(from)
  const lastDay = lastDayOf(to)

  const count = (person: RegisteredPerson, registration: Registration) => {
    if (registration.to < firstDay || registration.from > lastDay) return
    // Counted in the months whose last day the registration holds. Most hold the whole window, and need no calendar.
    const begin = registration.from <= firstDay ? from : monthOf(registration.from)
    const end = registration.to >= lastDay ? to : lastWholeMonth(registration.to)
    if (end < begin) return
    const at = begin - from
    const until = end - from + 1
    change(extract, at, until)
    if (registration.icb === '') return
    const icb = icbs.get(registration.icb) ?? remember(icbs, registration.icb, icbMargins(registration.icb, margin))
    change(icb.all, at, until)
    change(icb.of('sex', person.sex), at, until)
    change(icb.of('ethnicity', person.ethnicity), at, until)
    change(icb.of('imd_quintile', registration.quintile), at, until)
    for (let month = begin; month <= end;) {
      const next = nextBandMonth(person.born, month)
      const bandEnd = next === null || next > end ? end : addMonths(next, -1)
      const band = AGE_BANDS[ageBandIndex(person.born, month)]!
      change(icb.of('age_band', band), month - from, bandEnd - from + 1)
      month = addMonths(bandEnd, 1)
    }
    const code = registration.subIcb
    change(subIcbs.get(code) ?? remember(subIcbs, code, margin('sub_icb', code, 'all', 'all')), at, until)
  }

  return {
    add(person) {
      if (months <= 0) return
      for (const registration of person.registrations) count(person, registration)
    },
    rows: () => rowsOf([...margins.values()], from, months),
  }
}

interface IcbMargins {
  readonly all: Int32Array
  readonly of: (breakdown: string, value: string) => Int32Array
}

function icbMargins(
  code: string,
  margin: (type: string, code: string, breakdown: string, value: string) => Int32Array,
): IcbMargins {
  const byValue = new Map<string, Map<string, Int32Array>>()
  return {
    all: margin('icb', code, 'all', 'all'),
    of(breakdown, value) {
      const values = byValue.get(breakdown) ?? remember(byValue, breakdown, new Map<string, Int32Array>())
      return values.get(value) ?? remember(values, value, margin('icb', code, breakdown, value))
    },
  }
}

function remember<V>(into: Map<string, V>, key: string, value: V): V {
  into.set(key, value)
  return value
}

function change(changes: Int32Array, at: number, until: number): void {
  changes[at]! += 1
  changes[until]! -= 1
}

/** The last month that has ended by a day. */
function lastWholeMonth(on: Day): Month {
  const month = monthOf(on)
  return lastDayOf(month) === on ? month : addMonths(month, -1)
}

function rowsOf(margins: readonly Margin[], from: Month, months: number): readonly Population[] {
  const ordered = margins.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const running = new Array<number>(ordered.length).fill(0)
  const rows: Population[] = []
  for (let month = 0; month < months; month++) {
    const month_end = lastDayOf(addMonths(from, month))
    ordered.forEach(({ cell, changes }, i) => {
      running[i]! += changes[month]!
      if (running[i]! > 0) rows.push({ month_end, ...cell, people: running[i]! })
    })
  }
  return rows
}

/** U+001F sorts before any letter, as the end of a text does. */
const orderOf = ({ cell }: Margin): string =>
  [cell.geography_type, cell.geography_code, cell.breakdown, cell.breakdown_value].join('\u001f')
