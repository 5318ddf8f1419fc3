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
 * The interval holds every true variance under which the observed value is not surprising. Counts are taken as gamma
 * mixtures of Poisson counts, and the statistic's skewed distribution as a gamma with its exact first three moments:
 * small expected counts make normal limits call chance variation. A variance is never negative, so neither is the
 * upper limit; the lower limit is below 0 where chance alone could have given the value, so that 0 lies within.
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
  const high = (variance: number): number => quantile(1 - alone, variance, expected)
  if (high(0) >= estimate) return estimate - high(0)
  return crossing((variance) => high(variance) - estimate, 0, estimate)
}

function highest(estimate: number, expected: readonly number[], alone: number): number {
  const low = (variance: number): number => quantile(alone, variance, expected)
  if (low(0) >= estimate) return 0
  let far = Math.max(estimate, 0.01)
  while (low(far) < estimate) far *= 2
  return crossing((variance) => low(variance) - estimate, Math.max(estimate, 0), far)
}

/** Where a function that is negative at `from` and positive at `to` passes zero. */
function crossing(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (f(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

// Above this shape a gamma is a normal to ten digits, and its quantile would be a difference of huge numbers.
const NEARLY_NORMAL = 1e8

/** A quantile of the statistic when areas' true relative rates have this variance. */
function quantile(probability: number, variance: number, expected: readonly number[]): number {
  const moments = expected.map((e) => squareMoments(e, variance))
  const spread = Math.sqrt(sum(moments.map((m) => m.variance))) / expected.length
  const skew = sum(moments.map((m) => m.third)) / expected.length ** 3 / spread ** 3
  const shape = 4 / skew ** 2
  const standard =
    shape > NEARLY_NORMAL ? normalQuantile(probability) : (gammaQuantile(probability, shape) - shape) / Math.sqrt(shape)
  return variance + spread * standard
}

// Stirling numbers of the second kind turn factorial cumulants into cumulants of these orders.
const STIRLING = { 2: [1, 1], 3: [1, 3, 1], 4: [1, 7, 6, 1], 6: [1, 31, 90, 65, 15, 1] } as const

/** Variance and third central moment of ((O − E)/E)² for one gamma-mixed Poisson count of mean E. */
function squareMoments(e: number, variance: number): { readonly variance: number; readonly third: number } {
  // The factorial cumulants of the negative binomial are (j − 1)! E^j v^(j − 1).
  const factorial = [1, 1, 2, 6, 24, 120].map((f, j) => f * e ** (j + 1) * variance ** j)
  const cumulant = (row: readonly number[]): number => sum(row.map((s, j) => s * (factorial[j] ?? 0)))
  const [k2, k3, k4, k6] = [cumulant(STIRLING[2]), cumulant(STIRLING[3]), cumulant(STIRLING[4]), cumulant(STIRLING[6])]
  const fourth = k4 + 3 * k2 ** 2
  const sixth = k6 + 15 * k4 * k2 + 10 * k3 ** 2 + 15 * k2 ** 3
  return {
    variance: (fourth - k2 ** 2) / e ** 4,
    third: (sixth - 3 * fourth * k2 + 2 * k2 ** 3) / e ** 6,
  }
}
