import { requireAmount, sum } from './amounts.ts'
import { FUNNEL_LEVELS, type FunnelLimits } from './funnel.ts'
import { type Answer, deviate, given, none } from './interval.ts'

/** One area: its events, and those who could have had one (proportion) or the events expected (ratio). */
export interface FunnelArea {
  readonly observed: number
  readonly denominator: number
}

/** A scale on which areas of one truth scatter normally about `target` with a spread that depends on size alone. */
interface Scale {
  readonly target: (areas: readonly FunnelArea[]) => number
  readonly value: (area: FunnelArea) => number
  readonly spread: (denominator: number) => number
  readonly back: (value: number) => number
}

const pooled = (areas: readonly FunnelArea[]): number =>
  sum(areas.map((area) => area.observed)) / sum(areas.map((area) => area.denominator))

const withinQuarterTurn = (angle: number): number => Math.min(Math.PI / 2, Math.max(0, angle))

/** Source: Spiegelhalter 2005, Qual Saf Health Care 14:347–51; the NHS R community's FunnelPlotR. */
const SCALES = {
  proportion: {
    target: (areas) => Math.asin(Math.sqrt(pooled(areas))),
    value: ({ observed, denominator }) => Math.asin(Math.sqrt(observed / denominator)),
    spread: (denominator) => 1 / (2 * Math.sqrt(denominator)),
    back: (angle) => Math.sin(withinQuarterTurn(angle)) ** 2,
  },
  ratio: {
    target: () => 1,
    value: ({ observed, denominator }) => Math.sqrt(observed / denominator),
    spread: (denominator) => 1 / (2 * Math.sqrt(denominator)),
    back: (root) => Math.max(0, root) ** 2,
  },
  log_ratio: {
    target: () => 0,
    value: ({ observed, denominator }) => Math.log(observed / denominator),
    spread: (denominator) => 1 / Math.sqrt(denominator),
    back: Math.exp,
  },
} satisfies Record<string, Scale>

export type FunnelScale = keyof typeof SCALES

/** How far areas differ beyond chance, and the funnel that allows for it. */
export interface OverDispersion {
  /** Mean squared z-score after the extremes are pulled in; 1 is chance alone. */
  readonly phi: number
  /** Variance between areas beyond chance, on the scale of the z-scores; 0 when there is none. */
  readonly tauSquared: number
  /** The areas' z-scores in the order given, before the extremes are pulled in. */
  readonly zScores: readonly number[]
  /** 2 SD and 3 SD limits, as a share or a ratio, for an area of this size. */
  readonly limits: (denominator: number) => FunnelLimits
}

export interface OverDispersionOptions {
  /** The share of z-scores at either end that may not speak for the rest. */
  readonly extreme?: number
  /** What becomes of them: set to the quantile there, or left out. */
  readonly extremesAre?: 'winsorised' | 'left_out'
}

/**
 * Over-dispersion as an additive random effect: φ = Σz²/k over winsorised (or trimmed) z-scores,
 * τ² = max(0, (kφ − (k − 1)) / (Σw − Σw²/Σw)) with w = 1/s², and limits at target ∓ z√(s² + τ²).
 * Null with fewer than two areas, or where an area without events has no logarithm.
 * Source: Spiegelhalter 2005, Stat Med 24:1185–202; DerSimonian and Laird 1986 for τ².
 */
export function overDispersion(
  areas: readonly FunnelArea[],
  scale: FunnelScale,
  { extreme = 0.1, extremesAre = 'winsorised' }: OverDispersionOptions = {},
): Answer<OverDispersion, 'too_few_areas' | 'area_without_events'> {
  if (!(extreme >= 0 && extreme < 0.5)) throw new RangeError('The extreme share lies between 0 and a half')
  for (const { observed, denominator } of areas) requireArea(observed, denominator, scale)
  if (areas.length < 2) return none('too_few_areas')
  if (scale === 'log_ratio' && areas.some((area) => area.observed === 0)) return none('area_without_events')

  const { target: targetOf, value, spread, back }: Scale = SCALES[scale]
  const target = targetOf(areas)
  const zScores = areas.map((area) => (value(area) - target) / spread(area.denominator))
  const kept = extremesAre === 'winsorised' ? winsorised(zScores, extreme) : trimmed(zScores, extreme)
  if (kept.length < 2) return none('too_few_areas')
  const phi = sum(kept.map(({ z }) => z ** 2)) / kept.length
  const weights = kept.map(({ area }) => 1 / spread(areas[area]?.denominator ?? Number.NaN) ** 2)
  const excess = kept.length * phi - (kept.length - 1)
  const tauSquared = Math.max(0, excess / (sum(weights) - sum(weights.map((w) => w * w)) / sum(weights)))

  const limits = (denominator: number): FunnelLimits => {
    const reach = Math.sqrt(spread(denominator) ** 2 + tauSquared)
    const at = (level: number, side: 1 | -1): number => back(target + side * deviate(level) * reach)
    const { inner, outer } = FUNNEL_LEVELS
    return { lower3: at(outer, -1), lower2: at(inner, -1), upper2: at(inner, 1), upper3: at(outer, 1) }
  }
  return given({ phi, tauSquared, zScores, limits })
}

function requireArea(observed: number, denominator: number, scale: FunnelScale): void {
  requireAmount(observed, 'observed')
  requireAmount(denominator, 'denominator')
  if (denominator === 0) throw new RangeError('An area of size zero has no place in a funnel')
  if (scale === 'proportion' && observed > denominator)
    throw new RangeError('observed cannot be more than its denominator')
}

interface KeptScore {
  readonly area: number
  readonly z: number
}

function winsorised(zScores: readonly number[], extreme: number): readonly KeptScore[] {
  const low = quantile(zScores, extreme)
  const high = quantile(zScores, 1 - extreme)
  return zScores.map((z, area) => ({ area, z: Math.min(high, Math.max(low, z)) }))
}

/** Leaves out the first and last of 1/extreme groups by rank. Source: NHS Digital, SHMI specification. */
function trimmed(zScores: readonly number[], extreme: number): readonly KeptScore[] {
  if (extreme === 0) return zScores.map((z, area) => ({ area, z }))
  const groups = 1 / extreme
  return zScores
    .map((z, area) => ({ area, z }))
    .filter(({ z }) => {
      const rank = zScores.filter((other) => other < z).length + (zScores.filter((other) => other === z).length + 1) / 2
      const group = Math.floor((rank * groups) / (zScores.length + 1))
      return group > 0 && group < groups - 1
    })
}

/** Linear interpolation between order statistics. Source: Hyndman and Fan 1996, Am Stat 50:361–5, definition 7. */
function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b)
  const place = (ordered.length - 1) * share
  const below = ordered[Math.floor(place)] ?? Number.NaN
  const above = ordered[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
