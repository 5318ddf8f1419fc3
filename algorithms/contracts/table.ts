import type { Day } from '../domain/day.ts'

/** What a result column may hold. A day is a DATE, a count a BIGINT, a rate a DOUBLE, a flag a BOOLEAN. */
export type ColumnType = 'text' | 'day' | 'count' | 'rate' | 'flag'

export interface Column {
  readonly says: string
  readonly type: ColumnType
  readonly nullable?: true
  /** Part of what makes a row unique; such columns stand first and rows are sorted by them. */
  readonly key?: true
  /** What a reader could learn about people. `follows` names the count that a figure is hidden with. */
  readonly discloses?: 'people' | { readonly follows: string }
}

export type Columns = Readonly<Record<string, Column>>

/** Who may read a table, and so which database and folder it lives in. */
export type Audience = 'restricted' | 'internal' | 'published'

export interface Table<C extends Columns = Columns> {
  readonly name: string
  readonly says: string
  readonly audience: Audience
  readonly columns: C
}

export const table = <const C extends Columns>(described: Table<C>): Table<C> => described

interface ValueOf {
  text: string
  day: Day
  count: number
  rate: number
  flag: boolean
}

/** The row type of a table, from its one description. */
export type Row<T> =
  T extends Table<infer C>
    ? { readonly [K in keyof C]: ValueOf[C[K]['type']] | (C[K] extends { nullable: true } ? null : never) }
    : never

const STORED_AS = {
  text: { duckdb: 'VARCHAR', glue: 'string' },
  day: { duckdb: 'DATE', glue: 'date' },
  count: { duckdb: 'BIGINT', glue: 'bigint' },
  rate: { duckdb: 'DOUBLE', glue: 'double' },
  flag: { duckdb: 'BOOLEAN', glue: 'boolean' },
} as const satisfies Record<ColumnType, { duckdb: string; glue: string }>

export const duckdbType = (type: ColumnType): string => STORED_AS[type].duckdb

export const duckdbColumns = (t: Table): string =>
  Object.entries(t.columns)
    .map(([name, column]) => `${name} ${duckdbType(column.type)}`)
    .join(', ')

export const glueColumns = (t: Table): readonly { name: string; type: string; comment: string }[] =>
  Object.entries(t.columns).map(([name, column]) => ({
    name,
    type: STORED_AS[column.type].glue,
    comment: column.says,
  }))

export const columnNames = (t: Table): readonly string[] => Object.keys(t.columns)

export const keyColumns = (t: Table): readonly string[] =>
  Object.entries(t.columns)
    .filter(([, column]) => column.key)
    .map(([name]) => name)
