import type { PublishedName } from '../contracts/results/published.ts'
import type { FactSourceName } from '../contracts/sources.ts'
import { PRESENTATION_MEASURES } from './presentation-measures.ts'
import type { Breakdown, PlanName } from './release-plan.ts'

/** What a count is divided by: people registered on the last day, or the mean of the month-ends times the years. */
export type Denominator = 'people' | 'person_years'

/** One figure that is counted from `countable` rows and published as a table. */
export interface Measure {
  readonly table: CountedFigure
  readonly says: string
  readonly plan: PlanName
  readonly numerator: string
  /** Null where nothing is divided. */
  readonly denominator: Denominator | null
  /** How the limits of its rate are computed, from the count as published; null where there is no rate. */
  readonly interval: 'byar' | 'wilson' | null
  /** Count columns of the table that are counted from people. */
  readonly counts: readonly string[]
  /** Every combination of the table's own text columns that is published; null when the data say which there are. */
  readonly dimensions: readonly Dimensions[] | null
  /** Where parts of the table are published for other groups, or less finely, than the whole: all of its parts. */
  readonly parts?: readonly MeasurePart[]
  /** The count column that a Wilson interval divides the first one by. */
  readonly of?: string
  /** A second per cent of the first count, in a column of its own. */
  readonly alsoOf?: {
    readonly column: string
    readonly of: string
    readonly where: (dimensions: Dimensions) => boolean
  }
  /** Quarter: every longer period is the sum of its quarters, and only they are counted. */
  readonly countedBy?: 'quarter'
  /** What was counted that a count of a row adds up; only itself when unsaid. */
  readonly countedAs?: (count: string, dimensions: Dimensions) => readonly Dimensions[]
  /** The name that a count was counted under, where it adds up counts of another name. */
  readonly countedUnder?: Readonly<Record<string, string>>
  /** Where a count that stands in several rows of a cell is decided on; in its own row when unsaid. */
  readonly decidedAt?: (count: string, dimensions: Dimensions) => Dimensions
  /** Sums between counts of one cell that a reader can use, beside those of areas, periods and breakdowns. */
  readonly sums?: readonly DeclaredSum[]
  /** Rows whose counts add up over groups that share out the tumours of another; none when unsaid. */
  readonly addsUpOverGroups?: (dimensions: Dimensions) => boolean
  /** Counts published for a year or more of everyone in a board or extract alone: cut finer, nearly all would be hidden. */
  readonly ofWholesAlone?: readonly string[]
  /** A period is not available until each of these that is present is complete. */
  readonly needs: readonly FactSourceName[]
  /** Months until a row is complete, where that is longer than the sources take; 0 elsewhere, and when unsaid. */
  readonly settlesAfter?: (dimensions: Dimensions) => number
  readonly caveat: string
}

/** Rows of a table that are published for the same groups and by the same plan. */
export interface MeasurePart {
  /** `definition` for the groups that the definition decides. */
  readonly groups: readonly string[] | 'definition'
  /** No more than the plan of the measure. */
  readonly plan: PlanName
  readonly dimensions: readonly Dimensions[] | null
  /** The others of the measure's counts do not apply. */
  readonly counts: readonly string[]
}

/** Counts that add up to another of the same cell. */
export interface DeclaredSum {
  readonly part: string
  readonly whole: string
  /** The row that holds the whole of a part; null when that part has none. */
  readonly wholeAt: (dimensions: Dimensions) => Dimensions | null
  /** Otherwise the whole is at least the sum. */
  readonly isExact: boolean
  /** What the whole holds beside one part: printed nowhere, it follows by subtraction. */
  readonly rest?: {
    readonly says: string
    /** Whether a small one is hidden like a count: where it would tell something of people. */
    readonly isProtected: boolean
  }
  /** Breakdowns within which the sum does not hold. */
  readonly notWithin?: readonly Breakdown[]
}

export type CountedFigure = Extract<
  PublishedName,
  | 'recurrent_cancer_counts'
  | 'people_living_with'
  | 'source_overlap'
  | 'emergency_presentation_rates'
  | 'stage_at_diagnosis'
  | 'outcome_estimates'
>

/** Figures whose rows are the cells that were counted: the others are estimated from them. */
export type CellFigure = Exclude<CountedFigure, 'outcome_estimates'>

export type Dimensions = Readonly<Record<string, string>>

export const partsOf = (measure: Measure): readonly MeasurePart[] =>
  measure.parts ?? [
    { groups: 'definition', plan: measure.plan, dimensions: measure.dimensions, counts: measure.counts },
  ]

/** Cumulative cuts of one table, never added up. The value says which certainties are in. */
export const CERTAINTY_CUTS = {
  strict: ['definite'],
  standard: ['definite', 'probable'],
  broad: ['definite', 'probable', 'possible'],
} as const satisfies Record<string, readonly string[]>

export type CertaintyCut = keyof typeof CERTAINTY_CUTS

/** The cut of the headline. */
export const HEADLINE_CUT: CertaintyCut = 'standard'

export const CUTS = Object.keys(CERTAINTY_CUTS) as readonly CertaintyCut[]

/** The cut that holds another and one certainty more; null for the widest. */
function nextCut(certainty: string | undefined): Dimensions | null {
  const next = CUTS[CUTS.findIndex((cut) => cut === certainty) + 1]
  return next === undefined ? null : { certainty: next }
}

/** The kinds of disease episode that are counted. An indeterminate type is printed apart, never shared out. */
export const COUNTED_KINDS = [
  { episode_type: 'new', extent: 'distant' },
  { episode_type: 'recurrence', extent: 'distant' },
  { episode_type: 'progression', extent: 'distant' },
  { episode_type: 'indeterminate', extent: 'distant' },
  { episode_type: 'recurrence', extent: 'regional' },
  { episode_type: 'recurrence', extent: 'local' },
  { episode_type: 'recurrence', extent: 'unknown' },
] as const

/** The sources that can show or date metastatic or recurrent disease. */
const SHOW_DISEASE = [
  'registration',
  'cosd_non_primary',
  'cosd_pathology',
  'cwt',
  'sact',
  'rtds',
  'apc',
  'op',
  'gp_event',
  'death',
] as const satisfies readonly FactSourceName[]

/** The source whose evidence alone is weighed in `source_overlap`. */
export const REGISTRY: FactSourceName = 'registration'

/** Stands for every set of sources together in `source_overlap`. */
export const ANY_SOURCE_SET = 'any'

/**
 * Stands for all sets that fewer people than are shown were found by: naming each would list people almost one by one,
 * and their number would be known from the total.
 */
export const OTHER_SOURCE_SETS = 'other'

export const MEASURES: readonly Measure[] = [
  {
    table: 'recurrent_cancer_counts',
    says: 'New recurrent and metastatic cancers',
    plan: 'events',
    numerator:
      'People registered on the day of onset whose first episode of that extent, at that cut, began in the period',
    denominator: 'person_years',
    interval: 'byar',
    counts: ['new_cases'],
    dimensions: COUNTED_KINDS.flatMap((kind) => CUTS.map((certainty) => ({ ...kind, certainty }))),
    needs: SHOW_DISEASE,
    caveat:
      'A person is counted once, at the first onset. Cuts of certainty are cumulative and are never added up. Recurrence and progression together are new distant disease after diagnosis.',
  },
  {
    table: 'people_living_with',
    says: 'People living with metastatic or relapsed cancer',
    plan: 'people',
    numerator: 'People alive and registered on the last day of the period with a distant or relapsed episode by then',
    denominator: 'people',
    interval: 'byar',
    counts: ['people'],
    dimensions: CUTS.map((certainty) => ({ certainty })),
    sums: [
      {
        part: 'people',
        whole: 'people',
        wholeAt: ({ certainty }) => nextCut(certainty),
        isExact: false,
        rest: { says: 'people of the next weaker certainty alone', isProtected: false },
        // The episode that tells the subtype may be another at another cut.
        notWithin: ['receptor_subtype'],
      },
    ],
    needs: SHOW_DISEASE,
    caveat: 'Point prevalence on the last day. Cuts of certainty are cumulative and are never added up.',
  },
  {
    table: 'source_overlap',
    says: 'Which sources found the people',
    plan: 'rest',
    numerator: 'People registered on the day of their first distant onset at the standard cut, in the period',
    denominator: null,
    interval: null,
    counts: ['people', 'people_registry_alone'],
    dimensions: null,
    sums: [
      {
        part: 'people_registry_alone',
        whole: 'people',
        wholeAt: (dimensions) => dimensions,
        isExact: false,
        rest: { says: 'people whom the registry alone would not have found', isProtected: false },
      },
    ],
    needs: SHOW_DISEASE,
    caveat:
      'Sets of sources that found fewer than 8 people stand together as other. Registry alone: people whose registrations alone would make the standard cut, at whatever date.',
  },
  ...PRESENTATION_MEASURES,
  {
    table: 'outcome_estimates',
    says: 'Survival from distant onset, and cancers that come back',
    plan: 'rest',
    numerator:
      'survival_from_onset: people from their first distant onset at the standard cut to death. recurrence_incidence: people from their first registered tumour, not spread at diagnosis, to distant disease, with death competing. Watched while registered',
    denominator: null,
    interval: null,
    counts: ['people'],
    dimensions: null,
    needs: [...SHOW_DISEASE],
    caveat:
      'Of people whose onset or diagnosis fell in the financial year. People who leave are watched until they leave. Not adjusted for age. Three significant figures, from 10 or more events by that time.',
  },
]

/** Throws for a table that is not counted from people. */
export function measureOf(figure: CountedFigure): Measure {
  const found = MEASURES.find((measure) => measure.table === figure)
  if (found === undefined) throw new RangeError(`No measure makes ${figure}`)
  return found
}

/**
 * The source whose first day opens the window where it is present: hospital admissions are the widest look-back, so a
 * smaller feed that began later does not shorten the series but is named in its caveat.
 */
export const LOOK_BACK: FactSourceName = 'apc'

export const HELD_BACK_CAVEAT = 'Not available until the slowest source it needs is complete.'
