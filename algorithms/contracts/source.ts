import type { Day } from '../domain/day.ts'
import { type Columns, type Table, table } from './table.ts'

/**
 * How gather reads a column. `icd10` and `opcs4` stay text in SQL and are parsed by TypeScript;
 * `decimal` likewise, because the engines write numbers differently.
 */
export type SourceType = 'text' | 'icd10' | 'opcs4' | 'day' | 'month' | 'whole' | 'decimal'

export interface SourceColumn {
  readonly says: string
  readonly type: SourceType
  /** A row without it is rejected. */
  readonly required?: true
  /** The only values a required column may hold; another is a `bad_code`. */
  readonly oneOf?: readonly string[]
  /** The column stands as `name_01` … `name_nn` in the file and travels as one text, `;` between, blanks kept. */
  readonly repeats?: number
}

export type SourceColumns = Readonly<Record<string, SourceColumn>>

/** A test on a cleaned row that SQL can make: equality only. All parts must hold. */
export type RowTest =
  | { readonly column: string; readonly is: 'absent' }
  | { readonly column: string; readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly column: string; readonly is: 'absent-or-not-one-of'; readonly values: readonly string[] }

export interface OutOfScope {
  readonly reason: string
  readonly says: string
  readonly when: readonly RowTest[]
}

export interface Source<C extends SourceColumns = SourceColumns> {
  readonly name: string
  readonly says: string
  readonly columns: C
  /** The first of these dates that is present is the day of the event: it is held against the cut. Empty: the row is undated. */
  readonly eventDate: readonly (keyof C & string)[]
  /** The row is rejected when all of these are absent. */
  readonly rejectedWhenAllAbsent?: readonly (keyof C & string)[]
  readonly outOfScope?: readonly OutOfScope[]
  /** Months until the source is normally complete, where `sources.json` does not say. */
  readonly lagMonths: number
  /** The family in which its evidence counts as independent of the others. */
  readonly family: Family
  /** Items whose filling is reported in `data_completeness`. */
  readonly keyItems: readonly (keyof C & string)[]
  /** Key items that only some rows can hold; every row when unsaid. */
  readonly itemsOf?: Readonly<Record<string, ItemsOf<keyof C & string>>>
}

/** The rows that can hold an item: those in which a column begins with a text. */
export interface ItemsOf<N extends string = string> {
  readonly column: N
  readonly beginsWith: string
  readonly says: string
}

/** Datasets that come from one hand: two rows of one family are not independent witnesses. */
export type Family = 'registry' | 'cwt' | 'sact' | 'rtds' | 'hospital' | 'gp' | 'deaths' | 'imaging' | 'people'

export const source = <const C extends SourceColumns>(described: Source<C>): Source<C> => described

/** Columns every source may carry beside its own. */
export const COMMON_SOURCE_COLUMNS = {
  record_id: { says: "The feed's own key of the row", type: 'text' },
  recorded_date: { says: 'The first day the fact was in the feed', type: 'day' },
} as const satisfies SourceColumns

interface GatheredValue {
  text: string
  icd10: string
  opcs4: string
  month: string
  decimal: string
  day: Day
  whole: number
}

type Nullable<C extends SourceColumn> = C extends { required: true } ? never : null

/** A gathered row: cleaned and cast, its groups of codes folded into one text each. */
export type Gathered<S> =
  S extends Source<infer C>
    ? { readonly [K in keyof C]: GatheredValue[C[K]['type']] | Nullable<C[K]> } & GatheredExtras
    : never

export interface GatheredExtras {
  readonly recorded_date: Day | null
  /** `source:record_id`, else `source:` and 16 hex digits of the MD5 of the cleaned row. */
  readonly row_ref: string
  /** Optional columns whose value could not be read, `;` between; null when all could. */
  readonly unreadable: string | null
}

/** The file columns of a source in contract order: groups spelled out, the common columns last. */
export function fileColumns(of: Source): readonly string[] {
  const own = Object.entries(of.columns).flatMap(([name, column]) => memberColumns(name, column))
  return [...own, ...Object.keys(COMMON_SOURCE_COLUMNS)]
}

/** `diag` with 20 repeats is `diag_01` … `diag_20`; any other column is itself. */
export const memberColumns = (name: string, column: SourceColumn): readonly string[] =>
  column.repeats === undefined
    ? [name]
    : Array.from({ length: column.repeats }, (_, i) => `${name}_${String(i + 1).padStart(2, '0')}`)

/** The table that gather writes for a source, one folder a shard. Its columns follow the source's contract. */
export function gatheredTable(of: Source): Table {
  const columns: Record<string, Columns[string]> = {}
  for (const [name, column] of Object.entries(of.columns)) {
    // The members of a group stay one text, whatever they are.
    const type =
      column.repeats !== undefined ? 'text' : column.type === 'day' ? 'day' : column.type === 'whole' ? 'count' : 'text'
    columns[name] = { says: column.says, type, ...(column.required ? {} : { nullable: true as const }) }
  }
  columns.recorded_date = { says: COMMON_SOURCE_COLUMNS.recorded_date.says, type: 'day', nullable: true }
  columns.row_ref = { says: 'Where the row came from: its record id, else a digest of its text', type: 'text' }
  columns.unreadable = { says: 'Optional columns that could not be read', type: 'text', nullable: true }
  return table({ name: `gathered_${of.name}`, says: of.says, audience: 'restricted', columns })
}
