import { expect } from 'vitest'

/** Expects two numbers to agree to a share of the second; the house rule for statistics is one part in 10⁹. */
export function expectNear(actual: number | null | undefined, expected: number, within = 1e-9): void {
  if (actual === null || actual === undefined) expect.fail(`Expected ${expected} and got nothing`)
  const apart = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-12)
  if (!(apart <= within)) expect.fail(`Expected ${expected} and got ${actual}`)
}

/** The value of an answer that must have been given. */
export function valueOf<T>(answer: { readonly status: string; readonly value: T | null }): T {
  if (answer.value === null) expect.fail(`Expected a value and got the status ${answer.status}`)
  return answer.value
}
