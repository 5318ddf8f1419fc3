import { expect, test } from 'vitest'
import { SETTING, newCases, protectedOf } from './figures.ts'

const staged = (stage_group: string, people: number) =>
  newCases(people, {
    figure: 'stage_at_diagnosis',
    count_name: 'tumours',
    period_type: 'quarter',
    dimensions: `stage_group=${stage_group}`,
  })

test('a stage is a share of all tumours, and of those with a stage, though only tumours by stage are counted', () => {
  const counts = [staged('1_2', 50), staged('3_4', 30), staged('unstaged', 15), staged('not_stageable', 5)]
  const { tables } = protectedOf(['stage_at_diagnosis'], counts, {
    ...SETTING,
    spans: [{ ...SETTING.spans[0]!, source: 'registration' }],
  })
  const row = tables.stage_at_diagnosis.find(
    (one) =>
      one.stage_group === '1_2' &&
      one.geography_type === 'icb' &&
      one.period_type === 'financial_year' &&
      one.breakdown === 'all' &&
      one.tumours === 50,
  )
  expect(row).toMatchObject({ tumours: 50, all_tumours: 100, staged: 80 })
  expect(row!.percent).toBeCloseTo(50, 9)
  expect(row!.percent_of_staged).toBeCloseTo(62.5, 9)
})
