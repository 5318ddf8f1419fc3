import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A source as a person would write it by hand: a header and rows. */
export interface Sheet {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type Extract = Readonly<Record<string, Sheet>>

const PEOPLE = 40

const personId = (i: number): string => `person-${String(i).padStart(3, '0')}`
const date = (year: number, i: number): string => `${year}-${String((i % 12) + 1).padStart(2, '0')}-15`

/** Forty people, ten of them with breast cancer and three of those with spread: enough to go through every step. */
export function smallExtract(): Extract {
  const ids = Array.from({ length: PEOPLE }, (_, i) => personId(i))
  return {
    person: {
      header: [
        'person_id',
        'sex',
        'birth_month',
        'ethnic_category',
        'lsoa_code',
        'gp_practice_code',
        'registered_from',
      ],
      rows: ids.map((id, i) => [id, '2', `19${40 + i}-0${(i % 9) + 1}`, 'A', 'E01004766', 'P81001', '2005-01-01']),
    },
    apc: {
      header: [
        'person_id',
        'record_id',
        'admidate',
        'epistart',
        'epistat',
        'epitype',
        'diag_01',
        'diag_02',
        'opertn_01',
      ],
      rows: ids.slice(0, 20).flatMap((id, i) => {
        const row = (record: string, on: string, ...codes: readonly string[]) => [
          id,
          `${id}-${record}`,
          on,
          on,
          '3',
          '1',
          ...codes,
        ]
        return [
          row('a', date(2018, i), i < 10 ? 'C509' : 'I10X', '', i < 10 ? 'B274' : ''),
          ...(i < 3 ? [row('b', date(2022, i), 'C795', 'C509', ''), row('c', date(2023, i), 'C795', 'C509', '')] : []),
        ]
      }),
    },
    cwt: {
      header: [
        'person_id',
        'record_id',
        'cancer_treatment_event_type',
        'patient_status',
        'primary_diagnosis_icd',
        'treatment_start_date',
      ],
      rows: ids.slice(0, 10).map((id, i) => [id, `${id}-w`, '01', '08', 'C509', date(2018, i + 1)]),
    },
  }
}

export const csvOf = ({ header, rows }: Sheet): string =>
  [header, ...rows].map((cells) => cells.join(',')).join('\n') + '\n'

/** Writes an extract as CSV files, with what `sources.json` should say beside it. */
export function writeExtract(folder: string, extract: Extract, catalogue?: object): string {
  mkdirSync(folder, { recursive: true })
  for (const [source, sheet] of Object.entries(extract)) writeFileSync(join(folder, `${source}.csv`), csvOf(sheet))
  if (catalogue !== undefined) writeFileSync(join(folder, 'sources.json'), JSON.stringify(catalogue))
  return folder
}

/** An extract with one source changed. */
export const withSource = (extract: Extract, source: string, change: (sheet: Sheet) => Sheet): Extract => ({
  ...extract,
  [source]: change(extract[source]!),
})

/** A sheet with one column changed in every row. */
export function withColumn(sheet: Sheet, column: string, value: (before: string, row: number) => string): Sheet {
  const at = sheet.header.indexOf(column)
  return { ...sheet, rows: sheet.rows.map((cells, row) => cells.with(at, value(cells[at]!, row))) }
}

/** A ten-digit number that passes the check of an NHS number, made here so that none need stand in a file. */
export function madeUpNhsNumber(from: number): string {
  for (let nine = from; ; nine++) {
    const digits = String(nine).padStart(9, '0')
    const sum = Array.from(digits).reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
    const check = (11 - (sum % 11)) % 11
    if (check !== 10) return `${digits}${check}`
  }
}
