import { type Day, daysBetween, earlierOf } from '../domain/day.ts'
import { WINDOWS } from '../rules/windows.ts'
import { type Absences, someAtLeastAfter } from './absence.ts'
import type { Judgement } from './certainty.ts'
import { bearsOnDistant, type Evidence, isDistantSpecific } from './evidence.ts'

/** Why single or coded evidence is taken back. */
export type Retraction = 'follow_up_found_no_disease' | 'alive_and_clear_for_two_years'

/**
 * Looks ahead: weak evidence is refuted by what followed. Never a certificate, nor an explicit treatment or
 * waiting-times row; null when the evidence stands.
 */
export function retractionOf(
  judgement: Judgement,
  items: readonly Evidence[],
  absences: Absences,
  observedTo: Day,
  diedOn: Day | null,
): Retraction | null {
  if (judgement.certainty === 'definite') return null
  const specific = items.filter(isDistantSpecific)
  const restsOnCodes = specific.every(
    (item) =>
      item.family === 'hospital' || item.family === 'gp' || item.rule.id === 'waiting-times-recurrence-confirmed',
  )
  if (!restsOnCodes || items.some((item) => bearsOnDistant(item) && item.family === 'deaths')) return null
  const last = items
    .filter(bearsOnDistant)
    .map(({ on }) => on)
    .reduce((a, b) => (a >= b ? a : b))
  const isHospitalAlone = specific.every(({ family }) => family === 'hospital')
  if (
    judgement.certainty === 'possible' &&
    isHospitalAlone &&
    someAtLeastAfter(absences.followUpOn, last, WINDOWS.retractedByFollowUp.value)
  ) {
    return 'follow_up_found_no_disease'
  }
  const aliveTo = diedOn === null ? observedTo : earlierOf(diedOn, observedTo)
  // Noise is copied forward for a while; codes that keep coming for more than a year are not noise.
  const first = specific.map(({ on }) => on).reduce((a, b) => (a <= b ? a : b))
  if (judgement.certainty === 'probable' && daysBetween(first, last) > WINDOWS.copiedForward.value) return null
  const isAliveLong = daysBetween(last, aliveTo) >= WINDOWS.retractedBySurvival.value
  return isAliveLong && someAtLeastAfter(absences.clearContactOn, last, WINDOWS.retractedByFollowUp.value)
    ? 'alive_and_clear_for_two_years'
    : null
}
