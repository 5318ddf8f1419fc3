import type { DisclosurePolicy } from '../../rules/disclosure.ts'

/** Suppressed does not say whether a cell was hidden for itself or to protect another: that would be a bound. */
export type CountStatus = 'shown' | 'suppressed' | 'zero' | 'not_applicable' | 'not_available'

/** A count as it may be seen: null wherever it is not shown, so that nothing hidden looks like 0. */
export interface PublishedCount {
  readonly value: number | null
  readonly display: string
  readonly status: CountStatus
}

export const SUPPRESSED: PublishedCount = { value: null, display: 'hidden', status: 'suppressed' }
export const NOT_AVAILABLE: PublishedCount = { value: null, display: 'not available yet', status: 'not_available' }
export const NOT_APPLICABLE: PublishedCount = { value: null, display: 'not applicable', status: 'not_applicable' }
const ZERO: PublishedCount = { value: 0, display: '0', status: 'zero' }

/** Hides small counts and rounds the others; zero stays zero. */
export const protectedCount = (count: number, policy: DisclosurePolicy): PublishedCount =>
  guarded(count, policy.hiddenUpTo, policy.roundedTo)

/** A number of people registered, rounded more widely than counts are. */
export const protectedPopulation = (people: number, policy: DisclosurePolicy): PublishedCount =>
  guarded(people, policy.hiddenUpTo, policy.populationRoundedTo)

function guarded(count: number, hiddenUpTo: number, roundedTo: number): PublishedCount {
  if (!(count >= 0)) throw new RangeError('A count is zero or more')
  if (count === 0) return ZERO
  if (count <= hiddenUpTo) return SUPPRESSED
  return shown(Math.round(count / roundedTo) * roundedTo)
}

/** Rounding a mean may leave 0 of a population of a few days: that is 0 too. */
const shown = (value: number): PublishedCount =>
  value === 0 ? ZERO : { value, display: withCommas(value), status: 'shown' }

const withCommas = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** What a reader of the table can know of the true count. Null where nothing bounds it. */
export function readersBounds(
  published: PublishedCount,
  policy: DisclosurePolicy,
): { readonly low: number | null; readonly high: number | null } {
  if (published.status === 'zero') return { low: 0, high: 0 }
  if (published.status === 'suppressed') return { low: 1, high: policy.hiddenUpTo }
  if (published.value === null) return { low: null, high: null }
  const reach = Math.floor(policy.roundedTo / 2)
  return { low: Math.max(policy.hiddenUpTo + 1, published.value - reach), high: published.value + reach }
}
