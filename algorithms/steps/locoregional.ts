import { addDays, type Day, daysBetween, laterOf } from '../domain/day.ts'
import type { Certainty } from '../rules/certainty.ts'
import type { OnsetBasis, Strength } from '../rules/evidence/rule.ts'
import { LATER_BY, ONSET_DELAYS, SAMPLED_BASES } from '../rules/onset.ts'
import { WINDOWS } from '../rules/windows.ts'
import { isAnotherStatement } from './certainty.ts'
import { type Evidence, isAtLeast, isCodedForAnother } from './evidence.ts'
import { daysSinceDiagnosis, type History } from './history.ts'
import type { Onset } from './onset.ts'

/** Disease that came back in the breast, chest wall or nearby nodes, or whose extent no row tells. */
export interface LocoregionalEpisode {
  readonly extent: 'local' | 'regional' | 'unknown'
  readonly certainty: Certainty
  readonly onset: Onset
  readonly items: readonly Evidence[]
}

interface Sign {
  readonly item: Evidence
  readonly extent: LocoregionalEpisode['extent']
  readonly strength: Strength
}

/**
 * Episodes short of distant disease, oldest first. Distant disease overrides: signs within the window before its onset,
 * and all later ones, belong to it.
 */
export function locoregionalEpisodesOf(
  evidence: readonly Evidence[],
  distantOn: Day | null,
  history: History,
): readonly LocoregionalEpisode[] {
  const signs = evidence
    .flatMap((item): readonly Sign[] => signsOf(item, history))
    .filter(({ item }) => distantOn === null || daysBetween(item.on, distantOn) > WINDOWS.localWithDistant.value)
    .toSorted((a, b) => a.item.on - b.item.on)
  const clusters: Sign[][] = []
  for (const sign of signs) {
    const last = clusters.at(-1)
    if (last !== undefined && daysBetween(last.at(-1)!.item.on, sign.item.on) <= WINDOWS.cluster.value) last.push(sign)
    else clusters.push([sign])
  }
  return clusters.flatMap((cluster) => episodeOf(cluster) ?? [])
}

function signsOf(item: Evidence, history: History): readonly Sign[] {
  if (isCodedForAnother(item)) return []
  const { rule } = item
  const signs: Sign[] = []
  if (rule.shows === 'local' || rule.shows === 'regional')
    signs.push({ item, extent: rule.shows, strength: rule.strength })
  // Nodes that may be regional are part of the first diagnosis until its window has passed.
  const isLate = (daysSinceDiagnosis(history, item.on) ?? 0) > WINDOWS.initialNodes.value
  if (rule.alone !== undefined && isLate) signs.push({ item, extent: rule.alone, strength: rule.strength })
  if (rule.also !== undefined) signs.push({ item, extent: 'unknown', strength: rule.also.strength })
  return signs
}

/** The highest extent told; null when nothing but corroborators speak of it. */
function episodeOf(cluster: readonly Sign[]): LocoregionalEpisode | null {
  const telling = cluster.filter(({ strength }) => isAtLeast(strength, 'possible'))
  const first = telling[0]
  if (first === undefined) return null
  const extents = telling.map(({ extent }) => extent)
  return {
    extent: extents.includes('regional') ? 'regional' : extents.includes('local') ? 'local' : 'unknown',
    certainty: certaintyOfSigns(telling),
    onset: datedBy(first.item),
    items: cluster.map(({ item }) => item),
  }
}

/** As for distant disease: an explicit row alone is probable, beside another row definite; two probable sources are definite. */
function certaintyOfSigns(signs: readonly Sign[]): Certainty {
  const explicit = signs.filter(({ strength }) => strength === 'definite')
  const probable = signs.filter(({ strength }) => isAtLeast(strength, 'probable'))
  const hasAnother = explicit.some((sign) => signs.some((other) => isAnotherStatement(sign.item, other.item)))
  if (hasAnother || new Set(probable.map(({ item }) => item.family)).size >= 2) return 'definite'
  return probable.length > 0 ? 'probable' : 'possible'
}

function datedBy(item: Evidence): Onset {
  const { basis }: { readonly basis: OnsetBasis } = item.rule
  const later = SAMPLED_BASES.includes(basis) ? LATER_BY.sampled : LATER_BY.other
  return {
    on: item.on,
    earliest: addDays(item.on, -ONSET_DELAYS[basis].days),
    latest: laterOf(item.on, addDays(item.on, later)),
    basis,
    setBy: item,
  }
}
