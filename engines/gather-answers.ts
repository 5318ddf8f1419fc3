import type { SourceCounts } from '../algorithms/contracts/gather-counts.ts'
import type { RejectedRecord } from '../algorithms/contracts/results/restricted.ts'
import type { FactSourceName } from '../algorithms/contracts/sources.ts'
import { day } from '../algorithms/domain/day.ts'
import type { SqlRow } from './duckdb.ts'

/** What the statements answered of one source, in words rather than rows. */
export interface SourceAnswers {
  readonly source: FactSourceName
  /** Rows in the files. */
  readonly received: number
  readonly rejected: readonly { reason: string; column: string; records: number; example: string }[]
  readonly outOfScope: readonly { reason: string; records: number }[]
  readonly unreadable: readonly { column: string; records: number; example: string }[]
  /** Rows written for decide, by shard. */
  readonly kept: readonly { shard: number; records: number; people: number }[]
  readonly firstEvent: string | null
  readonly lastEvent: string | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * `counts` are rows by shard and by why they were set aside; `surveyed` is null for `person`, which is read whole. Rows may
 * come in any order: an UNLOAD has none.
 */
export function sourceAnswers(
  source: FactSourceName,
  counts: readonly SqlRow[],
  unreadable: readonly SqlRow[],
  surveyed: SqlRow | null,
): SourceAnswers {
  const kept = counts.filter((row) => row.set_aside === null)
  const aside = counts
    .filter((row) => row.set_aside !== null)
    .toSorted((a, b) => (text(a.set_aside) < text(b.set_aside) ? -1 : 1))
    .map((row) => {
      const [kind, reason, column] = text(row.set_aside).split(':')
      return { kind, reason: reason!, column: column!, records: Number(row.records), example: text(row.example) }
    })
  const copies = sum(kept.map((row) => Number(row.records) - Number(row.distinct_records)))
  const outOfScope = aside.filter(({ kind }) => kind === 'out_of_scope')
  const events = kept.flatMap((row) =>
    row.first_event === null ? [] : [[text(row.first_event), text(row.last_event)]],
  )
  return {
    source,
    received: surveyed === null ? sum(counts.map((row) => Number(row.records))) : Number(surveyed.records ?? 0),
    rejected: aside.filter(({ kind }) => kind === 'rejected'),
    outOfScope: [
      ...outOfScope.map(({ reason, records }) => ({ reason, records })),
      ...(copies > 0 ? [{ reason: 'duplicate_row', records: copies }] : []),
    ],
    unreadable: byColumn(unreadable),
    kept: kept.map((row) => ({
      shard: Number(row.shard),
      records: Number(row.distinct_records),
      people: Number(row.people),
    })),
    firstEvent: events.map(([first]) => first!).sort()[0] ?? null,
    lastEvent:
      events
        .map(([, last]) => last!)
        .sort()
        .at(-1) ?? null,
  }
}

/** A row may hold several columns that could not be read: each is counted. */
function byColumn(rows: readonly SqlRow[]): SourceAnswers['unreadable'] {
  const found = new Map<string, { records: number; example: string }>()
  for (const row of rows) {
    for (const column of text(row.unreadable).split(';')) {
      const before = found.get(column)
      const example = text(row.example)
      found.set(column, {
        records: (before?.records ?? 0) + Number(row.records),
        example: before !== undefined && before.example < example ? before.example : example,
      })
    }
  }
  return [...found].map(([column, counted]) => ({ column, ...counted })).sort((a, b) => (a.column < b.column ? -1 : 1))
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Rows that went, by reason: rejects first, then what is out of scope. */
function removed(answers: SourceAnswers): SourceCounts['removed'] {
  const byReason = new Map<string, number>()
  for (const { reason, records } of [...answers.rejected, ...answers.outOfScope])
    byReason.set(reason, (byReason.get(reason) ?? 0) + records)
  return [...byReason].map(([reason, records]) => ({ reason, records }))
}

export function sourceCounts(answers: SourceAnswers): SourceCounts {
  const gone = removed(answers)
  return {
    source: answers.source,
    received: answers.received,
    removed: gone,
    accepted: answers.received - sum(gone.map(({ records }) => records)),
    selectedRows: sum(answers.kept.map(({ records }) => records)),
    selectedPeople: sum(answers.kept.map(({ people }) => people)),
    firstEvent: answers.firstEvent === null ? null : day(answers.firstEvent),
    lastEvent: answers.lastEvent === null ? null : day(answers.lastEvent),
  }
}

export const rejectedRecords = (answers: SourceAnswers): readonly RejectedRecord[] =>
  [...answers.rejected, ...answers.unreadable.map((found) => ({ reason: 'unreadable_value', ...found }))].map(
    ({ reason, column, records, example }) => ({
      source: answers.source,
      reason,
      column_name: column,
      records,
      example_row_ref: example,
    }),
  )
