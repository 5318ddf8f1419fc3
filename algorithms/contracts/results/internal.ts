import { type Row, type Table, table } from '../table.ts'

const cell = {
  period_type: { says: 'month, quarter, year, financial_year or rolling_12m', type: 'text', key: true },
  period_start: { says: 'First day of the period', type: 'day', key: true },
  period_end: { says: 'Last day of the period', type: 'day', key: true },
  geography_type: { says: 'extract, icb or sub_icb', type: 'text', key: true },
  geography_code: { says: 'Code of the area', type: 'text', key: true },
  breakdown: { says: 'all, age_band, sex, imd_quintile, ethnicity or receptor_subtype', type: 'text', key: true },
  breakdown_value: { says: 'Value of the breakdown', type: 'text', key: true },
} as const

/** Written by decide, one row per person and cell of the release plan, so that SQL only has to count rows. */
export const countable = table({
  name: 'countable',
  says: 'One row per person and cell they are counted in',
  audience: 'internal',
  columns: {
    figure: { says: 'Published table it is counted for', type: 'text', key: true },
    cancer_group: { says: 'Cancer group', type: 'text', key: true },
    ...cell,
    dimensions: { says: 'The table’s own text columns, name=value with ; between', type: 'text', key: true },
    person_id: { says: 'Pseudonymised person', type: 'text', key: true, discloses: 'people' },
  },
})

/** True counts per cell, summed by SQL over the shards. Never readable by a commissioner. */
export const trueCount = table({
  name: 'true_count',
  says: 'True counts per cell',
  audience: 'internal',
  columns: {
    figure: { says: 'Published table', type: 'text', key: true },
    cancer_group: { says: 'Cancer group', type: 'text', key: true },
    ...cell,
    dimensions: { says: 'The table’s own text columns, name=value with ; between', type: 'text', key: true },
    people: { says: 'Rows counted', type: 'count', discloses: 'people' },
  },
})

export const population = table({
  name: 'population',
  says: 'People registered on the last day of the month',
  audience: 'internal',
  columns: {
    month_end: { says: 'Last day of the month', type: 'day', key: true },
    icb_code: { says: 'Integrated Care Board of registration', type: 'text', key: true },
    sub_icb_code: { says: 'Sub-ICB location of registration', type: 'text', key: true },
    age_band: { says: 'Age band on the day', type: 'text', key: true },
    sex: { says: 'Sex', type: 'text', key: true },
    imd_quintile: { says: 'Deprivation quintile, 1 most deprived', type: 'text', key: true },
    ethnicity: { says: 'Ethnicity', type: 'text', key: true },
    people: { says: 'People', type: 'count', discloses: 'people' },
  },
})

/** Sums that are not of people in cells: rows read, people seen, items filled. Added up over shards by SQL. */
export const tally = table({
  name: 'tally',
  says: 'Counts of rows and people by shard, for reconciliation and attrition',
  audience: 'internal',
  columns: {
    tally: { says: 'What is counted', type: 'text', key: true },
    item: { says: 'Source, step or column', type: 'text', key: true },
    detail: { says: 'Reason, column or set', type: 'text', key: true },
    people: { says: 'People', type: 'count', discloses: 'people' },
    records: { says: 'Rows', type: 'count' },
    example_row_ref: { says: 'The smallest row reference; empty where none applies', type: 'text', nullable: true },
  },
})

export const INTERNAL_TABLES = {
  countable,
  true_count: trueCount,
  population,
  tally,
} as const satisfies Record<string, Table>

export type Countable = Row<typeof countable>
export type TrueCount = Row<typeof trueCount>
export type Population = Row<typeof population>
export type Tally = Row<typeof tally>
