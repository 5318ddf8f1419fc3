import { expect, test } from 'vitest'
import { groupShares, holds } from '../../../bench/planted-shares.ts'

/** A few groups and regions of the fifty that `bench/emergency-shares.ts` draws. */
const GROUPS = ['leukaemia', 'brain', 'ovary']
const SEEDS = [501, 502, 503, 504]
const shares = SEEDS.flatMap((seed) => groupShares(seed, 60, GROUPS))

test.each(['ep_30d', 'ep_rtd'] as const)('%s finds what was planted, group by group', (measure) => {
  for (const group of GROUPS) {
    const own = shares.filter((one) => one.group === group && one.measure === measure)
    const found = own.reduce((sum, one) => sum + one.found.emergency, 0)
    const planted = own.reduce((sum, one) => sum + one.planted.emergency, 0)
    expect(planted).toBeGreaterThan(5)
    // Registrations that are missing or provisional leave some planted tumours out of what can be found.
    expect(found).toBeGreaterThan(0.75 * planted)
    expect(found).toBeLessThanOrEqual(planted * 1.1 + 1)
  }
})

test('the interval of a group’s 30-day share holds the planted share about as often as it says', () => {
  const own = shares.filter(({ measure }) => measure === 'ep_30d')
  const planted = (group: string): number => {
    const of = own.filter((one) => one.group === group)
    return of.reduce((sum, one) => sum + one.planted.emergency, 0) / of.reduce((sum, one) => sum + one.planted.of, 0)
  }
  const held = own.filter((one) => holds(one.found, planted(one.group))).length
  expect(held).toBeGreaterThanOrEqual(own.length - 2)
})
