import {
  COMMON_SOURCE_COLUMNS,
  memberColumns,
  type SourceColumns,
  type SourceType,
} from '../../../algorithms/contracts/source.ts'
import { type FactSourceName, SOURCES } from '../../../algorithms/contracts/sources.ts'

/** The values of a row by contract column; groups of codes as a list. What is absent is empty. */
export type RowValues = Record<string, string | readonly string[] | undefined>

interface SheetColumn {
  readonly name: string
  readonly type: SourceType
  readonly required: boolean
  /** Members of a repeating group; 0 for a single column. */
  readonly repeats: number
  readonly noMembers: string
}

/** One source's layout, from its contract, so that a file's header is the contract's. */
export class Sheet {
  readonly header: string
  readonly columns: readonly SheetColumn[]
  /** All but `person_id`, which stands first in every source. */
  readonly #others: readonly SheetColumn[]

  constructor(columns: SourceColumns) {
    const own = Object.entries(columns).flatMap(([name, column]) => memberColumns(name, column))
    this.header = `${[...own, ...Object.keys(COMMON_SOURCE_COLUMNS)].join(',')}\n`
    this.columns = Object.entries(columns).map(([name, { type, repeats, required }]) => ({
      name,
      type,
      required: required === true,
      repeats: repeats ?? 0,
      noMembers: ','.repeat((repeats ?? 1) - 1),
    }))
    this.#others = this.columns.filter(({ name }) => name !== 'person_id')
  }

  ofTypes(types: readonly SourceType[]): readonly SheetColumn[] {
    return this.columns.filter(({ type }) => types.includes(type))
  }

  /** The row as a CSV line. No value of the region holds a comma, a quote or a line break. */
  line(values: RowValues, personId: string, recordId: string, recordedDate: string): string {
    let text = `${(values.person_id as string | undefined) ?? personId},`
    for (const { name, repeats, noMembers } of this.#others) {
      const value = values[name]
      if (repeats === 0) text += value === undefined ? ',' : `${value as string},`
      else if (value === undefined || value.length === 0) text += `${noMembers},`
      else {
        const members = value.slice(0, repeats) as readonly string[]
        text += `${members.join(',')}${noMembers.slice(members.length - 1)},`
      }
    }
    return `${text}${recordId},${recordedDate}\n`
  }
}

export const SHEETS = Object.fromEntries(
  Object.entries(SOURCES)
    .filter(([name]) => name !== 'allow_list')
    .map(([name, source]) => [name, new Sheet(source.columns)]),
) as Readonly<Record<FactSourceName, Sheet>>
