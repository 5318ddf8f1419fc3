/** The few functions we use; the package's own types cannot be found under Node's module resolution. */
declare module 'cephes' {
  const cephes: {
    readonly compiled: Promise<unknown>
    ndtri(probability: number): number
    bdtrc(successes: number, trials: number, probability: number): number
    igam(shape: number, x: number): number
    igamc(shape: number, x: number): number
    lgam(x: number): number
    incbi(a: number, b: number, probability: number): number
  }
  export default cephes
}
