import type { CancerGroupRule, Morphologies } from '../../algorithms/rules/cancer-groups/group.ts'
import { NDRS_2023, ndrsKey } from '../../algorithms/rules/cancer-groups/ndrs-2023.ts'
import { PRESENTATION } from '../../algorithms/rules/presentation.ts'
import { code, codes, type Page, page, sentence, statusMark, table } from './markdown.ts'

/** The pages of emergency presentation and of the cancer groups that it is counted in. */
export const presentationPages = (): readonly Page[] => [
  page(
    'emergency-presentation',
    'Emergency presentation',
    'Three named measures that are never mixed: `ep_30d`, an emergency admission up to 30 days before diagnosis; `ep_first`, the first admission with cancer was an emergency; `ep_rtd`, the registry says that the route was one. Each is yes, no or *not determinable*. This is everything they leave to choice.',
    table(
      ['choice', 'value', 'says', 'because', 'status'],
      Object.entries(PRESENTATION).map(([name, { value, says, because, status }]) => [
        code(name),
        valueInWords(value),
        sentence(says),
        sentence(because),
        statusMark(status),
      ]),
    ),
  ),
  page(
    'cancer-groups',
    'Detailed cancer groups',
    `Groups of the National Disease Registration Service, as \`${ndrsKey('<code>')}\` in the column \`cancer_group\`. A tumour belongs to a main group and at most one of its parts; the *rest* of a main group is what its other parts leave. Groups that cross sites also count tumours of another group: the two are never added up.`,
    table(
      ['code', 'group', 'part of', 'sites', 'histologies', 'further', 'stageable from', 'status'],
      NDRS_2023.map((group) => [
        code(group.code),
        group.says,
        group.partOf === null ? '' : code(group.partOf),
        group.sites ? codes(group.sites) : '',
        histologiesOf(group),
        furtherOf(group),
        group.stageableFrom === null ? 'never' : String(group.stageableFrom),
        statusMark(group.status),
      ]),
    ),
    `Because: ${[...new Set(NDRS_2023.map(({ because }) => because))].map(sentence).join(' ')}`,
  ),
]

/** A value of whatever shape, as a reader would write it down. */
function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${valueInWords(inner)}`)
    .join('; ')
}

const listed = (morphologies: Morphologies): string =>
  morphologies.map((one) => (typeof one === 'number' ? String(one) : `${one[0]} to ${one[1]}`)).join(', ')

const histologiesOf = ({ morphologies, notMorphologies }: CancerGroupRule): string =>
  [morphologies ? listed(morphologies) : '', notMorphologies ? `not ${listed(notMorphologies)}` : '']
    .filter((part) => part !== '')
    .join('; ')

const furtherOf = (group: CancerGroupRule): string =>
  [
    group.isRest ? 'the rest' : '',
    group.crossesSites ? 'crosses sites' : '',
    group.sex ?? '',
    group.behaviours ? `behaviour ${group.behaviours.join(', ')}` : '',
    group.t ? `T ${group.t.join(', ')}` : '',
    group.sitesWithoutMorphology ? `without a histology: ${group.sitesWithoutMorphology.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ')
