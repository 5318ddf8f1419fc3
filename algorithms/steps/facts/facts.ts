import type { PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { holds } from '../../rules/codelists/codelist.ts'
import { gpPalliative } from '../../rules/codelists/gp.ts'
import { isOncology, isPalliativeMedicine } from '../../rules/specialties.ts'
import { WINDOWS } from '../../rules/windows.ts'
import type { History } from '../history.ts'
import { certificateFact, gpFact, hospitalFacts, medicineChangeFacts } from './contact-facts.ts'
import { oncologyVisitFacts, scanFacts } from './activity-facts.ts'
import type { DrugCourse } from './drug-courses.ts'
import { type Fact, naming } from './fact.ts'
import { nonPrimaryFact, registrationFacts, specimenFact } from './registry-facts.ts'
import { drugCourseFacts, radiotherapyFacts, waitingTimeFact } from './treatment-facts.ts'

/** Everything known of one person, read in clinical terms. In no particular order. */
export function factsOf(rows: PersonRows, courses: readonly DrugCourse[], history: History): readonly Fact[] {
  return [
    ...rows.registration.flatMap(registrationFacts),
    ...rows.cosd_non_primary.map(nonPrimaryFact),
    ...rows.cosd_pathology.map(specimenFact),
    ...rows.cwt.map(waitingTimeFact),
    ...drugCourseFacts(courses, history),
    ...radiotherapyFacts(rows.rtds),
    ...hospitalFacts(rows, history),
    ...oncologyVisitFacts(rows, history),
    ...rows.gp_event.map((row) => gpFact(row, history)),
    ...medicineChangeFacts(rows.gp_medication),
    ...rows.death.map((row) => certificateFact(row, hadCancerCareBefore(row.death_date, rows, courses, history))),
    ...scanFacts(rows.imaging, history),
  ]
}

/**
 * Palliative care in the year before death, or oncology and cancer treatment that was not the primary treatment. Adjuvant
 * care, endocrine tablets and a breast cancer code carried forward are no sign of what someone died of.
 */
function hadCancerCareBefore(diedOn: Day, rows: PersonRows, courses: readonly DrugCourse[], history: History): boolean {
  const near = (on: Day): boolean => on <= diedOn && daysBetween(on, diedOn) <= WINDOWS.cancerCareBeforeDeath.value
  const primaryEnd = history.primaryTreatmentEndedOn ?? history.diagnosedOn
  const isLater = (on: Day): boolean =>
    near(on) && (primaryEnd === null || daysBetween(primaryEnd, on) > WINDOWS.adjuvant.value)
  return (
    rows.gp_event.some(
      (row) => near(row.event_date) && row.code_system === 'snomed' && holds(gpPalliative, row.code),
    ) ||
    rows.op.some((row) => near(row.appointment_date) && isPalliativeMedicine(row.tretspef)) ||
    rows.apc.some(
      (row) => near(row.epistart) && (isPalliativeMedicine(row.tretspef) || /(^|;)\s*Z51\.?5/i.test(row.diag ?? '')),
    ) ||
    courses.some((course) => course.names !== 'other' && isLater(course.startedOn)) ||
    rows.rtds.some(
      (row) => isLater(row.treatment_start_date) && naming(row.radiotherapy_diagnosis_icd).names !== 'other',
    ) ||
    rows.cwt.some(
      (row) =>
        row.treatment_start_date !== null &&
        isLater(row.treatment_start_date) &&
        naming(row.primary_diagnosis_icd).names !== 'other',
    ) ||
    [
      ...rows.op.map((row) => [row.appointment_date, row.tretspef] as const),
      ...rows.apc.map((row) => [row.epistart, row.tretspef] as const),
    ].some(([on, specialty]) => isLater(on) && isOncology(specialty))
  )
}
