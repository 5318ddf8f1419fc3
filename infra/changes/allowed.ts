import type { DestructiveChange } from './destructive.ts'

/** A destructive change that someone means, for as long as it takes to deploy it. */
export interface AllowedChange {
  readonly resource: string
  readonly kind: DestructiveChange['kind']
  readonly reason: string
  /** Last day on which it counts, as YYYY-MM-DD. */
  readonly until: string
}

/** Nothing is meant to be destroyed. Write the change here, with who agreed and why, before deploying it. */
export const ALLOWED_CHANGES: readonly AllowedChange[] = []

/** The changes that nobody allowed, or not today. */
export const notAllowed = (
  changes: readonly DestructiveChange[],
  allowed: readonly AllowedChange[],
  today: string,
): readonly DestructiveChange[] =>
  changes.filter(
    ({ resource, kind }) =>
      !allowed.some((one) => one.resource === resource && one.kind === kind && today <= one.until),
  )
