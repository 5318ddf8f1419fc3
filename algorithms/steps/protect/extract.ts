import type { GatherCounts } from '../../contracts/gather-counts.ts'
import { inKeyOrder } from '../../contracts/key-order.ts'
import {
  cohortAttrition,
  dataCompleteness,
  type PublishedName,
  type PublishedRow,
} from '../../contracts/results/published.ts'
import type { Completeness, Lag, Tally } from '../../contracts/results/internal.ts'
import type { DisclosureManifestRow } from '../../contracts/results/restricted.ts'
import type { Source } from '../../contracts/source.ts'
import { SOURCES } from '../../contracts/sources.ts'
import type { Day } from '../../domain/day.ts'
import type { Period } from '../../domain/period.ts'
import { groupOfAll } from '../../rules/cancer-groups.ts'
import { DERIVED_FROM_EVENTS, SUB_NATIONAL } from '../../rules/disclosure.ts'
import { EXTRACT } from '../../rules/release-plan.ts'
import { ALL_PROVIDERS } from '../completeness.ts'
import { financialYearOf } from '../periods.ts'
import { DECIDE_STEPS, TALLIES } from '../tallies.ts'
import {
  NOT_APPLICABLE,
  NOT_AVAILABLE,
  type PublishedCount,
  SUPPRESSED,
  protectedCount,
  readersBounds,
} from './count.ts'
import { asSafe } from './safe.ts'
import { type Cell, type Protected, type PublishSetting, cellText, countColumns, leading } from './setting.ts'

/** How many people and rows went into and out of each step, for the financial year that holds the cut. */
export function protectedAttrition(
  gathered: GatherCounts,
  tallies: readonly Tally[],
  setting: PublishSetting,
): Protected<'cohort_attrition'> {
  const cell = cellOfExtract(financialYearOf(setting.cut), setting)
  return published(
    'cohort_attrition',
    [...gatherSteps(gathered), ...decideSteps(tallies)].map(({ step, label, ...counts }) => {
      const seen = Object.fromEntries(ATTRITION_COUNTS.map((name) => [name, countOf(counts[name], setting)]))
      const row = {
        ...leading(setting, 'cohort_attrition', cell, ['Of the whole extract up to the cut.']),
        step,
        label,
        ...Object.assign({}, ...ATTRITION_COUNTS.map((name) => countColumns(name, seen[name]!))),
      } as PublishedRow<'cohort_attrition'>
      return { row, seen }
    }),
  )
}

const ATTRITION_COUNTS = ['people_in', 'people_out', 'records_in', 'records_out'] as const

/** A step; a count that does not apply to it is left out. Steps and labels begin so that their order is that of the key. */
interface Step extends Partial<Record<(typeof ATTRITION_COUNTS)[number], number>> {
  readonly step: string
  readonly label: string
}

function gatherSteps(gathered: GatherCounts): readonly Step[] {
  const rows = gathered.sources.flatMap(({ source, received, removed, accepted, selectedRows }) => {
    let left = received
    const gone = removed.map(({ reason, records }, i) => {
      left -= records
      return { step: '1 gather', label: `${source} ${i + 1}: ${reason}`, records_in: left + records, records_out: left }
    })
    // Everyone's registration is read: denominators come from it.
    if (source === 'person') return gone
    const selected = { step: '2 select', label: `${source}: rows of people with any cancer evidence` }
    return [...gone, { ...selected, records_in: accepted, records_out: selectedRows }]
  })
  const people = { step: '2 select', label: 'people with any cancer evidence' }
  return [...rows, { ...people, people_in: gathered.people, people_out: gathered.peopleSelected }]
}

function decideSteps(tallies: readonly Tally[]): readonly Step[] {
  const peopleAt = new Map(tallies.filter((row) => row.tally === TALLIES.decided).map((row) => [row.item, row.people]))
  return DECIDE_STEPS.slice(1).map(({ item, says }, i) => ({
    step: '3 decide',
    label: `${i + 1} ${says}`,
    people_in: peopleAt.get(DECIDE_STEPS[i]!.item) ?? 0,
    people_out: peopleAt.get(item) ?? 0,
  }))
}

/** How full each source is, by provider, financial year and item. */
export function protectedCompleteness(
  items: readonly Completeness[],
  lags: readonly Lag[],
  setting: PublishSetting,
): Protected<'data_completeness'> {
  const medians = medianLags(lags)
  return published(
    'data_completeness',
    items.filter(isWorthNaming).map((item) => {
      const seen = { expected: countOf(item.expected, setting), received: countOf(item.received, setting) }
      const row = {
        ...leading(setting, 'data_completeness', cellOfFeed(item, setting), [
          item.source === 'person'
            ? 'Of people registered on the last day of the year.'
            : `Of ${rowsThatHold(item)} of people with any cancer evidence.`,
        ]),
        source: item.source,
        provider_code: item.provider_code,
        item: item.item,
        ...countColumns('expected', seen.expected),
        ...countColumns('received', seen.received),
        percent: share(seen.received, seen.expected),
        lag_days: seen.received.value === null ? null : (medians.get(feedKey(item)) ?? null),
      } as PublishedRow<'data_completeness'>
      return { row, seen }
    }),
  )
}

const rowsThatHold = ({ source, item }: Completeness): string =>
  (SOURCES[source as keyof typeof SOURCES] as unknown as Source).itemsOf?.[item]?.says ?? 'rows'

/** A provider of a handful of rows is left to the whole extract: its name would say that someone was there. */
const isWorthNaming = ({ provider_code, expected }: Completeness): boolean =>
  provider_code === ALL_PROVIDERS || expected > SUB_NATIONAL.hiddenUpTo

/** From the counts as printed; rounding may have left more received than expected. */
const share = (received: PublishedCount, expected: PublishedCount): number | null =>
  received.value === null || expected.value === null || expected.value === 0
    ? null
    : (100 * Math.min(received.value, expected.value)) / expected.value

function cellOfFeed(item: Completeness, setting: PublishSetting): Cell {
  const year = financialYearOf(item.period_end)
  const whole = cellOfExtract(year, setting)
  return item.provider_code === ALL_PROVIDERS
    ? whole
    : { ...whole, geographyType: 'provider', geographyCode: item.provider_code }
}

const feedKey = (of: { source: string; provider_code: string; period_start: Day }): string =>
  [of.source, of.provider_code, of.period_start].join('|')

/** Median days of each feed to three significant figures, from 10 or more rows. */
function medianLags(lags: readonly Lag[]): ReadonlyMap<string, number> {
  const byFeed = new Map<string, Lag[]>()
  for (const row of lags) {
    const of = byFeed.get(feedKey(row))
    if (of) of.push(row)
    else byFeed.set(feedKey(row), [row])
  }
  return new Map(
    [...byFeed]
      .filter(([, rows]) => total(rows) >= DERIVED_FROM_EVENTS)
      .map(([feed, rows]) => [feed, Number(median(rows).toPrecision(3))]),
  )
}

const total = (rows: readonly Lag[]): number => rows.reduce((sum, row) => sum + row.records, 0)

/** The lower of the two middle values where there are two. */
function median(rows: readonly Lag[]): number {
  const half = total(rows) / 2
  let seen = 0
  const ordered = rows.toSorted((a, b) => a.lag_days - b.lag_days)
  return ordered.find((row) => (seen += row.records) >= half)!.lag_days
}

const cellOfExtract = (period: Period, setting: PublishSetting): Cell => ({
  group: groupOfAll(setting.definition),
  period,
  geographyType: 'extract',
  geographyCode: EXTRACT.code,
  breakdown: 'all',
  breakdownValue: 'all',
})

function countOf(count: number | undefined, { isOfStrata }: PublishSetting): PublishedCount {
  if (count === undefined) return NOT_APPLICABLE
  return isOfStrata === true ? NOT_AVAILABLE : protectedCount(count, SUB_NATIONAL)
}

function published<N extends PublishedName>(
  table: N,
  rows: readonly { readonly row: PublishedRow<N>; readonly seen: Readonly<Record<string, PublishedCount>> }[],
): Protected<N> {
  const of = { cohort_attrition: cohortAttrition, data_completeness: dataCompleteness }
  return {
    rows: inKeyOrder(
      of[table as keyof typeof of],
      rows.map(({ row }) => row),
    ).map((row) => asSafe(row)),
    manifest: rows.flatMap(({ row, seen }) =>
      Object.entries(seen).map(([count_column, count]): DisclosureManifestRow => {
        const { low, high } = readersBounds(count, SUB_NATIONAL)
        return {
          table_name: table,
          count_column,
          cell: cellText(table, row),
          x_status: count.status,
          reason: count.status === SUPPRESSED.status ? 'small_number' : null,
          attacker_low: low,
          attacker_high: high,
        }
      }),
    ),
  }
}
