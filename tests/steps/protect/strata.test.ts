import { expect, test } from 'vitest'
import { PUBLISHED_TABLES, type PublishedName, countColumns } from '../../../algorithms/contracts/results/published.ts'
import { OF_STRATA } from '../../../algorithms/rules/disclosure.ts'
import { protect, publicationWarnings } from '../../../algorithms/steps/protect/protect.ts'
import { SETTING, figures, newCases } from './figures.ts'

test('of a region of hard cases alone no count and no rate is published, and every row says why', () => {
  const found = (tally: string, people: number) => ({
    tally,
    item: '',
    detail: '',
    people,
    records: 0,
    example_row_ref: '',
  })
  const counts = [newCases(500), newCases(300, { breakdown: 'sex', breakdown_value: 'female' })]
  const { tables, manifest } = protect(figures(counts, { tallies: [found('decided', 500)] }), {
    ...SETTING,
    synthetic: true,
    isOfStrata: true,
  })
  for (const name of Object.keys(tables) as PublishedName[])
    for (const row of tables[name] as readonly Readonly<Record<string, unknown>>[]) {
      expect(row['caveat']).toContain(OF_STRATA)
      for (const count of countColumns(PUBLISHED_TABLES[name]))
        if (count !== 'areas') expect(row[count], `${name} ${count}`).toBeNull()
      for (const rate of ['rate_per_100k', 'percent', 'lower_95', 'scv', 'gap_absolute'])
        expect(row[rate] ?? null).toBeNull()
    }
  expect(manifest.every(({ attacker_low }) => attacker_low === null)).toBe(true)
  expect(publicationWarnings(0, true)).toEqual([OF_STRATA])
})

test('a run says how many hidden counts stay narrow, and nothing when none does', () => {
  expect(publicationWarnings(3, false)).toEqual([expect.stringMatching(/^Narrow hidden counts: 3\./)])
  expect(publicationWarnings(0, false)).toEqual([])
})
