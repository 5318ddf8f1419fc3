import { readdirSync } from 'node:fs'
import { dayText } from '../../algorithms/domain/day.ts'
import { CANCER_TYPES } from '../../algorithms/rules/cancer-types.ts'
import type { Codelist } from '../../algorithms/rules/codelists/codelist.ts'
import { BONE_DRUGS, BREAST_DRUGS, ENDOCRINE_DRUGS } from '../../algorithms/rules/drugs.ts'
import { code, codes, type Page, page, sentence, statusMark, table } from './markdown.ts'

/** The pages of cancer types, medicines and code lists. */
export const clinicalListPages = async (): Promise<readonly Page[]> => [
  page(
    'cancer-types',
    'Cancer types',
    'What is known of each cancer when spread is to be attributed to a primary. Only those of the definition are decided; the others compete.',
    table(
      ['cancer', 'sites', 'not', 'spreads to', 'seldom to', 'a secondary there is likely itself', 'spreads', 'status'],
      Object.entries(CANCER_TYPES).map(([name, type]) => [
        `${type.says} (${code(name)})`,
        codes(type.sites),
        codes(type.not),
        spoken(type.spreadsTo),
        spoken(type.seldomTo),
        spoken(type.sameOrgan),
        type.prior,
        statusMark(type.status),
      ]),
    ),
    `Because: ${[...new Set(Object.values(CANCER_TYPES).map(({ because }) => because))].map(sentence).join(' ')}`,
  ),
  page(
    'medicines',
    'Medicines',
    'What a medicine says of breast cancer on the day it is given. Names are compared whole, after salt, dose, form and brand are taken away, never by a part of the name. A medicine that crosses into early disease changes its meaning on a day.',
    table(
      ['medicine', 'brands', 'means', 'longest adjuvant course', 'breast only', 'because', 'status'],
      BREAST_DRUGS.map(({ drug, brands, use, longestAdjuvantDays, breastOnly, because, status }) => [
        drug,
        brands.join(', '),
        use.map(({ from, is }) => (from === undefined ? is : `from ${dayText(from)} ${is}`)).join('; '),
        longestAdjuvantDays === null ? 'none' : `${longestAdjuvantDays} days`,
        breastOnly ? 'yes' : 'no',
        sentence(because),
        statusMark(status),
      ]),
    ),
    `**Bone medicines** are judged by dose and spacing, never by name: ${Object.entries(BONE_DRUGS)
      .map(([drug, brands]) => `${drug} (${brands.join(', ')})`)
      .join('; ')}.`,
    `**Endocrine medicines** say nothing by themselves, since they are given for up to ten years after early disease: ${ENDOCRINE_DRUGS.join(', ')}.`,
  ),
  page(
    'code-lists',
    'Code lists',
    'Codes in ICD-10, OPCS-4 and Read are families: each covers every code that begins with it. SNOMED CT and dm+d codes are whole.',
    ...(await everyCodelist()).map((list) =>
      [
        `## ${list.id}`,
        `${sentence(list.says)} ${SYSTEM_NAMES[list.system]}, ${list.codes.length} ${list.codes.length === 1 ? 'code' : 'codes'}, ${statusMark(list.status)}. Source: ${sentence(list.source)}`,
        codes(list.codes),
      ].join('\n\n'),
    ),
  ),
]

const spoken = (names: readonly string[]): string => names.map((name) => name.replaceAll('_', ' ')).join(', ')

const SYSTEM_NAMES: Readonly<Record<Codelist['system'], string>> = {
  icd10: 'ICD-10',
  opcs4: 'OPCS-4',
  snomed: 'SNOMED CT',
  read: 'Read v2 and CTV3',
  dmd: 'dm+d',
}

const FOLDER = new URL('../../algorithms/rules/codelists/', import.meta.url)

/** Whatever the folder of code lists exports, so that a new list needs no mention here. */
async function everyCodelist(): Promise<readonly Codelist[]> {
  const found = new Map<string, Codelist>()
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.ts'))) {
    const exported = (await import(new URL(name, FOLDER).href)) as Readonly<Record<string, unknown>>
    for (const list of Object.values(exported).flat()) if (isCodelist(list)) found.set(list.id, list)
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

const isCodelist = (value: unknown): value is Codelist =>
  typeof value === 'object' && value !== null && 'system' in value && 'codes' in value && 'id' in value
