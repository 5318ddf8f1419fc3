import { covers, twoFigures } from '../domain/codes.ts'

/** Canonical metastatic sites, as they are printed. */
export const METASTATIC_SITES = [
  'bone',
  'liver',
  'lung',
  'pleura',
  'brain',
  'cns_other',
  'node_distant',
  'node_regional',
  'node_indeterminate',
  'skin',
  'peritoneum',
  'adrenal',
  'ovary',
  'bowel',
  'urinary',
  'mediastinum',
  'other',
  'unknown',
] as const

export type MetastaticSite = (typeof METASTATIC_SITES)[number]

/** ICD-10 secondary codes, WHO edition as used in England; longer families first. */
const BY_ICD10: readonly (readonly [string, MetastaticSite])[] = [
  ['C773', 'node_regional'],
  ['C772', 'node_distant'],
  ['C774', 'node_distant'],
  ['C775', 'node_distant'],
  ['C770', 'node_indeterminate'],
  ['C771', 'node_indeterminate'],
  ['C778', 'node_indeterminate'],
  ['C779', 'node_indeterminate'],
  ['C77', 'node_indeterminate'],
  ['C780', 'lung'],
  ['C781', 'mediastinum'],
  ['C782', 'pleura'],
  ['C783', 'other'],
  ['C784', 'bowel'],
  ['C785', 'bowel'],
  ['C786', 'peritoneum'],
  ['C787', 'liver'],
  ['C788', 'other'],
  ['C790', 'urinary'],
  ['C791', 'urinary'],
  ['C792', 'skin'],
  ['C793', 'brain'],
  ['C794', 'cns_other'],
  ['C795', 'bone'],
  ['C796', 'ovary'],
  ['C797', 'adrenal'],
  ['C798', 'other'],
  ['C799', 'unknown'],
  ['C78', 'unknown'],
  ['C79', 'unknown'],
]

/** Null when the code is not one of secondary cancer. */
export const siteOfIcd10 = (code: string): MetastaticSite | null =>
  BY_ICD10.find(([family]) => covers(family, code))?.[1] ?? null

/** COSD metastatic site codes, retired ones too (NHS Data Dictionary, METASTATIC SITE). 97 is not applicable and names none. */
const BY_COSD: Readonly<Record<string, MetastaticSite>> = {
  '01': 'bone',
  '02': 'brain',
  '03': 'liver',
  '04': 'lung',
  '06': 'unknown',
  '07': 'unknown',
  '08': 'skin',
  '09': 'node_distant',
  '10': 'bone',
  '11': 'bone',
  '12': 'node_regional',
  '98': 'other',
  '99': 'other',
}

export const siteOfCosd = (code: string): MetastaticSite | null => BY_COSD[twoFigures(code)] ?? null

/** OPCS-4 Z codes of the treated site, by their three-character stem except where the fourth tells. */
export function siteOfOpcsZ(code: string): MetastaticSite | null {
  const stem = code.slice(0, 3)
  const number = /^Z\d\d$/.test(stem) ? Number(stem.slice(1)) : NaN
  if (number >= 1 && number <= 5) return 'brain'
  if (number === 6) return 'cns_other'
  if (code.startsWith('Z245') || code.startsWith('Z246')) return 'lung'
  if (number === 30) return 'liver'
  if (number >= 47 && number <= 50) return 'skin'
  if (number === 61) return 'node_indeterminate'
  if (number >= 63 && number <= 80) return 'bone'
  return null
}

/** Topography of a specimen: ICD-O C codes, or the first figures of a SNOMED T code. Null when it names no site we know. */
export function siteOfTopography(code: string): MetastaticSite | null {
  const text = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const found = BY_TOPOGRAPHY.find(([family]) => text.startsWith(family))
  return found?.[1] ?? siteOfIcd10(text)
}

const BY_TOPOGRAPHY: readonly (readonly [string, MetastaticSite])[] = [
  ['C40', 'bone'],
  ['C41', 'bone'],
  ['C421', 'bone'],
  ['C22', 'liver'],
  ['C34', 'lung'],
  ['C384', 'pleura'],
  ['C71', 'brain'],
  ['C70', 'cns_other'],
  ['C72', 'cns_other'],
  ['C773', 'node_regional'],
  ['C44', 'skin'],
  ['C48', 'peritoneum'],
  ['C74', 'adrenal'],
  ['C56', 'ovary'],
  ['T06', 'bone'],
  ['T10', 'bone'],
  ['T11', 'bone'],
  ['T12', 'bone'],
  ['T28', 'lung'],
  ['T29', 'pleura'],
  ['T56', 'liver'],
  ['T087', 'node_regional'],
  ['T08', 'node_indeterminate'],
  ['T01', 'skin'],
  ['T02', 'skin'],
  ['TD4', 'peritoneum'],
  ['TY4', 'peritoneum'],
  ['TX1', 'cns_other'],
  ['TX2', 'brain'],
  ['TA0', 'brain'],
  ['T93', 'adrenal'],
  ['TB3', 'adrenal'],
  ['T87', 'ovary'],
]
