import type { GatheredRow } from '../../contracts/sources.ts'
import { icd10OrNull, morphologyOrNull } from '../../domain/codes.ts'
import { daysBetween } from '../../domain/day.ts'
import { monthOf, yearOf } from '../../domain/month.ts'
import type { TumourFeatures } from '../../rules/cancer-groups/group.ts'
import { groupsOf, isStageable, type TumourGroups } from '../../rules/cancer-groups/groups-of.ts'
import { PRESENTATION } from '../../rules/presentation.ts'
import { foldedTumours, type Tumour } from '../tumours.ts'
import { sexIn } from './person-facts.ts'
import { type StageGroup, stageGroupOf } from './stage-group.ts'

type Registration = GatheredRow<'registration'>

/** One registered tumour of any kind with the groups that it is counted in. */
export interface Diagnosis {
  readonly tumour: Tumour<string>
  readonly groups: TumourGroups
  readonly stageGroup: StageGroup
}

const UNKNOWN_PRIMARY = ['C77', 'C78', 'C79', 'C80']

/** Every registered tumour that some group holds, oldest first: malignant ones, and the others that a published group counts. */
export function diagnosesOf(
  registrations: readonly Registration[],
  people: readonly GatheredRow<'person'>[],
): readonly Diagnosis[] {
  const sex = sexIn(people)
  const groups = new Map<Registration, TumourGroups>()
  for (const row of registrations) {
    const found = groupsOfRow(row, sex)
    if (found !== null) groups.set(row, found)
  }
  const tumours = foldedTumours([...groups.keys()], (row) => foldedAs(row, groups.get(row)!))
  return tumours
    .filter((tumour) => !isSpreadOfAnother(tumour, tumours))
    .map((tumour) => {
      const ofTumour = bestGroups(tumour, groups)
      const stageable = isStageable(ofTumour, yearOf(monthOf(tumour.diagnosedOn)))
      return { tumour, groups: ofTumour, stageGroup: stageGroupOf(tumour, stageable) }
    })
}

function groupsOfRow(row: Registration, sex: TumourFeatures['sex']): TumourGroups | null {
  const site = icd10OrNull(row.site_icd10)
  if (site === null) return null
  const [histology, coded] = (
    row.morphology_icdo3 === null ? '' : (morphologyOrNull(row.morphology_icdo3) ?? '')
  ).split('/')
  return groupsOf({
    site,
    morphology: histology ? Number(histology) : null,
    behaviour: row.behaviour_icdo3 ?? coded ?? null,
    t: row.t_best?.toLowerCase().replace(/^[cpy]*t?/, '') ?? null,
    sex,
  })
}

/** Tumours without a group of their own are told apart by their NDRS group: a thyroid is not an anus. */
const foldedAs = (row: Registration, { group, ndrs }: TumourGroups): string =>
  group === 'less_common' ? (ndrs[0]?.code ?? row.site_icd10.slice(0, 3)) : group

/** The most authoritative row speaks, unless another of the same group knows the histology and it does not. */
function bestGroups(tumour: Tumour<string>, groups: ReadonlyMap<Registration, TumourGroups>): TumourGroups {
  const told = tumour.rows.find((row) => row.morphology_icdo3 !== null) ?? tumour.rows[0]!
  return groups.get(told)!
}

function isSpreadOfAnother(tumour: Tumour<string>, all: readonly Tumour<string>[]): boolean {
  const isUnknown = (one: Tumour<string>): boolean => UNKNOWN_PRIMARY.includes(one.site.slice(0, 3))
  return (
    isUnknown(tumour) &&
    all.some(
      (other) =>
        !isUnknown(other) &&
        Math.abs(daysBetween(other.diagnosedOn, tumour.diagnosedOn)) <= PRESENTATION.unknownPrimary.value,
    )
  )
}
