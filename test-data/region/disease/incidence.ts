import type { Chance } from '../chance.ts'

const OLDEST = 105

/** The value at a point of a table of (at, value), straight lines between and flat outside. */
export function along(table: readonly (readonly [number, number])[], at: number): number {
  const first = table[0]!
  if (at <= first[0]) return first[1]
  for (let i = 1; i < table.length; i++) {
    const [x1, y1] = table[i]!
    if (at > x1) continue
    const [x0, y0] = table[i - 1]!
    return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0)
  }
  return table[table.length - 1]![1]
}

/** The value of the last step that begins at or before a point. */
export function stepAt(table: readonly (readonly [number, number])[], at: number): number {
  let value = table[0]![1]
  for (const [from, next] of table) if (at >= from) value = next
  return value
}

export const zip = (xs: readonly number[], ys: readonly number[]): readonly (readonly [number, number])[] =>
  xs.map((x, i) => [x, ys[i]!] as const)

/** A hazard by age, per person-year, that can be asked for the age of the next event. */
export class Hazard {
  readonly #cumulative: Float64Array

  constructor(yearly: (age: number) => number) {
    this.#cumulative = new Float64Array(OLDEST + 1)
    for (let age = 0; age < OLDEST; age++) this.#cumulative[age + 1] = this.#cumulative[age]! + yearly(age + 0.5)
  }

  /** The age of the first event after an age; null when it lies beyond any life. */
  next(chance: Chance, fromAge: number): number | null {
    const target = this.#upTo(Math.max(0, fromAge)) + chance.exponential(1)
    const cumulative = this.#cumulative
    if (target >= cumulative[OLDEST]!) return null
    let low = 0
    let high = OLDEST
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (cumulative[middle]! <= target) low = middle
      else high = middle
    }
    const gain = cumulative[high]! - cumulative[low]!
    return low + (target - cumulative[low]!) / gain
  }

  #upTo(age: number): number {
    const whole = Math.min(Math.floor(age), OLDEST - 1)
    const at = this.#cumulative[whole]!
    return at + (this.#cumulative[whole + 1]! - at) * Math.min(1, age - whole)
  }
}
