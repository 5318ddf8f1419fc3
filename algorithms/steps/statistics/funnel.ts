import { requireAmount } from './amounts.ts'
import { countLimits } from './crude-rate.ts'
import { gammaQuantile } from './distributions.ts'
import { exactPoisson } from './exact.ts'
import { deviate, tail } from './interval.ts'

/** Two-sided levels of the inner and outer funnel: 95% and 99.8%, called 2 and 3 standard deviations. */
export const FUNNEL_LEVELS = { inner: 0.95, outer: 0.998 } as const

/** Where an area of one size would lie by chance, in the unit of the baseline: 2 SD and 3 SD either side. */
export interface FunnelLimits {
  readonly lower3: number
  readonly lower2: number
  readonly upper2: number
  readonly upper3: number
}

export type FunnelClass = 'low_3sd' | 'low_2sd' | 'within' | 'high_2sd' | 'high_3sd'

/**
 * Limits of a share of `of` people when the true share is the baseline: p ∓ z√(p(1 − p)/n), kept within 0 and 1.
 * Source: OHID, Fingertips technical guidance (the Wilson interval turned round); Spiegelhalter 2005, Stat Med 24:1185.
 */
export function proportionFunnel(baseline: number, of: number): FunnelLimits {
  requireBaseline(baseline, 1)
  requireSize(of)
  const reach = (level: number): number => deviate(level) * Math.sqrt((baseline * (1 - baseline)) / of)
  const [inner, outer] = [reach(FUNNEL_LEVELS.inner), reach(FUNNEL_LEVELS.outer)]
  return {
    lower3: Math.max(0, baseline - outer),
    lower2: Math.max(0, baseline - inner),
    upper2: Math.min(1, baseline + inner),
    upper3: Math.min(1, baseline + outer),
  }
}

/**
 * Limits of observed over expected when the truth is 1, by how many are expected: χ²(α/2; 2E)/2E and
 * χ²(1 − α/2; 2E + 2)/2E, the exact Poisson tails continued between whole counts.
 * Source: Spiegelhalter 2005, Stat Med 24:1185–202.
 */
export function ratioFunnel(expected: number): FunnelLimits {
  requireSize(expected)
  const lower = (level: number): number => gammaQuantile(tail(level), expected) / expected
  const upper = (level: number): number => gammaQuantile(1 - tail(level), expected + 1) / expected
  const { inner, outer } = FUNNEL_LEVELS
  return { lower3: lower(outer), lower2: lower(inner), upper2: upper(inner), upper3: upper(outer) }
}

/**
 * Limits of observed over expected when the truth is 1, by how many were observed: the count over each of its own
 * exact limits. No upper limit can be drawn at no events, which is null.
 * Source: OHID, Fingertips technical guidance and PHEindicatormethods `calculate_funnel_limits`.
 */
export function ratioFunnelByObserved(observed: number): FunnelLimits | null {
  const outer = exactPoisson(observed, FUNNEL_LEVELS.outer)
  const inner = exactPoisson(observed, FUNNEL_LEVELS.inner)
  if (observed === 0) return null
  return {
    lower3: observed / outer.upper,
    lower2: observed / inner.upper,
    upper2: observed / inner.lower,
    upper3: observed / outer.lower,
  }
}

/** Limits of a rate per `per`: those of the ratio, at the events its population would have at the baseline rate. */
export function rateFunnel(baseline: number, population: number, per: number): FunnelLimits {
  requireBaseline(baseline, Infinity)
  const { lower3, lower2, upper2, upper3 } = ratioFunnel((baseline * population) / per)
  return { lower3: lower3 * baseline, lower2: lower2 * baseline, upper2: upper2 * baseline, upper3: upper3 * baseline }
}

/** Where a value lies against its limits; on a limit is still inside it. */
export function funnelClass(value: number, { lower3, lower2, upper2, upper3 }: FunnelLimits): FunnelClass {
  if (value < lower3) return 'low_3sd'
  if (value < lower2) return 'low_2sd'
  if (value > upper3) return 'high_3sd'
  if (value > upper2) return 'high_2sd'
  return 'within'
}

/**
 * Where an observed count lies against the count expected: outside when the count's own interval (exact below 10
 * events, Byar's from 10) leaves the expected out.
 * Source: OHID, PHEindicatormethods `assign_funnel_significance`.
 */
export function ratioFunnelClass(observed: number, expected: number): FunnelClass {
  requireSize(expected)
  const outer = countLimits(observed, FUNNEL_LEVELS.outer)
  const inner = countLimits(observed, FUNNEL_LEVELS.inner)
  if (expected > outer.upper) return 'low_3sd'
  if (expected > inner.upper) return 'low_2sd'
  if (expected < outer.lower) return 'high_3sd'
  if (expected < inner.lower) return 'high_2sd'
  return 'within'
}

function requireSize(size: number): void {
  requireAmount(size, 'size')
  if (size === 0) throw new RangeError('A funnel has no limits at size zero')
}

function requireBaseline(baseline: number, most: number): void {
  if (!(baseline >= 0 && baseline <= most)) throw new RangeError('baseline must be a possible value')
}
