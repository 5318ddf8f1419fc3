import declared from './benchmarks.json' with { type: 'json' }

/** One published figure to set ours beside. Its value is a per cent or a rate, else the share of its counts. */
export interface Benchmark {
  readonly measure: string
  readonly cancer_group: string
  /** When it was measured, in the words of its source; a year alone stands for a year of diagnosis. */
  readonly period: string
  readonly events?: number
  readonly of?: number
  readonly percent?: number
  readonly per_100k?: number
  /** Years since onset, of a survival. */
  readonly years?: number
  /** Whom it describes. */
  readonly population: string
  readonly citation: string
  /** Groups of ours that together are what it describes; where unsaid, its cancer group alone. */
  readonly of_groups?: readonly string[]
  /** Why no figure of ours can be compared with it, where none can. */
  readonly not_comparable?: string
}

const BENCHMARKS: readonly Benchmark[] = declared

/** Of figures published year by year the latest; every other figure as it is. */
export const LATEST_BENCHMARKS: readonly Benchmark[] = BENCHMARKS.filter(
  (one) =>
    !isYear(one) ||
    !BENCHMARKS.some(
      (other) =>
        isYear(other) &&
        other.measure === one.measure &&
        other.cancer_group === one.cancer_group &&
        other.citation === one.citation &&
        other.period > one.period,
    ),
)

function isYear({ period }: Benchmark): boolean {
  return /^\d{4}$/.test(period)
}
