import type { PersonRows } from '../../contracts/sources.ts'
import { daysBetween } from '../../domain/day.ts'
import { groupsOf, type TumourGroups } from '../../rules/cancer-groups/groups-of.ts'
import { PRESENTATION } from '../../rules/presentation.ts'
import { diagnosesIn } from '../facts/coded.ts'
import type { Diagnosis } from './diagnoses.ts'
import { sexIn } from './person-facts.ts'
import type { Stay } from './stays.ts'

/** The first in-scope malignant stay of a person with no earlier tumour. */
export interface FirstAdmission {
  readonly stay: Stay
  readonly groups: TumourGroups
  /** The registered tumour it is of; null when none is registered, or when several might be meant. */
  readonly diagnosis: Diagnosis | null
}

const { from, to, except } = PRESENTATION.inScope.value
const SECONDARY = ['C77', 'C78', 'C79', 'C80', 'C97']

/** Null when no stay is in scope, or when a tumour was diagnosed so long before it that it is no first. */
export function firstAdmissionOf(
  stays: readonly Stay[],
  diagnoses: readonly Diagnosis[],
  rows: PersonRows,
): FirstAdmission | null {
  for (const stay of stays) {
    const codes = cancersIn(stay)
    if (codes.length === 0) continue
    const malignant = diagnoses.filter(({ groups }) => groups.isAnyCancer)
    const isLater = malignant.some(
      ({ tumour }) => daysBetween(tumour.diagnosedOn, stay.admittedOn) > PRESENTATION.earlierTumour.value,
    )
    if (isLater) return null
    const primaries = codes.filter((code) => !SECONDARY.includes(code.slice(0, 3)))
    const sex = sexIn(rows.person)
    const coded = groupsOf({ site: primaries[0] ?? 'C80', morphology: null, behaviour: null, t: null, sex })!
    const diagnosis = diagnosisOf(stay, primaries.length > 0 ? coded : null, malignant)
    return { stay, groups: diagnosis?.groups ?? coded, diagnosis }
  }
  return null
}

/** In-scope cancer codes of a stay in any position of any consultant episode, in order. */
function cancersIn({ rows }: Stay): readonly string[] {
  return rows.flatMap((row) =>
    diagnosesIn(row.diag)
      .map(({ code }) => code)
      .filter(
        (code) => code >= from && code.slice(0, 3) <= to && !(except as readonly string[]).includes(code.slice(0, 3)),
      ),
  )
}

/** The tumour that the stay codes; by nearness alone only where the person has no other tumour near. */
function diagnosisOf(stay: Stay, coded: TumourGroups | null, malignant: readonly Diagnosis[]): Diagnosis | null {
  const apart = ({ tumour }: Diagnosis): number => Math.abs(daysBetween(stay.admittedOn, tumour.diagnosedOn))
  const near = malignant.filter((one) => apart(one) <= PRESENTATION.earlierTumour.value)
  const named = coded === null ? [] : near.filter(({ groups }) => groups.group === coded.group)
  if (named.length > 0) return named.length === 1 ? named[0]! : null
  const around = malignant.filter((one) => apart(one) <= PRESENTATION.otherTumour.value)
  return coded === null && near.length === 1 && around.length === 1 ? near[0]! : null
}
