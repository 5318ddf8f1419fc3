import { requireAmount, sum } from './amounts.ts'
import { countLimits, PER_100K, type RateOptions, scaled } from './crude-rate.ts'
import { type Answer, given, type Interval, none, USUAL_LEVEL } from './interval.ts'

/** One band of an area's population beside the events and population of the reference in that band. */
export interface ReferenceBand {
  readonly population: number
  readonly referenceEvents: number
  readonly referencePopulation: number
}

/** Observed over expected with its limits, and both of its parts. */
export interface StandardisedRatio extends Interval {
  readonly observed: number
  readonly expected: number
}

export type NoRatio = 'no_expected_events' | 'empty_reference_band'

/**
 * The events an area would have at the reference's rates: Σ(population × reference events / reference population);
 * null where people stand in a band that the reference has nobody in.
 */
export function expectedEvents(bands: readonly ReferenceBand[]): number | null {
  for (const band of bands) {
    requireAmount(band.population, 'population')
    requireAmount(band.referenceEvents, 'reference events')
    requireAmount(band.referencePopulation, 'reference population')
  }
  const inhabited = bands.filter((band) => band.population > 0)
  if (inhabited.some((band) => band.referencePopulation === 0)) return null
  return sum(inhabited.map((band) => (band.population * band.referenceEvents) / band.referencePopulation))
}

/**
 * An indirectly standardised ratio O/E, where 1 is as the reference (a standardised mortality ratio is this × 100);
 * limits are those of the observed count, exact below 10 events and Byar's from 10, over E. Null when none is expected.
 * Source: Breslow and Day 1987, IARC; OHID, Fingertips technical guidance.
 */
export function standardisedRatio(
  observed: number,
  bands: readonly ReferenceBand[],
  level = USUAL_LEVEL,
): Answer<StandardisedRatio, NoRatio> {
  const count = countLimits(observed, level)
  const expected = expectedEvents(bands)
  if (expected === null) return none('empty_reference_band')
  if (expected === 0) return none('no_expected_events')
  return given({ ...scaled(count, 1 / expected), observed, expected })
}

/**
 * An indirectly standardised rate per `per`: the ratio times the reference's crude rate; null as for the ratio.
 * Source: Breslow and Day 1987, IARC; OHID, Fingertips technical guidance.
 */
export function indirectRate(
  observed: number,
  bands: readonly ReferenceBand[],
  { per = PER_100K, level = USUAL_LEVEL }: RateOptions = {},
): Answer<Interval, NoRatio> {
  const ratio = standardisedRatio(observed, bands, level)
  if (ratio.value === null) return ratio
  const events = sum(bands.map((band) => band.referenceEvents))
  const population = sum(bands.map((band) => band.referencePopulation))
  return given(scaled(ratio.value, (events / population) * per))
}
