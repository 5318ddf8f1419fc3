import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { TrueCount } from '../../algorithms/contracts/results/internal.ts'
import { day } from '../../algorithms/domain/day.ts'
import { protect } from '../../algorithms/steps/protect/protect.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { publish } from '../../engines/publish.ts'
import { SETTING, figures } from '../steps/protect/figures.ts'

const folder = mkdtempSync(join(tmpdir(), 'question-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What share of leukaemia, brain and ovarian cancers present as emergencies here, and is that England's share? */
const QUESTION = `
SELECT r.cancer_group_name, round(r.percent) AS here, round(b.published) AS england, b.verdict
FROM v_emergency_presentation_rates_latest r
JOIN v_benchmark_panel_latest b ON b.measure = r.ep_measure AND b.cancer_group = r.cancer_group
  AND b.geography_code = r.geography_code AND b.period_start = r.period_start
WHERE r.cancer_group IN ('leukaemia', 'brain', 'ovary') AND r.ep_measure = 'ep_rtd' AND r.geography_type = 'icb'
  AND r.period_type = 'financial_year' AND r.breakdown = 'all' AND r.appropriateness = 'all'
ORDER BY r.cancer_group_name`

const presentations = (cancer_group: string, count_name: string, people: number): TrueCount => ({
  figure: 'emergency_presentation_rates',
  count_name,
  cancer_group,
  period_type: 'quarter',
  period_start: day('2024-04-01'),
  period_end: day('2024-06-30'),
  dimensions: 'stage=first_diagnosis|ep_measure=ep_rtd|onset_basis=any|subroute=all|appropriateness=other',
  geography_type: 'icb',
  geography_code: 'Q1',
  breakdown: 'all',
  breakdown_value: 'all',
  people,
})

test('ten lines of SQL say how many cancers present as emergencies, and whether England differs', async () => {
  expect(QUESTION.trim().split('\n').length).toBeLessThanOrEqual(10)
  const true_figures = figures(
    [
      ['leukaemia', 40],
      ['brain', 20],
      ['ovary', 30],
    ].flatMap(([group, emergency]) => [
      presentations(group as string, 'all_presentations', 100),
      presentations(group as string, 'emergency', emergency as number),
    ]),
  )
  const { tables, manifest } = protect(true_figures, SETTING)
  await publish({
    runId: SETTING.runId,
    tables,
    manifest,
    figures: true_figures,
    folder,
    temporary: join(folder, 'spill'),
  })
  const db = await openDuckDb({ path: join(folder, 'results.duckdb'), temporary: join(folder, 'spill'), threads: 1 })
  try {
    expect(await db.rows(QUESTION)).toEqual([
      { cancer_group_name: 'Brain tumours', here: 20, england: 48, verdict: 'outside' },
      { cancer_group_name: 'Leukaemia', here: 40, england: 37, verdict: 'within' },
      { cancer_group_name: 'Ovarian cancer', here: 30, england: 30, verdict: 'within' },
    ])
  } finally {
    db.close()
  }
})
