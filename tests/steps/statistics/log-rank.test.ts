import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logRank } from '../../../algorithms/steps/statistics/log-rank.ts'
import { crowdedLifetime, LATE_ENTRIES, REMISSION } from './follow-ups.ts'
import { expectNear, valueOf } from './near.ts'

const remission = [
  ...REMISSION.mercaptopurine.map((life) => ({ ...life, group: '6-MP' })),
  ...REMISSION.placebo.map((life) => ({ ...life, group: 'placebo' })),
]

const exits = [3, 5, 5, 8, 8, 9, 12, 2, 4, 4, 6, 7, 10, 11, 1, 3, 6, 6, 9, 13, 14]
const events = [1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0]
const threeGroups = exits.map((exit, i) => ({
  exit,
  event: events[i] === 1,
  group: ['a', 'b', 'c'][Math.floor(i / 7)] ?? '',
  stratum: i % 2 === 0 ? 'x' : 'y',
}))
const unstratified = threeGroups.map(({ exit, event, group }) => ({ exit, event, group }))

describe('the log-rank test', () => {
  test('on the remission trial, as its textbooks print it', () => {
    const found = valueOf(logRank(remission))
    // Kleinbaum and Klein print 16.79 and expected 19.25 and 10.75; digits beyond from R 4.2.2, survdiff.
    expectNear(found.chiSquare, 16.79294098921654)
    expect(found.degreesOfFreedom).toBe(1)
    expectNear(found.pValue, 4.1688091093345308e-5)
    expect(found.groups.map((group) => group.observed)).toEqual([9, 21])
    expectNear(found.groups[0]?.expected, 19.250500948031128)
    expectNear(found.groups[1]?.expected, 10.749499051968868)
  })

  // Expected values: R 4.2.2, survival 3.5-3, survdiff with and without strata.
  test('of three groups with ties', () => {
    const found = valueOf(logRank(unstratified))
    expectNear(found.chiSquare, 1.1791844197836889)
    expectNear(found.pValue, 0.55455338001447874)
    expect(found.degreesOfFreedom).toBe(2)
    expectNear(found.groups[1]?.expected, 3.7139570268053244)
  })

  test('of three groups within strata, and an empty or silent stratum changes nothing', () => {
    const found = valueOf(logRank(threeGroups))
    expectNear(found.chiSquare, 0.75912703160119599)
    expectNear(found.groups[0]?.expected, 4.9226190476190474)
    const silent = { exit: 5, event: false, group: 'a', stratum: 'z' }
    expectNear(valueOf(logRank([...threeGroups, silent])).chiSquare, 0.75912703160119599)
  })

  test('with late entry counts only those at risk, worked by hand', () => {
    const people = [
      { exit: 2, event: true, group: 'a' },
      { exit: 6, event: true, group: 'a' },
      { exit: 5, event: true, group: 'b' },
      { entry: 3, exit: 7, event: false, group: 'b' },
    ]
    // At 2: 2 of 3 in a. At 5: 1 of 3, because the late one has come. At 6: 1 of 2. Variances 2/9, 2/9 and 1/4.
    const found = valueOf(logRank(people))
    expectNear(found.groups[0]?.expected, 2 / 3 + 1 / 3 + 1 / 2, 1e-12)
    expectNear(found.chiSquare, (2 - 3 / 2) ** 2 / (2 / 9 + 2 / 9 + 1 / 4), 1e-12)
  })

  test('has no answer without events, or without two groups at risk together', () => {
    expect(logRank([])).toEqual({ status: 'no_events', value: null })
    expect(logRank(remission.map((life) => ({ ...life, event: false }))).status).toBe('no_events')
    expect(logRank(remission.map((life) => ({ ...life, group: 'all' }))).status).toBe('nothing_to_compare')
    const apart = [
      { exit: 2, event: true, group: 'a' },
      { entry: 2, exit: 4, event: true, group: 'b' },
    ]
    expect(logRank(apart).status).toBe('nothing_to_compare')
  })

  test('leaves out of the degrees of freedom a group never at risk of anything', () => {
    const bystander = { exit: 1, event: false, group: 'c' }
    const found = valueOf(logRank([...remission.map((life) => ({ ...life, exit: life.exit + 1 })), bystander]))
    expect(found.degreesOfFreedom).toBe(1)
    expectNear(found.chiSquare, 16.79294098921654)
  })

  test('expects as many events as there were, and does not mind what groups are called', () => {
    const grouped = fc.array(
      fc.tuple(crowdedLifetime, fc.constantFrom('a', 'b', 'c')).map(([life, group]) => ({ ...life, group })),
      { minLength: 2, maxLength: 40 },
    )
    fc.assert(
      fc.property(grouped, (people) => {
        const answer = logRank(people)
        if (answer.value === null) return
        const expected = answer.value.groups.reduce((total, group) => total + group.expected, 0)
        expect(expected).toBeCloseTo(people.filter((person) => person.event).length, 10)
        expect(answer.value.chiSquare).toBeGreaterThanOrEqual(0)
        const renamed = valueOf(
          logRank(people.toReversed().map((person) => ({ ...person, group: `${person.group}!` }))),
        )
        expect(renamed.chiSquare).toBeCloseTo(answer.value.chiSquare, 8)
      }),
    )
  })

  test('of one group split at random by nothing but name is small', () => {
    const halves = LATE_ENTRIES.flatMap((life) => ['a', 'b'].map((group) => ({ ...life, group })))
    expect(valueOf(logRank(halves)).chiSquare).toBeCloseTo(0, 12)
  })
})
