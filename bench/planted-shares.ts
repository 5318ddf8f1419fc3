import { type FactSourceName, FACT_SOURCE_NAMES, type PersonRows, SOURCES } from '../algorithms/contracts/sources.ts'
import type { Source } from '../algorithms/contracts/source.ts'
import { day, dayOrNull } from '../algorithms/domain/day.ts'
import { presentationsOf } from '../algorithms/steps/presentation/presentations.ts'
import { wilson } from '../algorithms/steps/statistics/wilson.ts'
import { otherCancer } from '../test-data/region/disease/other-cancers.ts'
import { type Drawn, drawPerson } from '../test-data/region/person.ts'
import { SHEETS } from '../test-data/region/recording/sheet.ts'

const MEASURES = ['ep_30d', 'ep_rtd'] as const

/** One group in one region: what was found of its tumours, and what was planted. */
export interface GroupShare {
  readonly seed: number
  readonly group: string
  readonly measure: (typeof MEASURES)[number]
  readonly found: { readonly emergency: number; readonly of: number }
  readonly planted: { readonly emergency: number; readonly of: number }
}

const READ = ['person', 'registration', 'apc', 'ecds'] as const satisfies readonly FactSourceName[]
const ADMISSIONS_FROM = day('2012-04-01')
/** Rapid registrations alone may hold a wrong date; these years have final ones. */
const FINAL = { from: day('2013-04-01'), to: day('2023-12-31') }

/** Draws so many people with a tumour of each group, and asks of each tumour how it presented. */
export function groupShares(seed: number, people: number, groups: readonly string[]): readonly GroupShare[] {
  return groups.flatMap((group, g) => {
    const tally = { ep_30d: counter(), ep_rtd: counter() }
    for (let i = 0; i < people; i++)
      ask(drawPerson(seed, g * people + i, { otherCancer: [group], spread: 'none', ...sexOf(group) }), group, tally)
    return MEASURES.map((measure) => ({ seed, group, measure, ...tally[measure] }))
  })
}

/** Asked for by name, a cancer of one sex would else be drawn in the other. */
const sexOf = (group: string): { readonly sex?: '1' | '2' } =>
  group === 'ovary' ? { sex: '2' } : group === 'prostate' ? { sex: '1' } : {}

const counter = () => ({ found: { emergency: 0, of: 0 }, planted: { emergency: 0, of: 0 } })

function ask(drawn: Drawn, group: string, tally: Record<(typeof MEASURES)[number], ReturnType<typeof counter>>): void {
  const { personId } = drawn.known.life
  const rows = rowsOf(drawn)
  const presented = presentationsOf(personId, rows, { members: [], evidence: [] }, { from: ADMISSIONS_FROM })
  for (const row of presented) {
    if (row.unit !== 'tumour' || row.cancer_group !== group) continue
    if (row.diagnosis_date < FINAL.from || row.diagnosis_date > FINAL.to) continue
    for (const measure of MEASURES) {
      if (row[measure] === null) continue
      tally[measure].found.of++
      if (row[measure]) tally[measure].found.emergency++
    }
  }
  const inYears = new Set(
    drawn.known.course.tumours
      .filter((one) => one.group === group && one.diagnosedOn >= FINAL.from && one.diagnosedOn <= FINAL.to)
      .map(({ ids }) => ids.NCRD ?? ids.RCRD ?? ids.COSD),
  )
  for (const [file, line] of drawn.truth) {
    const [, , measure, tumour, emergency] = line.trim().split(',')
    if (file !== 'emergency' || !inYears.has(tumour) || (measure !== 'ep_30d' && measure !== 'ep_rtd')) continue
    tally[measure].planted.of++
    if (emergency === 'true') tally[measure].planted.emergency++
  }
}

/** A person's lines as gather would hand them on: rows that it would reject are left out. */
function rowsOf(drawn: Drawn): PersonRows {
  const rows: Record<string, unknown[]> = Object.fromEntries(FACT_SOURCE_NAMES.map((name) => [name, []]))
  drawn.lines.forEach(([source, line], i) => {
    if (!(READ as readonly string[]).includes(source)) return
    const row = rowOf(source, line, `${source}:${i}`)
    if (row !== null && row['person_id'] === drawn.known.life.personId) rows[source]!.push(row)
  })
  return rows as unknown as PersonRows
}

function rowOf(source: FactSourceName, line: string, row_ref: string): Record<string, unknown> | null {
  const names = SHEETS[source].header.trim().split(',')
  const values = new Map(
    line
      .replace(/\n$/, '')
      .split(',')
      .map((value, i) => [names[i]!, cleaned(value)]),
  )
  const row: Record<string, unknown> = { row_ref, recorded_date: null, unreadable: null }
  for (const [name, column] of Object.entries((SOURCES[source] as unknown as Source).columns)) {
    const members =
      column.repeats === undefined
        ? null
        : Array.from(
            { length: column.repeats },
            (_, i) => values.get(`${name}_${String(i + 1).padStart(2, '0')}`) ?? '',
          )
    const text = values.get(name) ?? null
    row[name] =
      members !== null ? members.join(';') : text === null ? null : column.type === 'day' ? dayOrNull(text) : text
    if (column.required && row[name] === null) return null
  }
  return row
}

function cleaned(value: string): string | null {
  const text = value.trim()
  return text === '' || text === '-' || text === 'NULL' ? null : text
}

/** Whether the share found has the planted share within its 95% interval. */
export function holds(found: GroupShare['found'], planted: number): boolean {
  const interval = wilson(found.emergency, found.of).value
  return interval !== null && interval.lower <= planted && planted <= interval.upper
}

/** The published share that the region plants as the registry's route. */
export const publishedShare = (group: string): number => otherCancer(group).emergency
