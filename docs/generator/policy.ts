import { ATTRIBUTION, ATTRIBUTION_MARGIN } from '../../algorithms/rules/attribution.ts'
import { COMBINATIONS } from '../../algorithms/rules/certainty.ts'
import { DEFINITIONS, definitionName } from '../../algorithms/rules/definition.ts'
import {
  DERIVED_FROM_EVENTS,
  NATIONAL,
  NOT_AUDITED,
  PROTECTED_WIDTH,
  SUB_NATIONAL,
} from '../../algorithms/rules/disclosure.ts'
import { CERTAINTY_CUTS, MEASURES } from '../../algorithms/rules/measures.ts'
import { DELAY_OF_CODES_ALONE, LATER_BY, ONSET_DELAYS, SAMPLED_BASES } from '../../algorithms/rules/onset.ts'
import { PRESENTATION } from '../../algorithms/rules/presentation.ts'
import { BREAKDOWN_VALUES, RELEASE_PLAN, releasesOf, REPORTING_WINDOW } from '../../algorithms/rules/release-plan.ts'
import { WINDOWS } from '../../algorithms/rules/windows.ts'
import { code, codes, type Page, page, sentence, statusMark, table } from './markdown.ts'

/** The pages of declared choices: how evidence becomes an episode, and how counts are published. */
export const policyPages = (): readonly Page[] => [
  page(
    'policy',
    'Policy of the definition',
    'Choices that are policy and not code. Each says who made it; *unverified* ones are to be checked against their source before anyone relies on them.',
    '## Definitions',
    table(
      ['definition', 'status', 'says', 'because', 'cancer groups'],
      DEFINITIONS.map((one) => [
        code(definitionName(one)),
        one.status,
        sentence(one.says),
        sentence(one.because),
        one.cancerGroups.join(', '),
      ]),
    ),
    '## Certainty',
    'What the evidence of one episode amounts to. Tried from the top; the first that holds is the answer.',
    table(
      ['combination', 'gives', 'holds when there is', 'because'],
      COMBINATIONS.map(({ id, gives, says, because }) => [code(id), `**${gives}**`, sentence(says), sentence(because)]),
    ),
    '## Windows',
    'Every length of time that the decision uses, in days. A range includes both its ends.',
    table(
      ['window', 'days', 'says', 'because', 'status'],
      Object.entries(WINDOWS).map(([name, { value, says, because, status }]) => [
        code(name),
        typeof value === 'number' ? String(value) : `${value.from} to ${value.to}`,
        sentence(says),
        sentence(because),
        statusMark(status),
      ]),
    ),
    '## Attribution',
    `When spread could belong to several primaries, points speak for each; the best must lead by ${ATTRIBUTION_MARGIN}, else attribution is uncertain.`,
    table(
      ['reason', 'points', 'says', 'because', 'status'],
      Object.entries(ATTRIBUTION).map(([name, { points, says, because, status }]) => [
        code(name),
        points > 0 ? `+${points}` : String(points),
        sentence(says),
        sentence(because),
        statusMark(status),
      ]),
    ),
    '## Onset',
    `The earliest an onset can have been lies this many days before its date, by the kind of row that dates it (95th centile). The latest lies ${LATER_BY.sampled} days after a date of ${SAMPLED_BASES.join(', ')}, ${LATER_BY.other} after any other. Where nothing but hospital codes or a death speaks of the disease it may have been there ${DELAY_OF_CODES_ALONE.days} days: ${DELAY_OF_CODES_ALONE.because.charAt(0).toLowerCase()}${DELAY_OF_CODES_ALONE.because.slice(1)}.`,
    table(
      ['basis', 'days', 'because', 'status'],
      Object.entries(ONSET_DELAYS).map(([basis, { days, because, status }]) => [
        code(basis),
        String(days),
        sentence(because),
        statusMark(status),
      ]),
    ),
  ),
  page(
    'publication',
    'What is published, and how it is protected',
    '## Disclosure policy',
    table(
      ['policy', 'says', 'because'],
      [SUB_NATIONAL, NATIONAL].map(({ id, says, because }) => [code(id), sentence(says), sentence(because)]),
    ),
    `Figures that cannot be computed from published counts need at least ${DERIVED_FROM_EVENTS} events. The national policy applies only where \`sources.json\` says that the data cover England. Other counts are shown one at a time, what is asked for most first, unless one would let a reader narrow a hidden small count to fewer than ${PROTECTED_WIDTH + 1} numbers: [decision 0010](../decisions/0010-hiding-small-numbers.md). No disclosure audit exists yet: a run that is not synthetic says *${NOT_AUDITED}*.`,
    '## Measures',
    table(
      ['table', 'says', 'who is counted', 'divided by', 'limits', 'caveat'],
      MEASURES.map((measure) => [
        code(measure.table),
        sentence(measure.says),
        sentence(measure.numerator),
        measure.denominator === null
          ? measure.of === undefined
            ? 'nothing'
            : code(measure.of)
          : measure.denominator === 'people'
            ? 'people registered on the last day'
            : 'mean of the month-ends × years',
        measure.interval ?? 'none',
        measure.caveat,
      ]),
    ),
    'A period is not available until the slowest of the sources it needs is complete: ' +
      [...new Set(MEASURES.flatMap(({ needs }) => needs))].map(code).join(', ') +
      `. Routes to diagnosis take ${PRESENTATION.routesSettle.value} months: ${code('ep_rtd')} is not available before.`,
    MEASURES.flatMap(({ table: name, ofWholesAlone }) =>
      ofWholesAlone === undefined
        ? []
        : [
            `Of ${code(name)}, ${ofWholesAlone.map(code).join(', ')} are published for a year or more of everyone in a board or extract: cut finer, nearly all would be hidden.`,
          ],
    ).join('\n\n'),
    '## Cuts of certainty',
    table(
      ['cut', 'certainties that are in'],
      Object.entries(CERTAINTY_CUTS).map(([cut, certainties]) => [code(cut), certainties.join(', ')]),
    ),
    '## Release plan',
    'Only these cells are published; everything else stays internal.',
    table(
      ['figures', 'areas', 'cut by', 'periods'],
      (Object.keys(RELEASE_PLAN) as (keyof typeof RELEASE_PLAN)[]).flatMap((plan) =>
        releasesOf(plan).map(({ geographies, breakdowns, periods }) => [
          plan,
          codes(geographies),
          codes(breakdowns),
          codes(periods),
        ]),
      ),
    ),
    `The first day reported lies ${REPORTING_WINDOW.washoutMonths} months after the first day of the data. ${REPORTING_WINDOW.financialYears} whole financial years stand before the one that holds the cut. An area is published when the extract holds at least ${REPORTING_WINDOW.smallestArea.toLocaleString('en-GB')} people of it on the last month-end. ${sentence(REPORTING_WINDOW.because)}`,
    '## Breakdowns',
    table(
      ['breakdown', 'values'],
      Object.entries(BREAKDOWN_VALUES).map(([breakdown, values]) => [code(breakdown), codes(values)]),
    ),
  ),
]
