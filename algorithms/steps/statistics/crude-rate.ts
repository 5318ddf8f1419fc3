import { requireAmount } from './amounts.ts'
import { byar } from './byar.ts'
import { exactPoisson } from './exact.ts'
import { type Answer, type Confidence, given, type Interval, none, USUAL_LEVEL } from './interval.ts'

/** From this many events on, Byar's limits are within 0.2% of the exact ones (OHID, Fingertips technical guidance). */
const BYAR_FROM = 10

/**
 * The interval of a count of events by the two-method rule: exact below 10 events, Byar's from 10.
 * Source: OHID, Fingertips technical guidance, Rates.
 */
export function countLimits(events: number, level = USUAL_LEVEL): Interval {
  if (events < BYAR_FROM) return exactPoisson(events, level)
  const { estimate, lower, upper } = byar(events, level)
  // Negative below 1 only for levels nobody prints; 0 is the truth that the formula misses.
  return { estimate, lower: lower ?? 0, upper }
}

export interface RateOptions extends Confidence {
  /** People or person-years that the rate is given per. */
  readonly per?: number
}

export const PER_100K = 100_000

/**
 * A crude rate, x / n × `per`, with the two-method limits of its count; null when there was no population.
 * Source: OHID, Fingertips technical guidance, Rates.
 */
export function crudeRate(
  events: number,
  population: number,
  { per = PER_100K, level = USUAL_LEVEL }: RateOptions = {},
): Answer<Interval, 'no_denominator'> {
  requireAmount(population, 'population')
  const count = countLimits(events, level)
  if (population === 0) return none('no_denominator')
  return given(scaled(count, per / population))
}

/** An interval in another unit. */
export const scaled = ({ estimate, lower, upper }: Interval, by: number): Interval => ({
  estimate: estimate * by,
  lower: lower * by,
  upper: upper * by,
})
