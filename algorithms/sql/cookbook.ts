import type { ColumnType } from '../contracts/table.ts'

/** A question that commissioners ask, as one query over the `v_*_latest` views: the same text for DuckDB and for Athena. */
export interface Recipe {
  readonly name: string
  readonly question: string
  /** At most ten lines. */
  readonly sql: string
  /** Columns of the answer, in order. Days come as text. */
  readonly answer: Readonly<Record<string, ColumnType>>
  /** How to read a row of it. */
  readonly reads: string
}

/** Whoever adds a published table adds its question here: a test asks for one of each, and nothing else lists them. */
export const RECIPES: readonly Recipe[] = [
  {
    name: 'living_with',
    question: 'How many people here live with metastatic breast cancer, and is it rising?',
    sql: `
SELECT geography_name, cast(period_end AS varchar) AS on_day, people_display, rate_per_100k, lower_95, upper_95
FROM v_people_living_with_latest
WHERE cancer_group = 'breast' AND certainty = 'standard' AND geography_type = 'icb'
  AND period_type = 'month' AND breakdown = 'all' AND people_status <> 'not_available'
ORDER BY geography_name, period_end DESC`,
    answer: {
      geography_name: 'text',
      on_day: 'text',
      people_display: 'text',
      rate_per_100k: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads:
      'The newest month stands first. It is rising where the limits of a later month lie above those of an earlier one.',
  },
  {
    name: 'living_with_by_place',
    question: 'Where do they live?',
    sql: `
SELECT geography_name, people_display, population_display, rate_per_100k, lower_95, upper_95
FROM v_people_living_with_latest
WHERE cancer_group = 'breast' AND certainty = 'standard' AND geography_type = 'sub_icb' AND breakdown = 'all'
  AND period_end = (SELECT max(period_end) FROM v_people_living_with_latest
    WHERE geography_type = 'sub_icb' AND people_status <> 'not_available')
ORDER BY geography_name`,
    answer: {
      geography_name: 'text',
      people_display: 'text',
      population_display: 'text',
      rate_per_100k: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads: 'One row a place, on the last day of the newest financial year that is complete.',
  },
  {
    name: 'living_with_by_group',
    question: 'Who are they?',
    sql: `
SELECT geography_name, breakdown, breakdown_value, people_display, rate_per_100k, lower_95, upper_95
FROM v_people_living_with_latest
WHERE cancer_group = 'breast' AND certainty = 'standard' AND geography_type = 'icb' AND breakdown <> 'all'
  AND period_end = (SELECT max(period_end) FROM v_people_living_with_latest
    WHERE geography_type = 'icb' AND breakdown <> 'all' AND people_status <> 'not_available')
ORDER BY geography_name, breakdown, breakdown_value`,
    answer: {
      geography_name: 'text',
      breakdown: 'text',
      breakdown_value: 'text',
      people_display: 'text',
      rate_per_100k: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads:
      'By age, sex, deprivation (1 is most deprived), ethnicity and receptors. The groups of one breakdown add up; two breakdowns do not.',
  },
  {
    name: 'new_recurrences',
    question: 'How many new recurrences each year, and how sure are we?',
    sql: `
SELECT geography_name, cast(period_end AS varchar) AS year_to, episode_type, certainty, new_cases_display,
  rate_per_100k, lower_95, upper_95
FROM v_recurrent_cancer_counts_latest
WHERE cancer_group = 'breast' AND extent = 'distant' AND geography_type = 'icb' AND breakdown = 'all'
  AND period_type = 'financial_year' AND new_cases_status <> 'not_available'
ORDER BY geography_name, period_end DESC, episode_type, certainty`,
    answer: {
      geography_name: 'text',
      year_to: 'text',
      episode_type: 'text',
      certainty: 'text',
      new_cases_display: 'text',
      rate_per_100k: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads:
      '`standard` is the headline; `strict` is the least and `broad` the most that the records allow. The three hold each other: never add them up. `new` is metastatic at diagnosis.',
  },
  {
    name: 'emergency_share',
    question:
      'What share of leukaemia, brain and ovarian cancers present as emergencies here, and does that differ from England?',
    sql: `
SELECT r.geography_name, r.cancer_group_name, cast(r.period_end AS varchar) AS year_to, r.percent AS here,
  r.lower_95, r.upper_95, b.published AS england, CASE WHEN r.percent IS NULL THEN 'cannot be told'
    WHEN b.published BETWEEN r.lower_95 AND r.upper_95 THEN 'no different' ELSE 'different' END AS answer
FROM v_emergency_presentation_rates_latest r
JOIN v_benchmark_panel_latest b ON b.geography_code = r.geography_code
  AND b.measure = r.ep_measure AND b.cancer_group = r.cancer_group
WHERE r.cancer_group IN ('leukaemia', 'brain', 'ovary') AND r.ep_measure = 'ep_rtd' AND r.geography_type = 'icb'
  AND r.period_type = 'financial_year' AND r.breakdown = 'all' AND r.appropriateness = 'all'
  AND r.emergency_status <> 'not_available'
ORDER BY r.geography_name, r.cancer_group_name, r.period_end DESC, b.published, b.citation`,
    answer: {
      geography_name: 'text',
      cancer_group_name: 'text',
      year_to: 'text',
      here: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
      england: 'rate',
      answer: 'text',
    },
    reads:
      'Measured by the registry’s route to diagnosis, as England’s share is. *Different* means that England’s share lies outside our 95% limits; `citation` of `v_benchmark_panel_latest` says where it was published, and of which years.',
  },
  {
    name: 'emergency_ranking',
    question: 'Which cancers are most often found in an emergency here?',
    sql: `
SELECT geography_name, cancer_group_name, emergency_display, all_presentations_display, percent, lower_95, upper_95
FROM v_emergency_presentation_rates_latest
WHERE stage = 'first_diagnosis' AND ep_measure = 'ep_30d' AND subroute = 'all' AND appropriateness = 'all'
  AND geography_type = 'icb' AND breakdown = 'all' AND cancer_group NOT LIKE 'ndrs2023:%'
  AND period_type = 'financial_year' AND period_end = (SELECT max(period_end) FROM v_emergency_presentation_rates_latest
    WHERE period_type = 'financial_year' AND emergency_status <> 'not_available')
ORDER BY geography_name, percent DESC NULLS LAST, cancer_group_name`,
    answer: {
      geography_name: 'text',
      cancer_group_name: 'text',
      emergency_display: 'text',
      all_presentations_display: 'text',
      percent: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads:
      'An emergency admission in the 30 days before diagnosis. Cancers whose count is hidden stand last. Two whose limits overlap may be in either order.',
  },
  {
    name: 'emergency_recurrence',
    question: 'How often does a recurrence come to light in an emergency?',
    sql: `
SELECT geography_name, cast(period_end AS varchar) AS year_to, onset_basis, emergency_display,
  all_presentations_display, percent, lower_95, upper_95
FROM v_emergency_presentation_rates_latest
WHERE stage = 'recurrence' AND geography_type = 'icb' AND period_type = 'financial_year'
  AND cancer_group = 'breast' AND breakdown = 'all' AND subroute = 'all' AND appropriateness = 'all'
ORDER BY geography_name, period_end DESC, onset_basis`,
    answer: {
      geography_name: 'text',
      year_to: 'text',
      onset_basis: 'text',
      emergency_display: 'text',
      all_presentations_display: 'text',
      percent: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
    },
    reads:
      'Read `not_admission_alone`: disease that only an admission shows is an emergency by construction, and `any` holds it.',
  },
  {
    name: 'stage',
    question: 'What share of cancers is found early, and how many have no stage?',
    sql: `
SELECT geography_name, cancer_group_name, cast(period_end AS varchar) AS year_to, stage_group, tumours_display,
  percent, lower_95, upper_95, percent_of_staged
FROM v_stage_at_diagnosis_latest
WHERE cancer_group IN ('breast', 'bowel', 'lung', 'prostate') AND geography_type = 'icb'
  AND period_type = 'financial_year' AND breakdown = 'all' AND tumours_status <> 'not_available'
ORDER BY geography_name, cancer_group_name, period_end DESC, stage_group`,
    answer: {
      geography_name: 'text',
      cancer_group_name: 'text',
      year_to: 'text',
      stage_group: 'text',
      tumours_display: 'text',
      percent: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
      percent_of_staged: 'rate',
    },
    reads:
      '`percent` is of all tumours, `percent_of_staged` of those with a stage. Where `unstaged` is large, neither can be compared with another board.',
  },
  {
    name: 'outcomes',
    question: 'How long do people live once breast cancer has spread, and how often does it come back?',
    sql: `
SELECT geography_name, cast(period_end AS varchar) AS year_to, outcome, years, percent, lower_95, upper_95,
  outcome_status
FROM v_outcome_estimates_latest
WHERE cancer_group = 'breast' AND geography_type = 'icb' AND breakdown = 'all'
ORDER BY geography_name, outcome, years, period_end DESC`,
    answer: {
      geography_name: 'text',
      year_to: 'text',
      outcome: 'text',
      years: 'text',
      percent: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
      outcome_status: 'text',
    },
    reads:
      '`survival_from_onset` is the per cent alive so many years after the onset; `recurrence_incidence` the per cent whose cancer has come back, with death competing. From ten events on.',
  },
  {
    name: 'variation',
    question: 'Do places within the board differ more than chance would have it?',
    sql: `
SELECT geography_name, measure, cancer_group_name, cast(period_end AS varchar) AS year_to, areas, scv, lower_95,
  upper_95, variation_status, funnel_class
FROM v_area_variation_latest
WHERE geography_type = 'icb' AND cancer_group IN ('any', 'breast')
ORDER BY geography_name, measure, cancer_group_name, period_end DESC`,
    answer: {
      geography_name: 'text',
      measure: 'text',
      cancer_group_name: 'text',
      year_to: 'text',
      areas: 'count',
      scv: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
      variation_status: 'text',
      funnel_class: 'text',
    },
    reads:
      'Where the limits of `scv` hold 0, chance alone explains the differences. `funnel_class` sets the whole board beside others, where there are any in the data.',
  },
  {
    name: 'inequality',
    question: 'Who is worse off, and by how much?',
    sql: `
SELECT geography_name, measure, cancer_group_name, cast(period_end AS varchar) AS year_to, gap_absolute, lower_95,
  upper_95, gap_ratio, gap_status, completeness_percent
FROM v_equity_gap_latest
WHERE geography_type = 'icb' AND cancer_group IN ('any', 'breast')
ORDER BY geography_name, measure, cancer_group_name, period_end DESC`,
    answer: {
      geography_name: 'text',
      measure: 'text',
      cancer_group_name: 'text',
      year_to: 'text',
      gap_absolute: 'rate',
      lower_95: 'rate',
      upper_95: 'rate',
      gap_ratio: 'rate',
      gap_status: 'text',
      completeness_percent: 'rate',
    },
    reads:
      'The most deprived fifth less the least deprived. Limits that hold 0 show no gap; `completeness_percent` says of how many people deprivation is known.',
  },
  {
    name: 'benchmarks',
    question: 'Where are we unlike what has been published?',
    sql: `
SELECT geography_name, measure, cancer_group_name, cast(period_end AS varchar) AS year_to, ours, published, unit,
  verdict, because, citation
FROM v_benchmark_panel_latest
WHERE geography_type = 'icb' AND verdict <> 'within'
ORDER BY geography_name, verdict DESC, measure, cancer_group_name, citation, published_period, published`,
    answer: {
      geography_name: 'text',
      measure: 'text',
      cancer_group_name: 'text',
      year_to: 'text',
      ours: 'rate',
      published: 'rate',
      unit: 'text',
      verdict: 'text',
      because: 'text',
      citation: 'text',
    },
    reads: '`outside` needs a reason, and stands first. `not_comparable` says why it cannot be set beside ours.',
  },
  {
    name: 'trust',
    question: 'Can I trust this number?',
    sql: `
SELECT geography_name, measure, status, completeness_percent, plain_caveat, accuracy_note
FROM v_can_i_use_this_latest
WHERE geography_type = 'icb'
ORDER BY geography_name, measure`,
    answer: {
      geography_name: 'text',
      measure: 'text',
      status: 'text',
      completeness_percent: 'rate',
      plain_caveat: 'text',
      accuracy_note: 'text',
    },
    reads: 'Use what is `usable`, with its caveat. What is `draft` or `incomplete` is for looking, not for deciding.',
  },
  {
    name: 'sources',
    question: 'Which sources found them, and what would the registry alone have found?',
    sql: `
SELECT geography_name, cast(period_end AS varchar) AS year_to, source_set, people_display,
  people_registry_alone_display
FROM v_source_overlap_latest
WHERE cancer_group = 'breast' AND geography_type = 'icb' AND people_status <> 'not_available'
ORDER BY geography_name, period_end DESC, people DESC NULLS LAST, source_set`,
    answer: {
      geography_name: 'text',
      year_to: 'text',
      source_set: 'text',
      people_display: 'text',
      people_registry_alone_display: 'text',
    },
    reads: '`any` is everyone; `other` holds the sets that are too small to show one by one.',
  },
  {
    name: 'attrition',
    question: 'How many people and rows went into each step, and came out?',
    sql: `
SELECT step, label, records_in_display, records_out_display, people_in_display, people_out_display
FROM v_cohort_attrition_latest
ORDER BY step, label`,
    answer: {
      step: 'text',
      label: 'text',
      records_in_display: 'text',
      records_out_display: 'text',
      people_in_display: 'text',
      people_out_display: 'text',
    },
    reads: 'In the order in which it happened. A large drop is either right or the first thing to look into.',
  },
  {
    name: 'completeness',
    question: 'Which source is least complete, and how late is it?',
    sql: `
SELECT source, item, provider_code, received_display, expected_display, percent, lag_days
FROM v_data_completeness_latest
WHERE received_status = 'shown' AND period_end = (SELECT max(period_end) FROM v_data_completeness_latest
    WHERE received_status = 'shown')
ORDER BY percent, source, item, provider_code`,
    answer: {
      source: 'text',
      item: 'text',
      provider_code: 'text',
      received_display: 'text',
      expected_display: 'text',
      percent: 'rate',
      lag_days: 'rate',
    },
    reads: 'The emptiest item stands first. `all` is every provider together.',
  },
].map((recipe) => ({ ...recipe, sql: recipe.sql.trim() })) as readonly Recipe[]
