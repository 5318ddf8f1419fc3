import { type AnyGroup, CANCER_TYPES, cancerGroupOf } from '../cancer-types.ts'
import { behaviourOf, type CancerGroupRule, type TumourFeatures } from './group.ts'
import { NDRS_2023, ndrsGroupsOf, ndrsKey } from './ndrs-2023.ts'

/** The groups of one tumour. */
export interface TumourGroups {
  /** The one group that stands for it; an NDRS key where it is not malignant, `less_common` where it has no group of its own. */
  readonly group: string
  /** Every group that it is counted in. */
  readonly countedIn: readonly string[]
  readonly ndrs: readonly CancerGroupRule[]
  /** Malignant neoplasms other than non-melanoma skin cancer: the denominator of every all-cancer figure. */
  readonly isAnyCancer: boolean
}

/** NCIN and Cancer52: less common is every cancer but these four. The 14 of CONCORD are a list of their own, not published here. */
export const NOT_LESS_COMMON: readonly string[] = ['breast', 'bowel', 'lung', 'prostate']

/** Null for keratinocyte skin cancer, and for a tumour that no group holds. */
export function groupsOf(tumour: TumourFeatures): TumourGroups | null {
  const { site } = tumour
  if (site.startsWith('C44')) return null
  const isMalignant = ['3', '5', '6', '9'].includes(behaviourOf(tumour))
  const ndrs = ndrsGroupsOf(tumour)
  const keys = ndrs.filter(isOwnGroup).map(({ code }) => ndrsKey(code))
  if (!isMalignant || !site.startsWith('C')) {
    const [main] = keys
    return main === undefined ? null : { group: main, countedIn: keys, ndrs, isAnyCancer: false }
  }
  const group = productGroup(tumour)
  return {
    group,
    countedIn: [
      'any',
      ...(group === 'less_common' ? [] : [group]),
      ...(NOT_LESS_COMMON.includes(group) ? [] : ['less_common']),
      ...keys,
    ],
    ndrs,
    isAnyCancer: true,
  }
}

/** Peritoneal cancer of a man is none of the ovary: a group of one sex holds nobody of the other. */
function productGroup({ site, sex }: TumourFeatures): AnyGroup {
  const group = cancerGroupOf(site) ?? 'less_common'
  const isOther = (sex === 'male' && WOMEN.includes(group)) || (sex === 'female' && group === 'prostate')
  return isOther ? 'less_common' : group
}

const WOMEN: readonly AnyGroup[] = ['ovary', 'cervix', 'uterus', 'vulva']

/** The groups that every figure of all cancers is published for, headline groups first. */
export const HEADLINE_GROUPS: readonly string[] = ['any', ...Object.keys(CANCER_TYPES), 'less_common']

/** NDRS main groups that are a headline group under another name: published once, under the plain name. */
export const UNDER_PLAIN_NAME: Readonly<Record<string, AnyGroup>> = {
  breast: 'breast',
  bowel: 'bowel',
  lung: 'lung',
  prostate: 'prostate',
  cervix: 'cervix',
  uterus: 'uterus',
  pancreas: 'pancreas',
  stomach: 'stomach',
  oesophagus: 'oesophagus',
  liver_biliary: 'liver',
  kidney: 'kidney',
  head_neck: 'head_neck',
  skin: 'melanoma',
}

const isOwnGroup = ({ code, partOf }: CancerGroupRule): boolean => partOf !== null || !(code in UNDER_PLAIN_NAME)

export const DETAILED_GROUPS: readonly string[] = NDRS_2023.filter(isOwnGroup).map(({ code }) => ndrsKey(code))

/** Whether a tumour can carry a stage: its most detailed NDRS group and year of diagnosis say so. */
export function isStageable(groups: TumourGroups, yearOfDiagnosis: number): boolean {
  const told = groups.ndrs.filter(({ crossesSites }) => !crossesSites).at(-1)
  return told !== undefined && told.stageableFrom !== null && told.stageableFrom <= yearOfDiagnosis
}
