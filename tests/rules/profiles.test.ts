import { expect, test } from 'vitest'
import { expectedAccuracy } from '../../algorithms/rules/expected-accuracy.ts'
import { isNationalRegistry, lackingOf, profileOf } from '../../algorithms/rules/profiles.ts'

test.each([
  [['person', 'apc', 'cwt', 'sact', 'gp_event'], [], 'typical ICB'],
  [['person', 'apc', 'rtds'], [], 'ICB with its Cancer Alliance'],
  [['person', 'apc', 'registration'], ['COSD'], 'ICB with its Cancer Alliance'],
  [['person', 'apc', 'registration'], ['COSD', 'RCRD'], 'everything'],
] as const)('sources %j with registries %j are nearest to %s', (sources, registries, profile) => {
  expect(profileOf(sources, registries.some(isNationalRegistry))).toBe(profile)
})

test('what an area lacks of its profile is said beside the accuracy to expect', () => {
  const whole = ['person', 'apc', 'op', 'ecds', 'gp_event', 'gp_medication', 'death', 'cwt']
  expect(lackingOf('typical ICB', whole)).toEqual([])
  expect(lackingOf('everything', whole)).toContain('imaging')
  expect(expectedAccuracy('recurrent-breast@0.1.0', 'typical ICB', whole)).not.toContain('expect fewer')
  expect(expectedAccuracy('recurrent-breast@0.1.0', 'typical ICB', ['person', 'apc'])).toContain(
    'Areas of this profile also hold op, ecds, gp_event, gp_medication, death, cwt: without them expect fewer.',
  )
})
