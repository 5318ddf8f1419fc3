import { addDays, type Day, daysBetween, laterOf } from '../domain/day.ts'
import { ONSET_BASES, type OnsetBasis } from '../rules/evidence/rule.ts'
import { DELAY_OF_CODES_ALONE, LATER_BY, ONSET_DELAYS, SAMPLED_BASES } from '../rules/onset.ts'
import { WINDOWS } from '../rules/windows.ts'
import { type Absences, lastBefore, someBetween } from './absence.ts'
import { type Death, isIndependentRepeat, reachedOn } from './certainty.ts'
import { type Evidence, isAtDiagnosis, isAtLeast, isDistantSpecific, isHospitalCode } from './evidence.ts'

/** The best date of an episode, always a day we hold evidence for, with how early and late it can have been. */
export interface Onset {
  readonly on: Day
  readonly earliest: Day
  readonly latest: Day
  readonly basis: OnsetBasis
  /** The item that dates it. */
  readonly setBy: Evidence
}

/** Dates distant disease. The items must hold at least one that is specific. */
export function onsetOf(items: readonly Evidence[], absences: Absences, death: Death | null): Onset {
  const specific = items.filter(isDistantSpecific)
  const probableOn = reachedOn(items, death, 'probable')
  // Disease that never becomes probable is dated by its first sign.
  if (probableOn === null) return dated(specific, specific, absences, specific[0]!.on)
  const cluster = clusterOf(specific, probableOn)
  const moved = afterLoneCluster(specific, items, cluster, absences, death)
  if (moved !== null) return dated(moved.cluster, specific, absences, moved.probableOn)
  const dating = [...specific.filter((item) => walksBack(item, probableOn, absences, specific)), ...cluster]
  return dated(dating, specific, absences, probableOn)
}

/** Items with gaps no longer than the window around the sign that made it probable, and not long before that sign. */
function clusterOf(specific: readonly Evidence[], probableOn: Day): readonly Evidence[] {
  const sorted = specific.toSorted((a, b) => a.on - b.on)
  // What made it probable may be company that came after the sign itself, or a sign that came after a death was known.
  const anchor = Math.max(
    0,
    sorted.findLastIndex(({ on }) => on <= probableOn),
  )
  let first = anchor
  while (first > 0 && belongTogether(sorted[first - 1]!, sorted[first]!)) first--
  let last = anchor
  while (last + 1 < sorted.length && belongTogether(sorted[last]!, sorted[last + 1]!)) last++
  const signOn = sorted[anchor]!.on
  return sorted.slice(first, last + 1).filter(({ on }) => daysBetween(on, signOn) <= WINDOWS.beforeFirstProbable.value)
}

const belongTogether = (a: Evidence, b: Evidence): boolean =>
  daysBetween(a.on, b.on) <= WINDOWS.cluster.value ||
  (isHospitalCode(a) && isHospitalCode(b) && isIndependentRepeat(a, b))

/**
 * An earlier GP or waiting-times statement, or a hospital code within a year, unless absence was recorded since. A
 * statement of recurrence that may be local dates no distant disease, nor does spread long before a primary that the
 * registry found already metastatic.
 */
function walksBack(item: Evidence, probableOn: Day, absences: Absences, specific: readonly Evidence[]): boolean {
  if (item.on > probableOn || someBetween(absences.recordedOn, item.on, probableOn)) return false
  const isLongBefore = ({ on }: Evidence): boolean => daysBetween(on, item.on) < WINDOWS.atDiagnosis.value.from
  if (specific.some((other) => isAtDiagnosis(other) && isLongBefore(other))) return false
  const isStatement = (item.rule.basis === 'gp' || item.rule.basis === 'cwt') && item.rule.also === undefined
  return (
    isStatement ||
    (item.rule.basis === 'hospital' && daysBetween(item.on, probableOn) <= WINDOWS.walkBackHospital.value)
  )
}

/** A lone first statement of one source, then an absence: the disease began with the next cluster that is probable by itself. */
function afterLoneCluster(
  specific: readonly Evidence[],
  items: readonly Evidence[],
  cluster: readonly Evidence[],
  absences: Absences,
  death: Death | null,
): { readonly cluster: readonly Evidence[]; readonly probableOn: Day } | null {
  // Lone: one source spoke on one day. Signs that keep coming are not unsaid by a history code.
  if (new Set(cluster.map(({ family, on }) => `${family} ${on}`)).size !== 1) return null
  // Nor is a stage that the registry decided.
  if (cluster.some(isAtDiagnosis)) return null
  const end = cluster.map(({ on }) => on).reduce(laterOf)
  const absentOn = absences.recordedOn.find((day) => day > end)
  if (absentOn === undefined) return null
  const later = specific.filter(({ on }) => on >= absentOn)
  if (later.length === 0) return null
  const probableOn = reachedOn(
    items.filter(({ on }) => on >= absentOn),
    death,
    'probable',
  )
  return probableOn === null ? null : { cluster: clusterOf(later, probableOn), probableOn }
}

/** The earliest date stands, because delays are one-sided; of one day the most trusted basis is named. */
function dated(dating: readonly Evidence[], specific: readonly Evidence[], absences: Absences, probableOn: Day): Onset {
  const setBy = dating.reduce((best, item) =>
    item.on < best.on || (item.on === best.on && trust(item) < trust(best)) ? item : best,
  )
  const { on } = setBy
  const { basis } = setBy.rule
  const later = addDays(on, SAMPLED_BASES.includes(basis) ? LATER_BY.sampled : LATER_BY.other)
  const absentOn = lastBefore(absences.recordedOn, on)
  const earliest = addDays(on, -delayOf(basis, specific))
  return {
    on,
    earliest: absentOn === null ? earliest : laterOf(earliest, absentOn),
    latest: laterOf(probableOn, later),
    basis,
    setBy,
  }
}

const trust = ({ rule }: Evidence): number =>
  ONSET_BASES.indexOf(rule.basis) * 10 -
  (isAtLeast(rule.strength, 'definite') ? 2 : isAtLeast(rule.strength, 'probable') ? 1 : 0)

function delayOf(basis: OnsetBasis, specific: readonly Evidence[]): number {
  if (basis === 'death') return ONSET_DELAYS.death.days
  const isCodesAlone = specific.every(({ family }) => family === 'hospital' || family === 'deaths')
  return isCodesAlone ? DELAY_OF_CODES_ALONE.days : ONSET_DELAYS[basis].days
}
