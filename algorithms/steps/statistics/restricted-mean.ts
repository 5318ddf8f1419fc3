import type { Lifetime } from './follow-up.ts'
import { type Answer, deviate, given, type Interval, none, USUAL_LEVEL } from './interval.ts'
import { kaplanMeier } from './kaplan-meier.ts'

/** A mean time free of the event with its standard error, all in the unit of the times. */
export interface RestrictedMean extends Interval {
  readonly standardError: number
}

/**
 * The mean time free of the event within a horizon: the area under the Kaplan–Meier curve from 0 to it, with variance
 * Σ A(t)² d/(n(n − d)) over event times, A(t) the area from t to the horizon, and normal limits. Null without people,
 * or when the last of them was censored before the horizon.
 * Source: Royston and Parmar 2013, BMC Med Res Methodol 13:152; Klein and Moeschberger 2003, Survival Analysis (2nd ed).
 */
export function restrictedMean(
  people: readonly Lifetime[],
  horizon: number,
  level = USUAL_LEVEL,
): Answer<RestrictedMean, 'no_people' | 'beyond_follow_up'> {
  if (!(horizon > 0 && Number.isFinite(horizon))) throw new RangeError('The horizon must be after the start')
  const z = deviate(level)
  const curve = kaplanMeier(people)
  if (curve.value === null) return curve
  const last = curve.value.at(-1)
  if (last && last.time < horizon && last.survival.estimate > 0) return none('beyond_follow_up')

  // From the horizon backwards, so that the area still ahead is at hand at every event.
  let ahead = 0
  let variance = 0
  let until = horizon
  for (const { time, atRisk, events, survival } of curve.value.filter((step) => step.time <= horizon).toReversed()) {
    ahead += survival.estimate * (until - time)
    if (events < atRisk) variance += (ahead ** 2 * events) / (atRisk * (atRisk - events))
    until = time
  }
  const estimate = ahead + until
  const standardError = Math.sqrt(variance)
  return given({ estimate, lower: estimate - z * standardError, upper: estimate + z * standardError, standardError })
}
