import { type Answer, given, type Interval, none, type PartialInterval } from './interval.ts'

/**
 * The gap between two groups as a difference, in their unit: positive when the first has more. Its limits come from
 * the groups' own: d − √((a − a_L)² + (b_U − b)²) and d + √((a_U − a)² + (b − b_L)²).
 * Source: Newcombe 1998, Stat Med 17:873–90 (method 10, for Wilson's limits); Zou and Donner 2008, Stat Med 27:1693–702.
 */
export function absoluteGap(first: Interval, second: Interval): Interval {
  requireOrdered(first)
  requireOrdered(second)
  const estimate = first.estimate - second.estimate
  return {
    estimate,
    lower: estimate - Math.hypot(first.estimate - first.lower, second.upper - second.estimate),
    upper: estimate + Math.hypot(first.upper - first.estimate, second.estimate - second.lower),
  }
}

/**
 * The gap between two groups as a ratio, first over second; null when the second's estimate is 0. Its limits come from
 * the groups' own, and the upper one is null where the second could be 0.
 * Source: Donner and Zou 2012, Stat Methods Med Res 21:347–59 (closed-form limits of a ratio).
 */
export function relativeGap(first: Interval, second: Interval): Answer<PartialInterval, 'nothing_to_compare_with'> {
  requireOrdered(first)
  requireOrdered(second)
  if (first.lower < 0 || second.lower < 0) throw new RangeError('A ratio needs limits of zero or more')
  if (second.estimate === 0) return none('nothing_to_compare_with')
  return given({
    estimate: first.estimate / second.estimate,
    lower: lowestRatio(first.estimate, first.lower, second.estimate, second.upper),
    upper: reciprocal(lowestRatio(second.estimate, second.lower, first.estimate, first.upper)),
  })
}

// The published form divides by zero when the far limit is twice its estimate; this one is equal and does not.
function lowestRatio(a: number, aLower: number, b: number, bUpper: number): number {
  const numerator = aLower * (2 * a - aLower)
  const product = a * b
  const root = Math.sqrt(product ** 2 - numerator * bUpper * (2 * b - bUpper))
  return numerator === 0 ? 0 : numerator / (product + root)
}

const reciprocal = (ratio: number): number | null => (ratio === 0 ? null : 1 / ratio)

function requireOrdered({ estimate, lower, upper }: Interval): void {
  if (!(lower <= estimate && estimate <= upper)) throw new RangeError('An estimate lies between its limits')
}
