import { CERTAINTY_CUTS, type CertaintyCut } from '../../rules/measures.ts'
import type { CohortMember } from '../../contracts/results/restricted.ts'
import type { Day } from '../../domain/day.ts'

/** A person of a planted region. */
export interface PlantedPerson {
  readonly personId: string
  /** Name of the hard case or decoy; empty for others. */
  readonly stratum: string
  readonly isDecoy: boolean
  /** People of a natural population this one stands for. */
  readonly weight: number
}

export interface PlantedTumour {
  readonly personId: string
  readonly tumourId: string
  readonly cancerGroup: string
  readonly diagnosedOn: Day
}

export interface PlantedEpisode {
  readonly personId: string
  /** Empty when the episode belongs to no planted tumour. */
  readonly tumourId: string
  readonly cancerGroup: string
  readonly episodeType: string
  readonly extent: string
  readonly onsetOn: Day
  /** Sources that hold at least one row written because of this episode. */
  readonly visibleIn: readonly string[]
  /** Those of them that hold no more than a lone code or a lone letter. */
  readonly visibleWeaklyIn: readonly string[]
  /** Day of the earliest such row; null when no source shows the episode. */
  readonly firstVisibleOn: Day | null
}

/** What was planted. People who stand for themselves alone and belong to no stratum need not be listed. */
export interface Truth {
  readonly people: ReadonlyMap<string, PlantedPerson>
  readonly tumours: readonly PlantedTumour[]
  readonly episodes: readonly PlantedEpisode[]
  /** Made of hard cases and decoys alone, so that nothing overall can be said of it. */
  readonly strataOnly: boolean
}

/** What a run says of an episode, as far as it is judged. */
export type FoundEpisode = Pick<
  CohortMember,
  | 'person_id'
  | 'tumour_id'
  | 'cancer_group'
  | 'episode_type'
  | 'extent'
  | 'certainty'
  | 'onset_date'
  | 'onset_earliest'
  | 'onset_latest'
  | 'primary_diagnosis_date'
  | 'attribution'
>

/** Whether a cut of certainty holds an episode of some certainty; a refuted one is in none. */
export const admits = (cut: CertaintyCut, certainty: string): boolean =>
  (CERTAINTY_CUTS[cut] as readonly string[]).includes(certainty)
