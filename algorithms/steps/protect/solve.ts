/** What someone who reads every published cell can know of each count: it lies between these, both included. */
export interface Reach {
  readonly low: Float64Array
  /** Infinity where nothing bounds it. */
  readonly high: Float64Array
}

/** One count is the sum of others, or at least their sum. Counts go by their number. */
export interface Sum {
  readonly whole: number
  readonly parts: readonly number[]
  readonly isExact: boolean
}

/** Sums, with the numbers of those that each count stands in. */
export interface Sums {
  readonly all: readonly Sum[]
  readonly of: readonly (readonly number[])[]
}

export function sumsOf(all: readonly Sum[], counts: number): Sums {
  const of: number[][] = Array.from({ length: counts }, () => [])
  all.forEach(({ whole, parts }, s) => {
    of[whole]!.push(s)
    for (const part of parts) of[part]!.push(s)
  })
  return { all, of }
}

/**
 * Narrows every count as far as the sums between them allow, one sum at a time, until nothing changes.
 *
 * It ends: every step moves a whole-numbered limit towards the true count, and where all sums are true of the true
 * counts no limit ever passes one. Sums that contradict what is known are refused rather than followed.
 */
export function solve(reach: Reach, sums: Sums, first: Iterable<number> = sums.all.keys()): void {
  const isWaiting = new Uint8Array(sums.all.length)
  let waiting = [...first]
  for (const s of waiting) isWaiting[s] = 1
  while (waiting.length > 0) {
    const next: number[] = []
    const changed = (count: number) => {
      for (const s of sums.of[count]!)
        if (isWaiting[s] === 0) {
          isWaiting[s] = 1
          next.push(s)
        }
    }
    for (const s of waiting) {
      isWaiting[s] = 0
      narrow(reach, sums.all[s]!, changed)
    }
    waiting = next
  }
}

function narrow({ low, high }: Reach, { whole, parts, isExact }: Sum, changed: (count: number) => void): void {
  let least = 0
  let most = 0
  let unbounded = 0
  for (const part of parts) {
    least += low[part]!
    if (high[part] === Infinity) unbounded++
    else most += high[part]!
  }
  let moved = false
  if (least > low[whole]!) {
    low[whole] = least
    moved = true
  }
  if (isExact && unbounded === 0 && most < high[whole]!) {
    high[whole] = most
    moved = true
  }
  if (moved) settled(whole)
  for (const part of parts) {
    const [lowBefore, highBefore] = [low[part]!, high[part]!]
    const atMost = high[whole]! - (least - lowBefore)
    if (atMost < highBefore) high[part] = atMost
    if (isExact && unbounded === (highBefore === Infinity ? 1 : 0)) {
      const others = highBefore === Infinity ? most : most - highBefore
      const atLeast = low[whole]! - others
      if (atLeast > lowBefore) low[part] = atLeast
    }
    if (low[part] === lowBefore && high[part] === highBefore) continue
    // Later parts are held against what this one has become.
    least += low[part]! - lowBefore
    if (high[part] !== highBefore) {
      if (highBefore === Infinity) unbounded--
      else most -= highBefore
      most += high[part]!
    }
    settled(part)
  }

  function settled(count: number): void {
    if (low[count]! > high[count]!) throw new RangeError('Sums contradict what is published')
    changed(count)
  }
}
