import { groupedBy } from './grouped-by.ts'
import { type Share, shareOf } from './share.ts'
import type { CertaintyCut } from '../../rules/measures.ts'
import type { Unit } from './units.ts'

/** The prevalence of the published sample: 184 cases among 1,028 people (Northern Ireland Cancer Registry). */
export const PUBLISHED_PREVALENCE = 0.18

/** A positive predictive value at a declared prevalence, with limits from those of its two parts together. */
export interface PpvAtPrevalence {
  readonly prevalence: number
  readonly share: number | null
  readonly lower_95: number | null
  readonly upper_95: number | null
}

export interface Accuracy {
  readonly sensitivity_all: Share
  /** Among planted episodes that at least one source in the run shows. */
  readonly sensitivity_visible: Share
  /** Among those that some source shows by more than a lone code or letter. */
  readonly sensitivity_visible_firmly: Share
  /** Among people with a planted tumour of the group and no such episode of it, never the whole region. */
  readonly specificity: Share
  readonly ppv_raw: Share
  /** From the sensitivity among the visible. */
  readonly ppv_at_18: PpvAtPrevalence
}

export function accuracyOf(units: readonly Unit[], cut: CertaintyCut): Accuracy {
  const isFound = (unit: Unit) => unit.found[cut] !== null
  const planted = units.filter((unit) => unit.planted !== null)
  const visible = shareOf(
    planted.filter((unit) => unit.visibility !== 'none'),
    isFound,
  )
  const specificity = shareOf(units.filter(isNegative), (unit) => !isFound(unit))
  return {
    sensitivity_all: shareOf(planted, isFound),
    sensitivity_visible: visible,
    sensitivity_visible_firmly: shareOf(
      planted.filter((unit) => unit.visibility === 'firm'),
      isFound,
    ),
    specificity,
    ppv_raw: shareOf(units.filter(isFound), (unit) => unit.planted !== null),
    ppv_at_18: {
      prevalence: PUBLISHED_PREVALENCE,
      share: ppvAt(PUBLISHED_PREVALENCE, visible.share, specificity.share),
      lower_95: ppvAt(PUBLISHED_PREVALENCE, visible.lower_95, specificity.lower_95),
      upper_95: ppvAt(PUBLISHED_PREVALENCE, visible.upper_95, specificity.upper_95),
    },
  }
}

const isNegative = (unit: Unit): boolean => unit.hasTumour && unit.planted === null && !unit.plantedLater

/** Bayes' rule; null when a part is unknown or nobody would be found. */
export function ppvAt(prevalence: number, sensitivity: number | null, specificity: number | null): number | null {
  if (sensitivity === null || specificity === null) return null
  const found = prevalence * sensitivity + (1 - prevalence) * (1 - specificity)
  return found === 0 ? null : (prevalence * sensitivity) / found
}

export interface StratumAccuracy {
  readonly stratum: string
  readonly is_decoy: boolean
  readonly people: number
  readonly sensitivity: Share
  /** Among everyone of the stratum without such an episode: a decoy need not have a tumour of the group. */
  readonly specificity: Share
}

/** Each hard case and decoy by itself, one person one count. */
export function accuracyByStratum(units: readonly Unit[], cut: CertaintyCut): StratumAccuracy[] {
  const byStratum = groupedBy(
    units.filter((unit) => unit.stratum !== '').map((unit) => ({ ...unit, weight: 1 })),
    (unit) => unit.stratum,
  )
  return [...byStratum]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stratum, members]) => ({
      stratum,
      is_decoy: members.some((unit) => unit.isDecoy),
      people: members.length,
      sensitivity: shareOf(
        members.filter((unit) => unit.planted !== null),
        (unit) => unit.found[cut] !== null,
      ),
      specificity: shareOf(
        members.filter((unit) => unit.planted === null && !unit.plantedLater),
        (unit) => unit.found[cut] === null,
      ),
    }))
}
