import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CellFigure, measureOf } from '../../../algorithms/rules/measures.ts'
import { groupsOf } from '../../../algorithms/rules/cancer-groups/groups-of.ts'
import { GROUP_SUMS } from '../../../algorithms/rules/cancer-groups/partitions.ts'
import { trueCells } from '../../../algorithms/steps/protect/cells.ts'
import { entriesOf } from '../../../algorithms/steps/protect/entries.ts'
import { isTrueOf, sumsBetween } from '../../../algorithms/steps/protect/sums.ts'
import { CROWD_SETTING, crowd } from './crowd.ts'
import { steady } from './figures.ts'

const TABLES: readonly CellFigure[] = [
  'recurrent_cancer_counts',
  'people_living_with',
  'source_overlap',
  'emergency_presentation_rates',
  'stage_at_diagnosis',
]

test('every sum that hiding follows holds on the true counts, whoever the people are', () => {
  const population = steady(100_000)
  fc.assert(
    fc.property(crowd({ minLength: 30, maxLength: 60 }), (counts) => {
      const cells = TABLES.flatMap((table) => trueCells(measureOf(table), CROWD_SETTING, counts, population))
      const entries = entriesOf(cells)
      const { sums, rests } = sumsBetween(entries, CROWD_SETTING.geography)
      const nodes = [...entries.all, ...rests]
      expect(sums.length).toBeGreaterThan(1_000)
      const untrue = sums.filter((sum) => !isTrueOf(sum, (i) => nodes[i]!.people))
      expect(untrue.map(({ whole }) => nodes[whole]!.kind.dimensions)).toEqual([])
    }),
    { numRuns: 6 },
  )
})

const tumour = fc.record({
  site: fc
    .tuple(fc.constantFrom('C', 'D'), fc.integer({ min: 0, max: 97 }), fc.constantFrom('', '0', '1', '4', '8', '9'))
    .map(([letter, number, more]) => `${letter}${String(number).padStart(2, '0')}${more}`),
  morphology: fc.option(
    fc.constantFrom(
      8140,
      8500,
      8041,
      8240,
      8936,
      9061,
      9070,
      8310,
      9140,
      9180,
      9440,
      9530,
      9591,
      9650,
      9732,
      9861,
      9950,
    ),
    { nil: null },
  ),
  behaviour: fc.constantFrom('0', '1', '2', '3', '5', '6', '9', null),
  t: fc.constantFrom('a', 'is', '1', '2', '4', null),
  sex: fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
})

test('groups that share out the tumours of another never share one, and leave none over where they say so', () => {
  fc.assert(
    fc.property(tumour, (features) => {
      const countedIn = groupsOf(features)?.countedIn ?? []
      for (const { whole, parts, isExact } of GROUP_SUMS) {
        const within = parts.filter((part) => countedIn.includes(part)).length
        const isIn = countedIn.includes(whole) ? 1 : 0
        expect(within, `${whole} of ${JSON.stringify(features)}`).toBeLessThanOrEqual(isIn)
        if (isExact) expect(within, `${whole} of ${JSON.stringify(features)}`).toBe(isIn)
      }
    }),
    { numRuns: 20_000 },
  )
})
