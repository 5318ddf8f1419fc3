import { requireAmount, sum } from './amounts.ts'
import { byar } from './byar.ts'
import { PER_100K, type RateOptions } from './crude-rate.ts'
import { ESP_2013, type StandardAgeBand } from '../../rules/esp-2013.ts'
import { type Answer, given, type Interval, none, USUAL_LEVEL } from './interval.ts'

/** Below this many events a directly standardised rate is not given (Morris et al. 2018; OHID). */
const LEAST_EVENTS = 10

/** One band of an area: its events, its population, and the standard's population in that band. */
export interface WeightedBand {
  readonly events: number
  readonly population: number
  readonly weight: number
}

export type NoStandardisedRate = 'under_10_events' | 'empty_age_band'

/**
 * A directly standardised rate per `per`, Σ(wx/n) / Σw, with Dobson's interval from Byar's limits of the whole count:
 * rate + √(var/x)(x_L − x), var = Σ(w²x/n²) / (Σw)². Null under 10 events in all, or where a band has no population.
 * Source: Dobson et al. 1991, Stat Med 10:457–62; Morris et al. 2018, Popul Health Metr 16:20; OHID, Fingertips.
 */
export function dsr(bands: readonly WeightedBand[], options: RateOptions = {}): Answer<Interval, NoStandardisedRate> {
  requireBands(bands)
  const totalWeight = sum(bands.map((band) => band.weight))
  const variance = sum(bands.map((band) => varianceOf(band, band.events))) / totalWeight ** 2
  return dobson(bands, variance, options)
}

/** One band where a person can have several events: how many people had one event, two, and so on. */
export interface RepeatBand {
  readonly peopleByEvents: ReadonlyMap<number, number>
  readonly population: number
  readonly weight: number
}

/**
 * A directly standardised rate of events that one person may have more than once: as `dsr`, but each person's events
 * vary together, so var = Σ f² var(people with f events).
 * Source: Stukel et al. 1994, Stat Med 13:1781–91, as OHID applies it to Dobson's interval.
 */
export function dsrOfRepeatEvents(
  bands: readonly RepeatBand[],
  options: RateOptions = {},
): Answer<Interval, NoStandardisedRate> {
  const weighted = bands.map(({ peopleByEvents, population, weight }) => {
    const groups = [...peopleByEvents]
    groups.forEach(([, people]) => requireAmount(people, 'people'))
    return {
      events: sum(groups.map(([times, people]) => times * people)),
      squared: sum(groups.map(([times, people]) => times ** 2 * people)),
      population,
      weight,
    }
  })
  requireBands(weighted)
  const totalWeight = sum(weighted.map((band) => band.weight))
  const variance = sum(weighted.map((band) => varianceOf(band, band.squared))) / totalWeight ** 2
  return dobson(weighted, variance, options)
}

/** One band of an area by the name of its age band. */
export interface NamedBand {
  readonly ageBand: string
  readonly events: number
  readonly population: number
}

/** Gives each band its weight by name, never by position; every band of the standard must be there once. */
export function weightedBy(
  bands: readonly NamedBand[],
  standard: readonly StandardAgeBand[] = ESP_2013,
): readonly WeightedBand[] {
  const bandByName = new Map(bands.map((band) => [band.ageBand, band]))
  return standard.map(({ ageBand, weight }) => {
    const band = bandByName.get(ageBand)
    if (!band || bands.length !== standard.length) {
      throw new RangeError('Give every age band of the standard population exactly once')
    }
    return { events: band.events, population: band.population, weight }
  })
}

function dobson(
  bands: readonly WeightedBand[],
  variance: number,
  { per = PER_100K, level = USUAL_LEVEL }: RateOptions,
): Answer<Interval, NoStandardisedRate> {
  const events = sum(bands.map((band) => band.events))
  const count = byar(events, level)
  if (events < LEAST_EVENTS) return none('under_10_events')
  if (bands.some((band) => band.population === 0)) return none('empty_age_band')
  const rate = sum(bands.map((band) => (band.weight * band.events) / band.population))
  const estimate = rate / sum(bands.map((band) => band.weight))
  const stretch = Math.sqrt(variance / events)
  return given({
    estimate: estimate * per,
    lower: (estimate + stretch * ((count.lower ?? 0) - events)) * per,
    upper: (estimate + stretch * (count.upper - events)) * per,
  })
}

function requireBands(bands: readonly WeightedBand[]): void {
  for (const { events, population, weight } of bands) {
    requireAmount(events, 'events')
    requireAmount(population, 'population')
    if (!(weight > 0)) throw new RangeError('A standard population has people in every band')
  }
}

const varianceOf = ({ population, weight }: { population: number; weight: number }, events: number): number =>
  (weight ** 2 * events) / population ** 2
