/** As much of the test runner as the tests of the decision use, so that a fault can be tried in a fraction of a second. */
import { isDeepStrictEqual } from 'node:util'

type Body = (...given: never[]) => void

const run = (_title: string, body: Body): void => body()
const each =
  (table: readonly unknown[]) =>
  (_title: string, body: Body): void => {
    for (const row of table) (body as unknown as (given: unknown) => void)(row)
  }

export const test = Object.assign(run, { each })
export const describe = Object.assign(run, { each })

class Noticed extends Error {}

/** Undefined properties do not tell two values apart, as in the runner itself. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

function matchers(value: unknown, negated: boolean) {
  const check = (holds: boolean): void => {
    if (holds === negated) throw new Noticed()
  }
  return {
    toBe: (other: unknown) => check(Object.is(value, other)),
    toEqual: (other: unknown) => check(isDeepStrictEqual(plain(value), plain(other))),
    toBeUndefined: () => check(value === undefined),
    toHaveLength: (length: number) => check((value as { length: number }).length === length),
    toContain: (part: string) => check((value as string).includes(part)),
    toMatch: (shape: RegExp) => check(shape.test(value as string)),
    toBeLessThan: (bound: number) => check((value as number) < bound),
    toBeLessThanOrEqual: (bound: number) => check((value as number) <= bound),
    toBeGreaterThanOrEqual: (bound: number) => check((value as number) >= bound),
  }
}

export const expect = (value: unknown) => ({ ...matchers(value, false), not: matchers(value, true) })
