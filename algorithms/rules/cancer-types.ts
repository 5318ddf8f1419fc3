import { coveredByAny, families, type Icd10 } from '../domain/codes.ts'
import type { Status } from './codelists/codelist.ts'
import type { MetastaticSite } from './metastatic-sites.ts'

interface CancerType {
  readonly says: string
  /** Primary sites, invasive. */
  readonly sites: readonly Icd10[]
  /** Codes a reader might expect here, and that do not count. */
  readonly not: readonly Icd10[]
  /** Where this cancer typically spreads: a point for it when spread is to be attributed. */
  readonly spreadsTo: readonly MetastaticSite[]
  /** Where it seldom does: a point against it. */
  readonly seldomTo: readonly MetastaticSite[]
  /** A secondary at this site is more likely to be this cancer itself, or its direct extension. */
  readonly sameOrgan: readonly MetastaticSite[]
  /** How likely it is to have spread at all, when two primaries compete. */
  readonly prior: 'high' | 'usual' | 'low' | 'never'
  readonly because: string
  readonly status: Status
}

const TNM8 = 'TNM 8th edition regional nodes and M categories; ESMO guidelines on patterns of spread'

/** Add a cancer type here and nowhere else. */
export const CANCER_TYPES = {
  breast: {
    says: 'Breast',
    sites: families('C50'),
    not: families('D05'),
    spreadsTo: ['bone', 'liver', 'lung', 'pleura', 'brain', 'node_distant', 'skin', 'cns_other'],
    seldomTo: ['bowel', 'urinary'],
    sameOrgan: [],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  bowel: {
    says: 'Bowel',
    sites: families('C18', 'C19', 'C20'),
    not: families('C21'),
    spreadsTo: ['liver', 'lung', 'peritoneum'],
    seldomTo: ['bone', 'skin', 'pleura'],
    sameOrgan: ['bowel'],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  lung: {
    says: 'Lung',
    sites: families('C33', 'C34'),
    not: families('C45'),
    spreadsTo: ['brain', 'bone', 'adrenal', 'liver', 'pleura', 'node_distant', 'mediastinum'],
    seldomTo: ['peritoneum', 'ovary'],
    sameOrgan: ['lung', 'pleura', 'mediastinum'],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  prostate: {
    says: 'Prostate',
    sites: families('C61'),
    not: families('D40'),
    spreadsTo: ['bone', 'node_distant'],
    seldomTo: ['brain', 'peritoneum', 'skin'],
    sameOrgan: ['urinary'],
    prior: 'low',
    because: TNM8,
    status: 'unverified',
  },
  ovary: {
    says: 'Ovary',
    sites: families('C56', 'C57', 'C48'),
    not: families('D391'),
    spreadsTo: ['peritoneum', 'pleura', 'liver', 'node_distant'],
    seldomTo: ['bone', 'brain', 'skin'],
    sameOrgan: ['ovary', 'peritoneum'],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  cervix: {
    says: 'Cervix',
    sites: families('C53'),
    not: families('D06'),
    spreadsTo: ['lung', 'node_distant'],
    seldomTo: ['brain', 'skin'],
    sameOrgan: ['urinary'],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  uterus: {
    says: 'Uterus',
    sites: families('C54', 'C55'),
    not: families('D070'),
    spreadsTo: ['lung', 'peritoneum', 'node_distant'],
    seldomTo: ['brain', 'skin'],
    sameOrgan: ['ovary'],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  vulva: {
    says: 'Vulva and vagina',
    sites: families('C51', 'C52'),
    not: families('D071'),
    spreadsTo: ['node_distant'],
    seldomTo: ['brain', 'bone'],
    sameOrgan: [],
    prior: 'low',
    because: TNM8,
    status: 'unverified',
  },
  pancreas: {
    says: 'Pancreas',
    sites: families('C25'),
    not: [],
    spreadsTo: ['liver', 'peritoneum', 'lung'],
    seldomTo: ['bone', 'brain', 'skin'],
    sameOrgan: [],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  stomach: {
    says: 'Stomach',
    sites: families('C16'),
    not: [],
    spreadsTo: ['liver', 'peritoneum', 'ovary'],
    seldomTo: ['brain', 'skin'],
    sameOrgan: [],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  oesophagus: {
    says: 'Oesophagus',
    sites: families('C15'),
    not: [],
    spreadsTo: ['liver', 'lung', 'node_distant'],
    seldomTo: ['skin', 'ovary'],
    sameOrgan: ['mediastinum'],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  liver: {
    says: 'Liver and bile ducts',
    sites: families('C22', 'C23', 'C24'),
    not: [],
    spreadsTo: ['lung', 'adrenal', 'peritoneum'],
    seldomTo: ['brain', 'skin'],
    sameOrgan: ['liver'],
    prior: 'high',
    because: TNM8,
    status: 'unverified',
  },
  kidney: {
    says: 'Kidney',
    sites: families('C64'),
    not: [],
    spreadsTo: ['lung', 'bone', 'brain', 'adrenal'],
    seldomTo: ['peritoneum', 'ovary'],
    sameOrgan: ['urinary', 'adrenal'],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  bladder: {
    says: 'Bladder and urinary tract',
    sites: families('C65', 'C66', 'C67', 'C68'),
    not: families('D090', 'D414'),
    spreadsTo: ['lung', 'bone', 'liver', 'node_distant'],
    seldomTo: ['brain', 'skin'],
    sameOrgan: ['urinary'],
    prior: 'usual',
    because: TNM8,
    status: 'unverified',
  },
  melanoma: {
    says: 'Melanoma',
    sites: families('C43'),
    not: families('D03'),
    spreadsTo: ['brain', 'lung', 'skin', 'liver'],
    seldomTo: ['pleura'],
    sameOrgan: ['skin'],
    prior: 'low',
    because: TNM8,
    status: 'unverified',
  },
  head_neck: {
    says: 'Head and neck',
    sites: families(
      'C00',
      'C01',
      'C02',
      'C03',
      'C04',
      'C05',
      'C06',
      'C07',
      'C08',
      'C09',
      'C10',
      'C11',
      'C12',
      'C13',
      'C14',
      'C30',
      'C31',
      'C32',
    ),
    not: [],
    spreadsTo: ['lung'],
    seldomTo: ['peritoneum', 'ovary', 'liver'],
    sameOrgan: [],
    prior: 'low',
    because: TNM8,
    status: 'unverified',
  },
  brain: {
    says: 'Brain and central nervous system',
    sites: families('C70', 'C71', 'C72'),
    not: families('D32', 'D33'),
    spreadsTo: [],
    seldomTo: ['bone', 'liver', 'lung'],
    sameOrgan: ['brain', 'cns_other'],
    prior: 'never',
    because: 'Primary brain tumours do not metastasise outside the nervous system; C79.3 names another primary',
    status: 'unverified',
  },
  leukaemia: {
    says: 'Leukaemia',
    sites: families('C91', 'C92', 'C93', 'C94', 'C95'),
    not: [],
    spreadsTo: [],
    seldomTo: [],
    sameOrgan: [],
    prior: 'never',
    because: 'Blood cancers relapse; they are not coded C77 to C79',
    status: 'unverified',
  },
  lymphoma: {
    says: 'Lymphoma',
    sites: families('C81', 'C82', 'C83', 'C84', 'C85', 'C86', 'C88'),
    not: [],
    spreadsTo: [],
    seldomTo: [],
    sameOrgan: ['node_distant', 'node_indeterminate'],
    prior: 'never',
    because: 'Blood cancers relapse; they are not coded C77 to C79',
    status: 'unverified',
  },
  myeloma: {
    says: 'Myeloma',
    sites: families('C90'),
    not: families('D472'),
    spreadsTo: [],
    seldomTo: [],
    sameOrgan: ['bone'],
    prior: 'never',
    because: 'Bone disease is part of myeloma itself',
    status: 'unverified',
  },
} as const satisfies Record<string, CancerType>

export type CancerGroup = keyof typeof CANCER_TYPES
export type AnyGroup = CancerGroup | 'less_common'

const GROUPS = Object.entries(CANCER_TYPES) as [CancerGroup, CancerType][]

/** Non-melanoma skin cancer, secondary and unspecified cancers are primaries of no group. */
const OF_NO_GROUP = ['C44', 'C77', 'C78', 'C79', 'C80', 'C97']

/** The group of an invasive primary; null when the code is not one. */
export function cancerGroupOf(site: string): AnyGroup | null {
  const found = GROUPS.find(([, type]) => coveredByAny(type.sites, site))?.[0]
  if (found) return found
  return site.startsWith('C') && !coveredByAny(OF_NO_GROUP, site) ? 'less_common' : null
}

export const cancerGroupName = (group: string): string =>
  group === 'any'
    ? 'Any cancer'
    : group === 'less_common'
      ? 'Less common cancers'
      : CANCER_TYPES[group as CancerGroup].says

/** How a cancer spreads, for attribution; what is not declared is taken as usual. */
export const spreadOf = (group: AnyGroup): Pick<CancerType, 'spreadsTo' | 'seldomTo' | 'sameOrgan' | 'prior'> =>
  group === 'less_common' ? { spreadsTo: [], seldomTo: [], sameOrgan: [], prior: 'usual' } : CANCER_TYPES[group]
