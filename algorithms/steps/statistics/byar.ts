import { requireAmount } from './amounts.ts'
import { deviate, type PartialInterval, USUAL_LEVEL } from './interval.ts'

/**
 * Byar's approximate interval of a Poisson count, in events: x(1 − 1/9x − z/3√x)³ and, with y = x + 1,
 * y(1 − 1/9y + z/3√y)³. The lower limit of no events is 0; it is null where the formula turns negative, which at 95%
 * it never does and at 99.8% it does for one event.
 * Source: Breslow and Day 1987, Statistical Methods in Cancer Research II, IARC.
 */
export function byar(events: number, level = USUAL_LEVEL): PartialInterval & { readonly upper: number } {
  requireAmount(events, 'events')
  const z = deviate(level)
  const more = events + 1
  return {
    estimate: events,
    lower: events === 0 ? 0 : zeroOrMore(events * (1 - 1 / (9 * events) - z / (3 * Math.sqrt(events))) ** 3),
    upper: more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3,
  }
}

const zeroOrMore = (limit: number): number | null => (limit < 0 ? null : limit)
