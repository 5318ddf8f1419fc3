import { inKeyOrder } from '../../contracts/key-order.ts'
import { PUBLISHED_TABLES, type PublishedRow } from '../../contracts/results/published.ts'
import type { DisclosureManifestRow } from '../../contracts/results/restricted.ts'
import { dayText } from '../../domain/day.ts'
import { policyFor } from '../../rules/disclosure.ts'
import { type CellFigure, HELD_BACK_CAVEAT, type Measure, measureOf } from '../../rules/measures.ts'
import { REPORTING_WINDOW } from '../../rules/release-plan.ts'
import { addMonths, firstDayOf, monthOf } from '../../domain/month.ts'
import { lateStarters, lookBackFrom } from '../availability.ts'
import { crudeRate } from '../statistics/crude-rate.ts'
import { wilson } from '../statistics/wilson.ts'
import type { TrueCell } from './cells.ts'
import { NOT_AVAILABLE, type PublishedCount, protectedPopulation } from './count.ts'
import type { Decided, Decisions } from './hide.ts'
import { asSafe } from './safe.ts'
import { type Cell, type Protected, type PublishSetting, cellText, leading, setCount } from './setting.ts'

/** The rows of a measure as they may be seen. A count that is hidden takes its rate and limits with it. */
export function protectedFigure<F extends CellFigure>(
  table: F,
  cells: readonly TrueCell[],
  decided: Decisions,
  setting: PublishSetting,
): Protected<F> {
  const measure = measureOf(table)
  const rows: PublishedRow<F>[] = []
  const manifest: DisclosureManifestRow[] = []
  let at: Cell | undefined
  let begins: object = {}
  for (const trueCell of cells) {
    const { cell, dimensions } = trueCell
    // The rows of one cell follow each other, and begin alike.
    if (at !== cell) begins = leading(setting, table, cell, caveats(trueCell, setting))
    at = cell
    const counts: Record<string, Decided> = {}
    for (const name of measure.counts) counts[name] = decided(trueCell, name)
    const row: Record<string, unknown> = { ...begins, ...dimensions }
    for (const name of measure.counts) setCount(row, name, counts[name]!.published)
    divide(row, trueCell, counts[measure.counts[0]!]!.published, setting)
    share(row, trueCell, counts)
    rows.push(row as PublishedRow<F>)
    const key = cellText(table, row)
    for (const name in trueCell.counts) manifest.push(told(table, key, name, counts[name]!))
  }
  return { rows: inKeyOrder(PUBLISHED_TABLES[table], rows).map((row) => asSafe(row)), manifest }
}

/** The denominator as printed, and a rate with limits that anyone could compute from what is printed. */
function divide(
  row: Record<string, unknown>,
  { measure, cell, population }: TrueCell,
  count: PublishedCount,
  setting: PublishSetting,
): void {
  if (measure.interval !== 'byar' || population === null) return
  const people = setting.isOfStrata
    ? NOT_AVAILABLE
    : protectedPopulation(population, policyFor(cell.geographyType, setting.coverage))
  const rate = count.value === null || people.value === null ? null : crudeRate(count.value, people.value).value
  setCount(row, 'population', people)
  row['rate_per_100k'] = rate?.estimate ?? null
  row['lower_95'] = rate?.lower ?? null
  row['upper_95'] = rate?.upper ?? null
}

/** A per cent with Wilson's limits, of the counts as printed. */
function share(
  row: Record<string, unknown>,
  { measure, dimensions }: TrueCell,
  counts: Readonly<Record<string, Decided>>,
): void {
  if (measure.interval !== 'wilson') return
  const value = (count: string): number | null => counts[count]!.published.value
  const per = (of: string) => {
    const [part, whole] = [value(measure.counts[0]!), value(of)]
    return part === null || whole === null ? null : wilson(Math.min(part, whole), whole).value
  }
  const percent = per(measure.of!)
  row['percent'] = scaledOrNull(percent?.estimate)
  row['lower_95'] = scaledOrNull(percent?.lower)
  row['upper_95'] = scaledOrNull(percent?.upper)
  const { alsoOf } = measure
  if (alsoOf) row[alsoOf.column] = alsoOf.where(dimensions) ? scaledOrNull(per(alsoOf.of)?.estimate) : null
}

const PER_CENT = 100
const scaledOrNull = (share: number | undefined): number | null => (share === undefined ? null : share * PER_CENT)

function caveats({ measure, cell, isAvailable }: TrueCell, setting: PublishSetting): readonly string[] {
  return [
    isAvailable ? '' : HELD_BACK_CAVEAT,
    measure.caveat,
    cell.geographyType === 'extract' ? '' : setting.placing.caveat,
    measure.denominator === 'person_years' ? lateSources(measure, cell, setting) : '',
  ]
}

function lateSources(measure: Measure, { period }: TrueCell['cell'], setting: PublishSetting): string {
  const lookBack = lookBackFrom(setting.spans, measure.needs)
  if (lookBack === null) return ''
  const washedOut = firstDayOf(addMonths(monthOf(period.start), -REPORTING_WINDOW.washoutMonths))
  const late = lateStarters(setting.spans, measure.needs, lookBack).filter(
    ({ from }) => from !== null && from > washedOut,
  )
  if (late.length === 0) return ''
  const begins = late.map(({ source, from }) => `${source} from ${dayText(from!)}`).join(', ')
  return `Sources that began less than two years before (${begins}) can make known disease look new.`
}

function told(
  table: CellFigure,
  cell: string,
  count: string,
  { published, reason, bounds }: Decided,
): DisclosureManifestRow {
  return {
    table_name: table,
    count_column: count,
    cell,
    x_status: published.status,
    reason,
    attacker_low: bounds?.low ?? null,
    attacker_high: bounds === null || bounds.high === Infinity ? null : bounds.high,
  }
}
