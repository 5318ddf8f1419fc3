import type { PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { holds } from '../../rules/codelists/codelist.ts'
import { gpEndocrine, gpPalliative } from '../../rules/codelists/gp.ts'
import { WINDOWS } from '../../rules/windows.ts'
import type { History } from '../history.ts'
import {
  certificateFact,
  gpFact,
  hospitalFacts,
  medicineChangeFacts,
  oncologyVisitFacts,
  scanFacts,
} from './contact-facts.ts'
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
    ...rows.death.map((row) => certificateFact(row, hadCancerCareBefore(row.death_date, rows, courses))),
    ...scanFacts(rows.imaging, history),
  ]
}

/** Oncology or palliative contact, cancer treatment, endocrine medicine or a breast cancer stay in the year before death. */
function hadCancerCareBefore(diedOn: Day, rows: PersonRows, courses: readonly DrugCourse[]): boolean {
  const near = (on: Day): boolean => on <= diedOn && daysBetween(on, diedOn) <= WINDOWS.cancerCareBeforeDeath.value
  const isCancerSpecialty = (specialty: string | null): boolean => ['800', '370', '315'].includes(specialty ?? '')
  return (
    courses.some((course) => near(course.endedOn)) ||
    rows.rtds.some((row) => near(row.treatment_start_date)) ||
    rows.gp_medication.some((row) => near(row.issue_date) && holds(gpEndocrine, row.dmd_code)) ||
    rows.gp_event.some(
      (row) => near(row.event_date) && row.code_system === 'snomed' && holds(gpPalliative, row.code),
    ) ||
    rows.cwt.some(
      (row) =>
        row.treatment_start_date !== null &&
        near(row.treatment_start_date) &&
        naming(row.primary_diagnosis_icd).names !== 'other',
    ) ||
    rows.op.some((row) => near(row.appointment_date) && isCancerSpecialty(row.tretspef)) ||
    rows.apc.some(
      (row) => near(row.epistart) && (isCancerSpecialty(row.tretspef) || /(^|;)\s*C50/i.test(row.diag ?? '')),
    )
  )
}
