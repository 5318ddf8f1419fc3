/** A number of the synthetic region with where it comes from. `unverified` is professional knowledge that nobody has checked. */
export interface Parameter<T> {
  readonly value: T
  readonly because: string
  readonly status: 'published' | 'derived' | 'unverified'
}

export const published = <const T>(value: T, because: string): Parameter<T> => ({ value, because, status: 'published' })
export const derived = <const T>(value: T, because: string): Parameter<T> => ({ value, because, status: 'derived' })
export const unverified = <const T>(value: T, because: string): Parameter<T> => ({
  value,
  because,
  status: 'unverified',
})
