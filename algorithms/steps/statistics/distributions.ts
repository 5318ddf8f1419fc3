import cephes from 'cephes'

// The library is WebAssembly; waiting once here lets every statistic be an ordinary function.
await cephes.compiled

/** Quantile of the standard normal distribution. Source: Moshier, Cephes library (`ndtri`). */
export const normalQuantile = (probability: number): number => cephes.ndtri(probability)

/** Quantile of the gamma distribution with scale 1. Source: Moshier, Cephes library (`igami`). */
export const gammaQuantile = (probability: number, shape: number): number => cephes.igami(shape, 1 - probability)

/** Quantile of the beta distribution. Source: Moshier, Cephes library (`incbi`). */
export const betaQuantile = (probability: number, a: number, b: number): number => cephes.incbi(a, b, probability)

/** The chance that chi-square is greater than `x`. Source: Moshier, Cephes library (`chdtrc`). */
export const chiSquareUpperTail = (x: number, degreesOfFreedom: number): number => cephes.chdtrc(degreesOfFreedom, x)
