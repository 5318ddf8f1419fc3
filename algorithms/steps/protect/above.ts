import type { Geography } from '../../domain/geography.ts'
import { addMonths } from '../../domain/month.ts'
import { GROUP_SUMS } from '../../rules/cancer-groups/partitions.ts'
import { type Breakdown, EXTRACT } from '../../rules/release-plan.ts'
import type { Places } from './places.ts'
import type { Cell } from './setting.ts'

/** Everyone has one of the values of these; of the others some people have none that is published. */
const HOLD_EVERYONE: readonly Breakdown[] = ['sex', 'ethnicity', 'receptor_subtype']

/** The place whose counts hold those of another. */
export interface Above {
  readonly place: number
  /** Where the whole of people on the last day of a financial year is published: in its last month. */
  readonly month: number
  readonly family: string
  readonly isExact: boolean
}

/** A value of a breakdown is within everyone, a sub-ICB within its board, a board within the extract; null for the extract. */
export function placeAbove(cell: Cell, places: Places, geography: Geography): Above | null {
  const to = (change: Partial<Cell>, family: string, isExact: boolean): Above => {
    const whole = { ...cell, ...change }
    const { lastMonth } = cell.period
    const month = { ...cell.period, type: 'month' as const, firstMonth: lastMonth }
    return { place: places.find(whole), month: places.find({ ...whole, period: month }), family, isExact }
  }
  const { breakdown, geographyType, geographyCode } = cell
  if (breakdown !== 'all')
    return to({ breakdown: 'all', breakdownValue: 'all' }, breakdown, HOLD_EVERYONE.includes(breakdown))
  if (geographyType === 'sub_icb')
    return to({ geographyType: 'icb', geographyCode: geography.icbOf(geographyCode) }, 'sub', false)
  if (geographyType === 'icb') return to({ geographyType: 'extract', geographyCode: EXTRACT.code }, 'icb', false)
  return null
}

const QUARTERS_A_YEAR = 4
const MONTHS_A_QUARTER = 3

/** Twelve months are the sum of four quarters, which ties them to any other twelve months that share some. */
export function quartersOf(cell: Cell, places: Places): readonly number[] {
  const { breakdown, period } = cell
  if (breakdown !== 'all' || period.type === 'quarter' || period.type === 'month') return []
  return Array.from({ length: QUARTERS_A_YEAR }, (_, q) => {
    const firstMonth = addMonths(period.firstMonth, MONTHS_A_QUARTER * q)
    const lastMonth = addMonths(firstMonth, MONTHS_A_QUARTER - 1)
    return places.find({ ...cell, period: { ...period, type: 'quarter', firstMonth, lastMonth } })
  })
}

/** Groups that share out the tumours of a cell's own group, at the same place otherwise. */
export interface SharedOut {
  readonly parts: readonly { readonly group: string; readonly place: number }[]
  readonly isExact: boolean
}

export const sharedOut = (cell: Cell, places: Places): readonly SharedOut[] =>
  GROUP_SUMS.filter(({ whole }) => whole === cell.group).map(({ parts, isExact }) => ({
    parts: parts.map((group) => ({ group, place: places.find({ ...cell, group }) })),
    isExact,
  }))
