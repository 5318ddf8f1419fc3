/** Refuses what cannot be a count, a population or an expected number: a negative, NaN or infinite amount. */
export function requireAmount(amount: number, name: string): void {
  if (!(amount >= 0 && Number.isFinite(amount))) throw new RangeError(`${name} must be zero or more`)
}

/** Refuses more events than there were people to have them. */
export function requireShare(events: number, of: number): void {
  requireAmount(events, 'events')
  requireAmount(of, 'denominator')
  if (events > of) throw new RangeError('events cannot be more than their denominator')
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
