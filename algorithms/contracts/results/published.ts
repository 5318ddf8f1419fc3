import { type Columns, type Row, type Table, table } from '../table.ts'

/** What every published row carries before its own columns. All but `run_id` is part of the key. */
const LEADING = {
  measure: { says: 'Measure', type: 'text', key: true },
  definition_version: { says: 'Definition and version that made it', type: 'text', key: true },
  definition_status: { says: 'draft or approved', type: 'text', key: true },
  run_id: { says: 'Run', type: 'text' },
  data_cut_date: { says: 'Day up to which facts were used', type: 'day', key: true },
  cancer_group: { says: 'Cancer group', type: 'text', key: true },
  cancer_group_name: { says: 'Cancer group in words', type: 'text', key: true },
  period_type: { says: 'month, quarter, year, financial_year or rolling_12m', type: 'text', key: true },
  period_start: { says: 'First day of the period', type: 'day', key: true },
  period_end: { says: 'Last day of the period', type: 'day', key: true },
  geography_type: { says: 'extract, national, icb, sub_icb or provider', type: 'text', key: true },
  geography_code: { says: 'Code of the area', type: 'text', key: true },
  geography_name: { says: 'Name of the area', type: 'text', key: true },
  geography_vintage: { says: 'Vintage of the geography', type: 'text', key: true },
  geography_basis: { says: 'registered or resident', type: 'text', key: true },
  breakdown: { says: 'all, age_band, sex, imd_quintile, ethnicity or receptor_subtype', type: 'text', key: true },
  breakdown_value: { says: 'Value of the breakdown', type: 'text', key: true },
} as const satisfies Columns

const dimension = (says: string) => ({ says, type: 'text', key: true }) as const

/** A count with how it is displayed and whether it is shown; a hidden count is empty, never 0. */
const counted = <const N extends string>(
  name: N,
  says: string,
  discloses: 'people' | { readonly follows: string } = 'people',
) =>
  ({
    [name]: { says: `${says}; empty when not shown`, type: 'count', nullable: true, discloses },
    [`${name}_display`]: { says: `${says}, as a person should read it`, type: 'text' },
    [`${name}_status`]: { says: 'shown, suppressed, zero, not_applicable or not_available', type: 'text' },
  }) as Record<N, { says: string; type: 'count'; nullable: true; discloses: 'people' | { readonly follows: string } }> &
    Record<`${N}_display` | `${N}_status`, { says: string; type: 'text' }>

const figure = (says: string, follows: string) =>
  ({ says: `${says}; empty when its count is`, type: 'rate', nullable: true, discloses: { follows } }) as const

const limits = (follows: string) => ({
  lower_95: figure('Lower 95% limit', follows),
  upper_95: figure('Upper 95% limit', follows),
})

const CAVEAT = { caveat: { says: 'What to bear in mind', type: 'text' } } as const

export const recurrentCancerCounts = table({
  name: 'recurrent_cancer_counts',
  says: 'New recurrent and metastatic cancers in a period',
  audience: 'published',
  columns: {
    ...LEADING,
    episode_type: dimension('new, recurrence, progression or indeterminate'),
    extent: dimension('local, regional or distant'),
    certainty: dimension('strict, standard or broad: cumulative cuts, never added up'),
    ...counted('new_cases', 'New cases'),
    ...counted('population', 'Person-years registered, rounded to 10', { follows: 'new_cases' }),
    rate_per_100k: figure('New cases per 100,000 people a year', 'new_cases'),
    ...limits('new_cases'),
    ...CAVEAT,
  },
})

export const peopleLivingWith = table({
  name: 'people_living_with',
  says: 'People alive and registered on the last day of the period with metastatic or relapsed cancer',
  audience: 'published',
  columns: {
    ...LEADING,
    certainty: dimension('strict, standard or broad: cumulative cuts, never added up'),
    ...counted('people', 'People'),
    ...counted('population', 'People registered, rounded to 10', { follows: 'people' }),
    rate_per_100k: figure('People per 100,000 registered', 'people'),
    ...limits('people'),
    ...CAVEAT,
  },
})

export const sourceOverlap = table({
  name: 'source_overlap',
  says: 'Which sources found the people, and how many the registry alone would have found',
  audience: 'published',
  columns: {
    ...LEADING,
    source_set: dimension('Sources that hold evidence, ; between'),
    ...counted('people', 'People with a distant onset in the period'),
    ...counted('people_registry_alone', 'Of all of them, people the registry alone would have found'),
    ...CAVEAT,
  },
})

export const cohortAttrition = table({
  name: 'cohort_attrition',
  says: 'How many people and rows went into and came out of each step',
  audience: 'published',
  columns: {
    ...LEADING,
    step: dimension('Step'),
    label: dimension('What happened there'),
    ...counted('people_in', 'People in'),
    ...counted('people_out', 'People out'),
    ...counted('records_in', 'Rows in'),
    ...counted('records_out', 'Rows out'),
    ...CAVEAT,
  },
})

export const dataCompleteness = table({
  name: 'data_completeness',
  says: 'How full each source is, by provider and item',
  audience: 'published',
  columns: {
    ...LEADING,
    source: dimension('Source'),
    provider_code: dimension('Provider; all for the whole extract'),
    item: dimension('Item'),
    ...counted('expected', 'Rows that should hold the item'),
    ...counted('received', 'Rows that do'),
    percent: figure('Per cent filled', 'received'),
    lag_days: figure('Median days from the event to its first day in the feed', 'received'),
    ...CAVEAT,
  },
})

export const emergencyPresentationRates = table({
  name: 'emergency_presentation_rates',
  says: 'How many cancers presented as an emergency, by three measures that are never mixed',
  audience: 'published',
  columns: {
    ...LEADING,
    stage: dimension('first_diagnosis or recurrence'),
    ep_measure: dimension('ep_30d, ep_first or ep_rtd; at recurrence ep_30d alone'),
    onset_basis: dimension(
      'any, or not_admission_alone: without onsets that rest on admissions alone; any for first diagnosis',
    ),
    subroute: dimension('all, emergency_department, gp, outpatient or other'),
    appropriateness: dimension('all, may_be_appropriate (children) or other'),
    ...counted('emergency', 'Emergency presentations'),
    ...counted('all_presentations', 'Presentations of which the measure can tell: the denominator'),
    ...counted('not_determined', 'Presentations of which it cannot'),
    ...counted('zero_day', 'Of the emergencies, those admitted and discharged on one day'),
    ...counted(
      'emergency_with_ecds',
      'Emergencies if same-day emergency care and attendances that ended in a bed count',
    ),
    percent: figure('Per cent that were emergencies', 'emergency'),
    ...limits('emergency'),
    ...CAVEAT,
  },
})

export const stageAtDiagnosis = table({
  name: 'stage_at_diagnosis',
  says: 'Registered tumours by stage at diagnosis, with those unstaged and those that cannot be staged as rows',
  audience: 'published',
  columns: {
    ...LEADING,
    stage_group: dimension('1_2, 3_4, unstaged or not_stageable'),
    ...counted('tumours', 'Tumours'),
    ...counted('all_tumours', 'Tumours of every stage group together: the denominator'),
    ...counted('staged', 'Tumours with a stage'),
    percent: figure('Per cent of all tumours', 'tumours'),
    ...limits('tumours'),
    percent_of_staged: figure('Per cent of tumours with a stage; empty for those without', 'tumours'),
    ...CAVEAT,
  },
})

/** A value computed from published ones, or to three figures from ten events or more: it discloses no more than they do. */
const derived = (says: string) =>
  ({ says: `${says}; empty where there is none`, type: 'rate', nullable: true }) as const

export const outcomeEstimates = table({
  name: 'outcome_estimates',
  says: 'Survival from distant onset, and how many cancers come back with death competing, at fixed times',
  audience: 'published',
  columns: {
    ...LEADING,
    outcome: dimension('survival_from_onset (Kaplan–Meier) or recurrence_incidence (Aalen–Johansen)'),
    years: dimension('Years since onset or diagnosis: 1, 2, 3 or 5'),
    outcome_status: { says: 'shown, under_10_events or beyond_follow_up', type: 'text' },
    percent: derived('Per cent alive, or per cent whose cancer has come back'),
    lower_95: derived('Lower 95% limit'),
    upper_95: derived('Upper 95% limit'),
    ...CAVEAT,
  },
})

export const areaVariation = table({
  name: 'area_variation',
  says: 'How far the areas within a board differ beyond chance, and where the board stands among those supplied',
  audience: 'published',
  columns: {
    ...LEADING,
    ...counted('areas', 'Sub-ICB locations compared', { follows: 'areas' }),
    scv: derived('Systematic component of variation between them'),
    lower_95: derived('Lower 95% limit'),
    upper_95: derived('Upper 95% limit'),
    variation_status: { says: 'shown, under_10_events, too_few_areas or not_available', type: 'text' },
    funnel_class: {
      says: 'low_3sd, low_2sd, within, high_2sd, high_3sd, or not_applicable where there is no other board',
      type: 'text',
    },
    ...CAVEAT,
  },
})

export const equityGap = table({
  name: 'equity_gap',
  says: 'How much worse off the most deprived fifth is than the least, with how complete deprivation is',
  audience: 'published',
  columns: {
    ...LEADING,
    gap_absolute: derived('Most less least deprived fifth, in the unit of the measure'),
    lower_95: derived('Lower 95% limit of the absolute gap'),
    upper_95: derived('Upper 95% limit of the absolute gap'),
    gap_ratio: derived('Most over least deprived fifth'),
    ratio_lower_95: derived('Lower 95% limit of the ratio'),
    ratio_upper_95: derived('Upper 95% limit of the ratio; also empty when it has no end'),
    slope_index: derived('Slope index of inequality, positive when the most deprived have more'),
    slope_lower_95: derived('Lower 95% limit of the slope'),
    slope_upper_95: derived('Upper 95% limit of the slope'),
    gap_status: { says: 'shown, suppressed (a fifth is hidden), under_10_events or not_available', type: 'text' },
    completeness_percent: derived('Per cent of registered people whose deprivation is known'),
    ...CAVEAT,
  },
})

export const benchmarkPanel = table({
  name: 'benchmark_panel',
  says: 'Our figures beside the published ones, and whether they can be compared',
  audience: 'published',
  columns: {
    ...LEADING,
    published_period: dimension('Period of the published figure'),
    citation: dimension('Where it was published'),
    unit: dimension('percent or per_100k'),
    ours: derived('Our figure'),
    ours_lower_95: derived('Its lower 95% limit'),
    ours_upper_95: derived('Its upper 95% limit'),
    published: derived('The published figure'),
    published_lower_95: derived('Its lower 95% limit, where its counts were published'),
    published_upper_95: derived('Its upper 95% limit, where its counts were published'),
    verdict: dimension('within, outside or not_comparable'),
    because: dimension('Why'),
    published_population: { says: 'Whom the published figure describes', type: 'text' },
    ...CAVEAT,
  },
})

export const canIUseThis = table({
  name: 'can_i_use_this',
  says: 'For each measure, whether it can be used, what it rests on and how accurate it is',
  audience: 'published',
  columns: {
    ...LEADING,
    status: dimension('usable, draft, incomplete or not_available'),
    completeness_percent: derived('Least complete of the items it rests on, per cent filled'),
    accuracy_note: dimension('Accuracy to expect with the sources present, and where it was measured'),
    plain_caveat: dimension('One sentence to read before the number'),
    ...CAVEAT,
  },
})

export const PUBLISHED_TABLES = {
  recurrent_cancer_counts: recurrentCancerCounts,
  people_living_with: peopleLivingWith,
  source_overlap: sourceOverlap,
  emergency_presentation_rates: emergencyPresentationRates,
  stage_at_diagnosis: stageAtDiagnosis,
  outcome_estimates: outcomeEstimates,
  area_variation: areaVariation,
  equity_gap: equityGap,
  benchmark_panel: benchmarkPanel,
  can_i_use_this: canIUseThis,
  cohort_attrition: cohortAttrition,
  data_completeness: dataCompleteness,
} as const satisfies Record<string, Table>

export type PublishedName = keyof typeof PUBLISHED_TABLES
export type PublishedRow<N extends PublishedName> = Row<(typeof PUBLISHED_TABLES)[N]>

/** The stable view of a published table: the rows of the latest run. */
export const latestView = (name: PublishedName): string => `v_${name}_latest`

/** The name of every count column of a published table: those with a status beside them. */
export const countColumns = (t: Table): readonly string[] =>
  Object.keys(t.columns).filter((name) => `${name}_status` in t.columns)
