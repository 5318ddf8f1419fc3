import { AGE_BANDS, ETHNICITIES, IMD_QUINTILES, SEXES } from '../domain/person.ts'
import type { PeriodType } from '../domain/period.ts'

export type GeographyType = 'extract' | 'national' | 'icb' | 'sub_icb' | 'provider'

export type Breakdown = 'all' | 'age_band' | 'sex' | 'imd_quintile' | 'ethnicity' | 'receptor_subtype'

/** Some cells that are published: every area of these kinds, cut in these ways, in these periods. */
export interface Release {
  readonly geographies: readonly GeographyType[]
  readonly breakdowns: readonly Breakdown[]
  readonly periods: readonly PeriodType[]
}

const EACH_BREAKDOWN = ['age_band', 'sex', 'imd_quintile', 'ethnicity', 'receptor_subtype'] as const

/** Only these cells are published; everything else stays internal. Periods under ICB level never overlap. */
export const RELEASE_PLAN = {
  /** Things that happen to people in a period. */
  events: [
    {
      geographies: ['extract', 'icb'],
      breakdowns: ['all'],
      periods: ['quarter', 'year', 'financial_year', 'rolling_12m'],
    },
    { geographies: ['icb'], breakdowns: EACH_BREAKDOWN, periods: ['financial_year'] },
    { geographies: ['sub_icb'], breakdowns: ['all'], periods: ['financial_year'] },
  ],
  /** Parts of the events that are too fine for more. */
  eventsByYear: [{ geographies: ['extract', 'icb'], breakdowns: ['all'], periods: ['financial_year'] }],
  /** People on the last day of a period. */
  people: [
    { geographies: ['extract', 'icb'], breakdowns: ['all'], periods: ['month'] },
    { geographies: ['icb'], breakdowns: EACH_BREAKDOWN, periods: ['financial_year'] },
    { geographies: ['sub_icb'], breakdowns: ['all'], periods: ['financial_year'] },
  ],
  /** The financial year that holds the cut. */
  attrition: [{ geographies: ['extract'], breakdowns: ['all'], periods: ['financial_year'] }],
  completeness: [{ geographies: ['extract', 'provider'], breakdowns: ['all'], periods: ['financial_year'] }],
  rest: [{ geographies: ['icb'], breakdowns: ['all'], periods: ['financial_year'] }],
} as const satisfies Record<string, readonly Release[]>

export type PlanName = keyof typeof RELEASE_PLAN

/** Releases of a plan, without the narrow types of its declaration. */
export const releasesOf = (plan: PlanName): readonly Release[] => RELEASE_PLAN[plan]

/** The values a breakdown is published for. No age or neighbourhood known is shown by `data_completeness`, not by a row of its own. */
export const BREAKDOWN_VALUES: Readonly<Record<Breakdown, readonly string[]>> = {
  all: ['all'],
  age_band: AGE_BANDS.filter((band) => band !== 'unknown'),
  sex: SEXES,
  imd_quintile: IMD_QUINTILES.filter((quintile) => quintile !== 'unknown'),
  ethnicity: ETHNICITIES,
  receptor_subtype: ['hr+her2-', 'hr+her2+', 'hr-her2+', 'triple_negative', 'unknown'],
}

/** The code and name of everyone in the data supplied, who are in no area. */
export const EXTRACT = { code: 'extract', name: 'Everyone in the data supplied' } as const

export const REPORTING_WINDOW = {
  /**
   * Months between the first day of the data and the first day reported: disease that began before the data would
   * look new. Clinical audits of recurrence use two years of look-back.
   */
  washoutMonths: 24,
  /**
   * Whole financial years before the one that holds the cut. Older periods rest on lists of people who have since
   * left, and every further period is one more table that an attacker can subtract from another.
   */
  financialYears: 5,
  /**
   * People whom the extract must hold on the last month-end before an area is published: a board's few people who are
   * registered over the border do not describe the neighbour.
   */
  smallestArea: 5_000,
  /** Presentations or tumours that a group must have in the years reported before it is cut finer than by year. */
  leastToCut: 300,
  because: 'Declared here, unverified: no national rule exists yet',
} as const
