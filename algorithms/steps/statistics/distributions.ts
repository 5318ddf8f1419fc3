import cephes from 'cephes'

// The library is WebAssembly; waiting once here lets every statistic be an ordinary function.
await cephes.compiled

/** Quantile of the standard normal distribution. Source: Moshier, Cephes library (`ndtri`). */
export const normalQuantile = (probability: number): number => cephes.ndtri(probability)

/** Quantile of the gamma distribution with scale 1. Source: Moshier, Cephes library (`igami`). */
export const gammaQuantile = (probability: number, shape: number): number =>
  zeroOnUnderflow(() => cephes.igami(shape, 1 - probability))

/** Quantile of the beta distribution. Source: Moshier, Cephes library (`incbi`). */
export const betaQuantile = (probability: number, a: number, b: number): number =>
  zeroOnUnderflow(() => cephes.incbi(a, b, probability))

/** The chance that chi-square is greater than `x`. Source: Moshier, Cephes library (`chdtrc`). */
export const chiSquareUpperTail = (x: number, degreesOfFreedom: number): number =>
  zeroOnUnderflow(() => cephes.chdtrc(degreesOfFreedom, x))

// The library throws where the answer is too small to write; such an answer is 0.
function zeroOnUnderflow(answer: () => number): number {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Error && error.message.includes('underflow')) return 0
    throw error
  }
}
