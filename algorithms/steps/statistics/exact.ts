import { requireAmount, requireShare } from './amounts.ts'
import { betaQuantile, gammaQuantile } from './distributions.ts'
import { type Answer, given, type Interval, none, tail, USUAL_LEVEL } from './interval.ts'

/**
 * The exact binomial interval of a proportion, as a share of one; null when nobody could have had the event:
 * Beta(α/2; x, n − x + 1) and Beta(1 − α/2; x + 1, n − x).
 * Source: Clopper and Pearson 1934, Biometrika 26:404–13.
 */
export function clopperPearson(events: number, of: number, level = USUAL_LEVEL): Answer<Interval, 'no_denominator'> {
  requireShare(events, of)
  const alone = tail(level)
  if (of === 0) return none('no_denominator')
  return given({ estimate: events / of, lower: lowest(events, of, alone), upper: 1 - lowest(of - events, of, alone) })
}

// The upper limit is one minus the lower limit of those without the event, so one function serves both.
function lowest(events: number, of: number, alone: number): number {
  if (events === 0) return 0
  if (events === of) return Math.exp(Math.log(alone) / of)
  return betaQuantile(alone, events, of - events + 1)
}

/**
 * The exact interval of a Poisson count, in events: χ²(α/2; 2x)/2, which is 0 for no events, and χ²(1 − α/2; 2x + 2)/2.
 * Source: Garwood 1936, Biometrika 28:437–42; Armitage and Berry 2002, Statistical Methods in Medical Research (4th ed).
 */
export function exactPoisson(events: number, level = USUAL_LEVEL): Interval {
  requireAmount(events, 'events')
  const alone = tail(level)
  return {
    estimate: events,
    lower: events === 0 ? 0 : gammaQuantile(alone, events),
    upper: gammaQuantile(1 - alone, events + 1),
  }
}
