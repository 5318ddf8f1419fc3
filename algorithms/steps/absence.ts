import type { PersonRows } from '../contracts/sources.ts'
import { type Day, daysBetween } from '../domain/day.ts'
import { holds } from '../rules/codelists/codelist.ts'
import { gpBreastImaging } from '../rules/codelists/gp.ts'
import { followUpNoDisease, historyOfBreast, invasiveBreast } from '../rules/codelists/hospital.ts'
import { diagnosesIn } from './facts/coded.ts'

/** Contacts that would have shown disease, had there been any. */
export interface Absences {
  /** Days on which follow-up found no disease (Z08), or a history of breast cancer was coded without secondaries (Z85.3). */
  readonly recordedOn: readonly Day[]
  /** Days of follow-up that explicitly found no disease. */
  readonly followUpOn: readonly Day[]
  /** Days of a breast contact or a breast cancer stay without secondaries. */
  readonly clearContactOn: readonly Day[]
}

/** Breast surgery and breast screening clinics. */
const BREAST_CLINIC = ['103']

export function absencesOf(rows: PersonRows): Absences {
  const followUpOn = new Set<Day>()
  const recordedOn = new Set<Day>()
  const clearContactOn = new Set<Day>()
  const read = (diagnoses: string | null, on: Day): void => {
    const codes = diagnosesIn(diagnoses).map(({ code }) => code)
    if (codes.some((code) => /^C7[789]/.test(code) && !code.startsWith('C773'))) return
    if (codes.some((code) => holds(followUpNoDisease, code))) followUpOn.add(on)
    if (codes.some((code) => holds(followUpNoDisease, code) || holds(historyOfBreast, code))) recordedOn.add(on)
    if (
      codes.some(
        (code) => holds(followUpNoDisease, code) || holds(historyOfBreast, code) || holds(invasiveBreast, code),
      )
    )
      clearContactOn.add(on)
  }
  for (const row of rows.apc) read(row.diag, row.epistart)
  for (const row of rows.op) {
    if (row.attended !== null && !['5', '6'].includes(row.attended)) continue
    read(row.diag, row.appointment_date)
    if (BREAST_CLINIC.includes(row.tretspef ?? '') && !/C7[789]/i.test(row.diag ?? ''))
      clearContactOn.add(row.appointment_date)
  }
  for (const row of rows.imaging) if (row.modality?.toUpperCase() === 'C01M') clearContactOn.add(row.imaging_date)
  for (const row of rows.gp_event)
    if (row.code_system === 'snomed' && holds(gpBreastImaging, row.code)) clearContactOn.add(row.event_date)
  return { followUpOn: sorted(followUpOn), recordedOn: sorted(recordedOn), clearContactOn: sorted(clearContactOn) }
}

const sorted = (days: ReadonlySet<Day>): readonly Day[] => [...days].toSorted((a, b) => a - b)

/** The last day of a list that lies before another; null when none does. */
export const lastBefore = (days: readonly Day[], on: Day): Day | null => days.findLast((day) => day < on) ?? null

export const someBetween = (days: readonly Day[], from: Day, to: Day): boolean =>
  days.some((day) => day > from && day < to)

export const someAtLeastAfter = (days: readonly Day[], from: Day, atLeast: number): boolean =>
  days.some((day) => daysBetween(from, day) >= atLeast)
