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

  const set = (count: number, atLeast: number, atMost: number): void => {
    const isHigher = atLeast > low[count]!
    const isLower = atMost < high[count]!
    if (!isHigher && !isLower) return
    if (isHigher) low[count] = atLeast
    if (isLower) high[count] = atMost
    if (low[count]! > high[count]!) throw new RangeError('Sums contradict what is published')
    for (const s of sums.of[count]!)
      if (isWaiting[s] === 0) {
        isWaiting[s] = 1
        waiting.push(s)
      }
  }

  const follow = ({ whole, parts, isExact }: Sum): void => {
    let least = 0
    let most = 0
    let unbounded = 0
    for (const part of parts) {
      least += low[part]!
      if (high[part] === Infinity) unbounded++
      else most += high[part]!
    }
    set(whole, least, isExact && unbounded === 0 ? most : Infinity)
    for (const part of parts) {
      const [lowBefore, highBefore] = [low[part]!, high[part]!]
      const othersUnbounded = unbounded - (highBefore === Infinity ? 1 : 0)
      const othersMost = highBefore === Infinity ? most : most - highBefore
      const atLeast = isExact && othersUnbounded === 0 ? low[whole]! - othersMost : -Infinity
      set(part, atLeast, high[whole]! - (least - lowBefore))
      // Later parts are held against what this one has become.
      least += low[part]! - lowBefore
      if (high[part] !== highBefore) {
        unbounded = othersUnbounded
        most = othersMost + high[part]!
      }
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
