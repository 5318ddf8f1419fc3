import type { GeographyType } from './release-plan.ts'

/** How true counts become published ones. */
export interface DisclosurePolicy {
  readonly id: string
  readonly says: string
  readonly because: string
  /** Counts from 1 to this many are hidden; 0 hides none. */
  readonly hiddenUpTo: number
  /** Counts that are shown are rounded to the nearest of these. */
  readonly roundedTo: number
  /** Populations that are shown are rounded to the nearest of these. */
  readonly populationRoundedTo: number
}

export const SUB_NATIONAL: DisclosurePolicy = {
  id: 'sub-national',
  says: 'A count of 1 to 7 is hidden; any other is rounded to the nearest 5; no one at all is shown as 0; populations are rounded to the nearest 10',
  because:
    'NHS England, Hospital Episode Statistics disclosure control since September 2018: sub-national counts of 1 to 7 are hidden, larger ones rounded to 5, and 0 is shown',
  hiddenUpTo: 7,
  roundedTo: 5,
  populationRoundedTo: 10,
}

export const NATIONAL: DisclosurePolicy = {
  id: 'national',
  says: 'Counts are shown as they are',
  because: 'NHS England, Hospital Episode Statistics disclosure control: no control of figures for England as a whole',
  hiddenUpTo: 0,
  roundedTo: 1,
  populationRoundedTo: 10,
}

/** An ICB's own total shown unrounded would undo every cell under it: only England's own figures go without control. */
export function policyFor(geography: GeographyType, coverage: 'icb' | 'england'): DisclosurePolicy {
  if (geography !== 'national') return SUB_NATIONAL
  if (coverage !== 'england') throw new RangeError('National figures need data that cover England')
  return NATIONAL
}

/**
 * What a reader can work out of a hidden small count spans at least this much: at best one of six numbers. Declared here,
 * unverified: the practice of NHS England names no width.
 */
export const PROTECTED_WIDTH = 5

/** What cannot be computed from published counts needs at least this many events. */
export const DERIVED_FROM_EVENTS = 10

/** Said by the summary and the manifest of every run that is not synthetic, until the disclosure audit exists. */
export const NOT_AUDITED = 'not audited for disclosure: do not release'

/** Said in their place by a run over a synthetic region. */
export const SYNTHETIC = 'synthetic'

/** Said of a region of hard cases and decoys in numbers of no population: none of its counts is published. */
export const OF_STRATA =
  'Hard cases alone, in numbers of no population: no count or rate of them is published; judge each by cohorts evaluate.'

/** What stands as `release` in the manifest of a run. */
export const releaseOf = (synthetic: boolean): string => (synthetic ? SYNTHETIC : NOT_AUDITED)
