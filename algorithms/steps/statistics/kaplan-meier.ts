import { departures, type Lifetime } from './follow-up.ts'
import { type Answer, given, none, type PartialInterval } from './interval.ts'
import { type LimitOptions, probabilityLimits } from './probability-limits.ts'

/** One step of a survival curve; `survival` is the share still free of the event just after `time`. */
export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  readonly survival: PartialInterval
  /** Greenwood's, of the survival itself; null once nobody is left, where its formula divides by zero. */
  readonly standardError: number | null
}

/**
 * The Kaplan–Meier curve, a step at each distinct exit: S = Π(1 − d/n), with Greenwood's variance S²Σd/(n(n − d)).
 * People censored at the moment of an event were at risk of it; late entries count from after their entry. Null
 * without people. Where late entry lets the people at risk run out early, the curve stays at 0.
 * Source: Kaplan and Meier 1958, J Am Stat Assoc 53:457–81; Greenwood 1926; conventions as R's `survfit`.
 */
export function kaplanMeier(
  people: readonly Lifetime[],
  options: LimitOptions = {},
): Answer<readonly SurvivalStep[], 'no_people'> {
  const moments = departures(people)
  if (moments.length === 0) return none('no_people')
  let survival = 1
  let relativeVariance = 0
  return given(
    moments.map(({ time, atRisk, leaving }) => {
      const events = leaving.filter((person) => person.event).length
      survival *= 1 - events / atRisk
      if (events > 0) relativeVariance += events / (atRisk * (atRisk - events))
      const standardError = survival === 0 ? null : survival * Math.sqrt(relativeVariance)
      return {
        time,
        atRisk,
        events,
        censored: leaving.length - events,
        survival: probabilityLimits(survival, standardError, options),
        standardError,
      }
    }),
  )
}

/**
 * Survival at a moment, read from a curve; 1 before its first step. Null after the last exit unless the curve had
 * reached 0, because nobody was watched that long.
 */
export function survivalAt(
  curve: readonly SurvivalStep[],
  time: number,
): Answer<PartialInterval, 'no_people' | 'beyond_follow_up'> {
  const last = curve.at(-1)
  if (!last) return none('no_people')
  if (time > last.time && last.survival.estimate > 0) return none('beyond_follow_up')
  const step = curve.findLast((candidate) => candidate.time <= time)
  return given(step?.survival ?? { estimate: 1, lower: 1, upper: 1 })
}
