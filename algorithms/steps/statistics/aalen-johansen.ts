import { departures, type FollowUp } from './follow-up.ts'
import { type Answer, given, none, type PartialInterval } from './interval.ts'
import { type LimitOptions, probabilityLimits } from './probability-limits.ts'

/** Follow-up that ended with one of several events, whichever came first; `cause` null means with none of them. */
export interface CompetingLifetime<Cause extends string = string> extends FollowUp {
  readonly cause: Cause | null
}

/** One step of a cumulative incidence; `incidence` is the share who have had this event by `time`. */
export interface IncidenceStep {
  readonly time: number
  readonly atRisk: number
  /** Events of this cause. */
  readonly events: number
  readonly competing: number
  readonly censored: number
  readonly incidence: PartialInterval
  readonly standardError: number
  /** The share still free of every event. */
  readonly eventFree: number
}

/**
 * The Aalen–Johansen cumulative incidence of one cause with the others competing, a step at each distinct exit:
 * F = ΣS(t−)d/n, S the share free of every event, with the Greenwood-type variance of the matrix product (which is the
 * infinitesimal jackknife of R's `survfit` when nobody enters late). Null without people.
 * Source: Aalen and Johansen 1978, Scand J Stat 5:141–50; Andersen et al. 1993, Statistical Models Based on Counting
 * Processes, (4.4.17); Allignol et al. 2010, Biom J 52:126–37.
 */
export function aalenJohansen<Cause extends string>(
  people: readonly CompetingLifetime<Cause>[],
  cause: NoInfer<Cause>,
  options: LimitOptions = {},
): Answer<readonly IncidenceStep[], 'no_people'> {
  const moments = departures(people)
  if (moments.length === 0) return none('no_people')
  let free = 1
  let incidence = 0
  // Variances and covariance of `free` and `incidence`.
  let [freeVariance, covariance, variance] = [0, 0, 0]
  return given(
    moments.map(({ time, atRisk, leaving }) => {
      const events = leaving.filter((person) => person.cause === cause).length
      const anyEvent = leaving.filter((person) => person.cause !== null).length
      const stay = 1 - anyEvent / atRisk
      const hazard = events / atRisk
      const fresh = free ** 2 / atRisk ** 3
      variance += 2 * hazard * covariance + hazard ** 2 * freeVariance + fresh * events * (atRisk - events)
      covariance = stay * (covariance + hazard * freeVariance) - fresh * events * (atRisk - anyEvent)
      freeVariance = stay ** 2 * freeVariance + fresh * anyEvent * (atRisk - anyEvent)
      incidence += free * hazard
      free *= stay
      // Rounding may leave a hair below zero where the variance is nought.
      const standardError = Math.sqrt(Math.max(0, variance))
      return {
        time,
        atRisk,
        events,
        competing: anyEvent - events,
        censored: leaving.length - anyEvent,
        incidence: probabilityLimits(incidence, standardError, options),
        standardError,
        eventFree: free,
      }
    }),
  )
}

/**
 * Cumulative incidence at a moment, read from its steps; 0 before the first. Null after the last exit while somebody
 * could still have had an event, because nobody was watched that long.
 */
export function incidenceAt(
  steps: readonly IncidenceStep[],
  time: number,
): Answer<PartialInterval, 'no_people' | 'beyond_follow_up'> {
  const last = steps.at(-1)
  if (!last) return none('no_people')
  if (time > last.time && last.eventFree > 0) return none('beyond_follow_up')
  const step = steps.findLast((candidate) => candidate.time <= time)
  return given(step?.incidence ?? { estimate: 0, lower: 0, upper: 0 })
}
