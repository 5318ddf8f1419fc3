/** What can be known of a count: it lies between these, both included. */
export interface Range {
  readonly low: number
  /** Infinity where nothing bounds it. */
  readonly high: number
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

/** What someone who reads every published cell can know: of each count two limits, both included. */
export interface Solver {
  /** Takes what is known at first, and narrows every count as far as sums allow, one sum at a time, until nothing changes. */
  readonly begin: (known: (count: number) => Range) => void
  readonly range: (count: number) => Range
}

export function solverOf(counts: number, sums: Sums): Solver {
  const low = new Float64Array(counts)
  const high = new Float64Array(counts)
  const isWaiting = new Uint8Array(sums.all.length)
  let waiting: number[] = []

  const moved = (count: number): void => {
    if (low[count]! > high[count]!) throw new RangeError('Sums contradict what is published')
    for (const s of sums.of[count]!)
      if (isWaiting[s] === 0) {
        isWaiting[s] = 1
        waiting.push(s)
      }
  }

  // Written without arrays or objects of its own: it runs millions of times.
  const follow = ({ whole, parts, isExact }: Sum): void => {
    let least = 0
    let most = 0
    let unbounded = 0
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!
      least += low[part]!
      if (high[part] === Infinity) unbounded++
      else most += high[part]!
    }
    const isRaised = least > low[whole]!
    const isLowered = isExact && unbounded === 0 && most < high[whole]!
    if (isRaised) low[whole] = least
    if (isLowered) high[whole] = most
    if (isRaised || isLowered) moved(whole)
    const wholeLow = low[whole]!
    const wholeHigh = high[whole]!
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!
      const lowBefore = low[part]!
      const highBefore = high[part]!
      const othersUnbounded = highBefore === Infinity ? unbounded - 1 : unbounded
      const othersMost = highBefore === Infinity ? most : most - highBefore
      const atMost = wholeHigh - (least - lowBefore)
      const atLeast = isExact && othersUnbounded === 0 ? wholeLow - othersMost : -Infinity
      if (atMost >= highBefore && atLeast <= lowBefore) continue
      // Later parts are held against what this one becomes.
      if (atLeast > lowBefore) {
        low[part] = atLeast
        least += atLeast - lowBefore
      }
      if (atMost < highBefore) {
        high[part] = atMost
        unbounded = othersUnbounded
        most = othersMost + atMost
      }
      moved(part)
    }
  }

  return {
    begin(known) {
      for (let i = 0; i < counts; i++) {
        const own = known(i)
        low[i] = own.low
        high[i] = own.high
      }
      // It ends: every step moves a whole-numbered limit towards the true count, and where all sums are true of the true
      // counts none ever passes one.
      for (let now: readonly number[] = [...sums.all.keys()]; now.length > 0; now = waiting) {
        waiting = []
        isWaiting.fill(0)
        for (const s of now) follow(sums.all[s]!)
      }
    },
    range: (count) => ({ low: low[count]!, high: high[count]! }),
  }
}
