import { inKeyOrder } from '../contracts/key-order.ts'
import type { Tally } from '../contracts/results/internal.ts'
import { type RejectedRecord, rejectedRecord } from '../contracts/results/restricted.ts'
import type { Source } from '../contracts/source.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, type PersonRows, SOURCES } from '../contracts/sources.ts'
import { UNREADABLE_IN } from './facts/coded.ts'
import { TALLIES } from './tallies.ts'

type AnyRow = Readonly<Record<string, string | null>> & { readonly row_ref: string }
type Tell = (source: FactSourceName, column: string, rowRef: string) => void

/** Optional columns of codes: gather hands them on as text, so only here is it known which cannot be read. */
const CODED = FACT_SOURCE_NAMES.map((source) => ({
  source,
  columns: Object.entries((SOURCES[source] as unknown as Source).columns).flatMap(
    ([name, { type, required, repeats }]) =>
      (type === 'icd10' || type === 'opcs4') && !required
        ? [{ name, isRepeated: repeats !== undefined, unreadableIn: UNREADABLE_IN[type] }]
        : [],
  ),
})).filter(({ columns }) => columns.length > 0)

/** Tells every code of one person's rows that is no code of its system, by its column in the file. */
export function tellUnreadableCodes(rows: PersonRows, tell: Tell): void {
  for (const { source, columns } of CODED)
    for (const row of rows[source] as unknown as readonly AnyRow[])
      for (const { name, isRepeated, unreadableIn } of columns)
        for (const position of unreadableIn(row[name] ?? null))
          tell(source, isRepeated ? `${name}_${String(position).padStart(2, '0')}` : name, row.row_ref)
}

/** What the tallies of a shard say of such codes, as rows for whoever mends the feed. */
export const unreadableCodes = (tallies: readonly Tally[]): readonly RejectedRecord[] =>
  tallies
    .filter(({ tally }) => tally === TALLIES.unreadableCode)
    .map(({ item, detail, records, example_row_ref }) => ({
      source: item,
      reason: 'unreadable_value',
      column_name: detail,
      records,
      example_row_ref: example_row_ref!,
    }))

/** Rows of many shards as one for each source, reason and column, with the smallest reference as their example. */
export function rejectedTogether(rows: readonly RejectedRecord[]): readonly RejectedRecord[] {
  const together = new Map<string, RejectedRecord>()
  for (const row of rows) {
    const key = [row.source, row.reason, row.column_name].join('|')
    const one = together.get(key)
    together.set(
      key,
      one === undefined
        ? row
        : {
            ...one,
            records: one.records + row.records,
            example_row_ref: smaller(one.example_row_ref, row.example_row_ref),
          },
    )
  }
  return inKeyOrder(rejectedRecord, [...together.values()])
}

const smaller = (a: string, b: string): string => (b < a ? b : a)
