import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kaplanMeier, survivalAt } from '../../../algorithms/steps/statistics/kaplan-meier.ts'
import { crowdedLifetime, LATE_ENTRIES, REMISSION } from './follow-ups.ts'
import { expectNear, valueOf } from './near.ts'

describe('Kaplan–Meier', () => {
  const curve = valueOf(kaplanMeier(REMISSION.mercaptopurine))
  const atEvents = curve.filter((step) => step.events > 0)

  test('on the remission trial, as its textbooks print it', () => {
    const printed = atEvents.map((step) =>
      [step.time, step.atRisk, step.events, step.survival.estimate.toFixed(3), step.standardError?.toFixed(3)].join(
        ' ',
      ),
    )
    // Collett, Modelling Survival Data in Medical Research; Kleinbaum and Klein, Survival Analysis.
    expect(printed).toEqual([
      '6 21 3 0.857 0.076',
      '7 17 1 0.807 0.087',
      '10 15 1 0.753 0.096',
      '13 12 1 0.690 0.107',
      '16 11 1 0.627 0.114',
      '22 7 1 0.538 0.128',
      '23 6 1 0.448 0.135',
    ])
  })

  // Expected values: R 4.2.2, survival 3.5-3, survfit with each conf.type, at weeks 6, 10 and 23.
  test.each([
    [
      'plain',
      [0.70747931182520041, 1, 0.56409932667878815, 0.94178302626238808, 0.18438486384061287, 0.71197367957675395],
    ],
    [
      'log',
      [0.71981708391627042, 1, 0.58591898202969417, 0.96757475455229747, 0.24878822681765961, 0.80737204552907704],
    ],
    [
      'log-log',
      [
        0.61971795526598394, 0.95155174764699701, 0.50319951079995651, 0.88936183516926537, 0.18805200595923241,
        0.68014262849524132,
      ],
    ],
  ] as const)('%s limits', (scale, limits) => {
    const scaled = valueOf(kaplanMeier(REMISSION.mercaptopurine, { scale }))
    const found = [6, 10, 23].flatMap((week) => {
      const { lower, upper } = valueOf(survivalAt(scaled, week))
      return [lower, upper]
    })
    limits.forEach((limit, i) => expectNear(found[i], limit))
  })

  test('with late entries, as R', () => {
    const late = valueOf(kaplanMeier(LATE_ENTRIES))
    expect(late.map((step) => step.time)).toEqual([2, 4, 5, 7, 8, 9, 10, 11])
    expect(late.map((step) => step.atRisk)).toEqual([4, 6, 6, 7, 4, 3, 2, 1])
    expect(late.map((step) => step.events)).toEqual([1, 1, 1, 2, 1, 0, 1, 0])
    const survival = [0.75, 0.625, 0.52083333333333337, 0.37202380952380953, 0.27901785714285715]
    const errors = [
      0.21650635094610965, 0.21347814095749162, 0.20171788261496965, 0.16931900852544635, 0.15037902654040083,
    ]
    survival.forEach((value, i) => expectNear(late[i]?.survival.estimate, value))
    errors.forEach((value, i) => expectNear(late[i]?.standardError, value))
    expectNear(late[7]?.survival.lower, 0.024423592148158098)
    expectNear(late[7]?.survival.upper, 0.79688282678007893)
  })

  test('a person is at risk after entry and up to exit, never at the moment of entry', () => {
    const people = [
      { entry: 5, exit: 9, event: false },
      { exit: 5, event: true },
      { exit: 6, event: true },
    ]
    expect(valueOf(kaplanMeier(people)).map((step) => step.atRisk)).toEqual([2, 2, 1])
  })

  test('where late entry lets the people at risk run out, the curve stays at 0', () => {
    const people = [
      { exit: 1, event: true },
      { entry: 1, exit: 3, event: false },
    ]
    expect(valueOf(kaplanMeier(people)).map((step) => step.survival.estimate)).toEqual([0, 0])
  })

  test('nobody, everybody censored, and everybody gone', () => {
    expect(kaplanMeier([])).toEqual({ status: 'no_people', value: null })
    const censored = valueOf(kaplanMeier([3, 5, 5].map((exit) => ({ exit, event: false }))))
    expect(censored.map((step) => step.survival)).toEqual([
      { estimate: 1, lower: 1, upper: 1 },
      { estimate: 1, lower: 1, upper: 1 },
    ])
    const gone = valueOf(kaplanMeier([3, 5].map((exit) => ({ exit, event: true }))))
    expect(gone[1]?.survival).toEqual({ estimate: 0, lower: null, upper: null })
    expect(gone[1]?.standardError).toBeNull()
  })

  test('is read at fixed times up to the last exit, and beyond it only once it is 0', () => {
    expect(valueOf(survivalAt(curve, 5))).toEqual({ estimate: 1, lower: 1, upper: 1 })
    expectNear(valueOf(survivalAt(curve, 8)).estimate, (18 / 21) * (16 / 17))
    expect(survivalAt(curve, 35).status).toBe('given')
    expect(survivalAt(curve, 35.5)).toEqual({ status: 'beyond_follow_up', value: null })
    expect(valueOf(survivalAt(valueOf(kaplanMeier(REMISSION.placebo)), 99)).estimate).toBe(0)
    expect(survivalAt([], 1).status).toBe('no_people')
  })

  test('refuses an exit that is not after the entry, or is no time', () => {
    expect(() => kaplanMeier([{ entry: 4, exit: 4, event: true }])).toThrow(RangeError)
    expect(() => kaplanMeier([{ exit: -1, event: true }])).toThrow(RangeError)
    expect(() => kaplanMeier([{ exit: Number.NaN, event: true }])).toThrow(RangeError)
  })
})

describe('Kaplan–Meier, whoever is in it', () => {
  const people = fc.array(crowdedLifetime, { minLength: 1, maxLength: 40 })

  test('never rises, and its limits hold it', () => {
    fc.assert(
      fc.property(people, fc.constantFrom('plain' as const, 'log' as const, 'log-log' as const), (some, scale) => {
        let before = 1
        for (const { survival } of valueOf(kaplanMeier(some, { scale }))) {
          expect(survival.estimate).toBeLessThanOrEqual(before)
          expect(survival.lower ?? 0).toBeLessThanOrEqual(survival.estimate)
          expect(survival.upper ?? 1).toBeGreaterThanOrEqual(survival.estimate)
          before = survival.estimate
        }
      }),
    )
  })

  test('does not mind their order', () => {
    const shuffled = people.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(shuffled, ([some, other]) => {
        expect(kaplanMeier(other)).toEqual(kaplanMeier(some))
      }),
    )
  })

  test('without censoring is the share left, with the binomial standard error', () => {
    fc.assert(
      fc.property(people, (some) => {
        const all = some.map(({ exit }) => ({ exit, event: true }))
        for (const { time, survival, standardError } of valueOf(kaplanMeier(all))) {
          const left = all.filter(({ exit }) => exit > time).length / all.length
          expect(survival.estimate).toBeCloseTo(left, 12)
          if (left > 0) expect(standardError).toBeCloseTo(Math.sqrt((left * (1 - left)) / all.length), 12)
        }
      }),
    )
  })
})
