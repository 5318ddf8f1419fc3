import { type Share, shareOf, weightedMedian } from './share.ts'
import type { CertaintyCut } from '../../rules/measures.ts'
import type { FoundEpisode, PlantedEpisode } from './truth.ts'
import type { Unit } from './units.ts'

/** Signed days from the planted onset: positive is late. */
export interface DateError {
  readonly people: number
  readonly median_days: number | null
  readonly within_30_days: Share
  readonly within_60_days: Share
  readonly within_90_days: Share
}

export interface OnsetAccuracy {
  readonly onset: DateError
  /** The same of the day of the first row that shows the episode, which no rule can honestly beat. */
  readonly first_visible: DateError
  readonly inside_interval: Share
  readonly median_interval_days: number | null
}

/** Over the planted episodes that were found. */
export function onsetAccuracy(units: readonly Unit[], cut: CertaintyCut): OnsetAccuracy {
  const pairs = foundPairs(units, cut)
  return {
    onset: dateError(
      pairs.map((pair) => ({ days: pair.found.onset_date - pair.planted.onsetOn, weight: pair.weight })),
    ),
    first_visible: dateError(
      pairs.flatMap(({ planted, weight }) =>
        planted.firstVisibleOn === null ? [] : [{ days: planted.firstVisibleOn - planted.onsetOn, weight }],
      ),
    ),
    inside_interval: shareOf(
      pairs,
      ({ found, planted }) => found.onset_earliest <= planted.onsetOn && planted.onsetOn <= found.onset_latest,
    ),
    median_interval_days: weightedMedian(
      pairs.map(({ found, weight }) => ({ value: found.onset_latest - found.onset_earliest, weight })),
    ),
  }
}

export interface FoundPair {
  readonly weight: number
  readonly planted: PlantedEpisode
  readonly found: FoundEpisode
}

/** The planted episodes that were found, each with what was found. */
export const foundPairs = (units: readonly Unit[], cut: CertaintyCut): FoundPair[] =>
  units.flatMap(({ planted, found, weight }) => {
    const episode = found[cut]
    return planted === null || episode === null ? [] : [{ weight, planted, found: episode }]
  })

function dateError(errors: readonly { readonly days: number; readonly weight: number }[]): DateError {
  const within = (days: number) => shareOf(errors, (error) => Math.abs(error.days) <= days)
  return {
    people: errors.length,
    median_days: weightedMedian(errors.map(({ days, weight }) => ({ value: days, weight }))),
    within_30_days: within(30),
    within_60_days: within(60),
    within_90_days: within(90),
  }
}
