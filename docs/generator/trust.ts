import { LATEST_BENCHMARKS } from '../../algorithms/rules/benchmarks.ts'
import { COMPLETE_ENOUGH, TRUST } from '../../algorithms/rules/trust.ts'
import { code, codes, type Page, page, sentence, table } from './markdown.ts'

/** The page of what each measure rests on, and of the published figures ours are set beside. */
export const trustPages = (): readonly Page[] => [
  page(
    'trust',
    'What each measure rests on, and what it is compared with',
    '## Before you use a number',
    `What \`can_i_use_this\` says of each measure follows from these. An item that is filled for less than ${COMPLETE_ENOUGH}% makes its measure incomplete (declared here, unverified).`,
    table(
      ['measure', 'cancer group', 'needs all of', 'needs one of', 'items whose filling limits it', 'says'],
      TRUST.map(({ measure, cancerGroup, rests, restsOnOne, items, says }) => [
        code(measure),
        cancerGroup,
        codes(rests),
        codes(restsOnOne),
        codes(items.map(({ source, item }) => `${source}.${item}`)),
        sentence(says),
      ]),
    ),
    '## Published figures',
    'What `benchmark_panel` sets ours beside. Of figures published year by year, the latest.',
    table(
      ['measure', 'cancer group', 'period', 'figure', 'of whom', 'comparable', 'citation'],
      LATEST_BENCHMARKS.map((one) => [
        code(one.measure),
        one.cancer_group,
        one.period,
        figureOf(one),
        one.population,
        one.not_comparable === undefined ? 'yes' : `no: ${one.not_comparable}`,
        one.citation,
      ]),
    ),
  ),
]

function figureOf({ events, of, percent, per_100k: rate, years }: (typeof LATEST_BENCHMARKS)[number]): string {
  const after = years === undefined ? '' : ` at ${years} ${years === 1 ? 'year' : 'years'}`
  if (rate !== undefined) return `${rate} per 100,000`
  if (percent !== undefined) return `${percent}%${after}`
  if (events !== undefined && of !== undefined)
    return `${((100 * events) / of).toFixed(1)}% (${events.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')})${after}`
  return events === undefined ? '' : events.toLocaleString('en-GB')
}
