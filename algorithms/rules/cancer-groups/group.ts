import { coveredByAny, families, type Icd10 } from '../../domain/codes.ts'
import { DefinitionError } from '../../domain/trouble.ts'
import type { Status } from '../codelists/codelist.ts'

/** What is known of a tumour when its groups are asked for. */
export interface TumourFeatures {
  readonly site: string
  /** ICD-O-3 histology, four figures; null when not recorded. */
  readonly morphology: number | null
  /** ICD-O-3 behaviour; null when not recorded, which is read as malignant for a C code and as no behaviour otherwise. */
  readonly behaviour: string | null
  /** T category in lower case without prefix; null when not recorded. */
  readonly t: string | null
  readonly sex: 'male' | 'female' | 'unknown'
}

/** One histology or an inclusive range of them. */
export type Morphologies = readonly (number | readonly [number, number])[]

/** One group of a published scheme of cancer groups. */
export interface CancerGroupRule {
  /** Permanent: results are keyed by vintage and code, never by name, because names change between vintages. */
  readonly code: string
  readonly says: string
  /** The main group it is part of; null for a main group. */
  readonly partOf: string | null
  readonly sites?: readonly Icd10[]
  readonly morphologies?: Morphologies
  readonly notMorphologies?: Morphologies
  /** Sites that stand in where no histology is recorded. */
  readonly sitesWithoutMorphology?: readonly Icd10[]
  /** Behaviours that are in; malignant ones when unsaid. */
  readonly behaviours?: readonly string[]
  readonly t?: readonly string[]
  readonly sex?: 'male' | 'female'
  /** What is left of its main group when every sibling has been asked. */
  readonly isRest?: true
  /** Cuts across sites: its tumours also stand in the group of their site, so the two are never added up. */
  readonly crossesSites?: true
  /** First year of diagnosis in which such a tumour can carry a stage; null when it never can. */
  readonly stageableFrom: number | null
  readonly because: string
  readonly status: Status
}

/** Behaviours of a malignant primary: malignant, micro-invasive, and not said. */
export const MALIGNANT = ['3', '5'] as const

/** Every histology of blood cancer, ICD-O-3: such a tumour belongs to no group of the organ that it was found in. */
export const BLOOD_MORPHOLOGIES: Morphologies = [[9590, 9992]]

export const NDRS = 'NDRS cancer group definitions, 2023 edition (AV2023)'
export const NDRS_NAMES = `${NDRS}: name as published; codes from professional knowledge`
export const GDO = 'NDRS Get Data Out, grouping pages'

/** Stage of solid tumours can be recorded since TNM has been; haematological systems since COSD collects them. */
export const SINCE_TNM = 1995
export const SINCE_COSD = 2013

type Declared = Partial<CancerGroupRule> & Pick<CancerGroupRule, 'code' | 'says'>

/** A main group with its parts. A part without conditions of its own would hold everything, so it must be the rest. */
export function mainGroup(
  main: Declared & Pick<CancerGroupRule, 'stageableFrom'>,
  parts: readonly Declared[] = [],
): readonly CancerGroupRule[] {
  const declared: CancerGroupRule = { partOf: null, because: NDRS_NAMES, status: 'unverified', ...main }
  return [
    declared,
    ...parts.map((part): CancerGroupRule => {
      const { sites, morphologies, behaviours, t, isRest } = part
      if (!sites && !morphologies && !behaviours && !t && !isRest)
        throw new DefinitionError(part.code, 'Say what sets it apart from its main group.')
      return {
        stageableFrom: declared.stageableFrom,
        because: declared.because,
        status: declared.status,
        ...inherited(declared),
        ...part,
        partOf: declared.code,
      }
    }),
  ]
}

const inherited = ({ behaviours, crossesSites }: CancerGroupRule) => ({
  ...(behaviours ? { behaviours } : {}),
  ...(crossesSites ? { crossesSites } : {}),
})

/** Whether a tumour meets a group's own conditions; its main group and its siblings are asked elsewhere. */
export function meets(group: CancerGroupRule, tumour: TumourFeatures): boolean {
  const { behaviours = MALIGNANT, sites, morphologies, notMorphologies } = group
  if (group.sex && tumour.sex !== 'unknown' && tumour.sex !== group.sex) return false
  if (!behaviours.includes(behaviourOf(tumour))) return false
  if (group.t && (tumour.t === null || !group.t.some((category) => tumour.t!.startsWith(category)))) return false
  if (tumour.morphology === null && morphologies)
    return group.sitesWithoutMorphology !== undefined && coveredByAny(group.sitesWithoutMorphology, tumour.site)
  if (morphologies && !isAmong(morphologies, tumour.morphology)) return false
  if (notMorphologies && isAmong(notMorphologies, tumour.morphology)) return false
  return sites === undefined || coveredByAny(sites, tumour.site)
}

/** ICD-10 says the behaviour where the registry does not: D00 to D09 in situ, D10 to D36 benign, D37 to D48 uncertain. */
export function behaviourOf({ site, behaviour }: Pick<TumourFeatures, 'site' | 'behaviour'>): string {
  if (behaviour !== null) return behaviour
  if (site.startsWith('C')) return '3'
  // Polycythaemia vera, myelodysplasia and their like kept their D codes when they became malignant.
  if (coveredByAny(MALIGNANT_D, site)) return '3'
  if (site < 'D10') return '2'
  return site < 'D37' ? '0' : '1'
}

const MALIGNANT_D = families('D45', 'D46', 'D471', 'D473', 'D474', 'D475')

const isAmong = (morphologies: Morphologies, morphology: number | null): boolean =>
  morphology !== null &&
  morphologies.some((one) =>
    typeof one === 'number' ? one === morphology : one[0] <= morphology && morphology <= one[1],
  )
