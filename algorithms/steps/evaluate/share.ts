import { wilson } from '../statistics/wilson.ts'

/** A share with its 95% Wilson interval. Null shares are of nobody. */
export interface Share {
  /** Weighted number of those who have it. */
  readonly count: number
  /** Weighted number of those who could. */
  readonly of: number
  readonly share: number | null
  readonly lower_95: number | null
  readonly upper_95: number | null
}

/**
 * The weighted share of `among` that `has` holds for. With unequal weights the interval is that of Kish's effective
 * number of people, (Σw)² / Σw² (Kish, Survey Sampling, 1965); with equal weights that is their number.
 */
export function shareOf<T extends { readonly weight: number }>(among: readonly T[], has: (one: T) => boolean): Share {
  let of = 0
  let count = 0
  let squares = 0
  for (const one of among) {
    of += one.weight
    squares += one.weight ** 2
    if (has(one)) count += one.weight
  }
  if (of === 0) return { count, of, share: null, lower_95: null, upper_95: null }
  const effective = of ** 2 / squares
  const { value } = wilson(Math.min(effective, (count / of) * effective), effective)
  return { count, of, share: count / of, lower_95: value?.lower ?? null, upper_95: value?.upper ?? null }
}

/** The middle value, halfway between the middle two where weights leave two; null of nothing. */
export function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number | null {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const half = sorted.reduce((total, one) => total + one.weight, 0) / 2
  let reached = 0
  for (const [i, one] of sorted.entries()) {
    reached += one.weight
    if (reached > half) return one.value
    if (reached === half) return (one.value + (sorted[i + 1]?.value ?? one.value)) / 2
  }
  return null
}
