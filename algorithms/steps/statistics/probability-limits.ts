import { deviate, type PartialInterval, USUAL_LEVEL } from './interval.ts'

/** The scale on which a survival probability is taken as normal. */
type LimitScale = 'plain' | 'log' | 'log-log'

export interface LimitOptions {
  readonly scale?: LimitScale
  readonly level?: number
}

/**
 * Limits of a probability from its standard error: p ∓ z·se (plain), exp(ln p ∓ z·se/p) (log), or
 * exp(−exp(ln(−ln p) ± z·se/(p ln p))) (log-log), kept within 0 and 1. Both are null where the error is, and on a log
 * scale at a probability of 0 that is not certain, or for log-log of 1.
 * Source: Kalbfleisch and Prentice 2002; Therneau and Grambsch 2000, Modeling Survival Data (R's `survfit`).
 */
export function probabilityLimits(
  probability: number,
  standardError: number | null,
  { scale = 'log', level = USUAL_LEVEL }: LimitOptions = {},
): PartialInterval {
  const z = deviate(level)
  const within = (lower: number, upper: number): PartialInterval => ({
    estimate: probability,
    lower: Math.max(0, lower),
    upper: Math.min(1, upper),
  })
  const nowhere: PartialInterval = { estimate: probability, lower: null, upper: null }
  if (standardError === null) return nowhere
  if (standardError === 0) return within(probability, probability)
  switch (scale) {
    case 'plain':
      return within(probability - z * standardError, probability + z * standardError)
    case 'log': {
      if (probability === 0) return nowhere
      const factor = Math.exp((z * standardError) / probability)
      return within(probability / factor, probability * factor)
    }
    case 'log-log': {
      if (probability === 0 || probability === 1) return nowhere
      const power = Math.exp((-z * standardError) / (probability * Math.log(probability)))
      return within(probability ** power, probability ** (1 / power))
    }
  }
}
