import type { GatheredRow, PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { cancerGroupOf } from '../../rules/cancer-types.ts'
import { holds } from '../../rules/codelists/codelist.ts'
import {
  AROMATASE_INHIBITORS,
  GP_ORGAN_SECONDARIES,
  GP_ORIGINS,
  READ_ORGAN_SECONDARIES,
} from '../../rules/codelists/gp.ts'
import {
  axillaryOperation,
  chestWallExcision,
  consequences,
  followUpNoDisease,
  invasiveBreast,
  palliativeCare,
} from '../../rules/codelists/hospital.ts'
import { METASTATIC_SITES, type MetastaticSite, siteOfIcd10 } from '../../rules/metastatic-sites.ts'
import { WINDOWS } from '../../rules/windows.ts'
import { daysSinceDiagnosis, type History } from '../history.ts'
import { codesIn, diagnosesIn, operationsIn, type PositionedCode } from './coded.ts'
import { type Fact, type ValuesOf, yes } from './fact.ts'

/** Clinical and medical oncology, palliative medicine, breast surgery and general surgery of the breast. */
const SPECIALIST = ['800', '370', '315', '103', '104', '303', '503']

interface HospitalRow {
  readonly rowRef: string
  readonly recordedOn: Day | null
  readonly provider: string | null
  readonly on: Day
  readonly diagnoses: readonly PositionedCode[]
  readonly operations: readonly string[]
  readonly specialty: string | null
  readonly ordinaryStay: boolean
  readonly source: 'apc' | 'op'
}

/** One fact per diagnosis that some rule could look at. */
export function hospitalFacts(rows: PersonRows, history: History): readonly Fact[] {
  const stays = rows.apc.map((row): HospitalRow => ({
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    on: row.epistart,
    diagnoses: diagnosesIn(row.diag),
    operations: operationsIn(row.opertn),
    specialty: row.tretspef,
    ordinaryStay: row.classpat === '1',
    source: 'apc',
  }))
  const appointments = rows.op.filter(isAttended).map((row): HospitalRow => ({
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    on: row.appointment_date,
    diagnoses: diagnosesIn(row.diag),
    operations: operationsIn(row.opertn),
    specialty: row.tretspef,
    ordinaryStay: false,
    source: 'op',
  }))
  return [...stays, ...appointments].flatMap((row) => hospitalRowFacts(row, history))
}

const isAttended = (row: GatheredRow<'op'>): boolean => row.attended === null || ['5', '6'].includes(row.attended)

const isLookedAt = (code: string): boolean =>
  code.startsWith('C77') ||
  code.startsWith('C78') ||
  code.startsWith('C79') ||
  [invasiveBreast, followUpNoDisease, palliativeCare, consequences].some((list) => holds(list, code))

function hospitalRowFacts(row: HospitalRow, history: History): readonly Fact[] {
  const looked = row.diagnoses.filter(
    ({ code }, i) => isLookedAt(code) && row.diagnoses.findIndex((other) => other.code === code) === i,
  )
  if (looked.length === 0) return []
  const groups = [
    ...new Set(
      row.diagnoses
        .map(({ code }) => (code.startsWith('C') ? cancerGroupOf(code) : null))
        .filter((group) => group !== null),
    ),
  ]
  const names = groups.includes('breast') ? 'breast' : groups.length > 0 ? 'other' : null
  const isSpecialist = SPECIALIST.includes(row.specialty ?? '')
  return looked.map(({ code, position }): Fact => {
    const values: ValuesOf<'hospital_code'> = {
      code,
      position,
      names,
      days_since_diagnosis: daysSinceDiagnosis(history, row.on),
      breast_operation: yes(row.operations.some((operation) => holds(chestWallExcision, operation))),
      node_operation: yes(row.operations.some((operation) => holds(axillaryOperation, operation))),
      deep_and_unspecialised: yes(position > 10 && !isSpecialist),
      specialty: row.specialty,
      started_on: row.on,
    }
    return {
      view: 'hospital_code',
      source: row.source,
      rowRef: row.rowRef,
      recordedOn: row.recordedOn,
      provider: row.provider,
      values,
      site: siteOfIcd10(code),
      codeSystem: 'icd10',
      code,
      named: groups,
      ordinaryStay: row.ordinaryStay,
    }
  })
}

const ONCOLOGY = ['800', '370']

/** The first 90 days with three days of oncology appointments after primary treatment, as one fact. */
export function oncologyVisitFacts(rows: PersonRows, history: History): readonly Fact[] {
  const end = history.primaryTreatmentEndedOn
  if (end === null) return []
  const visits = rows.op
    .filter(
      (row) =>
        isAttended(row) &&
        ONCOLOGY.includes(row.tretspef ?? '') &&
        daysBetween(end, row.appointment_date) >= WINDOWS.adjuvant.value,
    )
    .toSorted((a, b) => a.appointment_date - b.appointment_date || (a.row_ref < b.row_ref ? -1 : 1))
    .filter((row, i, sorted) => row.appointment_date !== sorted[i - 1]?.appointment_date)
  const first = visits.findIndex(
    (visit, i) => i + 2 < visits.length && daysBetween(visit.appointment_date, visits[i + 2]!.appointment_date) <= 90,
  )
  if (first < 0) return []
  const visit = visits[first]!
  const values: ValuesOf<'oncology_visits'> = {
    visits_within_90_days: visits.filter((other) => within90(visit.appointment_date, other.appointment_date)).length,
    days_after_primary_treatment: daysBetween(end, visit.appointment_date),
    started_on: visit.appointment_date,
  }
  return [
    {
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
    },
  ]
}

const within90 = (from: Day, to: Day): boolean => to >= from && daysBetween(from, to) <= 90

export function gpFact(row: GatheredRow<'gp_event'>, history: History): Fact {
  const isSnomed = row.code_system === 'snomed'
  // Read codes travel with trailing dots in some feeds.
  const read = isSnomed ? null : row.code.replace(/\.+$/, '')
  const values: ValuesOf<'gp_code'> = {
    code_system: row.code_system,
    snomed: isSnomed ? row.code : null,
    read,
    days_since_diagnosis: daysSinceDiagnosis(history, row.event_date),
    recorded_on: row.event_date,
  }
  return {
    view: 'gp_code',
    source: 'gp_event',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: null,
    values,
    site: gpSite(values),
    codeSystem: row.code_system,
    code: row.code,
    named: isSnomed && GP_ORIGINS[row.code] !== undefined ? [GP_ORIGINS[row.code]!] : [],
    ordinaryStay: null,
  }
}

function gpSite(values: ValuesOf<'gp_code'>): MetastaticSite | null {
  const text =
    typeof values.snomed === 'string'
      ? GP_ORGAN_SECONDARIES[values.snomed]
      : READ_ORGAN_SECONDARIES.find(([stem]) => String(values.read ?? '').startsWith(stem))?.[1]
  return METASTATIC_SITES.find((site) => site === text) ?? null
}

/** The first change from one aromatase inhibitor to another. */
export function medicineChangeFacts(rows: readonly GatheredRow<'gp_medication'>[]): readonly Fact[] {
  const firstIssue = new Map<string, GatheredRow<'gp_medication'>>()
  for (const row of rows.toSorted((a, b) => a.issue_date - b.issue_date || (a.row_ref < b.row_ref ? -1 : 1))) {
    const medicine = AROMATASE_INHIBITORS[row.dmd_code]
    if (medicine !== undefined && !firstIssue.has(medicine)) firstIssue.set(medicine, row)
  }
  const [first, second] = [...firstIssue.values()]
  if (first === undefined || second === undefined) return []
  const values: ValuesOf<'medicine_change'> = {
    days_on_the_first: daysBetween(first.issue_date, second.issue_date),
    changed_on: second.issue_date,
  }
  return [
    {
      view: 'medicine_change',
      source: 'gp_medication',
      rowRef: second.row_ref,
      recordedOn: second.recorded_date,
      provider: null,
      values,
      site: null,
      codeSystem: 'dmd',
      code: second.dmd_code,
      named: [],
      ordinaryStay: null,
    },
  ]
}

/** The certificate, with the mentions that tell breast cancer and spread. */
export function certificateFact(row: GatheredRow<'death'>, cancerCareWithinAYear: boolean): Fact {
  const mentions = [...codesIn(row.cause_codes), ...codesIn(row.underlying_cause)]
  const underlying = codesIn(row.underlying_cause)[0]
  const group = underlying === undefined ? null : cancerGroupOf(underlying)
  const secondary = mentions.find((code) => /^C(77|78|79)/.test(code) && !code.startsWith('C773'))
  const values: ValuesOf<'certificate'> = {
    underlying: group === 'breast' ? 'breast' : group === null ? null : 'other',
    mentions_breast: yes(mentions.some((code) => holds(invasiveBreast, code))),
    mentions_secondary: yes(secondary !== undefined),
    cancer_care_within_a_year: yes(cancerCareWithinAYear),
    died_on: row.death_date,
  }
  const named = [...new Set(mentions.map((code) => cancerGroupOf(code)).filter((found) => found !== null))]
  return {
    view: 'certificate',
    source: 'death',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: null,
    values,
    site: secondary === undefined ? null : siteOfIcd10(secondary),
    codeSystem: 'icd10',
    code: secondary ?? underlying ?? null,
    named,
    ordinaryStay: null,
  }
}

const isSameScan = (a: GatheredRow<'imaging'>, b: GatheredRow<'imaging'>): boolean =>
  a.imaging_date === b.imaging_date &&
  a.modality === b.modality &&
  a.body_region === b.body_region &&
  a.outcome === b.outcome

const STAGING_MODALITIES = ['C02X', 'C04X', 'C06X', 'C03X']

/** The first burst of staging scans a year or more after diagnosis, and the first abnormal one away from the breast. */
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
  const burst = scans.findIndex(
    (scan, i) => i + 1 < scans.length && daysBetween(scan.imaging_date, scans[i + 1]!.imaging_date) <= 60,
  )
  const abnormal = scans.findIndex((scan) => scan.outcome?.replace(/^0/, '') === '1')
  return [...new Set([burst, abnormal])]
    .filter((i) => i >= 0)
    .map((i): Fact => {
      const scan = scans[i]!
      const values: ValuesOf<'scans'> = {
        scans_within_60_days: scans.filter(
          (other) =>
            other.imaging_date >= scan.imaging_date && daysBetween(scan.imaging_date, other.imaging_date) <= 60,
        ).length,
        days_since_diagnosis: daysSinceDiagnosis(history, scan.imaging_date),
        abnormal: yes(i === abnormal),
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
