import cephes from 'cephes'

// The library is WebAssembly; waiting once here lets every statistic be an ordinary function.
await cephes.compiled

/** Quantile of the standard normal distribution. Source: Moshier, Cephes library (`ndtri`). */
export const normalQuantile = (probability: number): number => cephes.ndtri(probability)

/** Quantile of the beta distribution. Source: Moshier, Cephes library (`incbi`). */
export const betaQuantile = (probability: number, a: number, b: number): number => cephes.incbi(a, b, probability)

/** The chance of `successes` or more in `trials`. Source: Moshier, Cephes library (`bdtrc`). */
export const binomialUpperTail = (successes: number, trials: number, probability: number): number =>
  successes <= 0 ? 1 : zeroOnUnderflow(() => cephes.bdtrc(successes - 1, trials, probability))

/** The chance that chi-square is greater than `x`. Source: Moshier, Cephes library (`igamc`). */
export const chiSquareUpperTail = (x: number, degreesOfFreedom: number): number =>
  zeroOnUnderflow(() => cephes.igamc(degreesOfFreedom / 2, x / 2))

/**
 * Quantile of the gamma distribution with scale 1: Newton's steps on the library's incomplete gamma function, held
 * between bounds, because the library's own inverse fails for one shape in a hundred.
 * Source: Wilson and Hilferty 1931, PNAS 17:684–8, for the first guess; Moshier, Cephes library (`igam`, `igamc`).
 */
export function gammaQuantile(probability: number, shape: number): number {
  let [low, high] = [0, Infinity]
  let x = firstGuess(probability, shape)
  for (let step = 0; step < 200; step += 1) {
    if (x === 0) return 0
    const excess = below(x, shape, probability)
    if (excess > 0) high = x
    else low = x
    const density = Math.exp((shape - 1) * Math.log(x) - x - cephes.lgam(shape))
    const newton = x - excess / density
    const next = newton > low && newton < high ? newton : halfway(low, high)
    if (Math.abs(next - x) <= 1e-15 * x) return next
    x = next
  }
  return x
}

function firstGuess(probability: number, shape: number): number {
  const cubeRoot = 1 - 1 / (9 * shape) + normalQuantile(probability) / (3 * Math.sqrt(shape))
  if (shape >= 1 && cubeRoot > 0.1) return shape * cubeRoot ** 3
  // Near 0 the distribution is x^shape / Γ(shape + 1).
  return Math.exp((Math.log(probability) + cephes.lgam(shape + 1)) / shape)
}

const halfway = (low: number, high: number): number => (high === Infinity ? 2 * low : (low + high) / 2)

/** How far the gamma distribution at `x` is above `probability`, taken from the smaller tail so as not to lose digits. */
function below(x: number, shape: number, probability: number): number {
  if (x < shape) return zeroOnUnderflow(() => cephes.igam(shape, x)) - probability
  return 1 - probability - zeroOnUnderflow(() => cephes.igamc(shape, x))
}

// The library throws where a tail is too small to write; such a tail is 0.
function zeroOnUnderflow(tailArea: () => number): number {
  try {
    return tailArea()
  } catch (error) {
    if (error instanceof Error && error.message.includes('underflow')) return 0
    throw error
  }
}
