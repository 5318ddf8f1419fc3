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
import { type PublishedCount, protectedPopulation } from './count.ts'
import type { Decided, Decisions } from './hide.ts'
import { asSafe } from './safe.ts'
import { type Protected, type PublishSetting, cellText, countColumns, leading } from './setting.ts'

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
  for (const trueCell of cells) {
    const counts = Object.fromEntries(measure.counts.map((name) => [name, decided(trueCell, name)]))
    const row = {
      ...leading(setting, measure.table, trueCell.cell, caveats(trueCell, setting)),
      ...trueCell.dimensions,
      ...Object.assign({}, ...measure.counts.map((name) => countColumns(name, counts[name]!.published))),
      ...divided(trueCell, counts[measure.counts[0]!]!.published, setting),
      ...shared(trueCell, counts),
    } as PublishedRow<F>
    rows.push(row)
    const cell = cellText(measure.table, row)
    manifest.push(...Object.keys(trueCell.counts).map((name) => told(measure, cell, name, counts[name]!)))
  }
  return { rows: inKeyOrder(PUBLISHED_TABLES[table], rows).map((row) => asSafe(row)), manifest }
}

/** The denominator as printed, and a rate with limits that anyone could compute from what is printed. */
function divided({ measure, cell, population }: TrueCell, count: PublishedCount, setting: PublishSetting) {
  if (measure.interval !== 'byar' || population === null) return {}
  const people = protectedPopulation(population, policyFor(cell.geographyType, setting.coverage))
  const rate = count.value === null || people.value === null ? null : crudeRate(count.value, people.value).value
  return {
    ...countColumns('population', people),
    rate_per_100k: rate?.estimate ?? null,
    lower_95: rate?.lower ?? null,
    upper_95: rate?.upper ?? null,
  }
}

/** A per cent with Wilson's limits, of the counts as printed. */
function shared({ measure, dimensions }: TrueCell, counts: Readonly<Record<string, Decided>>) {
  if (measure.interval !== 'wilson') return {}
  const value = (count: string): number | null => counts[count]!.published.value
  const per = (of: string) => {
    const [part, whole] = [value(measure.counts[0]!), value(of)]
    return part === null || whole === null ? null : wilson(Math.min(part, whole), whole).value
  }
  const percent = per(measure.of!)
  const { alsoOf } = measure
  return {
    percent: scaledOrNull(percent?.estimate),
    lower_95: scaledOrNull(percent?.lower),
    upper_95: scaledOrNull(percent?.upper),
    ...(alsoOf && { [alsoOf.column]: alsoOf.where(dimensions) ? scaledOrNull(per(alsoOf.of)?.estimate) : null }),
  }
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

const told = (
  measure: Measure,
  cell: string,
  count: string,
  { published, reason, bounds }: Decided,
): DisclosureManifestRow => ({
  table_name: measure.table,
  count_column: count,
  cell,
  x_status: published.status,
  reason,
  attacker_low: bounds?.low ?? null,
  attacker_high: bounds === null || bounds.high === Infinity ? null : bounds.high,
})
