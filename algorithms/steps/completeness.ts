import { inKeyOrder } from '../contracts/key-order.ts'
import { type Completeness, type Lag, completeness, lag } from '../contracts/results/internal.ts'
import type { Source } from '../contracts/source.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, type PersonRows, SOURCES } from '../contracts/sources.ts'
import { type Day, daysBetween, earlierOf } from '../domain/day.ts'
import { DefinitionError } from '../domain/trouble.ts'
import type { Period } from '../domain/period.ts'
import { financialYearOf, periodsBetween } from './periods.ts'
import type { RegisteredPerson, Registration } from './registered.ts'
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
  readonly source: FactSourceName
  readonly provider: string
  readonly year: Period
  /** Rows, whatever they can hold. */
  records: number
  /** Of each key item, the rows that can hold it and those that do. */
  readonly expected: number[]
  readonly received: number[]
  readonly lags: Map<number, number>
}

type AnyRow = Readonly<Record<string, string | number | null>>

export function completenessBook(cut: Day): CompletenessBook {
  const years = periodsBetween('financial_year', earliestReported(cut), financialYearOf(cut).end)
  const newYears = (source: FactSourceName, provider: string): readonly Cell[] =>
    years.map((year) => ({
      source,
      provider,
      year,
      records: 0,
      expected: SOURCES[source].keyItems.map(() => 0),
      received: SOURCES[source].keyItems.map(() => 0),
      lags: new Map(),
    }))
  // A row is added to one cell, its provider's; the cells of every provider together are added up at the end.
  const feeds = FACT_SOURCE_NAMES.filter((name) => name !== 'person').map((name) => ({
    name,
    source: SOURCES[name] as unknown as Source,
    byProvider: new Map<string, readonly Cell[]>(),
  }))
  type Feed = (typeof feeds)[number]

  const addRow = ({ name, source, byProvider }: Feed, row: AnyRow) => {
    const on = eventDay(source, row)
    const year = on === null ? -1 : years.findIndex(({ start, end }) => start <= on && on <= end)
    if (on === null || year === -1) return
    const stated = row['provider_code']
    const provider = typeof stated === 'string' && ODS_CODE.test(stated) ? stated : ALL_PROVIDERS
    let cells = byProvider.get(provider)
    if (cells === undefined) byProvider.set(provider, (cells = newYears(name, provider)))
    const cell = cells[year]!
    cell.records++
    for (let i = 0; i < source.keyItems.length; i++) {
      const item = source.keyItems[i]!
      if (!canHold(source, item, row)) continue
      cell.expected[i]!++
      if (isFilled(row[item])) cell.received[i]!++
    }
    const recorded = row['recorded_date']
    if (typeof recorded !== 'number') return
    const days = daysBetween(on, recorded as Day)
    cell.lags.set(days, (cell.lags.get(days) ?? 0) + 1)
  }

  const yearEnds = years.map(({ end }) => earlierOf(end, cut))
  const people = newYears('person', ALL_PROVIDERS)

  const filled = () =>
    [
      ...people,
      ...feeds.flatMap(({ name, byProvider }) => {
        const named = [...byProvider].filter(([provider]) => provider !== ALL_PROVIDERS).map(([, cells]) => cells)
        const together = newYears(name, ALL_PROVIDERS)
        for (const cells of byProvider.values())
          cells.forEach((cell, year) => {
            addUp(together[year]!, cell)
          })
        return [...named.flat(), ...together]
      }),
    ].filter((cell) => cell.records > 0)

  return {
    addRows(rows) {
      for (const feed of feeds) for (const row of rows[feed.name]) addRow(feed, row as unknown as AnyRow)
    },
    addPerson(person) {
      for (const registration of person.registrations) {
        const known = PERSON_ITEMS.map((isKnown) => isKnown(person, registration))
        for (let y = 0; y < years.length; y++) {
          if (yearEnds[y]! < registration.from || yearEnds[y]! > registration.to) continue
          const cell = people[y]!
          cell.records++
          for (let i = 0; i < known.length; i++) {
            cell.expected[i]!++
            if (known[i]) cell.received[i]!++
          }
        }
      }
    },
    rows: () => ({
      completeness: inKeyOrder(completeness, filled().flatMap(itemRows)),
      lags: inKeyOrder(lag, filled().flatMap(lagRows)),
    }),
  }
}

function addUp(into: Cell, cell: Cell): void {
  into.records += cell.records
  cell.expected.forEach((expected, i) => (into.expected[i]! += expected))
  cell.received.forEach((received, i) => (into.received[i]! += received))
  for (const [days, records] of cell.lags) into.lags.set(days, (into.lags.get(days) ?? 0) + records)
}

function eventDay(source: Source, row: AnyRow): Day | null {
  for (const column of source.eventDate) {
    const value = row[column]
    if (typeof value === 'number') return value as Day
  }
  return null
}

function canHold({ itemsOf }: Source, item: string, row: AnyRow): boolean {
  const only = itemsOf?.[item]
  return (
    only === undefined ||
    String(row[only.column] ?? '')
      .toUpperCase()
      .startsWith(only.beginsWith)
  )
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
  SOURCES[cell.source].keyItems
    .map((item, i) => ({ ...feedOf(cell), item, expected: cell.expected[i]!, received: cell.received[i]! }))
    .filter(({ expected }) => expected > 0)

const lagRows = (cell: Cell): Lag[] =>
  [...cell.lags].map(([lag_days, records]) => ({ ...feedOf(cell), lag_days, records }))
