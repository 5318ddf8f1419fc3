import { twoFigures } from '../domain/codes.ts'
import type { PersonRows } from '../contracts/sources.ts'
import { type Day, daysBetween, laterOf } from '../domain/day.ts'
import { type AnyGroup, cancerGroupOf } from '../rules/cancer-types.ts'
import { holds } from '../rules/codelists/codelist.ts'
import { GP_ORIGINS, gpBreastCancer, readBreastCancer } from '../rules/codelists/gp.ts'
import { breastExcision, historyOfBreast, invasiveBreast } from '../rules/codelists/hospital.ts'
import { WINDOWS } from '../rules/windows.ts'
import { diagnosesIn, operationsIn } from './facts/coded.ts'
import { naming } from './facts/fact.ts'
import { type DrugCourse, isEarlyIntent } from './facts/drug-courses.ts'
import { type Tumour, tumoursOf } from './tumours.ts'

/** A primary that competes for spread, or the breast cancer itself, when no registry holds it. */
export interface CodedPrimary {
  readonly group: AnyGroup
  readonly firstOn: Day
}

/** What is known of a person's cancers before any evidence of spread is weighed. */
export interface History {
  readonly breastTumours: readonly Tumour[]
  readonly otherTumours: readonly Tumour[]
  /** Primaries that no registry holds: coded by hospital on two dates 30 days apart, or named as origin in the GP record. */
  readonly codedPrimaries: readonly CodedPrimary[]
  /** First day of a breast cancer code in hospital; null when there is none. */
  readonly breastCodedOn: Day | null
  /** First day of a breast cancer code in the GP record; null when there is none. */
  readonly gpKnownOn: Day | null
  /** First day that anything says the person has or had breast cancer; null when nothing does. */
  readonly breastKnownOn: Day | null
  /** Diagnosis from which days are counted: registration or first treatment, else the first coded operation or code. */
  readonly diagnosedOn: Day | null
  readonly isRegistered: boolean
  readonly hasInSituOnly: boolean
  /** Days of curative breast operations, sorted. */
  readonly operatedOn: readonly Day[]
  /** Days on which treatment of a local or regional recurrence began, as waiting times say. */
  readonly recurrenceTreatedOn: readonly Day[]
  /** Last day of the primary's curative treatment: operation, adjuvant medicines or radiotherapy; null when there was none. */
  readonly primaryTreatmentEndedOn: Day | null
}

/**
 * Days since the latest breast primary was diagnosed; negative when its treatment came before the registered date, null
 * when no diagnosis is known. What belongs to a second primary is no return of the first.
 */
export function daysSinceDiagnosis({ diagnosedOn, breastTumours }: History, on: Day): number | null {
  if (diagnosedOn === null) return null
  const latest = breastTumours.findLast((tumour) => daysBetween(on, tumour.diagnosedOn) <= WINDOWS.sameTumour.value)
  return daysBetween(latest === undefined ? diagnosedOn : laterOf(diagnosedOn, latest.diagnosedOn), on)
}

const sorted = (days: Iterable<Day>): readonly Day[] => [...new Set(days)].toSorted((a, b) => a - b)

const earliest = (...days: readonly (Day | null | undefined)[]): Day | null =>
  days.reduce<Day | null>((first, day) => (day != null && (first === null || day < first) ? day : first), null)

export function historyOf(rows: PersonRows, courses: readonly DrugCourse[]): History {
  const tumours = tumoursOf(rows.registration)
  const breastTumours = tumours.filter(({ group }) => group === 'breast')
  const coded = codedDays(rows)
  const operatedOn = sorted([
    ...operationDays(rows),
    ...breastTumours.flatMap(({ firstSurgeryOn }) => firstSurgeryOn ?? []),
  ])
  const breastCodedOn = earliest(...(coded.days.get('breast') ?? []))
  const registeredOn = earliest(...breastTumours.map(({ diagnosedOn }) => diagnosedOn))
  const gpKnownOn = gpHistoryOn(rows)
  const namedOn = namedByTreatment(rows, courses)
  const diagnosedOn = registeredOn ?? earliest(breastCodedOn, coded.historyOn, gpKnownOn, namedOn)
  // Treatment can come before the registered date, which follows pathology.
  const firstTreatedOn =
    registeredOn === null
      ? null
      : earliest(
          ...operatedOn.filter((on) => on < registeredOn && daysBetween(on, registeredOn) <= WINDOWS.sameTumour.value),
        )
  const index = earliest(diagnosedOn, firstTreatedOn)
  return {
    breastTumours,
    otherTumours: tumours.filter(({ group }) => group !== 'breast'),
    codedPrimaries: codedPrimaries(coded.days, rows, tumours),
    breastCodedOn,
    gpKnownOn,
    breastKnownOn: earliest(registeredOn, breastCodedOn, coded.historyOn, gpKnownOn, namedOn),
    diagnosedOn: index,
    isRegistered: registeredOn !== null,
    hasInSituOnly:
      registeredOn === null && rows.registration.some(({ site_icd10 }) => site_icd10.toUpperCase().startsWith('D05')),
    operatedOn,
    recurrenceTreatedOn: sorted(
      rows.cwt
        .filter((row) => LOCOREGIONAL_EVENTS.includes(twoFigures(row.cancer_treatment_event_type) ?? ''))
        .flatMap((row) => row.cancer_treatment_period_start_date ?? row.treatment_start_date ?? []),
    ),
    primaryTreatmentEndedOn: index === null ? null : primaryTreatmentEnd(rows, courses, operatedOn, index),
  }
}

/** Local and regional recurrence (NHS Data Dictionary, CANCER TREATMENT EVENT TYPE). */
const LOCOREGIONAL_EVENTS = ['03', '04']

interface CodedDays {
  readonly days: Map<AnyGroup, Set<Day>>
  readonly historyOn: Day | null
}

function codedDays(rows: PersonRows): CodedDays {
  const days = new Map<AnyGroup, Set<Day>>()
  let historyOn: Day | null = null
  const read = (diagnoses: string | null, on: Day): void => {
    for (const { code } of diagnosesIn(diagnoses)) {
      if (holds(historyOfBreast, code)) historyOn = earliest(historyOn, on)
      const group = code.startsWith('C') ? cancerGroupOf(code) : null
      if (group === null) continue
      const seen = days.get(group)
      if (seen) seen.add(on)
      else days.set(group, new Set([on]))
    }
  }
  for (const row of rows.apc) read(row.diag, row.epistart)
  for (const row of rows.op) read(row.diag, row.appointment_date)
  return { days, historyOn }
}

function codedPrimaries(
  days: ReadonlyMap<AnyGroup, ReadonlySet<Day>>,
  rows: PersonRows,
  tumours: readonly Tumour[],
): readonly CodedPrimary[] {
  const found: CodedPrimary[] = []
  for (const row of rows.gp_event) {
    const group = row.code_system === 'snomed' ? GP_ORIGINS[row.code] : undefined
    if (group !== undefined && !tumours.some((tumour) => tumour.group === group))
      found.push({ group, firstOn: row.event_date })
  }
  for (const [group, seen] of days) {
    const onDays = sorted(seen)
    const isRepeated = daysBetween(onDays[0]!, onDays.at(-1)!) >= WINDOWS.independentRepeat.value.from
    if (group !== 'breast' && isRepeated && !tumours.some((tumour) => tumour.group === group)) {
      found.push({ group, firstOn: onDays[0]! })
    }
  }
  return found.toSorted((a, b) => a.firstOn - b.firstOn || (a.group < b.group ? -1 : 1))
}

function operationDays(rows: PersonRows): readonly Day[] {
  const days: Day[] = []
  for (const row of rows.apc) {
    if (!operationsIn(row.opertn).some((code) => holds(breastExcision, code))) continue
    if (diagnosesIn(row.diag).some(({ code }) => holds(invasiveBreast, code))) days.push(row.epistart)
  }
  for (const row of rows.cwt) {
    const isFirstSurgery =
      twoFigures(row.cancer_treatment_modality) === '01' &&
      ['01', '02'].includes(twoFigures(row.cancer_treatment_event_type) ?? '')
    if (isFirstSurgery && row.treatment_start_date !== null && naming(row.primary_diagnosis_icd).names === 'breast')
      days.push(row.treatment_start_date)
  }
  return days
}

function gpHistoryOn(rows: PersonRows): Day | null {
  const said = rows.gp_event.filter((row) =>
    row.code_system === 'snomed' ? holds(gpBreastCancer, row.code) : holds(readBreastCancer, row.code),
  )
  return earliest(...said.map((row) => row.event_date))
}

function namedByTreatment(rows: PersonRows, courses: readonly DrugCourse[]): Day | null {
  return earliest(
    ...courses.filter(({ names }) => names === 'breast').map(({ startedOn }) => startedOn),
    ...rows.rtds
      .filter((row) => naming(row.radiotherapy_diagnosis_icd).names === 'breast')
      .map((row) => row.treatment_start_date),
    ...rows.cwt
      .filter((row) => naming(row.primary_diagnosis_icd).names === 'breast')
      .map((row) => row.treatment_start_date ?? row.cancer_treatment_period_start_date),
  )
}

/** Curative treatment chains on: each part begins within a year of the diagnosis or of the end of the part before it. */
function primaryTreatmentEnd(
  rows: PersonRows,
  courses: readonly DrugCourse[],
  operatedOn: readonly Day[],
  diagnosedOn: Day,
): Day | null {
  const parts = [
    ...operatedOn.map((on) => ({ from: on, to: on })),
    ...courses
      .filter((course) => course.names === 'breast' && isEarlyIntent(course))
      .map(({ startedOn, endedOn }) => ({ from: startedOn, to: endedOn })),
    ...rows.rtds
      .filter(
        (row) =>
          ['P', 'R', 'PR'].includes(row.treatment_region ?? '') && !['1', '01'].includes(row.radiotherapy_intent ?? ''),
      )
      .map((row) => ({ from: row.treatment_start_date, to: row.treatment_end_date ?? row.treatment_start_date })),
  ].toSorted((a, b) => a.from - b.from || a.to - b.to)
  let end: Day | null = null
  for (const part of parts) {
    if (daysBetween(diagnosedOn, part.from) < -WINDOWS.sameTumour.value) continue
    if (daysBetween(end ?? diagnosedOn, part.from) >= WINDOWS.adjuvant.value) break
    end = end === null ? part.to : laterOf(end, part.to)
  }
  return end
}
