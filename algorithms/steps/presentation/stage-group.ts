import type { Tumour } from '../tumours.ts'

export const STAGE_GROUPS = ['1_2', '3_4', 'unstaged', 'not_stageable'] as const
export type StageGroup = (typeof STAGE_GROUPS)[number]

type Early = Extract<StageGroup, '1_2' | '3_4'>

/** Systems that do not begin with a figure from 1 to 4, or whose figures mean something else, by a word of their name. */
const SYSTEMS: readonly { readonly named: RegExp; readonly reads: (stage: string) => Early | null }[] = [
  { named: /BINET/, reads: (stage) => (/^[AB]/.test(stage) ? '1_2' : stage.startsWith('C') ? '3_4' : null) },
  { named: /CHANG/, reads: (stage) => (/^M?0/.test(stage) ? '1_2' : /^M?[1-4]/.test(stage) ? '3_4' : null) },
  { named: /INRG/, reads: (stage) => (stage.startsWith('L') ? '1_2' : stage.startsWith('M') ? '3_4' : null) },
  { named: /ISS/, reads: (stage) => (/^(3|III)/.test(stage) ? '3_4' : /^(1|2|I)/.test(stage) ? '1_2' : null) },
  { named: /WILMS/, reads: (stage) => (/^[12]/.test(stage) ? '1_2' : /^[345]/.test(stage) ? '3_4' : null) },
]

const byFigure = (stage: string): Early | null => (/^[12]/.test(stage) ? '1_2' : /^[34]/.test(stage) ? '3_4' : null)

/**
 * Stage at diagnosis as progress on early diagnosis counts it. A stage recorded as X or not at all is missing where the
 * tumour could carry one; U says that it cannot. Source: NDRS analysts' staging code, systems as they list them.
 */
export function stageGroupOf(tumour: Tumour<string>, isStageable: boolean): StageGroup {
  let saysUnstageable = false
  for (const row of tumour.rows) {
    const stage = row.stage_best?.trim().toUpperCase() ?? ''
    const system = row.stage_best_system?.toUpperCase() ?? ''
    const read = (SYSTEMS.find(({ named }) => named.test(system))?.reads ?? byFigure)(stage)
    if (read !== null) return read
    saysUnstageable ||= stage === 'U'
  }
  if (tumour.m === 1) return '3_4'
  return isStageable && !saysUnstageable ? 'unstaged' : 'not_stageable'
}
