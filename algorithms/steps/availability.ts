import type { GatherCounts } from '../contracts/gather-counts.ts'
import type { SourceCatalogue } from '../contracts/source-catalogue.ts'
import { type FactSourceName, SOURCES } from '../contracts/sources.ts'
import { type Day, addDays, day, earlierOf } from '../domain/day.ts'
import { addMonths, lastDayOf, monthOf } from '../domain/month.ts'
import { LOOK_BACK } from '../rules/measures.ts'

/** The days that a source covers. */
export interface SourceSpan {
  readonly source: FactSourceName
  /** `available_from`, else the earliest event; null when the source is undated or empty. */
  readonly from: Day | null
  /** `available_to`, and never after the cut. */
  readonly until: Day
  /** Months until the source is normally complete. */
  readonly lagMonths: number
}

/** One span for every source that is present. */
export function sourceSpans(counts: GatherCounts, catalogue: SourceCatalogue, cut: Day): readonly SourceSpan[] {
  return counts.sources.map(({ source, firstEvent }) => {
    const entry = catalogue.sources[source]
    return {
      source,
      from: entry?.available_from === undefined ? firstEvent : day(entry.available_from),
      until: entry?.available_to === undefined ? cut : earlierOf(day(entry.available_to), cut),
      lagMonths: entry?.lag_months ?? SOURCES[source].lagMonths,
    }
  })
}

/**
 * The last month-end for which each of these that is present is complete, and so many months have passed at least; null
 * when none is present.
 */
export function completeUntil(
  spans: readonly SourceSpan[],
  needs: readonly FactSourceName[],
  leastMonths = 0,
): Day | null {
  const ends = spans
    .filter((span) => needs.includes(span.source))
    // A month that has not ended is not complete, whatever the lag.
    .map(({ until, lagMonths }) =>
      lastDayOf(addMonths(monthOf(addDays(until, 1)), -1 - Math.max(lagMonths, leastMonths))),
    )
  return ends.length === 0 ? null : ends.reduce(earlierOf)
}

/** The day from which old disease can be told from new: the first of the widest look-back, else of the latest source to begin. */
export function lookBackFrom(spans: readonly SourceSpan[], needs: readonly FactSourceName[]): Day | null {
  const widest = spans.find((span) => span.source === LOOK_BACK)
  if (widest?.from != null) return widest.from
  const begins = spans.filter((span) => needs.includes(span.source)).flatMap(({ from }) => from ?? [])
  return begins.length === 0 ? null : begins.reduce((a, b) => (a >= b ? a : b))
}

/** Sources that begin later than the look-back: people whom they alone show look new for a time. */
export const lateStarters = (
  spans: readonly SourceSpan[],
  needs: readonly FactSourceName[],
  lookBack: Day,
): readonly SourceSpan[] =>
  spans.filter((span) => needs.includes(span.source) && span.source !== LOOK_BACK && (span.from ?? lookBack) > lookBack)
