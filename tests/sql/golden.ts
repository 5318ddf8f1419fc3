import { type Source, fileColumns, memberColumns } from '../../algorithms/contracts/source.ts'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import { type GatherPlan, describedSource } from '../../algorithms/sql/gather/plan.ts'
import { ODD_TEXTS } from './odd-texts.ts'

export type LandedRow = Readonly<Record<string, string | null>>

/** Sources whose feed gives no record id: their rows are told apart by a digest of their text. */
const WITHOUT_RECORD_ID: readonly SourceName[] = ['person', 'sact', 'apc', 'gp_event', 'registration']

/** Members of a group that are made odd: the first, the second and the last are enough to see positions held. */
const isVaried = (source: Source, member: string): boolean =>
  Object.entries(source.columns).every(
    ([name, column]) =>
      column.repeats === undefined ||
      !memberColumns(name, column).includes(member) ||
      [0, 1, column.repeats - 1].includes(memberColumns(name, column).indexOf(member)),
  )

export const goldenColumns = (name: SourceName): readonly string[] =>
  fileColumns(describedSource(name)).filter((column) => column !== 'record_id' || !WITHOUT_RECORD_ID.includes(name))

/** A sound row of a source: what stands in every column before one of them is made odd. */
function soundRow(source: Source, person: string): Record<string, string | null> {
  const row: Record<string, string | null> = {}
  for (const [name, column] of Object.entries(source.columns)) {
    memberColumns(name, column).forEach((member, i) => {
      row[member] =
        name === 'person_id'
          ? person
          : column.oneOf !== undefined
            ? column.oneOf[0]!
            : column.repeats !== undefined && i > 1
              ? null
              : (SOUND[name] ?? SOUND_BY_TYPE[column.type])
    })
  }
  return row
}

const SOUND_BY_TYPE = {
  text: 'A1',
  icd10: 'C509',
  opcs4: 'B274',
  day: '2021-06-30',
  month: '1950-04',
  whole: '3',
  decimal: '12.5',
} as const

/** Columns in which any text would put the row out of scope or out of the code lists. */
const SOUND: Readonly<Record<string, string>> = {
  code: '254837009',
  dmd_code: '108774000',
  epistat: '3',
  epitype: '1',
  cancer_treatment_event_type: '01',
  patient_status: '15',
}

/** For every source a sound row, a copy of it, and one row for every odd text in every column. */
export function goldenRows(name: SourceName): readonly LandedRow[] {
  const source = describedSource(name)
  const columns = goldenColumns(name)
  const rows: Record<string, string | null>[] = []
  const add = (person: string, changed: LandedRow = {}): void => {
    const id = columns.includes('record_id') ? { record_id: `${name}-${rows.length}` } : {}
    rows.push({ ...soundRow(source, person), recorded_date: null, ...id, ...changed })
  }
  for (let i = 0; i < 12; i++) add(`P${i}`)
  rows.push({ ...rows[0]! }, { ...rows[0]! })
  for (const column of columns.filter((member) => isVaried(source, member))) {
    ODD_TEXTS.forEach((odd, i) => add(`P${i % 12}`, { [column]: odd }))
    add('P3', { [column]: null })
  }
  if (name !== 'allow_list') {
    for (const person of [' P4', 'P5\t', '\u00a0P6', 'p7', 'Q1', 'Q2 ']) add(person)
    add('P8', { recorded_date: '2023-01-31' })
    add('P9', { recorded_date: '2024-06-01' })
  }
  return rows
}

/** The same plan for both engines but for where each source landed. With `--as-at` there is an allow list too. */
export const goldenPlan = (
  asAt: string | null,
  landings: (name: SourceName) => GatherPlan['sources'][number]['landings'],
): GatherPlan => ({
  sources: SOURCE_NAMES.filter((name) => name !== 'allow_list' || asAt !== null).map((name) => ({
    name,
    landings: landings(name),
    fillers: name === 'apc' ? ['&'] : [],
    knownUntil: asAt === null ? null : '2023-10-31',
  })),
  shards: 7,
  cut: asAt ?? '2024-02-08',
  asAt,
})
