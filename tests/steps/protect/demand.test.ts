import { expect, test } from 'vitest'
import { day } from '../../../algorithms/domain/day.ts'
import { type CellFigure, type Dimensions, measureOf } from '../../../algorithms/rules/measures.ts'
import { financialYearOf } from '../../../algorithms/steps/periods.ts'
import { turnOf } from '../../../algorithms/steps/protect/demand.ts'
import type { Cell } from '../../../algorithms/steps/protect/setting.ts'

const turn = (count: string, cell: Partial<Cell> = {}, dimensions: Dimensions = {}, table?: CellFigure): number =>
  turnOf(
    {
      measure: measureOf(table ?? 'emergency_presentation_rates'),
      cell: {
        group: 'brain',
        period: financialYearOf(day('2024-04-01')),
        geographyType: 'icb',
        geographyCode: 'Q1',
        breakdown: 'all',
        breakdownValue: 'all',
        ...cell,
      },
      dimensions: { subroute: 'all', appropriateness: 'all', onset_basis: 'any', ...dimensions },
      isAvailable: true,
      counts: {},
      population: null,
    },
    count,
  )

const FIRST = turn('emergency')

test('what makes the share of a main group in a board and a year comes first', () => {
  expect(turn('all_presentations')).toBe(FIRST)
  expect(turn('emergency', { group: 'lung' })).toBe(FIRST)
})

test.each([
  ['a detailed group', turn('emergency', { group: 'ndrs2023:brain_meninges' })],
  ['a part of a board', turn('emergency', { geographyType: 'sub_icb' })],
  ['everyone supplied', turn('emergency', { geographyType: 'extract' })],
  ['a fifth of neighbourhoods', turn('emergency', { breakdown: 'imd_quintile', breakdownValue: '1' })],
  ['a sub-route', turn('emergency', {}, { subroute: 'gp' })],
  ['a stratum', turn('emergency', {}, { appropriateness: 'other' })],
  ['onsets apart from admissions', turn('emergency', {}, { onset_basis: 'not_admission_alone' })],
  ['stays of no night', turn('zero_day')],
  ['those not determined', turn('not_determined')],
  ['a stage', turn('tumours', {}, {}, 'stage_at_diagnosis')],
])('%s waits', (_, later) => {
  expect(later).toBeGreaterThan(FIRST)
})

test('the headline cut of certainty comes before the others, and each way of being asked for less counts', () => {
  const living = (certainty: string, cell: Partial<Cell> = {}) =>
    turn('people', cell, { certainty }, 'people_living_with')
  expect(living('broad')).toBeGreaterThan(living('standard'))
  expect(living('broad', { breakdown: 'sex' })).toBeGreaterThan(living('broad'))
})
