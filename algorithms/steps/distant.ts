import type { Certainty } from '../rules/certainty.ts'
import type { Day } from '../domain/day.ts'
import type { Absences } from './absence.ts'
import { type Attribution, attribute, namesBreast } from './attribute.ts'
import { certaintyOf, type Death, type Judgement } from './certainty.ts'
import { classOf, type DistantClass, type Primary, primaryOf } from './classify.ts'
import { bearsOnDistant, type Evidence, isCodedForAnother } from './evidence.ts'
import type { Fact } from './facts/fact.ts'
import type { History } from './history.ts'
import { type Onset, onsetOf } from './onset.ts'
import { mCategory, tnmStage } from './tumours.ts'
import { type Retraction, retractionOf } from './retract.ts'

/** Distant disease of one person, decided. */
export interface DistantEpisode {
  readonly kind: 'episode'
  readonly items: readonly Evidence[]
  readonly judgement: Judgement
  /** What it counts as for breast cancer; capped where attribution is uncertain or no invasive cancer is on record. */
  readonly certainty: Certainty | 'refuted'
  readonly onset: Onset
  readonly primary: Primary
  readonly distantClass: DistantClass
  readonly attribution: Attribution & { readonly to: 'breast' | 'uncertain' }
  readonly retraction: Retraction | null
}

/** Why someone with signs of spread has no episode of breast cancer. */
export interface NoDistantEpisode {
  readonly kind: 'none'
  readonly because: 'nothing_specific' | 'no_breast_cancer' | 'belongs_to_another'
  readonly onset: Onset | null
  readonly attribution: Attribution | null
}

/** The argument about one person, in the order a clinician would make it. Pure: the same facts in any order give the same answer. */
export function distantEpisodeOf(
  evidence: readonly Evidence[],
  facts: readonly Fact[],
  history: History,
  absences: Absences,
  death: Death | null,
  observedTo: Day,
): DistantEpisode | NoDistantEpisode {
  const items = evidence.filter((item) => !isCodedForAnother(item) && !isOverwritten(item, history))
  const judgement = certaintyOf(items, death)
  if (judgement === null) return { kind: 'none', because: 'nothing_specific', onset: null, attribution: null }

  const onset = onsetOf(items, absences, death)
  if (history.breastKnownOn === null && !items.some(namesBreast)) {
    return { kind: 'none', because: 'no_breast_cancer', onset, attribution: null }
  }
  const distant = items.filter(bearsOnDistant)
  const attribution = attribute(onset.on, distant, facts, history)
  if (attribution.to === 'other') return { kind: 'none', because: 'belongs_to_another', onset, attribution }

  const retraction = retractionOf(judgement, items, absences, observedTo, death?.on ?? null)
  const primary = primaryOf(history, onset, distant)
  return {
    kind: 'episode',
    items: distant,
    judgement,
    certainty: retraction !== null ? 'refuted' : capped(judgement.certainty, attribution, history),
    onset,
    primary,
    distantClass: classOf(primary, onset, items, history),
    attribution,
    retraction,
  }
}

/** A rapid or trust registration gives way to the national one once that has staged the same tumour as early. */
const isOverwritten = ({ rule, fact }: Evidence, history: History): boolean =>
  rule.id === 'rapid-registration-stage-4' &&
  history.breastTumours.some(
    ({ rows }) =>
      rows.some((row) => row.row_ref === fact.rowRef) &&
      rows.some((row) => row.registry?.toUpperCase() === 'NCRD' && saysEarly(tnmStage(row), mCategory(row))),
  )

const saysEarly = (stage: number | null, m: number | null): boolean =>
  m !== 1 && stage !== 4 && (m === 0 || stage !== null)

function capped(certainty: Certainty, attribution: Attribution, history: History): Certainty {
  if (attribution.to === 'uncertain') return 'possible'
  // In situ cancer does not spread: until an invasive cancer is found, the episode is one tier less certain.
  if (history.hasInSituOnly && history.breastCodedOn === null) return certainty === 'definite' ? 'probable' : 'possible'
  return certainty
}
