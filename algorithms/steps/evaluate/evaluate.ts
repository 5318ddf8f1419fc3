import type { Day } from '../../domain/day.ts'
import { type Accuracy, type StratumAccuracy, accuracyByStratum, accuracyOf } from './accuracy.ts'
import { type AttributionAccuracy, attributionAccuracy, labelAccuracy } from './labels.ts'
import { type OnsetAccuracy, onsetAccuracy } from './onset.ts'
import type { Share } from './share.ts'
import { CERTAINTY_CUTS, HEADLINE_CUT, type CertaintyCut } from '../../rules/measures.ts'
import { type FoundEpisode, type Truth } from './truth.ts'
import { type Unit, unitsOf } from './units.ts'

export interface ExtentEvaluation {
  readonly cancer_group: string
  readonly extent: string
  /** Null for a region of strata, of which nothing overall can be said. */
  readonly overall: {
    readonly by_certainty: Readonly<Record<CertaintyCut, Accuracy>>
    readonly onset: OnsetAccuracy
    /** Null for other extents than distant, where the label says nothing. */
    readonly label: Share | null
  } | null
  readonly strata: readonly StratumAccuracy[]
}

export interface SetEvaluation {
  /** Sources the run did without. */
  readonly without: readonly string[]
  readonly extents: readonly ExtentEvaluation[]
  readonly attribution: AttributionAccuracy | null
}

export interface EvaluationSettings {
  readonly cut: Day
  /** Groups that the definition of the run decides; of another group nothing is expected. */
  readonly cancerGroups: readonly string[]
  readonly without: readonly string[]
}

/** How a run compares with what was planted. */
export function evaluate(truth: Truth, found: readonly FoundEpisode[], settings: EvaluationSettings): SetEvaluation {
  const leftOut = new Set(settings.without)
  const units = (cancerGroup: string, extent: string): Unit[] =>
    unitsOf(truth, found, { cancerGroup, extent, cut: settings.cut, leftOut })
  const extents = settings.cancerGroups.flatMap((cancerGroup) =>
    plantedExtents(truth, cancerGroup).map((extent) =>
      evaluateExtent(truth, cancerGroup, extent, units(cancerGroup, extent)),
    ),
  )
  const distant = new Map(settings.cancerGroups.map((group) => [group, units(group, 'distant')]))
  return {
    without: settings.without,
    extents,
    attribution: truth.strataOnly ? null : attributionAccuracy(truth, distant, HEADLINE_CUT),
  }
}

function evaluateExtent(truth: Truth, cancerGroup: string, extent: string, units: readonly Unit[]): ExtentEvaluation {
  const cuts = Object.keys(CERTAINTY_CUTS) as CertaintyCut[]
  const byCertainty = () =>
    Object.fromEntries(cuts.map((cut) => [cut, accuracyOf(units, cut)])) as Record<CertaintyCut, Accuracy>
  return {
    cancer_group: cancerGroup,
    extent,
    overall: truth.strataOnly
      ? null
      : {
          by_certainty: byCertainty(),
          onset: onsetAccuracy(units, HEADLINE_CUT),
          label: extent === 'distant' ? labelAccuracy(units, HEADLINE_CUT) : null,
        },
    strata: accuracyByStratum(units, HEADLINE_CUT),
  }
}

/** Distant first, which is the headline and is judged even where none was planted. */
function plantedExtents(truth: Truth, cancerGroup: string): string[] {
  const planted = truth.episodes
    .filter((episode) => episode.cancerGroup === cancerGroup)
    .map((episode) => episode.extent)
  const judged = ['distant', 'not_applicable', 'regional', 'local']
  return judged.filter((extent) => extent === 'distant' || planted.includes(extent))
}
