import { ndrsGroup } from './cancer-groups/ndrs-2023.ts'
import type { Definition } from './definition.ts'

/** Cancer groups in the words a reader knows. NDRS detailed groups go by their own names. */
export const CANCER_GROUP_NAMES: Readonly<Record<string, string>> = {
  any: 'Any cancer',
  breast: 'Breast cancer',
  bowel: 'Bowel cancer',
  lung: 'Lung cancer',
  prostate: 'Prostate cancer',
  ovary: 'Ovarian cancer',
  cervix: 'Cervical cancer',
  uterus: 'Womb cancer',
  vulva: 'Vulval cancer',
  pancreas: 'Pancreatic cancer',
  stomach: 'Stomach cancer',
  oesophagus: 'Oesophageal cancer',
  liver: 'Liver cancer',
  kidney: 'Kidney cancer',
  bladder: 'Bladder cancer',
  melanoma: 'Melanoma',
  head_neck: 'Head and neck cancer',
  brain: 'Brain tumours',
  leukaemia: 'Leukaemia',
  lymphoma: 'Lymphoma',
  myeloma: 'Myeloma',
  less_common: 'Less common cancers',
}

export const cancerGroupName = (group: string): string => CANCER_GROUP_NAMES[group] ?? ndrsGroup(group)?.says ?? group

/** The group of figures about a whole extract: the one that the definition decides, or any where it decides several. */
export const groupOfAll = ({ cancerGroups }: Definition): string =>
  cancerGroups.length === 1 ? cancerGroups[0]! : 'any'
