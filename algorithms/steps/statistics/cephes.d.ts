/** The few functions we use; the package's own types cannot be found under Node's module resolution. */
declare module 'cephes' {
  const cephes: {
    readonly compiled: Promise<unknown>
    ndtri(probability: number): number
    chdtrc(degreesOfFreedom: number, x: number): number
    igami(shape: number, upperTail: number): number
    incbi(a: number, b: number, probability: number): number
  }
  export default cephes
}
