import { requireShare } from './amounts.ts'
import { type Answer, deviate, given, type Interval, none, USUAL_LEVEL } from './interval.ts'

/**
 * Wilson's score interval of a proportion, as a share of one, without continuity correction; null when nobody could
 * have had the event: (2x + z² ∓ z√(z² + 4x(1 − x/n))) / 2(n + z²).
 * Source: Wilson 1927, J Am Stat Assoc 22:209–12; Newcombe and Altman in Statistics with Confidence (2nd ed, 2000).
 */
export function wilson(events: number, of: number, level = USUAL_LEVEL): Answer<Interval, 'no_denominator'> {
  requireShare(events, of)
  const z = deviate(level)
  if (of === 0) return none('no_denominator')
  const middle = 2 * events + z * z
  const reach = z * Math.sqrt(z * z + 4 * events * (1 - events / of))
  const scale = 2 * (of + z * z)
  return given({
    estimate: events / of,
    // Algebra makes these two exactly 0 and 1; floating point would miss by a hair.
    lower: events === 0 ? 0 : (middle - reach) / scale,
    upper: events === of ? 1 : (middle + reach) / scale,
  })
}
