import type { Accuracy } from '../../algorithms/steps/evaluate/accuracy.ts'
import type { ExtentEvaluation, SetEvaluation } from '../../algorithms/steps/evaluate/evaluate.ts'
import type { DateError, OnsetAccuracy } from '../../algorithms/steps/evaluate/onset.ts'
import type { Share } from '../../algorithms/steps/evaluate/share.ts'
import { bold, counted } from '../terminal/say.ts'

export interface EvaluationReport {
  readonly run_id: string
  readonly definition: string
  readonly synthetic: boolean
  readonly profile: string
  readonly data_cut_date: string
  readonly region: 'natural' | 'strata'
  readonly sets: readonly SetEvaluation[]
}

const WHY_TWO_PPVS =
  'Raw PPV is among everyone found here, where few people have the disease; PPV at 18% is what the same sensitivity (of the\n' +
  'visible) and specificity give where 18% do, as in the published sample (184 of 1,028). Intervals are 95% (Wilson).'

/** The comparison in words and columns, for a person. */
export function evaluationText(report: EvaluationReport): string {
  const lines = [
    '',
    bold(
      `Accuracy of ${report.definition} on planted ${report.region === 'strata' ? 'strata' : 'disease'}, to ${report.data_cut_date}`,
    ),
    `run ${report.run_id}, profile: ${report.profile}${report.synthetic ? ', synthetic' : ''}`,
  ]
  for (const set of report.sets) {
    lines.push('', bold(set.without.length === 0 ? 'All sources of the run' : `Without ${set.without.join(', ')}`))
    for (const extent of set.extents) lines.push(...extentLines(extent))
    if (set.attribution !== null && set.attribution.right.of > 0)
      lines.push(
        '',
        '  Of distant disease found in people with two or more planted tumours:',
        row('attributed to the right one', set.attribution.right),
        row('left open', set.attribution.left_open),
        row('attributed to a wrong one', set.attribution.wrong),
      )
  }
  if (report.region === 'natural') lines.push('', WHY_TWO_PPVS)
  else lines.push('', 'A region of strata holds hard cases and decoys alone, so no overall figure is given.')
  return lines.join('\n')
}

function extentLines({ cancer_group, extent, overall, strata }: ExtentEvaluation): string[] {
  const lines = ['', `  ${cancer_group}, ${extent}`]
  if (overall !== null) {
    for (const [cut, accuracy] of Object.entries(overall.by_certainty))
      lines.push(`    ${cut} cut`, ...accuracyLines(accuracy))
    lines.push('    at the standard cut', ...onsetLines(overall.onset))
    if (overall.label !== null) lines.push(row('label right (at diagnosis or recurrent)', overall.label))
  }
  // Beside distant disease the strata say little; --json holds them all.
  if (strata.length > 0 && extent === 'distant')
    lines.push('    by stratum: planted and found; not planted and not found', ...strata.map(stratumLine))
  return lines
}

const accuracyLines = (accuracy: Accuracy): string[] => [
  row('sensitivity, all planted', accuracy.sensitivity_all),
  row('sensitivity, visible in a source', accuracy.sensitivity_visible),
  row('sensitivity, visible firmly', accuracy.sensitivity_visible_firmly),
  row('specificity, tumour of the group', accuracy.specificity),
  row('PPV, raw', accuracy.ppv_raw),
  `      ${'PPV at 18% prevalence'.padEnd(LABEL)}${ratio(accuracy.ppv_at_18.share)}  ${interval(accuracy.ppv_at_18)}`,
]

function onsetLines({ onset, first_visible, inside_interval, median_interval_days }: OnsetAccuracy): string[] {
  return [
    dateLine('onset error', onset),
    dateLine('first visible row', first_visible),
    `${row('planted date inside the interval', inside_interval)}  median width ${days(median_interval_days)}`,
  ]
}

const dateLine = (name: string, error: DateError): string =>
  `      ${name.padEnd(LABEL)}median ${days(error.median_days)}, within 30 / 60 / 90 days ` +
  [error.within_30_days, error.within_60_days, error.within_90_days].map((share) => percent(share.share)).join(' / ')

const LABEL = 42
const STRATUM = 52

const row = (name: string, share: Share): string =>
  share.of === 0
    ? `      ${name.padEnd(LABEL)}nobody`
    : `      ${name.padEnd(LABEL)}${ratio(share.share)}  ${interval(share)}  ${whole(share.count)} of ${whole(share.of)}`

const stratumLine = (one: ExtentEvaluation['strata'][number]): string =>
  `      ${`${one.stratum}${one.is_decoy ? ' (decoy)' : ''} `.padEnd(STRATUM)}${part(one.sensitivity)}  ${part(one.specificity)}`

const part = (share: Share): string =>
  share.of === 0 ? '–'.padEnd(22) : `${ratio(share.share)} of ${counted(share.of)}`.padEnd(22)

const ratio = (value: number | null): string => (value === null ? '    –' : value.toFixed(3))
const interval = (of: { readonly lower_95: number | null; readonly upper_95: number | null }): string =>
  of.lower_95 === null || of.upper_95 === null ? '' : `(${of.lower_95.toFixed(3)} to ${of.upper_95.toFixed(3)})`
const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)}%`)
const whole = (value: number): string => counted(Math.round(value))
const days = (value: number | null): string =>
  value === null ? '–' : `${value > 0 ? '+' : ''}${Math.round(value)} days`
