import { DETAILED_GROUPS, HEADLINE_GROUPS } from './cancer-groups/groups-of.ts'
import type { DeclaredSum, Dimensions, Measure } from './measures.ts'
import { EP_MEASURES, type EpMeasure, PRESENTATION, SUBROUTES } from './presentation.ts'

/** Values that stand for the sum of the others. */
const WHOLE = { subroute: 'all', appropriateness: 'all', onset_basis: 'any' } as const

export const APPROPRIATENESS = { yes: 'may_be_appropriate', no: 'other' } as const
export const ONSET_BASIS = { alone: 'admission_alone', notAlone: 'not_admission_alone' } as const

const ROUTES = Object.keys(SUBROUTES)

const atFirst = (ep_measure: EpMeasure, given: Partial<typeof WHOLE> | Dimensions = {}): Dimensions => ({
  stage: 'first_diagnosis',
  ep_measure,
  onset_basis: WHOLE.onset_basis,
  subroute: WHOLE.subroute,
  appropriateness: WHOLE.appropriateness,
  ...given,
})

const atRecurrence = (onset_basis: string): Dimensions => ({ ...atFirst('ep_30d'), stage: 'recurrence', onset_basis })

/** The measures that read admissions: they alone know the sub-route and the length of the stay. */
const BY_ADMISSION: readonly EpMeasure[] = ['ep_30d', 'ep_first']

const DETERMINED = ['emergency', 'all_presentations', 'not_determined'] as const
const BY_SUBROUTE: readonly string[] = ['emergency', 'zero_day']

/** The leaves that a row adds up: sub-route, stratum and basis of onset are each counted apart. */
function presentationsCountedAs(count: string, dimensions: Dimensions): readonly Dimensions[] {
  const { stage, ep_measure, onset_basis, subroute, appropriateness } = dimensions as Record<string, string>
  const routes =
    BY_SUBROUTE.includes(count) && subroute === WHOLE.subroute && ep_measure !== 'ep_rtd' ? ROUTES : [subroute!]
  const isDenominator = !BY_SUBROUTE.includes(count)
  const strata = appropriateness === WHOLE.appropriateness ? Object.values(APPROPRIATENESS) : [appropriateness!]
  const bases =
    stage === 'recurrence' && onset_basis === WHOLE.onset_basis ? Object.values(ONSET_BASIS) : [onset_basis!]
  return (isDenominator ? [WHOLE.subroute] : routes).flatMap((route) =>
    strata.flatMap((stratum) =>
      bases.map((basis) => ({ ...dimensions, onset_basis: basis, subroute: route, appropriateness: stratum })),
    ),
  )
}

const toWhole =
  (column: keyof typeof WHOLE) =>
  (dimensions: Dimensions): Dimensions | null =>
    dimensions[column] === WHOLE[column] ? null : { ...dimensions, [column]: WHOLE[column] }

const itself = (dimensions: Dimensions): Dimensions => dimensions

function sumInRow(part: string, whole: string, rest: NonNullable<DeclaredSum['rest']>): DeclaredSum {
  return { part, whole, wholeAt: itself, isExact: false, rest }
}

const PRESENTATION_SUMS: readonly DeclaredSum[] = [
  { part: 'emergency', whole: 'emergency', wholeAt: toWhole('subroute'), isExact: true },
  ...[...DETERMINED, 'zero_day', 'emergency_with_ecds'].flatMap((count): DeclaredSum[] => [
    { part: count, whole: count, wholeAt: toWhole('appropriateness'), isExact: true },
    {
      part: count,
      whole: count,
      wholeAt: toWhole('onset_basis'),
      isExact: false,
      rest: { says: 'onsets that rest on admissions alone', isProtected: false },
    },
  ]),
  // That everyone in a cell presented as an emergency is told of each of them.
  sumInRow('emergency', 'all_presentations', { says: 'presentations that were no emergency', isProtected: true }),
  sumInRow('zero_day', 'emergency', { says: 'emergencies that stayed overnight', isProtected: false }),
  sumInRow('emergency', 'emergency_with_ecds', { says: 'emergencies that ECDS alone shows', isProtected: false }),
  sumInRow('emergency_with_ecds', 'all_presentations', { says: 'no emergency in ECDS either', isProtected: false }),
]

const IN_30_DAYS = [...DETERMINED, 'zero_day', 'emergency_with_ecds']
const FIRST_ADMISSION = [...DETERMINED, 'zero_day']

const STAGE_GROUPS = ['1_2', '3_4', 'unstaged', 'not_stageable'] as const
const STAGED = ['1_2', '3_4'] as const
const ALL_STAGES = { stage_group: '1_2' } as const

const hasStage = ({ stage_group }: Dimensions): boolean => (STAGED as readonly string[]).includes(stage_group!)

export const PRESENTATION_MEASURES: readonly Measure[] = [
  {
    table: 'emergency_presentation_rates',
    says: 'Emergency presentations',
    plan: 'events',
    numerator:
      'ep_30d: registered tumours, or onsets of distant disease, with an emergency admission 0 to 30 days before. ep_first: people with no earlier tumour whose first malignant admission was an emergency. ep_rtd: registered tumours whose registry route is emergency presentation. Of people registered on the day',
    denominator: null,
    interval: 'wilson',
    of: 'all_presentations',
    counts: IN_30_DAYS,
    dimensions: null,
    countedBy: 'quarter',
    countedAs: presentationsCountedAs,
    decidedAt: (count, dimensions) =>
      BY_SUBROUTE.includes(count) ? dimensions : { ...dimensions, subroute: WHOLE.subroute },
    sums: PRESENTATION_SUMS,
    addsUpOverGroups: ({ stage }) => stage === 'first_diagnosis',
    parts: [
      { groups: HEADLINE_GROUPS, plan: 'events', dimensions: [atFirst('ep_30d')], counts: IN_30_DAYS },
      { groups: HEADLINE_GROUPS, plan: 'events', dimensions: [atFirst('ep_first')], counts: FIRST_ADMISSION },
      { groups: HEADLINE_GROUPS, plan: 'events', dimensions: [atFirst('ep_rtd')], counts: DETERMINED },
      {
        groups: HEADLINE_GROUPS,
        plan: 'eventsByYear',
        dimensions: BY_ADMISSION.flatMap((measure) => ROUTES.map((subroute) => atFirst(measure, { subroute }))),
        counts: DETERMINED,
      },
      {
        groups: HEADLINE_GROUPS,
        plan: 'eventsByYear',
        dimensions: EP_MEASURES.flatMap((measure) =>
          Object.values(APPROPRIATENESS).map((appropriateness) => atFirst(measure, { appropriateness })),
        ),
        counts: DETERMINED,
      },
      {
        groups: DETAILED_GROUPS,
        plan: 'eventsByYear',
        dimensions: EP_MEASURES.map((measure) => atFirst(measure)),
        counts: DETERMINED,
      },
      {
        groups: 'definition',
        plan: 'events',
        dimensions: [WHOLE.onset_basis, ONSET_BASIS.notAlone].map(atRecurrence),
        counts: IN_30_DAYS,
      },
    ],
    ofWholesAlone: ['not_determined', 'zero_day', 'emergency_with_ecds'],
    needs: ['registration', 'apc'],
    settlesAfter: ({ ep_measure }) => (ep_measure === 'ep_rtd' ? PRESENTATION.routesSettle.value : 0),
    caveat:
      'Counts beside the share (not_determined, zero_day, emergency_with_ecds) are published for a year or more of everyone in a board or extract. The three measures have different denominators and are never mixed: ep_30d and ep_rtd count registered tumours, ep_first people admitted. Sites and histological groups overlap and are never added up. Same-day emergency care that moves to ECDS lowers admissions: emergency_with_ecds shows by how much.',
  },
  {
    table: 'stage_at_diagnosis',
    says: 'Stage at diagnosis',
    plan: 'events',
    numerator: 'Registered tumours by stage group, of people registered on the day of diagnosis',
    denominator: null,
    interval: 'wilson',
    of: 'all_tumours',
    alsoOf: { column: 'percent_of_staged', of: 'staged', where: hasStage },
    counts: ['tumours', 'all_tumours', 'staged'],
    dimensions: STAGE_GROUPS.map((stage_group) => ({ stage_group })),
    countedBy: 'quarter',
    countedAs: (count, dimensions) =>
      count === 'tumours'
        ? [dimensions]
        : (count === 'staged' ? STAGED : STAGE_GROUPS).map((stage_group) => ({ stage_group })),
    countedUnder: { all_tumours: 'tumours', staged: 'tumours' },
    decidedAt: (count, dimensions) => (count === 'tumours' ? dimensions : ALL_STAGES),
    sums: [
      { part: 'tumours', whole: 'all_tumours', wholeAt: () => ALL_STAGES, isExact: true },
      {
        part: 'tumours',
        whole: 'staged',
        wholeAt: (dimensions) => (hasStage(dimensions) ? ALL_STAGES : null),
        isExact: true,
      },
      { part: 'staged', whole: 'all_tumours', wholeAt: itself, isExact: false },
    ],
    addsUpOverGroups: () => true,
    parts: [
      {
        groups: HEADLINE_GROUPS,
        plan: 'events',
        dimensions: STAGE_GROUPS.map((stage_group) => ({ stage_group })),
        counts: ['tumours', 'all_tumours', 'staged'],
      },
      {
        groups: DETAILED_GROUPS,
        plan: 'eventsByYear',
        dimensions: STAGE_GROUPS.map((stage_group) => ({ stage_group })),
        counts: ['tumours', 'all_tumours', 'staged'],
      },
    ],
    needs: ['registration'],
    caveat:
      'Progress on early diagnosis divides stages 1 and 2 by tumours with a stage (percent_of_staged). Unstaged tumours could carry a stage and have none recorded; tumours that cannot be staged are most blood, brain and unknown primary cancers.',
  },
]
