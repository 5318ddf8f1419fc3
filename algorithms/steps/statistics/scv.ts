import { requireAmount, sum } from './amounts.ts'
import { gammaQuantile, normalQuantile } from './distributions.ts'
import { type Answer, given, type Interval, none, tail, USUAL_LEVEL } from './interval.ts'

/** One area's events and those expected at the pooled rates of all the areas compared. */
export interface ExpectedArea {
  readonly observed: number
  readonly expected: number
}

/**
 * The systematic component of variation, the variance of areas' true relative rates beyond chance (atlases print it
 * × 100): (1/k)(Σ(O − E)²/E² − Σ1/E). It is negative when areas differ less than chance would make them.
 * Null with fewer than two areas, or where nothing is expected in one.
 * Source: McPherson et al. 1982, N Engl J Med 307:1310–4.
 *
 * The interval holds every true variance under which the observed value is not surprising. Normal limits would call
 * chance variation when few events are expected, because the statistic is skewed; so its upper tail is that of a gamma
 * with its exact first three moments, and its lower tail that of a gamma with its exact first two that ends where a
 * mean of squares must. A variance is never negative, so neither is the upper limit; the lower limit is below 0 where
 * chance alone could have given the value, so that 0 lies within.
 */
export function scv(
  areas: readonly ExpectedArea[],
  level = USUAL_LEVEL,
): Answer<Interval, 'too_few_areas' | 'area_without_expected_events'> {
  const alone = tail(level)
  for (const { observed, expected } of areas) {
    requireAmount(observed, 'observed')
    requireAmount(expected, 'expected')
  }
  if (areas.length < 2) return none('too_few_areas')
  if (areas.some((area) => area.expected === 0)) return none('area_without_expected_events')
  const estimate = sum(areas.map(({ observed: o, expected: e }) => ((o - e) / e) ** 2 - 1 / e)) / areas.length
  const expected = areas.map((area) => area.expected)
  return given({ estimate, lower: lowest(estimate, expected, alone), upper: highest(estimate, expected, alone) })
}

function lowest(estimate: number, expected: readonly number[], alone: number): number {
  const high = (variance: number): number => highQuantile(1 - alone, variance, expected)
  if (high(0) >= estimate) return estimate - high(0)
  return crossing((variance) => high(variance) - estimate, 0, estimate)
}

function highest(estimate: number, expected: readonly number[], alone: number): number {
  const low = (variance: number): number => lowQuantile(alone, variance, expected)
  const from = Math.max(estimate, 0)
  if (low(from) >= estimate) return from
  let far = Math.max(2 * from, 0.01)
  while (low(far) < estimate) far *= 2
  return crossing((variance) => low(variance) - estimate, from, far)
}

/** Where a function that is negative at `from` and positive at `to` passes zero, to one part in 10¹² of the way. */
function crossing(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  let [below, above] = [f(from), f(to)]
  // The Illinois rule: a straight line between the ends, with the end that stays put given half its weight.
  for (let step = 0; step < 200 && high - low > 1e-12 * (to - from); step += 1) {
    const x = high - (above * (high - low)) / (above - below)
    const y = f(x)
    if (y === 0) return x
    if (y < 0) {
      ;[low, below] = [x, y]
      above /= 2
    } else {
      ;[high, above] = [x, y]
      below /= 2
    }
  }
  return (low + high) / 2
}

// Above this shape a gamma is a normal to four digits and more, and its quantile a difference of huge numbers.
const NEARLY_NORMAL = 1e7

/** An upper quantile of the statistic when areas' true relative rates have this variance. */
function highQuantile(probability: number, variance: number, expected: readonly number[]): number {
  const { spread, skew } = momentsOf(variance, expected)
  const shape = 4 / skew ** 2
  return variance + spread * standardGammaQuantile(probability, shape)
}

/** A lower quantile: before chance is taken off, the statistic is a mean of squares and ends at 0. */
function lowQuantile(probability: number, variance: number, expected: readonly number[]): number {
  const chance = sum(expected.map((e) => 1 / e)) / expected.length
  const { spread } = momentsOf(variance, expected)
  const shape = ((variance + chance) / spread) ** 2
  return variance + spread * standardGammaQuantile(probability, shape)
}

/** A quantile of the gamma distribution of this shape with mean 0 and variance 1. */
const standardGammaQuantile = (probability: number, shape: number): number =>
  shape > NEARLY_NORMAL ? normalQuantile(probability) : (gammaQuantile(probability, shape) - shape) / Math.sqrt(shape)

function momentsOf(variance: number, expected: readonly number[]): { readonly spread: number; readonly skew: number } {
  const moments = expected.map((e) => squareMoments(e, variance))
  const spread = Math.sqrt(sum(moments.map((m) => m.variance))) / expected.length
  return { spread, skew: sum(moments.map((m) => m.third)) / expected.length ** 3 / spread ** 3 }
}

/**
 * Variance and third central moment of ((O − E)/E)² for a Poisson count of mean E times a relative rate that is normal
 * about 1. Such a count's cumulants are E + S(n, 2) E² × variance, with Stirling's numbers of the second kind.
 */
function squareMoments(e: number, variance: number): { readonly variance: number; readonly third: number } {
  const cumulant = (stirling: number): number => e + stirling * e ** 2 * variance
  const [k2, k3, k4, k6] = [cumulant(1), cumulant(3), cumulant(7), cumulant(31)]
  const fourth = k4 + 3 * k2 ** 2
  const sixth = k6 + 15 * k4 * k2 + 10 * k3 ** 2 + 15 * k2 ** 3
  return {
    variance: (fourth - k2 ** 2) / e ** 4,
    third: (sixth - 3 * fourth * k2 + 2 * k2 ** 3) / e ** 6,
  }
}
