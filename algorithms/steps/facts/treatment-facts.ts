import type { GatheredRow } from '../../contracts/sources.ts'
import { icd10OrNull, opcs4OrNull, twoFigures } from '../../domain/codes.ts'
import { type Day, daysBetween, earlierOf, laterOf } from '../../domain/day.ts'
import { BONE_COURSES, drugRule } from '../../rules/drugs.ts'
import { siteOfCosd, siteOfIcd10, siteOfOpcsZ } from '../../rules/metastatic-sites.ts'
import { WINDOWS } from '../../rules/windows.ts'
import type { History } from '../history.ts'
import { type Dose, type DrugCourse, dosesSpaced, dosesWithin } from './drug-courses.ts'
import { type Fact, type Naming, naming, type ValuesOf, yes } from './fact.ts'

export function waitingTimeFact(row: GatheredRow<'cwt'>): Fact {
  const said = naming(row.primary_diagnosis_icd)
  const siteCode = twoFigures(row.metastatic_site)
  const found = [
    row.cancer_treatment_period_start_date,
    row.diagnosis_pathway_end_date,
    row.mdt_date,
    row.date_first_seen,
  ].filter((on) => on !== null)
  const values: ValuesOf<'waiting_time'> = {
    event_type: twoFigures(row.cancer_treatment_event_type),
    patient_status: row.patient_status,
    modality: twoFigures(row.cancer_treatment_modality),
    site_code: siteCode,
    names: said.names,
    decided_on:
      row.cancer_treatment_period_start_date ??
      row.treatment_start_date ??
      row.mdt_date ??
      row.diagnosis_pathway_end_date,
    found_on: found.length > 0 ? found.reduce(earlierOf) : row.treatment_start_date,
  }
  return {
    view: 'waiting_time',
    source: 'cwt',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    values,
    site:
      siteCode === null
        ? row.primary_diagnosis_icd === null
          ? null
          : siteOfIcd10(row.primary_diagnosis_icd)
        : siteOfCosd(siteCode),
    codeSystem: 'cwt',
    code:
      values.patient_status !== null && values.event_type === null
        ? String(values.patient_status)
        : (values.event_type as string | null),
    named: said.groups,
    ordinaryStay: null,
  }
}

/** A dose as recorded may be a twentieth off. */
const DOSE_TOLERANCE = 0.05
/** Trastuzumab pauses for surgery and the heart: only this many cycles show that a course was no longer adjuvant. */
const TRASTUZUMAB_CYCLES = 20

export function drugCourseFacts(courses: readonly DrugCourse[], history: History): readonly Fact[] {
  const ours = courses.filter(({ names }) => names !== 'other')
  const forBone = (drug: keyof typeof BONE_COURSES): readonly Dose[] =>
    ours
      .flatMap(({ doses }) => doses)
      .filter(({ drug: given, mg }) => given === drug && mg !== null)
      .filter(({ mg }) => mg! >= BONE_COURSES[drug].leastMg * (1 - DOSE_TOLERANCE))
      .filter(({ mg }) => mg! <= BONE_COURSES[drug].mostMg * (1 + DOSE_TOLERANCE))
  const denosumab = dosesWithin(forBone('denosumab'), BONE_COURSES.denosumab)
  const zoledronate = dosesSpaced(forBone('zoledronic acid'), BONE_COURSES['zoledronic acid'])
  const holdsDose = (course: DrugCourse, drug: string, on: Day | null): boolean =>
    on !== null && course.doses.some((dose) => dose.drug === drug && dose.on === on)
  return courses.map((course): Fact => {
    const denosumabHere = holdsDose(course, 'denosumab', denosumab.firstOn)
    const zoledronateHere = holdsDose(course, 'zoledronic acid', zoledronate.firstOn)
    const boneOn = denosumabHere ? denosumab.firstOn : zoledronateHere ? zoledronate.firstOn : null
    const values: ValuesOf<'drug_course'> = {
      names: course.names,
      intent: course.intent,
      context: course.context,
      non_curative_line: course.nonCurativeLine,
      use: course.use,
      early: yes(isEarly(course, history)),
      days_after_primary_treatment: daysAfterPrimaryTreatment(course, history),
      days_beyond_adjuvant: daysBeyondAdjuvant(course),
      denosumab_120_within_70_days: denosumabHere ? denosumab.count : null,
      zoledronate_within_42_days: zoledronateHere ? zoledronate.count : null,
      progressed: yes(course.progressed),
      decided_on: course.decidedOn ?? course.startedOn,
      started_on: boneOn ?? course.startedOn,
    }
    return {
      view: 'drug_course',
      source: 'sact',
      rowRef: course.rowRef,
      recordedOn: course.recordedOn,
      provider: course.provider,
      values,
      site: course.diagnosis === null ? null : siteOfIcd10(course.diagnosis),
      codeSystem: 'medicine',
      code:
        course.drugs.length > 0
          ? course.drugs.join(' + ')
          : denosumabHere
            ? 'denosumab'
            : zoledronateHere
              ? 'zoledronic acid'
              : null,
      named: course.groups,
      ordinaryStay: null,
    }
  })
}

/** Days since the end of primary treatment, or since a later breast operation or primary: a new local event begins anew. */
function daysAfterPrimaryTreatment({ startedOn }: DrugCourse, history: History): number | null {
  if (history.primaryTreatmentEndedOn === null) return null
  const begunAnew = [
    ...history.operatedOn.filter((on) => on <= startedOn),
    ...history.breastTumours
      .map(({ diagnosedOn }) => diagnosedOn)
      .filter((on) => daysBetween(startedOn, on) <= WINDOWS.sameTumour.value),
  ]
  return daysBetween(begunAnew.reduce(laterOf, history.primaryTreatmentEndedOn), startedOn)
}

/** Within a year of a diagnosis, of the first operation after it, or of treatment for a recurrence in the breast or its nodes. */
function isEarly(course: DrugCourse, history: History): boolean {
  const diagnoses = [history.diagnosedOn, ...history.breastTumours.map(({ diagnosedOn }) => diagnosedOn)]
  const since = diagnoses
    .filter((on) => on !== null)
    .flatMap((on) => [on, history.operatedOn.find((day) => daysBetween(on, day) >= -WINDOWS.sameTumour.value) ?? on])
    .map((on) => daysBetween(on, course.startedOn))
  // A later operation or recurrence says nothing of a course before it.
  const sinceLocal = [...history.recurrenceTreatedOn, ...history.operatedOn]
    .map((on) => daysBetween(on, course.startedOn))
    .filter((days) => days >= 0)
  return [...since.filter((days) => days >= -WINDOWS.sameTumour.value), ...sinceLocal].some(
    (days) => days <= WINDOWS.adjuvant.value,
  )
}

function daysBeyondAdjuvant(course: DrugCourse): number | null {
  const longest = course.drugs.map((drug) => drugRule(drug)?.longestAdjuvantDays ?? null)
  if (longest.length === 0 || longest.includes(null)) return null
  if (course.drugs.includes('trastuzumab') && course.cycles < TRASTUZUMAB_CYCLES) return null
  return daysBetween(course.startedOn, course.endedOn) - Math.max(...longest.map((days) => days ?? 0))
}

/** Attendance rows of one prescription are folded into it: the earliest start, the first said of all else. */
export function radiotherapyFacts(rows: readonly GatheredRow<'rtds'>[]): readonly Fact[] {
  const folded: GatheredRow<'rtds'>[] = []
  for (const row of rows.toSorted(
    (a, b) => a.treatment_start_date - b.treatment_start_date || (a.row_ref < b.row_ref ? -1 : 1),
  )) {
    const at = folded.findIndex((earlier) => isSamePrescription(earlier, row))
    if (at < 0) folded.push(row)
    else folded[at] = withSaid(folded[at]!, row)
  }
  return folded.map(radiotherapyFact)
}

const isSamePrescription = (a: GatheredRow<'rtds'>, b: GatheredRow<'rtds'>): boolean =>
  a.prescription_id === null || b.prescription_id === null
    ? a.row_ref === b.row_ref
    : a.prescription_id === b.prescription_id &&
      a.provider_code === b.provider_code &&
      Math.abs(daysBetween(a.treatment_start_date, b.treatment_start_date)) <= WINDOWS.samePrescription.value

const withSaid = <R extends object>(first: R, second: R): R =>
  Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      (value as unknown) ?? (second as Record<string, unknown>)[name] ?? null,
    ]),
  ) as R

/** As any diagnosis column, but what is no cancer is treated too: a meningioma, a rodent ulcer, ossification of a hip. */
function treatedFor(icd: string | null): Naming {
  const said = naming(icd)
  if (said.names !== null || icd === null || icd10OrNull(icd) === null) return said
  return /^(C773|D05|Z)/.test(icd10OrNull(icd)!) ? said : { names: 'other', groups: [] }
}

const INTENTS: Readonly<Record<string, string>> = { '1': 'palliative', '2': 'anti_cancer', '3': 'other' }

function radiotherapyFact(row: GatheredRow<'rtds'>): Fact {
  const said = treatedFor(row.radiotherapy_diagnosis_icd)
  const code = row.anatomical_site === null ? null : opcs4OrNull(row.anatomical_site.slice(0, 4))
  const dose = row.prescribed_dose === null ? NaN : Number(row.prescribed_dose)
  const site =
    (code === null ? null : siteOfOpcsZ(code)) ??
    (row.radiotherapy_diagnosis_icd === null ? null : siteOfIcd10(row.radiotherapy_diagnosis_icd))
  const region = row.treatment_region?.toUpperCase() ?? null
  const values: ValuesOf<'radiotherapy'> = {
    names: said.names,
    region,
    intent: INTENTS[row.radiotherapy_intent?.replace(/^0/, '') ?? ''] ?? null,
    place: code === null ? null : placeOf(code),
    has_site: yes(code !== null),
    fractions: row.prescribed_fractions,
    dose: Number.isFinite(dose) ? dose : null,
    decided_on: row.decision_to_treat_date ?? row.treatment_start_date,
  }
  return {
    view: 'radiotherapy',
    source: 'rtds',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    values,
    // Treated nodes are distant only where the region says metastasis.
    site: site === 'node_indeterminate' && region === 'M' ? 'node_distant' : site,
    codeSystem: 'opcs4',
    code: code ?? row.radiotherapy_diagnosis_icd,
    named: said.groups,
    ordinaryStay: null,
  }
}

function placeOf(code: string): string {
  if (code.startsWith('Z15') || code.startsWith('Z52')) return 'breast'
  if (code.startsWith('Z74')) return 'rib_cage'
  if (code.startsWith('Z61')) return 'node'
  const site = siteOfOpcsZ(code)
  return site === 'bone' || site === 'brain' ? site : 'elsewhere'
}
