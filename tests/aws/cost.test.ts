import { expect, test } from 'vitest'
import { SIZES, expectedOf } from '../../algorithms/steps/cost.ts'

test('an ICB costs well under ten dollars a run and fits every limit', () => {
  const icb = expectedOf(SIZES.icb.load)
  // 24 GB read 2.2 times and 110 statements of at least 10 MB, at 5 dollars a terabyte.
  expect(icb.dollars.athena).toBeCloseTo(((24e9 * 2.2 + 110 * 1e7) / 1e12) * 5, 6)
  expect(icb.totalDollars).toBeLessThan(10)
  expect(icb.warnings).toEqual([])
})

test('England needs a longer limit for its statements, and says so', () => {
  const england = expectedOf(SIZES.england.load)
  expect(england.warnings.join()).toContain('DML timeout')
  expect(england.secondsAShard).toBeLessThan(450)
  expect(england.totalDollars).toBeGreaterThan(expectedOf(SIZES.icb.load).totalDollars)
})
