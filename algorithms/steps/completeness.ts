import { inKeyOrder } from '../contracts/key-order.ts'
import { type Completeness, type Lag, completeness, lag } from '../contracts/results/internal.ts'
import type { Source } from '../contracts/source.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, type PersonRows, SOURCES } from '../contracts/sources.ts'
import { type Day, daysBetween, earlierOf } from '../domain/day.ts'
import { DefinitionError } from '../domain/trouble.ts'
import type { Period } from '../domain/period.ts'
import { financialYearOf, periodsBetween } from './periods.ts'
import { type RegisteredPerson, type Registration, registrationOn } from './registered.ts'
import { earliestReported } from './reporting-window.ts'

/** Stands for every provider of a source, and for the provider of rows that name none. */
export const ALL_PROVIDERS = 'all'

/** The shape of an organisation's code. Anything else in that column stays out of what is published. */
const ODS_CODE = /^[A-Z0-9]{3,6}$/

/** Adds up which items are filled, where the rows are read: no further pass over the sources is needed. */
export interface CompletenessBook {
  /** The dated rows of one selected person. */
  addRows(rows: PersonRows): void
  /** Anyone registered: what `person` says of them on the last day of each year. */
  addPerson(person: RegisteredPerson): void
  rows(): { readonly completeness: readonly Completeness[]; readonly lags: readonly Lag[] }
}

/** Whether what `person` holds can be used: a code that no lookup knows is as good as none. */
const IS_KNOWN: Readonly<Record<string, (person: RegisteredPerson, registration: Registration) => boolean>> = {
  sex: (person) => person.sex !== 'unknown',
  birth_month: (person) => person.born !== null,
  ethnic_category: (person) => person.ethnicity !== 'unknown',
  lsoa_code: (_, registration) => registration.quintile !== 'unknown',
  gp_practice_code: (_, registration) => registration.placedBy === 'practice',
}

const PERSON_ITEMS = SOURCES.person.keyItems.map((item) => {
  const isKnown = IS_KNOWN[item]
  if (isKnown === undefined) throw new DefinitionError(`person.${item}`, 'say when it counts as known')
  return isKnown
})

/** One source, provider and financial year. */
interface Cell {
  readonly source: string
  readonly provider: string
  readonly year: Period
  expected: number
  readonly received: number[]
  readonly lags: Map<number, number>
}

type AnyRow = Readonly<Record<string, string | number | null>>

export function completenessBook(cut: Day): CompletenessBook {
  const years = periodsBetween('financial_year', earliestReported(cut), financialYearOf(cut).end)
  const cells = new Map<string, Cell>()

  const cellOf = (source: FactSourceName, provider: string, year: Period): Cell => {
    const key = `${source}|${provider}|${year.start}`
    let cell = cells.get(key)
    if (cell === undefined) {
      const received = SOURCES[source].keyItems.map(() => 0)
      cell = { source, provider, year, expected: 0, received, lags: new Map() }
      cells.set(key, cell)
    }
    return cell
  }

  const addRow = (name: FactSourceName, source: Source, row: AnyRow) => {
    const on = eventDay(source, row)
    const year = on === null ? undefined : years.find(({ start, end }) => start <= on && on <= end)
    if (on === null || year === undefined) return
    const provider = row['provider_code']
    const recorded = row['recorded_date']
    const days = typeof recorded === 'number' ? daysBetween(on, recorded as Day) : null
    const filled = source.keyItems.map((item) => isFilled(row[item]))
    const of = typeof provider === 'string' && ODS_CODE.test(provider) ? [ALL_PROVIDERS, provider] : [ALL_PROVIDERS]
    for (const cell of of.map((code) => cellOf(name, code, year))) {
      cell.expected++
      filled.forEach((is, i) => (cell.received[i]! += is ? 1 : 0))
      if (days !== null) cell.lags.set(days, (cell.lags.get(days) ?? 0) + 1)
    }
  }

  const filled = () => [...cells.values()].filter((cell) => cell.expected > 0)
  const yearEnds = years.map(({ end }) => earlierOf(end, cut))
  const people = years.map((year) => cellOf('person', ALL_PROVIDERS, year))

  return {
    addRows(rows) {
      for (const name of FACT_SOURCE_NAMES) {
        if (name === 'person') continue
        for (const row of rows[name]) addRow(name, SOURCES[name] as unknown as Source, row as unknown as AnyRow)
      }
    },
    addPerson(person) {
      for (let y = 0; y < years.length; y++) {
        const registration = registrationOn(person, yearEnds[y]!)
        if (registration === undefined) continue
        const cell = people[y]!
        cell.expected++
        for (let i = 0; i < PERSON_ITEMS.length; i++) if (PERSON_ITEMS[i]!(person, registration)) cell.received[i]!++
      }
    },
    rows: () => ({
      completeness: inKeyOrder(completeness, filled().flatMap(itemRows)),
      lags: inKeyOrder(lag, filled().flatMap(lagRows)),
    }),
  }
}

function eventDay(source: Source, row: AnyRow): Day | null {
  for (const column of source.eventDate) {
    const value = row[column]
    if (typeof value === 'number') return value as Day
  }
  return null
}

/** A group of codes travels as one text with `;` between, and holds nothing when all of it is blank. */
function isFilled(value: string | number | null | undefined): boolean {
  if (typeof value !== 'string') return value !== null && value !== undefined
  for (let i = 0; i < value.length; i++) if (value[i] !== ';' && value[i] !== ' ') return true
  return false
}

const feedOf = ({ source, provider, year }: Cell) => ({
  source,
  provider_code: provider,
  period_start: year.start,
  period_end: year.end,
})

const itemRows = (cell: Cell): Completeness[] =>
  SOURCES[cell.source as FactSourceName].keyItems.map((item, i) => ({
    ...feedOf(cell),
    item,
    expected: cell.expected,
    received: cell.received[i]!,
  }))

const lagRows = (cell: Cell): Lag[] =>
  [...cell.lags].map(([lag_days, records]) => ({ ...feedOf(cell), lag_days, records }))
