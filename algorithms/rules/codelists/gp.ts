import type { CancerGroup } from '../cancer-types.ts'
import { codelist } from './codelist.ts'

const SNOMED_SOURCE =
  'SNOMED CT UK Edition concepts as read in OHDSI PhenotypeLibrary cohorts 792, 810, 854 and NHS primary care code sets'
const READ_SOURCE =
  'Read v2 chapter B; Kuan et al. 2019, chronological map of human health (CALIBER), Secondary malignancy lists'

export const gpBreastMetastasis = codelist({
  id: 'gp-breast-metastasis',
  says: 'Metastasis from malignant tumour of breast',
  system: 'snomed',
  codes: ['315004001', '767444009'],
  source: SNOMED_SOURCE,
  status: 'verified',
})

/** The concept names where the cancer went, not where it came from. */
export const GP_ORGAN_SECONDARIES: Readonly<Record<string, string>> = {
  '94222008': 'bone',
  '94225005': 'brain',
  '722671009': 'cns_other',
  '94381002': 'liver',
  '94391008': 'lung',
  '94493005': 'pleura',
  '94627008': 'peritoneum',
  '94161006': 'adrenal',
}

export const gpOrganSecondaries = codelist({
  id: 'gp-organ-secondaries',
  says: 'Secondary malignant neoplasm of a named organ',
  system: 'snomed',
  codes: Object.keys(GP_ORGAN_SECONDARIES),
  source: SNOMED_SOURCE,
  status: 'verified',
})

/** Read stems, which CTV3 shares for B56 to B59, with the organ they name. Longer stems stand first. */
export const READ_ORGAN_SECONDARIES: readonly (readonly [string, string])[] = [
  ['B5826', 'skin_of_breast'],
  ['B562', 'node_distant'],
  ['B564', 'node_distant'],
  ['B565', 'node_distant'],
  ['B570', 'lung'],
  ['B571', 'mediastinum'],
  ['B572', 'pleura'],
  ['B573', 'other'],
  ['B574', 'bowel'],
  ['B575', 'bowel'],
  ['B576', 'peritoneum'],
  ['B577', 'liver'],
  ['B153', 'liver'],
  ['B580', 'urinary'],
  ['B581', 'urinary'],
  ['B582', 'skin'],
  ['B583', 'brain'],
  ['B584', 'cns_other'],
  ['B585', 'bone'],
  ['B586', 'ovary'],
  ['B587', 'adrenal'],
]

export const readOrganSecondaries = codelist({
  id: 'read-organ-secondaries',
  says: 'Secondary malignant neoplasm of a named organ, Read',
  system: 'read',
  codes: READ_ORGAN_SECONDARIES.map(([stem]) => stem).filter((stem) => stem !== 'B5826'),
  source: READ_SOURCE,
  status: 'verified',
})

export const gpNodes = codelist({
  id: 'gp-nodes',
  says: 'Secondary malignant neoplasm of lymph node',
  system: 'snomed',
  codes: ['94392001'],
  source: SNOMED_SOURCE,
  status: 'unverified',
})

export const readNodes = codelist({
  id: 'read-nodes',
  says: 'Secondary malignant neoplasm of neck, chest, axillary or unspecified lymph nodes, Read',
  system: 'read',
  codes: ['B560', 'B561', 'B563', 'B56y', 'B56z'],
  source: READ_SOURCE,
  status: 'verified',
})

export const gpSecondaryUnspecified = codelist({
  id: 'gp-secondary-unspecified',
  says: 'Secondary cancer with no organ named',
  system: 'snomed',
  codes: ['128462008', '405843009', '274088005', '315241008'],
  source: SNOMED_SOURCE,
  status: 'verified',
})

export const readSecondaryUnspecified = codelist({
  id: 'read-secondary-unspecified',
  says: 'Secondary cancer with no organ named, Read',
  system: 'read',
  codes: ['B57y', 'B57z', 'B58y', 'B58z', 'B590', 'B594', 'BB03', 'BB13', 'BB2B', 'BB53', 'BB851', '1D18', 'ByuC'],
  source: READ_SOURCE,
  status: 'verified',
})

/** Headings of the Read chapter, which name no organ and stand for themselves alone: their stems hold every organ. */
export const READ_HEADINGS = { nodes: ['B56'], organs: ['B57', 'B58'] } as const

export const readSecondaryHeadings = codelist({
  id: 'read-secondary-headings',
  says: 'Secondary cancer of nodes (B56), chest or abdomen (B57) or elsewhere (B58), Read headings and all below them',
  system: 'read',
  codes: [...READ_HEADINGS.nodes, ...READ_HEADINGS.organs],
  source: READ_SOURCE,
  status: 'verified',
})

export const gpLocalRecurrence = codelist({
  id: 'gp-local-recurrence',
  says: 'Local recurrence of malignant tumour of breast',
  system: 'snomed',
  codes: ['314955001'],
  source: SNOMED_SOURCE,
  status: 'verified',
})

/** Metastases from a named other cancer: evidence that spread does not belong to the breast. */
export const GP_ORIGINS: Readonly<Record<string, CancerGroup>> = {
  '314998002': 'bowel',
  '314997007': 'bowel',
  '315006004': 'lung',
  '314987003': 'melanoma',
}

export const gpOtherOrigin = codelist({
  id: 'gp-other-origin',
  says: 'Metastasis from malignant tumour of colon, rectum, lung or melanoma',
  system: 'snomed',
  codes: Object.keys(GP_ORIGINS),
  source: SNOMED_SOURCE,
  status: 'verified',
})

export const gpBreastCancer = codelist({
  id: 'gp-breast-cancer',
  says: 'Malignant tumour of breast, or a history of it',
  system: 'snomed',
  codes: ['254837009', '429087003'],
  source: SNOMED_SOURCE,
  status: 'unverified',
})

export const readBreastCancer = codelist({
  id: 'read-breast-cancer',
  says: 'Malignant neoplasm of breast, Read',
  system: 'read',
  codes: ['B34', 'B35'],
  source: 'Read v2 chapter B',
  status: 'unverified',
})

export const gpPalliative = codelist({
  id: 'gp-palliative',
  says: 'Palliative care',
  system: 'snomed',
  codes: ['103735009', '305496007', '441874000'],
  source: 'Concepts of the primary care palliative register (PALCARE_COD)',
  status: 'verified',
})

export const gpBreastImaging = codelist({
  id: 'gp-breast-imaging',
  says: 'Mammography or breast screening',
  system: 'snomed',
  codes: ['24623002', '71651007', '268547008'],
  source: SNOMED_SOURCE,
  status: 'unverified',
})

/** Aromatase inhibitors by dm+d code: the virtual medicinal product, or the product concept some feeds send. */
export const AROMATASE_INHIBITORS: Readonly<Record<string, string>> = {
  '41872011000001105': 'anastrozole',
  '108774000': 'anastrozole',
  '41878511000001100': 'letrozole',
}

/** A feed's other dm+d codes of these medicines are to be added here. */
export const gpEndocrine = codelist({
  id: 'gp-endocrine',
  says: 'Endocrine medicines for breast cancer in primary care',
  system: 'dmd',
  codes: [...Object.keys(AROMATASE_INHIBITORS), '39704511000001106', '75959001'],
  source: 'NHS dictionary of medicines and devices; SNOMED CT product concepts',
  status: 'unverified',
})

/** Code lists that say a person has had cancer: any of them selects the person. */
export const GP_SELECTING = [
  gpBreastMetastasis,
  gpOrganSecondaries,
  readOrganSecondaries,
  gpNodes,
  readNodes,
  gpSecondaryUnspecified,
  readSecondaryUnspecified,
  readSecondaryHeadings,
  gpLocalRecurrence,
  gpOtherOrigin,
  gpBreastCancer,
  readBreastCancer,
] as const

/** Code lists read for people already selected: context that by itself is no sign of cancer. */
export const GP_CONTEXT = [gpPalliative, gpBreastImaging] as const
