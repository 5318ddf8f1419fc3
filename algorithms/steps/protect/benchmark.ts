import { inKeyOrder } from '../../contracts/key-order.ts'
import { benchmarkPanel, type PublishedRow } from '../../contracts/results/published.ts'
import { type Benchmark, LATEST_BENCHMARKS } from '../../rules/benchmarks.ts'
import { definitionName } from '../../rules/definition.ts'
import { type MeasuredShare, MEASURED } from '../../rules/expected-accuracy.ts'
import { HEADLINE_CUT } from '../../rules/measures.ts'
import { crudeRate } from '../statistics/crude-rate.ts'
import { absoluteGap } from '../statistics/gaps.ts'
import type { Interval } from '../statistics/interval.ts'
import { wilson } from '../statistics/wilson.ts'
import { groupedBy } from '../evaluate/grouped-by.ts'
import { type PublishedRate, type RateTables, cellOf, intervalOf } from './published-rates.ts'
import { asSafe, type Safe } from './safe.ts'
import { type Cell, type PublishSetting, leading } from './setting.ts'

/** One of our figures that a published one is set beside. */
interface Ours {
  readonly cell: Cell
  readonly rate: Interval | null
  /** Why it can be compared with no published figure; null when it can. */
  readonly unlike: string | null
}

type Row = Safe<PublishedRow<'benchmark_panel'>>

const CAVEAT = 'Published figures are of other years and populations: read whom they describe before the verdict.'
const ANOTHER_MEASURE =
  'Ours counts emergency admissions in the 30 days before diagnosis; the published share is of routes found from several datasets. The two are different measures.'
const SYNTHETIC_ACCURACY =
  'Ours was measured on a synthetic region, the published figure on records that people reviewed.'

/** Our figures of each board beside the published ones, each from the last financial year that shows it. */
export function benchmarkRows(
  tables: RateTables & { readonly outcome_estimates: readonly Safe<PublishedRow<'outcome_estimates'>>[] },
  rates: readonly PublishedRate[],
  setting: PublishSetting,
): readonly Row[] {
  const boards = new Map(rates.map(({ cell }) => [cell.geographyCode, cell]))
  const rows = [...boards.values()].flatMap((board) =>
    LATEST_BENCHMARKS.flatMap((benchmark) =>
      measuresFor(benchmark).map((measure) => {
        const ours = oursOf(measure, benchmark, board, tables, rates)
        return panelRow(measure, benchmark, ours, setting)
      }),
    ),
  )
  return inKeyOrder(benchmarkPanel, rows).map((row) => asSafe(row))
}

/** A share of registry routes is set beside our thirty-day share too, for boards that hold no routes: seen, not compared. */
const measuresFor = ({ measure }: Benchmark): readonly string[] =>
  measure === 'ep_rtd' ? ['ep_rtd', 'ep_30d'] : [measure]

function oursOf(
  measure: string,
  benchmark: Benchmark,
  board: Cell,
  tables: Parameters<typeof benchmarkRows>[0],
  rates: readonly PublishedRate[],
): Ours {
  const group = benchmark.cancer_group
  const unlike =
    benchmark.not_comparable ?? (measure === 'ep_30d' && benchmark.measure === 'ep_rtd' ? ANOTHER_MEASURE : null)
  const years = (found: readonly { readonly cell: Cell; readonly rate: Interval | null }[]): Ours => {
    const inOrder = found
      .filter(({ cell }) => cell.geographyCode === board.geographyCode && cell.breakdown === 'all')
      .toSorted((a, b) => a.cell.period.start - b.cell.period.start)
    const last = inOrder.findLast(({ rate }) => rate !== null) ?? inOrder.at(-1)
    return {
      cell: last?.cell ?? { ...board, group, breakdown: 'all', breakdownValue: 'all' },
      rate: last?.rate ?? null,
      unlike,
    }
  }
  switch (measure) {
    case 'recurrent_cancer_counts':
      return years(allDistant(tables, group))
    case 'survival_from_onset':
      return years(
        tables.outcome_estimates
          .filter(
            (row) =>
              row.outcome === measure && row.cancer_group === group && row.years === String(benchmark.years ?? ''),
          )
          .map((row) => ({ cell: cellOf(row), rate: intervalOf(row.percent, row.lower_95, row.upper_95) })),
      )
    case 'detection_sensitivity':
    case 'detection_specificity':
      return { ...years(rates.filter((rate) => rate.measure === 'people_living_with')), ...measuredAccuracy(measure) }
    default:
      return years(
        benchmark.of_groups === undefined
          ? rates.filter((rate) => rate.measure === measure && rate.cell.group === group)
          : together(
              rates.filter((rate) => rate.measure === measure),
              benchmark.of_groups,
              group,
            ),
      )
  }
}

/** New distant disease of every type together, where all its counts are shown. */
function allDistant({ recurrent_cancer_counts }: RateTables, group: string) {
  const rows = recurrent_cancer_counts.filter(
    (row) =>
      row.cancer_group === group &&
      row.geography_type === 'icb' &&
      row.period_type === 'financial_year' &&
      row.breakdown === 'all' &&
      row.certainty === HEADLINE_CUT &&
      row.extent === 'distant',
  )
  const places = new Map(rows.map((row) => [`${row.geography_code}|${row.period_start}`, row]))
  return [...places].map(([place, row]) => {
    const types = rows.filter((other) => `${other.geography_code}|${other.period_start}` === place)
    const isWhole = types.every(({ new_cases }) => new_cases !== null) && row.population !== null
    const cases = types.reduce((sum, { new_cases }) => sum + (new_cases ?? 0), 0)
    return { cell: cellOf(row), rate: isWhole ? crudeRate(cases, row.population).value : null }
  })
}

/** Several groups that share no tumour as one, in every cell in which all of their counts are shown. */
function together(rates: readonly PublishedRate[], groups: readonly string[], as: string) {
  const places = groupedBy(
    rates.filter(({ cell }) => groups.includes(cell.group) && cell.breakdown === 'all'),
    ({ cell }) => `${cell.geographyCode}|${cell.period.start}`,
  )
  return [...places.values()].map((parts) => {
    const isWhole = parts.length === groups.length && parts.every(({ events, of }) => events !== null && of !== null)
    const total = (count: (rate: PublishedRate) => number | null) =>
      parts.reduce((sum, part) => sum + (count(part) ?? 0), 0)
    const [events, of] = [total((part) => part.events), total((part) => part.of)]
    const share = isWhole ? wilson(Math.min(events, of), of).value : null
    return { cell: { ...parts[0]!.cell, group: as }, rate: share && inPerCent(share) }
  })
}

const measuredAccuracy = (measure: 'detection_sensitivity' | 'detection_specificity') => {
  const cut = MEASURED.sets.find(({ name }) => name === 'everything')?.cuts.standard
  const share: MeasuredShare | undefined =
    measure === 'detection_sensitivity' ? cut?.sensitivity_visible : cut?.specificity
  const rate = share ? intervalOf(perCent(share.share), perCent(share.lower_95), perCent(share.upper_95)) : null
  return { rate, unlike: SYNTHETIC_ACCURACY }
}

const PER_CENT = 100
const perCent = (share: number | null): number | null => (share === null ? null : share * PER_CENT)

const inPerCent = ({ estimate, lower, upper }: Interval): Interval => ({
  estimate: estimate * PER_CENT,
  lower: lower * PER_CENT,
  upper: upper * PER_CENT,
})

/** Its limits are null where its counts were not published. */
function publishedValue(benchmark: Benchmark): { readonly value: number; readonly interval: Interval | null } {
  const { events, of, percent, per_100k } = benchmark
  if (events !== undefined && of !== undefined) {
    const interval = inPerCent(wilson(events, of).value!)
    return { value: interval.estimate, interval }
  }
  return { value: percent ?? per_100k!, interval: null }
}

/** Within when the difference could be none; a published figure without limits is taken as exact. */
function verdictOf(ours: Ours, published: ReturnType<typeof publishedValue>): { verdict: string; because: string } {
  if (ours.unlike !== null) return { verdict: 'not_comparable', because: ours.unlike }
  if (ours.rate === null)
    return { verdict: 'not_comparable', because: 'Ours is hidden, not available or could not be told.' }
  const exact = { estimate: published.value, lower: published.value, upper: published.value }
  const gap = absoluteGap(ours.rate, published.interval ?? exact)
  if (gap.lower <= 0 && gap.upper >= 0)
    return { verdict: 'within', because: 'The difference is no more than chance could make.' }
  return {
    verdict: 'outside',
    because: `Ours is ${gap.estimate > 0 ? 'higher' : 'lower'} by more than chance alone would make.`,
  }
}

function panelRow(measure: string, benchmark: Benchmark, ours: Ours, setting: PublishSetting) {
  const published = publishedValue(benchmark)
  return {
    ...leading(setting, 'benchmark_panel', { ...ours.cell, group: benchmark.cancer_group }, [CAVEAT]),
    measure,
    definition_version: definitionName(setting.definition),
    published_period: benchmark.period,
    citation: benchmark.citation,
    unit: benchmark.per_100k === undefined ? 'percent' : 'per_100k',
    ours: ours.rate?.estimate ?? null,
    ours_lower_95: ours.rate?.lower ?? null,
    ours_upper_95: ours.rate?.upper ?? null,
    published: published.value,
    published_lower_95: published.interval?.lower ?? null,
    published_upper_95: published.interval?.upper ?? null,
    ...verdictOf(ours, published),
    published_population:
      benchmark.years === undefined ? benchmark.population : `${benchmark.population}; ${benchmark.years} years`,
  }
}
