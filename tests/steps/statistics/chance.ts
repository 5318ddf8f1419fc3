/** A stream of numbers between 0 and 1 that a seed decides (Mulberry32). */
export function stream(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A Poisson count: arrivals at rate 1 within a time of `mean`. */
export function poisson(mean: number, next: () => number): number {
  let count = -1
  for (let waited = 0; waited <= mean; count += 1) waited -= Math.log(1 - next())
  return count
}

/** A gamma number with mean 1 and this variance, as the mean of 1/variance exponential numbers. */
export function relativeRate(variance: number, next: () => number): number {
  const terms = Math.round(1 / variance)
  let total = 0
  for (let i = 0; i < terms; i += 1) total -= Math.log(1 - next())
  return total / terms
}
