import type { Population } from '../contracts/results/internal.ts'
import { type Day, earlierOf, laterOf } from '../domain/day.ts'
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
  const to = lastDayOf(monthOf(cut)) <= cut ? monthOf(cut) : addMonths(monthOf(cut), -1)
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

  const count = (person: RegisteredPerson, registration: Registration) => {
    const first = laterOf(registration.from, firstDayOf(from))
    const last = earlierOf(registration.to, lastDayOf(to))
    // Counted in the months whose last day the registration holds.
    const begin = monthOf(first)
    const end = lastDayOf(monthOf(last)) === last ? monthOf(last) : addMonths(monthOf(last), -1)
    if (last < first || end < begin) return
    const at = begin - from
    const until = end - from + 1
    const during = (changes: Int32Array) => {
      changes[at]! += 1
      changes[until]! -= 1
    }
    during(extract)
    if (registration.icb === '') return
    const icb = icbs.get(registration.icb) ?? remember(icbs, registration.icb, icbMargins(registration.icb, margin))
    during(icb.all)
    during(icb.of('sex', person.sex))
    during(icb.of('ethnicity', person.ethnicity))
    during(icb.of('imd_quintile', registration.quintile))
    eachBand(person.born, begin, end, (band, bandBegin, bandEnd) => {
      const changes = icb.of('age_band', AGE_BANDS[band]!)
      changes[bandBegin - from]! += 1
      changes[bandEnd - from + 1]! -= 1
    })
    const code = registration.subIcb
    during(subIcbs.get(code) ?? remember(subIcbs, code, margin('sub_icb', code, 'all', 'all')))
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

/** Splits some months where the person passes into another age band. */
function eachBand(
  born: Month | null,
  begin: Month,
  end: Month,
  tell: (band: number, begin: Month, end: Month) => void,
): void {
  let at = begin
  while (at <= end) {
    const next = nextBandMonth(born, at)
    const until = next === null || next > end ? end : addMonths(next, -1)
    tell(ageBandIndex(born, at), at, until)
    at = addMonths(until, 1)
  }
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
