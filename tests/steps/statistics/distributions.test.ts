import { expect, test } from 'vitest'
import {
  betaQuantile,
  chiSquareUpperTail,
  gammaQuantile,
  normalQuantile,
} from '../../../algorithms/steps/statistics/distributions.ts'
import { expectNear } from './near.ts'

// Expected values: mpmath at 30 digits, by inverting the regularised incomplete gamma and beta and the error function.

test.each([
  [0.975, 1.9599639845400542],
  [0.999, 3.0902323061678135],
  [0.0005, -3.2905267314918948],
])('the normal quantile of %d', (probability, expected) => {
  expectNear(normalQuantile(probability), expected, 1e-14)
})

test.each([
  [0.025, 10, 4.7953886961324336],
  [0.975, 11, 18.390356042017779],
  [0.001, 1000, 905.12079093497662],
  [0.999, 1001, 1101.6269438790305],
  [0.975, 0.5, 2.5119430936574445],
  [0.5, 3.7, 3.3725380132364147],
  [0.05, 3_498, 3401.2887774103323],
  [0.025, 250_000, 249020.96550432125],
  [0.975, 0.05, 0.56717376175385877],
])('the gamma quantile of %d with shape %d', (probability, shape, expected) => {
  expectNear(gammaQuantile(probability, shape), expected, 1e-12)
})

test.each([
  [0.025, 81, 183, 0.25273674558527116],
  [0.025, 15, 134, 0.057844010083448559],
  [0.025, 1, 10, 0.0025285785444617845],
])('the beta quantile of %d with %d and %d', (probability, a, b, expected) => {
  expectNear(betaQuantile(probability, a, b), expected, 1e-12)
})

test.each([
  [3.841458820694124, 1, 0.050000000000000057],
  [16.79294098921654, 1, 4.1688091093345286e-5],
  [25.403700345785357, 3, 1.2712459390060941e-5],
  [200, 2, 3.720075976020836e-44],
])('the chance of a chi-square over %d with %d degrees of freedom', (x, degreesOfFreedom, expected) => {
  expectNear(chiSquareUpperTail(x, degreesOfFreedom), expected, 1e-12)
})

test('an answer too small to write is zero', () => {
  expect(gammaQuantile(0.025, 0.001)).toBe(0)
  expect(chiSquareUpperTail(4_000, 1)).toBe(0)
})
