import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** Outcomes with their weights, which need not add up to one. */
export type Weighted<T> = readonly (readonly [T, number])[]

const HALF_LIFE = Math.LN2

/** The random stream of one person: it depends on the seed and the person's number alone, never on who came before. */
export class Chance {
  readonly #stream: RandomGenerator

  constructor(seed: number, index: number) {
    this.#stream = xoroshiro128plusFromState([
      scramble(seed ^ 0x9e3779b9),
      scramble(index + 0x7f4a7c15) | 1,
      scramble(seed + Math.imul(index, 0x85ebca6b)),
      scramble(Math.imul(seed, 0xc2b2ae35) ^ index),
    ])
    for (let i = 0; i < 4; i++) this.#stream.next()
  }

  /** From 0 up to, not including, 1. */
  uniform(): number {
    return (this.#stream.next() >>> 0) / 4_294_967_296
  }

  happens(probability: number): boolean {
    return this.uniform() < probability
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.uniform()
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.uniform() * (to - from + 1))
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform())
  }

  /** Whole days of a delay with this median. */
  delay(median: number): number {
    return Math.floor(this.exponential(median / HALF_LIFE))
  }

  /** A Weibull time with this median; a shape under one is early deaths with a long tail. */
  weibull(median: number, shape: number): number {
    return median * Math.pow(-Math.log(1 - this.uniform()) / HALF_LIFE, 1 / shape)
  }

  poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()))
    const limit = Math.exp(-mean)
    let product = this.uniform()
    let count = 0
    while (product > limit) {
      count++
      product *= this.uniform()
    }
    return count
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.uniform() * from.length)]!
  }

  weighted<T>(outcomes: Weighted<T>): T {
    let total = 0
    for (const [, weight] of outcomes) total += weight
    let left = this.uniform() * total
    for (const [outcome, weight] of outcomes) {
      left -= weight
      if (left < 0) return outcome
    }
    return outcomes[outcomes.length - 1]![0]
  }
}

/** Spreads neighbouring numbers over 32 bits and gives each its own (the finaliser of MurmurHash3 is one-to-one). */
export function scramble(number: number): number {
  let mixed = number | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
