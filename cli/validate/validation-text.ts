import { quantity } from '../terminal/progress.ts'
import { bold, counted, faint, green, listed, red, yellow } from '../terminal/say.ts'
import type { SourceReport, ValidationReport } from './validate.ts'

/** What was found, source by source, for a person. */
export function validationText(report: ValidationReport): string {
  const absent = report.sources.filter(({ state }) => state === 'absent').map(({ source }) => source)
  const lines = ['', bold('What the sources hold'), '']
  for (const source of report.sources) if (source.state !== 'absent') lines.push(...sourceLines(source))
  if (absent.length > 0) lines.push(`  absent: ${listed(absent)}`)
  if (report.ignored.length > 0) lines.push(`  not read, for they are no source: ${listed(report.ignored)}`)
  if (report.problem !== null) lines.push('', `${red('✗')} ${report.problem.message}`, `  ${report.problem.fix}`)
  return lines.join('\n')
}

function sourceLines(source: SourceReport): string[] {
  const mark = source.state === 'refused' ? red('✗') : source.rejected.length > 0 ? yellow('!') : green('✓')
  const rows = source.rows === null ? '' : `${quantity(source.rows, 'row')}, ${counted(source.accepted ?? 0)} accepted`
  const lines = [`${mark} ${source.source.padEnd(17)} ${rows}`.trimEnd()]
  const note = (text: string) => lines.push(`    ${text}`)
  if (source.problem !== null) {
    note(source.problem.message)
    note(source.problem.fix)
  }
  for (const { reason, column, records } of source.rejected)
    note(`${counted(records)} rejected: ${reason} in ${column}`)
  for (const { reason, records } of source.out_of_scope)
    note(faint(`${counted(records)} out of scope: ${reason} (people with cancer evidence)`))
  for (const { column, records } of source.unreadable)
    note(`${counted(records)} unreadable in ${column}, taken as absent (people with cancer evidence)`)
  const mapped = folded(Object.keys(source.mapped)).map((columns) => {
    const ends = columns.split(' … ').map((column) => source.mapped[column] ?? '')
    return `${columns} from ${ends.join(' … ')}`
  })
  if (mapped.length > 0) note(faint(`mapped: ${mapped.join(', ')}`))
  if (source.columns_absent.length > 0 && source.problem === null)
    note(faint(`absent columns: ${folded(source.columns_absent).join(', ')}`))
  return lines
}

/** `diag_02 … diag_20` in place of nineteen names. */
function folded(columns: readonly string[]): string[] {
  const groups = new Map<string, string[]>()
  for (const column of columns) {
    const group = /^(.+)_\d\d$/.exec(column)?.[1] ?? column
    groups.set(group, [...(groups.get(group) ?? []), column])
  }
  return [...groups.values()].flatMap((names) => (names.length > 2 ? [`${names[0]!} … ${names.at(-1)!}`] : names))
}
