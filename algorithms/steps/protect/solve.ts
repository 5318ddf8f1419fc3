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
  /** From here on no count may be told more closely than this; 0 where it may be told to the last one. */
  readonly hold: (width: (count: number) => number) => void
  /** Tells one count, and follows what that gives away. A count that would be told too closely, and then nothing is told; else null. */
  readonly tell: (count: number, range: Range) => number | null
  /** Takes back what was told last. */
  readonly takeBack: () => void
  readonly range: (count: number) => Range
}

const NONE = -1

export function solverOf(counts: number, sums: Sums): Solver {
  const low = new Float64Array(counts)
  const high = new Float64Array(counts)
  const held = new Float64Array(counts)
  const isWaiting = new Uint8Array(sums.all.length)
  const waiting: number[] = []
  /** What the limits were before each change since something was last told: count, low, high, and so on. */
  const journal: number[] = []
  /** The first count that was told too closely since something was last told. */
  let tooClose = NONE

  const noted = (count: number): void => {
    journal.push(count, low[count]!, high[count]!)
  }

  const moved = (count: number): void => {
    if (low[count]! > high[count]!) throw new RangeError('Sums contradict what is published')
    if (high[count]! - low[count]! < held[count]! && tooClose === NONE) tooClose = count
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
    if (isRaised || isLowered) noted(whole)
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
      noted(part)
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

  /**
   * It ends: every step moves a whole-numbered limit towards the true count, and where all sums are true of the true
   * counts none ever passes one.
   */
  const settle = (): void => {
    let next = 0
    for (; next < waiting.length && tooClose === NONE; next++) {
      const s = waiting[next]!
      isWaiting[s] = 0
      follow(sums.all[s]!)
    }
    for (; next < waiting.length; next++) isWaiting[waiting[next]!] = 0
    waiting.length = 0
  }

  const takeBack = (): void => {
    for (let at = journal.length - 3; at >= 0; at -= 3) {
      low[journal[at]!] = journal[at + 1]!
      high[journal[at]!] = journal[at + 2]!
    }
    journal.length = 0
  }

  return {
    begin(known) {
      held.fill(0)
      tooClose = NONE
      for (let i = 0; i < counts; i++) {
        const own = known(i)
        low[i] = own.low
        high[i] = own.high
      }
      for (const s of sums.all.keys()) {
        isWaiting[s] = 1
        waiting.push(s)
      }
      settle()
      journal.length = 0
    },
    hold(width) {
      for (let i = 0; i < counts; i++) held[i] = width(i)
    },
    tell(count, range) {
      journal.length = 0
      tooClose = NONE
      noted(count)
      low[count] = Math.max(low[count]!, range.low)
      high[count] = Math.min(high[count]!, range.high)
      moved(count)
      settle()
      if (tooClose === NONE) return null
      takeBack()
      return tooClose
    },
    takeBack,
    range: (count) => ({ low: low[count]!, high: high[count]! }),
  }
}
