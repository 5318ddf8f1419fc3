import { EVIDENCE_RULES } from '../../algorithms/rules/evidence/registry.ts'
import type { EvidenceRule } from '../../algorithms/rules/evidence/rule.ts'
import { VIEWS } from '../../algorithms/rules/evidence/views.ts'
import { partsOf, toWords } from '../../algorithms/rules/where.ts'
import { code, codes, type Page, page, sentence, statusMark, table } from './markdown.ts'

/** The pages of the evidence rules and of the facts they look at. */
export const evidencePages = (): readonly Page[] => [
  page(
    'evidence-rules',
    'Evidence rules',
    `The ${EVIDENCE_RULES.length} rules that say what one fact shows about breast cancer, and what it is worth alone. How items combine is in [Policy](policy.md#certainty); the facts are in [Views](views.md). An *unverified* rule rests on professional knowledge and is to be checked against its source before anyone relies on it.`,
    table(
      ['rule', 'says', 'shows', 'worth alone', 'status'],
      EVIDENCE_RULES.map((rule) => [
        `[${rule.id}](#${rule.id})`,
        rule.says,
        rule.shows,
        rule.strength,
        statusMark(rule.status),
      ]),
    ),
    ...EVIDENCE_RULES.map(described),
  ),
  page(
    'views',
    'Views: the facts that rules look at',
    'A view is one kind of fact: a source row read in clinical terms, or several rows folded into one. A condition in a rule can name these columns and no others.',
    ...Object.entries(VIEWS).map(([name, view]) =>
      [
        `## \`${name}\``,
        `${sentence(view.says)} From \`${view.source}\`, evidence family \`${view.family}\`.`,
        table(
          ['column', 'what it holds'],
          Object.entries(view.columns).map(([column, says]) => [code(column), sentence(says)]),
        ),
      ].join('\n\n'),
    ),
  ),
]

function described(rule: EvidenceRule): string {
  const view = VIEWS[rule.view]
  return [
    `## ${rule.id}`,
    `**${sentence(rule.says)}**`,
    [
      `- Looks at: ${view.says.toLowerCase()} ([\`${rule.view}\`](views.md#${rule.view}), from \`${view.source}\`).`,
      `- Counts when all of these hold:\n${partsOf(rule.where)
        .map((part) => `  - ${toWords(part)}`)
        .join('\n')}`,
      `- Shows: ${showsInWords(rule)}.`,
      `- Worth: ${worthInWords(rule)}.`,
      `- Dated by: ${codes(rule.on, ', else ')}; basis of onset \`${rule.basis}\`.`,
      ...(rule.site === undefined
        ? []
        : [`- Metastatic site: ${rule.site === 'from-fact' ? 'as the row tells' : rule.site.replaceAll('_', ' ')}.`]),
      `- Because: ${sentence(rule.because)} Status: ${statusMark(rule.status)}.`,
    ].join('\n'),
    table(
      ['example', 'counts', 'given'],
      rule.examples.map(({ given, counts, note }) => [
        note,
        counts ? 'yes' : 'no',
        Object.entries(given)
          .map(([column, value]) => `${column} = ${String(value)}`)
          .join(', ') || 'nothing',
      ]),
    ),
  ].join('\n\n')
}

function showsInWords(rule: EvidenceRule): string {
  const words: string[] = [rule.shows]
  if (rule.also) words.push(`beside it ${rule.also.shows} of an extent the row does not tell (${rule.also.strength})`)
  if (rule.namesClass) words.push(`the source itself says ${rule.namesClass}`)
  if (rule.alone) words.push(`without distant evidence of another kind, no more than ${rule.alone}`)
  if (rule.onlyCancer) words.push('only where no competing primary is known')
  return words.join('; ')
}

function worthInWords({ strength, withCompany }: EvidenceRule): string {
  if (!withCompany) return strength
  const except = withCompany.notOf.length === 0 ? '' : `, other than ${codes(withCompany.notOf)}`
  return `${strength}; ${withCompany.strength} when a distant item of another family stands near it${except}`
}
