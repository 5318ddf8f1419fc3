import type { Chance } from '../chance.ts'
import type { RowValues, Sheet } from './sheet.ts'

export type Blemish = 'rejected' | 'padded' | 'filled' | 'unreadable' | 'duplicate'

/** The row as a careless feed writes it. */
export function blemishedRow(chance: Chance, sheet: Sheet, row: RowValues, blemish: Blemish): RowValues {
  switch (blemish) {
    case 'rejected':
      return rejectedRow(chance, sheet, row)
    case 'padded':
      return paddedRow(chance, sheet, row)
    case 'filled':
      return filledRow(chance, sheet, row)
    case 'unreadable':
      return unreadableRow(chance, sheet, row)
    case 'duplicate':
      return row
  }
}

function rejectedRow(chance: Chance, sheet: Sheet, row: RowValues): RowValues {
  const column = chance.pick(sheet.columns.filter(({ required }) => required))
  if (column.name === 'person_id')
    return { ...row, person_id: `0000${chance.whole(0, 0xffffffff).toString(16).padStart(12, 'f')}` }
  const impossible = column.type === 'day' && chance.happens(0.6)
  return {
    ...row,
    [column.name]: impossible ? chance.pick(['2021-02-30', '2019-13-01', '0000-00-00']) : chance.pick(['', '   ', '-']),
  }
}

const PADDINGS: readonly ((code: string) => string)[] = [
  (code) => `${code}  `,
  (code) => ` ${code}`,
  (code) => (code.length === 4 && /^[A-Z]/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code),
  (code) => code.toLowerCase(),
  (code) => (code.length === 4 && !code.endsWith('X') ? `${code}D` : code),
]

function paddedRow(chance: Chance, sheet: Sheet, row: RowValues): RowValues {
  const filled = sheet.ofTypes(['icd10', 'opcs4']).filter(({ name }) => row[name]?.length)
  if (filled.length === 0) return row
  const { name, type } = chance.pick(filled)
  // The dagger belongs to ICD-10 alone.
  const pad = chance.pick(type === 'icd10' ? PADDINGS : PADDINGS.slice(0, 4))
  const value = row[name]!
  return { ...row, [name]: typeof value === 'string' ? pad(value) : value.map((code) => (code ? pad(code) : code)) }
}

function filledRow(chance: Chance, sheet: Sheet, row: RowValues): RowValues {
  const empty = sheet.columns.filter(({ name, required, repeats }) => !required && repeats === 0 && !row[name])
  return empty.length === 0 ? row : { ...row, [chance.pick(empty).name]: chance.pick(['-', 'NULL', '   ']) }
}

function unreadableRow(chance: Chance, sheet: Sheet, row: RowValues): RowValues {
  const fit = sheet
    .ofTypes(['day', 'whole', 'decimal', 'icd10'])
    .filter(({ required, repeats }) => !required && repeats === 0)
  if (fit.length === 0) return row
  const { name, type } = chance.pick(fit)
  return {
    ...row,
    [name]: type === 'day' ? chance.pick(['1801-99-99', '31/12/2019x', '2020-00-10']) : type === 'icd10' ? '??' : 'n/k',
  }
}
