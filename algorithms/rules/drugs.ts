import { type Day, day } from '../domain/day.ts'
import { DefinitionError } from '../domain/trouble.ts'
import type { Status } from './codelists/codelist.ts'

/** What a medicine says of the disease: given for metastatic disease only, for either, or for early disease only. */
export type DrugUse = 'metastatic' | 'either' | 'adjuvant'

interface DrugRule {
  /** The normalised name: lower case, no salt, dose or brand. */
  readonly drug: string
  readonly brands: readonly string[]
  /** What the medicine was used for from a day on, oldest first; the first entry has no day. */
  readonly use: readonly { readonly from?: Day; readonly is: DrugUse }[]
  /** Longest adjuvant course in days; null where there is none. */
  readonly longestAdjuvantDays: number | null
  /** Used in breast cancer and no other, so that it names the cancer it is given for. */
  readonly breastOnly: boolean
  readonly because: string
  readonly status: Status
}

const metastatic = (drug: string, because: string, brands: readonly string[] = [], breastOnly = false): DrugRule => ({
  drug,
  brands,
  use: [{ is: 'metastatic' }],
  longestAdjuvantDays: null,
  breastOnly,
  because,
  status: 'unverified',
})
const either = (
  drug: string,
  because: string,
  brands: readonly string[] = [],
  longestAdjuvantDays: number | null = null,
): DrugRule => ({
  drug,
  brands,
  use: [{ is: 'either' }],
  longestAdjuvantDays,
  breastOnly: false,
  because,
  status: 'unverified',
})
const crossed = (
  drug: string,
  from: string,
  longestAdjuvantDays: number,
  because: string,
  brands: readonly string[],
  status: Status,
  breastOnly: boolean,
): DrugRule => ({
  drug,
  brands,
  use: [{ is: 'metastatic' }, { from: day(from), is: 'either' }],
  longestAdjuvantDays,
  breastOnly,
  because,
  status,
})

/** Breast cancer medicines in England. Rules expire: a medicine that crosses into early disease gets a dated entry. */
export const BREAST_DRUGS: readonly DrugRule[] = [
  metastatic('palbociclib', 'NICE TA495 (2017), TA836; adjuvant trials negative', ['ibrance'], true),
  crossed(
    'ribociclib',
    '2025-08-01',
    1095,
    'NICE TA496 (2017), TA687; adjuvant TA1086 (August 2025)',
    ['kisqali'],
    'unverified',
    true,
  ),
  crossed(
    'abemaciclib',
    '2022-07-20',
    730,
    'NICE TA563, TA725; adjuvant TA810 (20 July 2022), two years',
    ['verzenio', 'verzenios'],
    'verified',
    true,
  ),
  metastatic(
    'fulvestrant',
    'Companion of CDK4/6 inhibitors, alpelisib and capivasertib; NICE TA239 not recommended alone',
    ['faslodex'],
    true,
  ),
  metastatic('alpelisib', 'NICE TA816 (2022)', ['piqray'], true),
  metastatic('capivasertib', 'NICE TA1063 (2025)', ['truqap'], true),
  metastatic('elacestrant', 'NICE TA1036 (2025)', ['korserdu'], true),
  metastatic('everolimus', 'With exemestane: NICE TA421 (2016)', ['afinitor']),
  crossed(
    'trastuzumab emtansine',
    '2020-06-10',
    300,
    'Metastatic NICE TA458 (2017); residual disease TA632 (10 June 2020), 14 cycles',
    ['kadcyla', 't-dm1'],
    'verified',
    true,
  ),
  metastatic('trastuzumab deruxtecan', 'NICE TA704, TA862', ['enhertu', 't-dxd']),
  metastatic('tucatinib', 'NICE TA786 (2022)', ['tukysa'], true),
  metastatic('lapatinib', 'Cancer Drugs Fund, legacy', ['tyverb'], true),
  either(
    'pertuzumab',
    'Neoadjuvant NICE TA424 (2016); metastatic TA509 (2018); adjuvant TA569 (2019)',
    ['perjeta', 'phesgo', 'pertuzumab + trastuzumab'],
    365,
  ),
  either(
    'trastuzumab',
    'Adjuvant NICE TA107 (2006), 18 cycles',
    ['herceptin', 'ontruzant', 'herzuma', 'kanjinti', 'ogivri', 'trazimera', 'zercepac'],
    365,
  ),
  {
    drug: 'neratinib',
    brands: ['nerlynx'],
    use: [{ is: 'adjuvant' }],
    longestAdjuvantDays: 365,
    breastOnly: true,
    because: 'Extended adjuvant NICE TA612 (2019)',
    status: 'verified',
  },
  {
    drug: 'olaparib',
    brands: ['lynparza'],
    use: [{ is: 'either' }],
    longestAdjuvantDays: 365,
    breastOnly: false,
    because: 'Adjuvant NICE TA886 (2023), one year; metastatic TA1040 (2025)',
    status: 'verified',
  },
  metastatic('talazoparib', 'NICE TA952 (2024)', ['talzenna'], true),
  crossed(
    'pembrolizumab',
    '2022-12-14',
    365,
    'Metastatic NICE TA801 (2022); (neo)adjuvant TA851 (14 December 2022)',
    ['keytruda'],
    'unverified',
    false,
  ),
  metastatic('atezolizumab', 'With nab-paclitaxel: NICE TA639 (2020)', ['tecentriq']),
  metastatic('sacituzumab govitecan', 'NICE TA819 (2022)', ['trodelvy'], true),
  metastatic('eribulin', 'NICE TA423 (2016)', ['halaven']),
  metastatic('vinorelbine', 'NICE CG81', ['navelbine']),
  either(
    'capecitabine',
    'Metastatic NICE TA62; adjuvant for residual triple negative disease, 6 to 8 cycles',
    ['xeloda'],
    180,
  ),
  metastatic('gemcitabine', 'With paclitaxel: NICE TA116 (2007)', ['gemzar']),
  either(
    'nab-paclitaxel',
    'Metastatic, or in place of a taxane after allergy',
    ['abraxane', 'paclitaxel albumin bound', 'paclitaxel albumin-bound', 'paclitaxel albumin'],
    180,
  ),
  metastatic('liposomal doxorubicin', 'Off label in metastatic breast cancer', [
    'caelyx',
    'pegylated liposomal doxorubicin',
    'doxorubicin liposomal',
    'doxorubicin pegylated liposomal',
    'myocet',
  ]),
  metastatic('bevacizumab', 'Cancer Drugs Fund 2011 to 2015; NICE TA214 not recommended', ['avastin']),
  either('carboplatin', 'Neoadjuvant in triple negative disease, else metastatic', [], 180),
  either('cisplatin', 'Seldom used in breast cancer', [], 180),
  either('docetaxel', 'Early and metastatic', ['taxotere'], 180),
  either('paclitaxel', 'Early and metastatic', ['taxol'], 180),
  either('doxorubicin', 'AC; early and metastatic', ['adriamycin'], 180),
  either('epirubicin', 'EC, FEC; early and metastatic', [], 180),
  either('cyclophosphamide', 'EC, FEC, TC; early and metastatic', [], 180),
  either('fluorouracil', 'FEC; early and metastatic', ['5-fluorouracil', '5fu'], 180),
  either('methotrexate', 'CMF; early and metastatic', [], 180),
]

/** Given for osteoporosis, adjuvantly or for bone metastases: judged by dose and spacing, never by name. */
export const BONE_DRUGS = {
  denosumab: ['xgeva', 'prolia'],
  'zoledronic acid': ['zoledronate', 'zometa', 'aclasta'],
} as const

/**
 * What marks a course as given for bone metastases, in milligrams and days. 3 to 3.5 mg of zoledronic acid where the
 * kidneys are weak: Zometa, summary of product characteristics, 4.2.
 */
export const BONE_COURSES = {
  denosumab: { leastMg: 120, mostMg: 120, doses: 2, withinDays: 70 },
  'zoledronic acid': { leastMg: 3, mostMg: 4, doses: 3, apartAtMostDays: 42 },
} as const

/** No information by itself: endocrine treatment runs to ten years after early disease. */
export const ENDOCRINE_DRUGS = [
  'tamoxifen',
  'anastrozole',
  'letrozole',
  'exemestane',
  'goserelin',
  'leuprorelin',
  'megestrol',
] as const

const SALTS =
  /\b(hydrochloride|sodium|citrate|tartrate|ditartrate|mesilate|mesylate|tosylate|besylate|succinate|acetate|phosphate|monohydrate|hcl)\b/g
const DOSES = /(?<![\w-])\d+([.,]\d+)?\s*(mg|mcg|g|ml|units?)\b(\/\w+)?/g
const FORMS =
  /\b(iv|sc|po|oral|infusion|injection|tablets?|capsules?|subcutaneous|intravenous|solution|dispersion|powder|for|pre-?filled|syringes?|pens?|weekly|concentrate|vials?|biosimilar)\b/g

/** A medicine's name without salt, dose, form or brand; the whole name is compared, never a part of it. */
export function drugNamed(text: string): string {
  // What stands in brackets can be the kind of medicine, "doxorubicin (liposomal)", or a remark.
  const whole = text.includes('(') ? GENERIC_BY_BRAND.get(plainName(text.replace(/[()]/g, ' '))) : undefined
  if (whole !== undefined) return whole
  const plain = plainName(text.replace(/\(.*?\)/g, ' '))
  return GENERIC_BY_BRAND.get(plain) ?? plain
}

const plainName = (text: string): string =>
  text
    .toLowerCase()
    .replace(SALTS, ' ')
    .replace(DOSES, ' ')
    .replace(FORMS, ' ')
    .replace(/[^a-z0-9+\- ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The medicines of a regimen's name, where its rows do not name them one by one. */
export const drugsInRegimen = (regimen: string): readonly string[] =>
  regimen
    .split(/[+&,;/]|\band\b|\bwith\b/i)
    .map(drugNamed)
    .filter((name) => RULE_BY_DRUG.has(name))

/** Undefined for a medicine that the list does not hold. */
export const drugRule = (drug: string): DrugRule | undefined => RULE_BY_DRUG.get(drug)

/** What a medicine was used for on a day; null for one that the list does not hold. */
export function drugUseOn(drug: string, on: Day): DrugUse | null {
  const rule = RULE_BY_DRUG.get(drug)
  if (!rule) return null
  return rule.use.findLast(({ from }) => from === undefined || from <= on)!.is
}

const RULE_BY_DRUG = new Map(BREAST_DRUGS.map((rule) => [rule.drug, rule]))

const GENERIC_BY_BRAND = new Map([
  ...BREAST_DRUGS.flatMap((rule) => rule.brands.map((brand) => [brand, rule.drug] as const)),
  ...Object.entries(BONE_DRUGS).flatMap(([drug, brands]) => brands.map((brand) => [brand as string, drug] as const)),
])

if (RULE_BY_DRUG.size < BREAST_DRUGS.length) throw new DefinitionError('breast-drugs', 'Remove the repeated medicine.')
