import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aalenJohansen, incidenceAt } from '../../../algorithms/steps/statistics/aalen-johansen.ts'
import { kaplanMeier } from '../../../algorithms/steps/statistics/kaplan-meier.ts'
import { crowdedLifetime, LATE_ENTRIES } from './follow-ups.ts'
import { expectNear, valueOf } from './near.ts'

type Cause = 'recurrence' | 'death'

const CAUSES = [null, 'recurrence', 'death'] as const

const causes = [1, 2, 0, 1, 1, 2, 0, 1, 2, 2, 0, 1, 0, 1, 2] as const
const fifteen = [1, 2, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10].map((exit, i) => ({
  exit,
  cause: CAUSES[causes[i] ?? 0],
}))

describe('Aalen–Johansen', () => {
  test('worked by hand', () => {
    const people: readonly { exit: number; cause: Cause | null }[] = [
      { exit: 1, cause: 'recurrence' },
      { exit: 2, cause: 'death' },
      { exit: 3, cause: null },
      { exit: 4, cause: 'recurrence' },
    ]
    const incidence = (cause: Cause): readonly number[] =>
      valueOf(aalenJohansen<Cause>(people, cause)).map((step) => step.incidence.estimate)
    expect(incidence('recurrence')).toEqual([1 / 4, 1 / 4, 1 / 4, 3 / 4])
    incidence('death').forEach((value, i) => expect(value).toBeCloseTo([0, 1 / 4, 1 / 4, 1 / 4][i] ?? 0, 14))
    // The first step is a binomial share of four.
    expectNear(valueOf(aalenJohansen<Cause>(people, 'recurrence'))[0]?.standardError, Math.sqrt(3 / 64), 1e-12)
  })

  // Expected values: R 4.2.2, survival 3.5-3, survfit of a multi-state outcome, at times 1, 3, 5, 8 and 9.
  test('with ties, as R', () => {
    const steps = valueOf(aalenJohansen<Cause>(fifteen, 'recurrence'))
    const at = [1, 3, 5, 8, 9].map((time) => steps.find((step) => step.time === time))
    const incidence = [
      0.066666666666666666, 0.21111111111111108, 0.29236111111111107, 0.39392361111111107, 0.49548611111111107,
    ]
    const errors = [
      0.064406118871953077, 0.10849702732458434, 0.12394174920185715, 0.14064691133736409, 0.14620520336872778,
    ]
    incidence.forEach((value, i) => expectNear(at[i]?.incidence.estimate, value))
    errors.forEach((value, i) => expectNear(at[i]?.standardError, value))
    const deaths = valueOf(aalenJohansen<Cause>(fifteen, 'death'))
    expectNear(deaths.at(-1)?.incidence.estimate, 0.50451388888888893)
    expectNear(deaths[5]?.standardError, 0.12683852407006163)
    expect(deaths[2]).toMatchObject({ time: 3, atRisk: 12, events: 1, competing: 2, censored: 0 })
  })

  test.each([
    ['log', 0.27788417162897766, 0.88348496017184075],
    ['plain', 0.2089291781560505, 0.78204304406617164],
    ['log-log', 0.20187465802544204, 0.73478952968879074],
  ] as const)('%s limits, as R at time 9', (scale, lower, upper) => {
    const interval = valueOf(incidenceAt(valueOf(aalenJohansen<Cause>(fifteen, 'recurrence', { scale })), 9))
    expectNear(interval.lower, lower)
    expectNear(interval.upper, upper)
  })

  test('with late entries, as R', () => {
    const kinds = [1, 2, 1, 0, 2, 0, 1, 2, 1, 0] as const
    const late = LATE_ENTRIES.map(({ entry, exit }, i) => ({ entry, exit, cause: CAUSES[kinds[i] ?? 0] }))
    const steps = valueOf(aalenJohansen<Cause>(late, 'recurrence'))
    const incidence = [
      0, 0.125, 0.22916666666666666, 0.22916666666666666, 0.32217261904761907, 0.32217261904761907, 0.46168154761904767,
    ]
    incidence.forEach((value, i) => expectNear(steps[i]?.incidence.estimate, value))
  })

  test('nobody, and everybody censored', () => {
    expect(aalenJohansen<Cause>([], 'death')).toEqual({ status: 'no_people', value: null })
    const steps = valueOf(aalenJohansen<Cause>([{ exit: 3, cause: null }], 'death'))
    expect(steps[0]?.incidence).toEqual({ estimate: 0, lower: 0, upper: 0 })
    expect(steps[0]?.eventFree).toBe(1)
  })

  test('is read at fixed times up to the last exit, and beyond it only when nobody is left', () => {
    const steps = valueOf(aalenJohansen<Cause>(fifteen, 'recurrence'))
    expect(valueOf(incidenceAt(steps, 0)).estimate).toBe(0)
    expect(incidenceAt(steps, 11).status).toBe('given')
    expect(incidenceAt(valueOf(aalenJohansen<Cause>([{ exit: 3, cause: null }], 'death')), 4).status).toBe(
      'beyond_follow_up',
    )
    expect(incidenceAt([], 4).status).toBe('no_people')
  })
})

describe('Aalen–Johansen, whoever is in it', () => {
  const people = fc.array(
    fc.tuple(crowdedLifetime, fc.constantFrom<Cause>('recurrence', 'death')).map(([{ exit, event }, cause]) => ({
      exit,
      cause: event ? cause : null,
    })),
    { minLength: 1, maxLength: 40 },
  )

  test('with one cause is one minus Kaplan–Meier, with the same error', () => {
    fc.assert(
      fc.property(fc.array(crowdedLifetime, { minLength: 1, maxLength: 40 }), (some) => {
        const survival = valueOf(kaplanMeier(some))
        const alone = some.map(({ exit, event }) => ({ exit, cause: event ? 'death' : null }))
        valueOf(aalenJohansen(alone, 'death')).forEach((step, i) => {
          expect(step.incidence.estimate).toBeCloseTo(1 - (survival[i]?.survival.estimate ?? 0), 12)
          const error = survival[i]?.standardError
          if (error !== null && error !== undefined) expect(step.standardError).toBeCloseTo(error, 10)
        })
      }),
    )
  })

  test('shares out what Kaplan–Meier takes away among the causes', () => {
    fc.assert(
      fc.property(people, (some) => {
        const recurrence = valueOf(aalenJohansen(some, 'recurrence'))
        const death = valueOf(aalenJohansen(some, 'death'))
        const any = valueOf(kaplanMeier(some.map(({ exit, cause }) => ({ exit, event: cause !== null }))))
        any.forEach((step, i) => {
          const shared = (recurrence[i]?.incidence.estimate ?? 0) + (death[i]?.incidence.estimate ?? 0)
          expect(shared + step.survival.estimate).toBeCloseTo(1, 12)
          expect(recurrence[i]?.eventFree).toBeCloseTo(step.survival.estimate, 12)
        })
      }),
    )
  })

  test('without censoring is the share who had it, with the binomial error', () => {
    fc.assert(
      fc.property(people, (some) => {
        const all = some.map(({ exit, cause }) => ({ exit, cause: cause ?? ('death' as const) }))
        for (const { time, incidence, standardError } of valueOf(aalenJohansen<Cause>(all, 'recurrence'))) {
          const share = all.filter((one) => one.exit <= time && one.cause === 'recurrence').length / all.length
          expect(incidence.estimate).toBeCloseTo(share, 12)
          expect(standardError).toBeCloseTo(Math.sqrt((share * (1 - share)) / all.length), 7)
        }
      }),
    )
  })
})
