import { type Row, type Table, table } from '../table.ts'

const period = {
  period_type: { says: 'month, quarter, year, financial_year or rolling_12m', type: 'text', key: true },
  period_start: { says: 'First day of the period', type: 'day', key: true },
  period_end: { says: 'Last day of the period', type: 'day', key: true },
} as const

const cell = {
  geography_type: { says: 'extract, icb or sub_icb', type: 'text', key: true },
  geography_code: { says: 'Code of the area', type: 'text', key: true },
  breakdown: { says: 'all, age_band, sex, imd_quintile, ethnicity or receptor_subtype', type: 'text', key: true },
  breakdown_value: { says: 'Value of the breakdown', type: 'text', key: true },
} as const

const counted = {
  figure: { says: 'Published table it is counted for', type: 'text', key: true },
  count_name: { says: 'Count column of that table', type: 'text', key: true },
  cancer_group: { says: 'Cancer group', type: 'text', key: true },
  ...period,
  dimensions: { says: 'The table’s own text columns, name=value with | between', type: 'text', key: true },
} as const

/**
 * Written by decide, one row per person, figure and period, with the strata the person is in on the deciding day:
 * SQL only has to group and count rows. An area is empty where the person is registered in none we know.
 */
export const countable = table({
  name: 'countable',
  says: 'One row per person, figure and period, with the strata they are counted in',
  audience: 'internal',
  columns: {
    ...counted,
    person_id: { says: 'Pseudonymised person', type: 'text', key: true, discloses: 'people' },
    icb_code: { says: 'Integrated Care Board on the deciding day; empty when not known', type: 'text' },
    sub_icb_code: { says: 'Sub-ICB location on the deciding day; empty when not known', type: 'text' },
    age_band: { says: 'Age band on the deciding day', type: 'text' },
    sex: { says: 'Sex', type: 'text' },
    imd_quintile: { says: 'Deprivation quintile, 1 most deprived', type: 'text' },
    ethnicity: { says: 'Ethnicity', type: 'text' },
    receptor_subtype: { says: 'Receptor subtype of the episode', type: 'text' },
  },
})

/** True counts per cell, summed by SQL over the shards. Never readable by a commissioner. */
export const trueCount = table({
  name: 'true_count',
  says: 'True counts per cell',
  audience: 'internal',
  columns: { ...counted, ...cell, people: { says: 'People counted', type: 'count', discloses: 'people' } },
})

/** Only the margins that the release plan divides by, so that its size does not follow the number of people. */
export const population = table({
  name: 'population',
  says: 'People registered on the last day of the month, by area, age band, sex, deprivation and ethnicity',
  audience: 'internal',
  columns: {
    month_end: { says: 'Last day of the month', type: 'day', key: true },
    ...cell,
    people: { says: 'People', type: 'count', discloses: 'people' },
  },
})

/** Sums that are not of people in cells: rows read, people seen at each step. Added up over shards by SQL. */
export const tally = table({
  name: 'tally',
  says: 'Counts of rows and people by shard, for reconciliation and attrition',
  audience: 'internal',
  columns: {
    tally: { says: 'What is counted', type: 'text', key: true },
    item: { says: 'Source, step or column', type: 'text', key: true },
    detail: { says: 'Reason, column or set; empty where there is none', type: 'text', key: true },
    people: { says: 'People', type: 'count', discloses: 'people' },
    records: { says: 'Rows', type: 'count' },
    example_row_ref: { says: 'The smallest row reference; empty where none applies', type: 'text', nullable: true },
  },
})

const feed = {
  source: { says: 'Source', type: 'text', key: true },
  provider_code: { says: 'Provider; all for the whole extract', type: 'text', key: true },
  period_start: { says: 'First day of the financial year', type: 'day', key: true },
  period_end: { says: 'Last day of the financial year', type: 'day', key: true },
} as const

export const completeness = table({
  name: 'completeness',
  says: 'How many rows of the people read should hold an item and do',
  audience: 'internal',
  columns: {
    ...feed,
    item: { says: 'Item', type: 'text', key: true },
    expected: { says: 'Rows that should hold it', type: 'count' },
    received: { says: 'Rows that do', type: 'count' },
  },
})

export const lag = table({
  name: 'lag',
  says: 'Rows by days from the event to their first day in the feed',
  audience: 'internal',
  columns: {
    ...feed,
    lag_days: { says: 'Days from the event to its first day in the feed', type: 'count', key: true },
    records: { says: 'Rows', type: 'count' },
  },
})

/** What decide writes of each shard. */
export const SHARD_INTERNAL_TABLES = {
  countable,
  population,
  tally,
  completeness,
  lag,
} as const satisfies Record<string, Table>

export const INTERNAL_TABLES = {
  ...SHARD_INTERNAL_TABLES,
  true_count: trueCount,
} as const satisfies Record<string, Table>

export type Countable = Row<typeof countable>
export type TrueCount = Row<typeof trueCount>
export type Population = Row<typeof population>
export type Tally = Row<typeof tally>
export type Completeness = Row<typeof completeness>
export type Lag = Row<typeof lag>
