/** What someone who reads every published cell can know of a count: it lies between these, both included. */
export interface Bounds {
  low: number
  /** Infinity where nothing bounds it. */
  high: number
}

/** One count is the sum of others, or at least their sum. Counts go by their place in a list. */
export interface Sum {
  readonly whole: number
  readonly parts: readonly number[]
  readonly isExact: boolean
}

/** Sums nest three or four deep; what is still moving after so many passes is two sums that contradict each other. */
const MOST_PASSES = 20

/** Narrows every count as far as the sums between them allow, one sum at a time, until nothing changes. */
export function solve(bounds: readonly Bounds[], sums: readonly Sum[]): void {
  let changed = true
  for (let pass = 0; changed && pass < MOST_PASSES; pass++) {
    changed = false
    for (const sum of sums) if (narrow(bounds, sum)) changed = true
  }
}

function narrow(bounds: readonly Bounds[], { whole, parts, isExact }: Sum): boolean {
  let low = 0
  let high = 0
  let unbounded = 0
  for (const part of parts) {
    low += bounds[part]!.low
    if (bounds[part]!.high === Infinity) unbounded++
    else high += bounds[part]!.high
  }
  const total = bounds[whole]!
  let changed = raised(total, low)
  if (isExact && unbounded === 0 && lowered(total, high)) changed = true
  for (const part of parts) {
    const own = bounds[part]!
    const before = { ...own }
    if (lowered(own, total.high - (low - before.low))) changed = true
    const othersUnbounded = unbounded - (before.high === Infinity ? 1 : 0)
    if (isExact && othersUnbounded === 0) {
      const others = before.high === Infinity ? high : high - before.high
      if (raised(own, total.low - others)) changed = true
    }
    // Later parts are held against what this one has become.
    low += own.low - before.low
    if (own.high !== before.high) {
      if (before.high === Infinity) unbounded--
      else high -= before.high
      high += own.high
    }
  }
  return changed
}

function raised(of: Bounds, to: number): boolean {
  // Sums that contradict each other would otherwise narrow one another without end.
  if (to <= of.low || to > of.high) return false
  of.low = to
  return true
}

function lowered(of: Bounds, to: number): boolean {
  if (to >= of.high || to < of.low) return false
  of.high = to
  return true
}
