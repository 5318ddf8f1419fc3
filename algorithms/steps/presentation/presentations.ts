import type { CohortEvidence, CohortMember, EmergencyPresentation } from '../../contracts/results/restricted.ts'
import type { GatheredRow, PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween, within } from '../../domain/day.ts'
import { monthOf } from '../../domain/month.ts'
import { BEFORE_DIAGNOSIS, PRESENTATION } from '../../rules/presentation.ts'
import { receptorSubtype } from '../tumours.ts'
import { type AdmissionCover, type NotDetermined, unknownBefore, unknownWhetherFirst } from './determinable.ts'
import { type Diagnosis, diagnosesOf } from './diagnoses.ts'
import { firstAdmissionOf } from './first-admission.ts'
import { bornIn } from './person-facts.ts'
import { continuousStays, emergencyBefore, isZeroDay, someUnknownBefore, type Stay, subrouteOf } from './stays.ts'

/** What was decided of a person before how they presented is asked. */
export interface DecidedDisease {
  readonly members: readonly CohortMember[]
  readonly evidence: readonly CohortEvidence[]
}

/**
 * How one person's cancers presented: a row for every registered tumour, one for the first admission of someone with
 * no earlier tumour, and one for every onset of distant or relapsed disease. Pure: rows in any order give the same.
 */
export function presentationsOf(
  personId: string,
  rows: PersonRows,
  decided: DecidedDisease,
  cover: AdmissionCover,
): readonly EmergencyPresentation[] {
  const diagnoses = diagnosesOf(rows.registration, rows.person)
  const stays = continuousStays(rows.apc)
  const asked: Asked = { personId, rows, cover, stays, diagnoses }
  const first = cover === null ? null : firstAdmissionOf(stays, diagnoses, rows)
  return [
    ...diagnoses.map((diagnosis) => ofTumour(asked, diagnosis)),
    ...(first === null ? [] : [ofFirstAdmission(asked, first)]),
    ...decided.members.filter(isReturn).map((member) => ofReturn(asked, member, decided.evidence)),
  ]
}

/** The ep_30d of an episode's own presentation: that of its tumour where it was there at diagnosis. */
export function emergencyAtOnset(
  member: CohortMember,
  presentations: readonly EmergencyPresentation[],
): boolean | null {
  const own = presentations.find((row) =>
    isReturn(member)
      ? row.episode_id === member.episode_id
      : member.episode_type === 'new' && row.unit === 'tumour' && row.tumour_id === member.tumour_id,
  )
  return own?.ep_30d ?? null
}

interface Asked {
  readonly personId: string
  readonly rows: PersonRows
  readonly cover: AdmissionCover
  readonly stays: readonly Stay[]
  readonly diagnoses: readonly Diagnosis[]
}

const RETURNS = ['recurrence', 'progression', 'relapse']

/** Distant or relapsed disease that came after diagnosis; a refuted episode presented as nothing. */
const isReturn = ({ episode_type, extent, certainty }: CohortMember): boolean =>
  certainty !== 'refuted' && RETURNS.includes(episode_type) && (extent === 'distant' || episode_type === 'relapse')

function ofTumour(asked: Asked, { tumour, groups, stageGroup }: Diagnosis): EmergencyPresentation {
  const { personId } = asked
  const within30 = thirtyDays(asked, tumour.diagnosedOn)
  const route = tumour.rows.map((row) => row.route?.trim() ?? '').find((text) => text !== '')
  const isByRoute =
    route === undefined ? null : (PRESENTATION.emergencyRoutes.value as readonly string[]).includes(route.toLowerCase())
  const reasons: readonly (NotDetermined | null)[] = [within30.because, route === undefined ? 'no_route' : null]
  return {
    presentation_id: `${personId}:tumour:${tumour.id}`,
    person_id: personId,
    stage: 'first_diagnosis',
    unit: 'tumour',
    tumour_id: tumour.id,
    episode_id: null,
    cancer_group: groups.group,
    diagnosis_date: tumour.diagnosedOn,
    ep_30d: within30.is,
    ep_first: null,
    ep_rtd: isByRoute,
    not_determined_because: because(reasons),
    onset_from_admission: false,
    ...admission(within30.stay),
    may_be_appropriate: mayBeAppropriate(asked.rows, tumour.diagnosedOn),
    emergency_with_ecds: within30.withEcds,
    another_tumour_near: isAnotherNear(asked, tumour.diagnosedOn, tumour.id),
    stage_group: stageGroup,
    receptor_subtype: groups.group === 'breast' ? receptorSubtype(tumour) : 'unknown',
    counted_in: groups.countedIn.join(';'),
  }
}

function ofFirstAdmission(
  asked: Asked,
  { stay, groups, diagnosis }: NonNullable<ReturnType<typeof firstAdmissionOf>>,
): EmergencyPresentation {
  const { personId, rows, cover } = asked
  const unknown =
    unknownWhetherFirst(stay.admittedOn, rows, cover) ?? (stay.method === null ? 'no_admission_data' : null)
  return {
    presentation_id: `${personId}:person`,
    person_id: personId,
    stage: 'first_diagnosis',
    unit: 'person',
    tumour_id: diagnosis?.tumour.id ?? null,
    episode_id: null,
    cancer_group: groups.group,
    diagnosis_date: stay.admittedOn,
    ep_30d: null,
    ep_first: unknown === null ? stay.isEmergency : null,
    ep_rtd: null,
    not_determined_because: because([unknown]),
    onset_from_admission: false,
    ...admission(stay),
    may_be_appropriate: mayBeAppropriate(rows, stay.admittedOn),
    emergency_with_ecds: null,
    another_tumour_near: isAnotherNear(asked, stay.admittedOn, diagnosis?.tumour.id ?? null),
    stage_group: null,
    receptor_subtype: groups.group === 'breast' && diagnosis ? receptorSubtype(diagnosis.tumour) : 'unknown',
    counted_in: groups.countedIn.join(';'),
  }
}

function ofReturn(asked: Asked, member: CohortMember, evidence: readonly CohortEvidence[]): EmergencyPresentation {
  const { personId, rows } = asked
  const within30 = thirtyDays(asked, member.onset_date)
  return {
    presentation_id: `${personId}:episode:${member.episode_id}`,
    person_id: personId,
    stage: 'recurrence',
    unit: 'episode',
    tumour_id: member.tumour_id,
    episode_id: member.episode_id,
    cancer_group: member.cancer_group,
    diagnosis_date: member.onset_date,
    ep_30d: within30.is,
    ep_first: null,
    ep_rtd: null,
    not_determined_because: because([within30.because]),
    onset_from_admission: restsOnAdmissions(member, evidence),
    ...admission(within30.stay),
    may_be_appropriate: mayBeAppropriate(rows, member.onset_date),
    emergency_with_ecds: within30.withEcds,
    another_tumour_near: isAnotherNear(asked, member.onset_date, member.tumour_id),
    stage_group: null,
    receptor_subtype: member.receptor_subtype,
    counted_in: member.cancer_group,
  }
}

function thirtyDays({ rows, stays, cover }: Asked, on: Day) {
  const stay = emergencyBefore(stays, on)
  const unknown =
    unknownBefore(on, rows, cover) ??
    (stay === null && someUnknownBefore(stays, on) ? ('no_admission_data' satisfies NotDetermined) : null)
  if (unknown !== null) return { is: null, stay: null, withEcds: null, because: unknown }
  const withEcds = stay !== null || rows.ecds.some((row) => isAsAnAdmission(row, on))
  return { is: stay !== null, stay, withEcds, because: null }
}

const ECDS = PRESENTATION.withEcds.value
const oneOf = (values: readonly string[], value: string | null): boolean => values.includes(value ?? '')

function isAsAnAdmission(row: GatheredRow<'ecds'>, on: Day): boolean {
  if (!within(BEFORE_DIAGNOSIS, daysBetween(row.arrival_date, on))) return false
  if (!oneOf(ECDS.category, row.attendance_category)) return false
  return (
    oneOf(ECDS.sameDayEmergencyCare, row.department_type) ||
    (oneOf(ECDS.emergencyDepartment, row.department_type) && oneOf(ECDS.admittedTo, row.discharge_destination))
  )
}

const admission = (stay: Stay | null) => ({
  admission_date: stay?.admittedOn ?? null,
  admission_method: stay?.method ?? null,
  zero_day: stay === null ? null : isZeroDay(stay),
  subroute: stay === null ? null : subrouteOf(stay),
})

/** Reasons of the unit's own measures; where all of them are told, the others are simply of another unit. */
function because(reasons: readonly (NotDetermined | null)[]): string {
  const told = [...new Set(reasons.filter((reason) => reason !== null))].sort()
  return told.length > 0 ? told.join(';') : ('not_this_unit' satisfies NotDetermined)
}

/** No other source holds evidence of it in the days after onset: finding it and admitting were one act. */
function restsOnAdmissions({ episode_id, onset_date }: CohortMember, evidence: readonly CohortEvidence[]): boolean {
  const atOnset = evidence.filter(
    (item) =>
      item.episode_id === episode_id &&
      item.polarity === 'for' &&
      item.evidence_date >= onset_date &&
      daysBetween(onset_date, item.evidence_date) <= PRESENTATION.onsetFromAdmission.value,
  )
  return atOnset.length > 0 && atOnset.every(({ source }) => source === 'apc')
}

function mayBeAppropriate({ person }: PersonRows, on: Day): boolean {
  const born = bornIn(person)
  return born !== null && Math.floor((monthOf(on) - born) / 12) < PRESENTATION.mayBeAppropriate.value.underAge
}

const isAnotherNear = ({ diagnoses }: Asked, on: Day, tumourId: string | null): boolean =>
  diagnoses.some(
    ({ tumour, groups }) =>
      groups.isAnyCancer &&
      tumour.id !== tumourId &&
      Math.abs(daysBetween(tumour.diagnosedOn, on)) <= PRESENTATION.otherTumour.value,
  )
