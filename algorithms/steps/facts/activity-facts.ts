import type { GatheredRow, PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { isOncology } from '../../rules/specialties.ts'
import { WINDOWS } from '../../rules/windows.ts'
import { daysSinceDiagnosis, type History } from '../history.ts'
import { isAttended } from './contact-facts.ts'
import { type Fact, type ValuesOf, yes } from './fact.ts'

const VISIT_DAYS = 90
const SCAN_DAYS = 60

/** Where runs begin: so many days within so long, a new run beginning after the one before has ended. */
function startsOfRuns(on: readonly Day[], count: number, withinDays: number): readonly number[] {
  const starts: number[] = []
  for (let i = 0; i + count - 1 < on.length; i++) {
    const last = starts.at(-1)
    if (last !== undefined && daysBetween(on[last]!, on[i]!) <= withinDays) continue
    if (daysBetween(on[i]!, on[i + count - 1]!) <= withinDays) starts.push(i)
  }
  return starts
}

const within = (from: Day, to: Day, atMost: number): boolean => to >= from && daysBetween(from, to) <= atMost

/** Each 90 days with three days of oncology appointments, a year or more after primary treatment. */
export function oncologyVisitFacts(rows: PersonRows, history: History): readonly Fact[] {
  const end = history.primaryTreatmentEndedOn
  if (end === null) return []
  const visits = rows.op
    .filter(
      (row) =>
        isAttended(row) && isOncology(row.tretspef) && daysBetween(end, row.appointment_date) >= WINDOWS.adjuvant.value,
    )
    .toSorted((a, b) => a.appointment_date - b.appointment_date || (a.row_ref < b.row_ref ? -1 : 1))
    .filter((row, i, sorted) => row.appointment_date !== sorted[i - 1]?.appointment_date)
  const days = visits.map((row) => row.appointment_date)
  return startsOfRuns(days, 3, VISIT_DAYS).map((i): Fact => {
    const visit = visits[i]!
    const values: ValuesOf<'oncology_visits'> = {
      visits_within_90_days: days.filter((on) => within(visit.appointment_date, on, VISIT_DAYS)).length,
      days_after_primary_treatment: daysBetween(end, visit.appointment_date),
      started_on: visit.appointment_date,
    }
    return {
      view: 'oncology_visits',
      source: 'op',
      rowRef: visit.row_ref,
      recordedOn: visit.recorded_date,
      provider: visit.provider_code,
      values,
      site: null,
      codeSystem: 'specialty',
      code: visit.tretspef,
      named: [],
      ordinaryStay: false,
    }
  })
}

const isSameScan = (a: GatheredRow<'imaging'>, b: GatheredRow<'imaging'>): boolean =>
  a.imaging_date === b.imaging_date &&
  a.modality === b.modality &&
  a.body_region === b.body_region &&
  a.outcome === b.outcome

const STAGING_MODALITIES = ['C02X', 'C04X', 'C06X', 'C03X']

/** Bursts of staging scans a year or more after diagnosis, and every abnormal scan away from the breast. */
export function scanFacts(rows: readonly GatheredRow<'imaging'>[], history: History): readonly Fact[] {
  const scans = rows
    .filter(
      (row) =>
        STAGING_MODALITIES.includes(row.modality?.toUpperCase() ?? '') &&
        !/breast/i.test(row.body_region ?? '') &&
        (daysSinceDiagnosis(history, row.imaging_date) ?? -1) >= WINDOWS.adjuvant.value,
    )
    .toSorted((a, b) => a.imaging_date - b.imaging_date || (a.row_ref < b.row_ref ? -1 : 1))
    // One scan is one scan, however many rows repeat it.
    .filter((row, i, sorted) => sorted.findIndex((other) => isSameScan(other, row)) === i)
  const days = scans.map((row) => row.imaging_date)
  const bursts = startsOfRuns(days, 2, SCAN_DAYS)
  const abnormal = scans.flatMap((scan, i) => (scan.outcome?.replace(/^0/, '') === '1' ? [i] : []))
  return [...new Set([...bursts, ...abnormal])].map((i): Fact => {
    const scan = scans[i]!
    const values: ValuesOf<'scans'> = {
      scans_within_60_days: bursts.includes(i)
        ? days.filter((on) => within(scan.imaging_date, on, SCAN_DAYS)).length
        : null,
      days_since_diagnosis: daysSinceDiagnosis(history, scan.imaging_date),
      abnormal: yes(abnormal.includes(i)),
      first_scan_on: scan.imaging_date,
    }
    return {
      view: 'scans',
      source: 'imaging',
      rowRef: scan.row_ref,
      recordedOn: scan.recorded_date,
      provider: scan.provider_code,
      values,
      site: null,
      codeSystem: 'modality',
      code: scan.modality,
      named: [],
      ordinaryStay: null,
    }
  })
}
