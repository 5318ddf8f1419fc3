import { requireAmount, sum } from './amounts.ts'
import { type Answer, given, type Interval, none, type PartialInterval } from './interval.ts'

/** One group of an ordered population: how many people, and their rate or share with its limits. */
export interface RankedGroup {
  readonly population: number
  readonly rate: Interval
}

/** Fewer groups than this make no slope worth printing (OHID; deprivation quintiles are five). */
const LEAST_GROUPS = 5

export type NoSlope = 'too_few_groups' | 'empty_group'

/**
 * The slope index of inequality, in the unit of the rates: the difference that a population-weighted straight line
 * through the groups' rates makes from the first person to the last in the order given. Groups given from least to most
 * deprived make it positive when the most deprived have more; OHID gives them the other way round. Null with fewer than
 * five groups or an empty one. Limits combine the groups' own: for Σcᵢrᵢ, ∓ √Σ(cᵢrᵢ − cᵢ × the limit that widens it)².
 * Source: Mackenbach and Kunst 1997, Soc Sci Med 44:757–71; OHID (PHEindicatormethods), whose limits are simulated;
 * Zou, Huang and Zhang 2009, Comput Stat Data Anal 53:1080–5, for these.
 */
export function slopeIndex(groups: readonly RankedGroup[]): Answer<Interval, NoSlope> {
  const trouble = troubleWith(groups)
  if (trouble) return none(trouble)
  const { first, last } = endsOf(groups)
  return given(
    combined(
      groups,
      last.map((c, i) => c - at(first, i)),
    ),
  )
}

/**
 * The relative index of inequality: the fitted rate of the last person over that of the first, in the order given.
 * Null as for the slope, and where the line is not above zero at both ends. It holds every ratio at which
 * last − ratio × first could be 0 (Fieller's argument with the same limits); an upper limit without end is null.
 * Source: Mackenbach and Kunst 1997, Soc Sci Med 44:757–71; Donner and Zou 2012, Stat Methods Med Res 21:347–59.
 */
export function relativeIndex(groups: readonly RankedGroup[]): Answer<PartialInterval, NoSlope | 'line_not_positive'> {
  const trouble = troubleWith(groups)
  if (trouble) return none(trouble)
  const { first, last } = endsOf(groups)
  const start = combined(groups, first)
  const end = combined(groups, last)
  if (!(start.estimate > 0 && end.estimate > 0)) return none('line_not_positive')
  const estimate = end.estimate / start.estimate
  const beyond = (ratio: number): Interval =>
    combined(
      groups,
      last.map((c, i) => c - ratio * at(first, i)),
    )
  const isBelow = (ratio: number): boolean => beyond(ratio).lower > 0
  const isAbove = (ratio: number): boolean => beyond(ratio).upper < 0
  // A line that may start at or below zero leaves no ratio too great to be ruled out.
  const upper = start.lower > 0 ? edge(isAbove, doubled(isAbove, estimate), estimate) : null
  return given({ estimate, lower: isBelow(0) ? edge(isBelow, 0, estimate) : 0, upper })
}

/** The straight line's values at the two ends of the population, each as coefficients of the groups' rates. */
function endsOf(groups: readonly RankedGroup[]): { readonly first: number[]; readonly last: number[] } {
  const total = sum(groups.map((group) => group.population))
  const shares = groups.map((group) => group.population / total)
  const ranks = shares.map((share, i) => sum(shares.slice(0, i)) + share / 2)
  const middle = sum(shares.map((share, i) => share * at(ranks, i)))
  const spread = sum(shares.map((share, i) => share * (at(ranks, i) - middle) ** 2))
  const lineAt = (rank: number): number[] =>
    shares.map((share, i) => share + ((rank - middle) * share * (at(ranks, i) - middle)) / spread)
  return { first: lineAt(0), last: lineAt(1) }
}

function combined(groups: readonly RankedGroup[], coefficients: readonly number[]): Interval {
  const terms = groups.map(({ rate }, i) => {
    const c = at(coefficients, i)
    const reaches = [c * (rate.lower - rate.estimate), c * (rate.upper - rate.estimate)]
    return { value: c * rate.estimate, down: Math.min(...reaches), up: Math.max(...reaches) }
  })
  const estimate = sum(terms.map((term) => term.value))
  return {
    estimate,
    lower: estimate - Math.hypot(...terms.map((term) => term.down)),
    upper: estimate + Math.hypot(...terms.map((term) => term.up)),
  }
}

/** The last ratio towards `inside` that is still ruled out. */
function edge(isOut: (ratio: number) => boolean, outside: number, inside: number): number {
  let [out, within] = [outside, inside]
  for (let step = 0; step < 100; step += 1) {
    const middle = (out + within) / 2
    if (isOut(middle)) out = middle
    else within = middle
  }
  return within
}

function doubled(isOut: (ratio: number) => boolean, from: number): number {
  let ratio = from * 2
  while (!isOut(ratio)) ratio *= 2
  return ratio
}

function troubleWith(groups: readonly RankedGroup[]): NoSlope | null {
  for (const { population, rate } of groups) {
    requireAmount(population, 'population')
    if (!(rate.lower <= rate.estimate && rate.estimate <= rate.upper)) {
      throw new RangeError('An estimate lies between its limits')
    }
  }
  if (groups.length < LEAST_GROUPS) return 'too_few_groups'
  return groups.some((group) => group.population === 0) ? 'empty_group' : null
}

const at = (values: readonly number[], i: number): number => values[i] ?? Number.NaN
