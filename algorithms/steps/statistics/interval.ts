import { normalQuantile } from './distributions.ts'

/** An estimate between its confidence limits, all three in the unit the function states. */
export interface Interval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

/** An estimate whose method may have no limit on one side; that limit is then null. */
export interface PartialInterval {
  readonly estimate: number
  readonly lower: number | null
  readonly upper: number | null
}

/** A statistic that was given, or null with the reason why there is none. */
export type Answer<T, Why extends string> =
  { readonly status: 'given'; readonly value: T } | { readonly status: Why; readonly value: null }

export const given = <T>(value: T): { readonly status: 'given'; readonly value: T } => ({ status: 'given', value })

export const none = <Why extends string>(status: Why): { readonly status: Why; readonly value: null } => ({
  status,
  value: null,
})

/** How sure a two-sided interval is, as a share of one: public health prints 0.95, and 0.998 for funnels. */
export interface Confidence {
  readonly level?: number
}

export const USUAL_LEVEL = 0.95

/** The probability left in each tail by a two-sided interval. */
export function tail(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError('A confidence level lies between 0 and 1')
  return (1 - level) / 2
}

/** The standard normal deviate of a two-sided interval: 1.96 at 95%. */
export const deviate = (level: number): number => normalQuantile(1 - tail(level))
