import { type Day, daysBetween, earlierOf, laterOf } from '../domain/day.ts'
import { WINDOWS } from '../rules/windows.ts'
import { type Absences, someAtLeastAfter } from './absence.ts'
import type { Judgement } from './certainty.ts'
import { bearsOnDistant, type Evidence, isAtDiagnosis, isDistantSpecific } from './evidence.ts'

/** Why single or coded evidence is taken back. */
export type Retraction = 'follow_up_found_no_disease' | 'alive_and_clear_for_two_years'

/**
 * Looks ahead: weak evidence is refuted by what followed, and so is a stage that a registry alone gives. Never a
 * certificate, nor an explicit treatment or waiting-times row; null when the evidence stands.
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
  const bearing = items.filter(bearsOnDistant).map(({ on }) => on)
  const last = bearing.reduce(laterOf)
  if (!restsOnCodes) {
    // A registry may be wrong about the stage: follow-up that names no disease, years later, says so. A lone row of
    // waiting times or radiotherapy stands, because women on tablets alone have little else.
    const isStageAlone = specific.every(isAtDiagnosis)
    const isOneStatement = daysBetween(bearing.reduce(earlierOf), last) <= WINDOWS.beforeFirstProbable.value
    return isStageAlone &&
      isOneStatement &&
      someAtLeastAfter(absences.followUpOn, last, WINDOWS.retractedBySurvival.value)
      ? 'follow_up_found_no_disease'
      : null
  }
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
