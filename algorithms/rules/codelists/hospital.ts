import { codelist } from './codelist.ts'

const ICD10 = 'ICD-10 5th edition, WHO, as used in England'
const OPCS = 'OPCS-4.10'

export const distantOrgans = codelist({
  id: 'distant-organs',
  says: 'Secondary cancer of a distant organ',
  system: 'icd10',
  codes: [
    'C780',
    'C781',
    'C782',
    'C783',
    'C784',
    'C785',
    'C786',
    'C787',
    'C788',
    'C790',
    'C791',
    'C793',
    'C794',
    'C795',
    'C796',
    'C797',
  ],
  source: ICD10,
  status: 'verified',
})

export const distantNodes = codelist({
  id: 'distant-nodes',
  says: 'Secondary cancer of abdominal, inguinal or pelvic nodes',
  system: 'icd10',
  codes: ['C772', 'C774', 'C775'],
  source: ICD10,
  status: 'verified',
})

export const neckOrChestNodes = codelist({
  id: 'neck-or-chest-nodes',
  says: 'Secondary cancer of neck or chest nodes, regional or distant',
  system: 'icd10',
  codes: ['C770', 'C771'],
  source: ICD10,
  status: 'verified',
})

export const axillaryNodes = codelist({
  id: 'axillary-nodes',
  says: 'Secondary cancer of axillary nodes',
  system: 'icd10',
  codes: ['C773'],
  source: ICD10,
  status: 'verified',
})

export const unspecifiedNodes = codelist({
  id: 'unspecified-nodes',
  says: 'Secondary cancer of multiple or unspecified nodes',
  system: 'icd10',
  codes: ['C778', 'C779'],
  source: ICD10,
  status: 'verified',
})

export const secondarySkin = codelist({
  id: 'secondary-skin',
  says: 'Secondary cancer of skin, which may be the chest wall',
  system: 'icd10',
  codes: ['C792'],
  source: ICD10,
  status: 'verified',
})

export const otherOrUnknownSite = codelist({
  id: 'other-or-unknown-site',
  says: 'Secondary cancer of other specified or unspecified site',
  system: 'icd10',
  codes: ['C798', 'C799'],
  source: ICD10,
  status: 'verified',
})

export const invasiveBreast = codelist({
  id: 'invasive-breast',
  says: 'Malignant neoplasm of breast',
  system: 'icd10',
  codes: ['C50'],
  source: ICD10,
  status: 'verified',
})

export const historyOfBreast = codelist({
  id: 'history-of-breast',
  says: 'Personal history of breast cancer',
  system: 'icd10',
  codes: ['Z853'],
  source: ICD10,
  status: 'verified',
})

export const followUpNoDisease = codelist({
  id: 'follow-up-no-disease',
  says: 'Follow-up after treatment with no disease found',
  system: 'icd10',
  codes: ['Z08'],
  source: ICD10,
  status: 'verified',
})

export const palliativeCare = codelist({
  id: 'palliative-care',
  says: 'Palliative care',
  system: 'icd10',
  codes: ['Z515'],
  source: ICD10,
  status: 'verified',
})

export const consequences = codelist({
  id: 'consequences-of-spread',
  says: 'Collapsed vertebra, pathological fracture, cord compression, malignant effusion or hypercalcaemia',
  system: 'icd10',
  codes: ['M495', 'M907', 'M844', 'M845', 'G550', 'G952', 'G992', 'J91', 'E835', 'G941'],
  source: ICD10,
  status: 'unverified',
})

export const breastExcision = codelist({
  id: 'breast-excision',
  says: 'Excision of breast',
  system: 'opcs4',
  codes: ['B27', 'B28', 'B41'],
  source: `${OPCS}; ICR-CTSU algorithm`,
  status: 'verified',
})

export const chestWallExcision = codelist({
  id: 'breast-or-chest-wall-excision',
  says: 'Excision of breast or chest wall',
  system: 'opcs4',
  codes: ['B27', 'B28', 'B41', 'T01'],
  source: `${OPCS}; ICR-CTSU algorithm`,
  status: 'verified',
})

export const axillaryOperation = codelist({
  id: 'axillary-operation',
  says: 'Excision or biopsy of axillary nodes',
  system: 'opcs4',
  codes: ['T852', 'T862', 'T873'],
  source: `${OPCS}; ICR-CTSU algorithm`,
  status: 'verified',
})
