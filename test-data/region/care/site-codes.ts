import type { Site } from '../disease/course.ts'

/** How each source writes a metastatic site. */
export interface SiteCodes {
  readonly icd10: string
  /** COSD METASTATIC SITE. */
  readonly cosd: string
  readonly snomed: string
  /** Five-byte Read code, the same in version 2 and CTV3. */
  readonly read: string
  /** OPCS-4 Z codes of the treated site. */
  readonly opcs: readonly string[]
  /** SNOMED II topography, as pathology systems still write it. */
  readonly topography: string
  readonly imaging: string
}

/** ICD-10 fifth edition; COSD v9 METASTATIC SITE; SNOMED CT UK edition; Read v2 chapter B56 to B59; OPCS-4 chapter Z. */
export const SITE_CODES: Readonly<Record<Site, SiteCodes>> = {
  bone: {
    icd10: 'C795',
    cosd: '10',
    snomed: '94222008',
    read: 'B585.',
    opcs: ['Z663', 'Z664', 'Z665', 'Z756', 'Z761', 'Z742', 'Z691'],
    topography: 'T10000',
    imaging: 'spine',
  },
  liver: {
    icd10: 'C787',
    cosd: '03',
    snomed: '94381002',
    read: 'B577.',
    opcs: ['Z301'],
    topography: 'T56000',
    imaging: 'abdomen',
  },
  lung: {
    icd10: 'C780',
    cosd: '04',
    snomed: '94391008',
    read: 'B570.',
    opcs: ['Z246'],
    topography: 'T28000',
    imaging: 'chest',
  },
  pleura: {
    icd10: 'C782',
    cosd: '98',
    snomed: '94493005',
    read: 'B572.',
    opcs: ['Z245'],
    topography: 'T29000',
    imaging: 'chest',
  },
  brain: {
    icd10: 'C793',
    cosd: '02',
    snomed: '94225005',
    read: 'B583.',
    opcs: ['Z019', 'Z011'],
    topography: 'TX2000',
    imaging: 'head',
  },
  cns_other: {
    icd10: 'C794',
    cosd: '98',
    snomed: '722671009',
    read: 'B584.',
    opcs: ['Z069'],
    topography: 'TX7000',
    imaging: 'spine',
  },
  node_distant: {
    icd10: 'C772',
    cosd: '09',
    snomed: '94392001',
    read: 'B562.',
    opcs: ['Z614'],
    topography: 'T08000',
    imaging: 'abdomen',
  },
  peritoneum: {
    icd10: 'C786',
    cosd: '98',
    snomed: '94627008',
    read: 'B576.',
    opcs: ['Z533'],
    topography: 'TY4400',
    imaging: 'abdomen',
  },
  mediastinum: {
    icd10: 'C781',
    cosd: '98',
    snomed: '128462008',
    read: 'B571.',
    opcs: ['Z529'],
    topography: 'TY2300',
    imaging: 'chest',
  },
  adrenal: {
    icd10: 'C797',
    cosd: '98',
    snomed: '94161006',
    read: 'B587.',
    opcs: ['Z133'],
    topography: 'TB3000',
    imaging: 'abdomen',
  },
  ovary: {
    icd10: 'C796',
    cosd: '98',
    snomed: '128462008',
    read: 'B586.',
    opcs: ['Z451'],
    topography: 'T87000',
    imaging: 'abdomen',
  },
  skin: {
    icd10: 'C792',
    cosd: '08',
    snomed: '128462008',
    read: 'B582.',
    opcs: ['Z479', 'Z499'],
    topography: 'T01000',
    imaging: 'chest',
  },
  bowel: {
    icd10: 'C785',
    cosd: '98',
    snomed: '128462008',
    read: 'B575.',
    opcs: ['Z283'],
    topography: 'T67000',
    imaging: 'abdomen',
  },
  other: {
    icd10: 'C798',
    cosd: '98',
    snomed: '128462008',
    read: 'B58z.',
    opcs: ['Z929'],
    topography: '',
    imaging: 'abdomen',
  },
}

/** Concepts of the GP record beside metastatic sites, in each coding system. */
export const GP_CONCEPTS = {
  'breast cancer': { snomed: '254837009', read: 'B34..' },
  'history of breast cancer': { snomed: '429087003', read: '1424.' },
  'breast metastasis': { snomed: '315004001', read: 'B58y0' },
  'secondary cancer': { snomed: '128462008', read: 'B58..' },
  'widespread cancer': { snomed: '405843009', read: 'B590.' },
  'local recurrence of breast cancer': { snomed: '314955001', read: 'B34yz' },
  'axillary node secondary': { snomed: '94392001', read: 'B563.' },
  'other cancer': { snomed: '363346000', read: 'B....' },
  'bowel cancer': { snomed: '363406005', read: 'B13..' },
  'lung cancer': { snomed: '363358000', read: 'B22..' },
  'prostate cancer': { snomed: '399068003', read: 'B46..' },
  'ovarian cancer': { snomed: '363443007', read: 'B440.' },
  'pancreatic cancer': { snomed: '363418001', read: 'B17..' },
  'palliative care': { snomed: '103735009', read: '8BAP.' },
  'not for palliative register': { snomed: '305496007', read: '8BAT.' },
  'type 2 diabetes': { snomed: '44054006', read: 'C10F.' },
  hypertension: { snomed: '38341003', read: 'G2...' },
  asthma: { snomed: '195967001', read: 'H33..' },
  'chronic obstructive pulmonary disease': { snomed: '13645005', read: 'H3...' },
  depression: { snomed: '35489007', read: 'E2B..' },
  'ischaemic heart disease': { snomed: '414545008', read: 'G3...' },
  'atrial fibrillation': { snomed: '49436004', read: 'G5730' },
  osteoarthritis: { snomed: '396275006', read: 'N05..' },
  'systolic pressure': { snomed: '271649006', read: '2469.' },
  'body mass index': { snomed: '60621009', read: '22K..' },
  smoker: { snomed: '77176002', read: '137R.' },
  cough: { snomed: '49727002', read: '171..' },
  'chest infection': { snomed: '50417007', read: 'H06z0' },
  'back pain': { snomed: '161891005', read: '16C..' },
  'family history of breast cancer': { snomed: '429740004', read: '12433' },
} as const satisfies Record<string, { snomed: string; read: string }>

export type GpConcept = keyof typeof GP_CONCEPTS
