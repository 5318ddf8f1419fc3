import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { TrueCount } from '../../algorithms/contracts/results/internal.ts'
import { day } from '../../algorithms/domain/day.ts'
import { RECIPES } from '../../algorithms/sql/cookbook.ts'
import { protect } from '../../algorithms/steps/protect/protect.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { publish } from '../../engines/publish.ts'
import { SETTING, figures } from '../steps/protect/figures.ts'

const folder = mkdtempSync(join(tmpdir(), 'question-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { sql } = RECIPES.find(({ name }) => name === 'emergency_share')!

/** Data that go far enough back: what the registry has not settled yet is not published. */
const LONG = { ...SETTING, spans: SETTING.spans.map((span) => ({ ...span, from: day('2021-04-01') })) }

const presentations = (cancer_group: string, count_name: string, people: number): TrueCount => ({
  figure: 'emergency_presentation_rates',
  count_name,
  cancer_group,
  period_type: 'quarter',
  period_start: day('2023-04-01'),
  period_end: day('2023-06-30'),
  dimensions: 'stage=first_diagnosis|ep_measure=ep_rtd|onset_basis=any|subroute=all|appropriateness=other',
  geography_type: 'icb',
  geography_code: 'Q1',
  breakdown: 'all',
  breakdown_value: 'all',
  people,
})

test('the cookbook says how many cancers present as emergencies, and whether England differs', async () => {
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
  const { tables, manifest } = protect(true_figures, LONG)
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
    const rows = (await db.rows(sql)).map(({ cancer_group_name, here, england, answer }) => ({
      cancer_group_name,
      here,
      england: Math.round(Number(england)),
      answer,
    }))
    expect(rows).toEqual([
      { cancer_group_name: 'Brain tumours', here: 20, england: 48, answer: 'different' },
      { cancer_group_name: 'Leukaemia', here: 40, england: 37, answer: 'no different' },
      { cancer_group_name: 'Ovarian cancer', here: 30, england: 30, answer: 'no different' },
    ])
  } finally {
    db.close()
  }
})
