import type { GatherCounts } from '../algorithms/contracts/gather-counts.ts'
import { inKeyOrder } from '../algorithms/contracts/key-order.ts'
import { INTERNAL_TABLES } from '../algorithms/contracts/results/internal.ts'
import type { Row, Table } from '../algorithms/contracts/table.ts'
import { type Day, day } from '../algorithms/domain/day.ts'
import { type ShardInternalName, countStatements } from '../algorithms/sql/count.ts'
import type { Statement } from '../algorithms/sql/gather/plan.ts'
import { literal } from '../algorithms/sql/text.ts'
import type { TrueFigures } from '../algorithms/steps/protect/protect.ts'
import type { DuckDb, SqlRow, SqlValue } from './duckdb.ts'

/** Where decide left its tables: the files of every shard. */
export type ShardFiles = Readonly<Record<ShardInternalName, readonly string[]>>

/** Adds up what decide wrote over all shards. What comes back is true, and not to be shown to anyone. */
export async function countShards(db: DuckDb, files: ShardFiles, gathered: GatherCounts): Promise<TrueFigures> {
  const statements = countStatements((table) => `read_parquet([${files[table].map(literal).join(', ')}])`)
  return trueFigures(statements, (statement) => db.rows(statement.text), gathered)
}

/** The answers of the statements of count as figures, whichever engine gave them. */
export async function trueFigures(
  statements: readonly Statement[],
  rowsOf: (statement: Statement) => Promise<readonly SqlRow[]>,
  gathered: GatherCounts,
): Promise<TrueFigures> {
  const answer = async <N extends keyof typeof INTERNAL_TABLES>(name: N) => {
    const statement = statements.find((asked) => asked.name === `count_${name}`)
    if (statement === undefined) throw new Error(`No statement counts ${name}`)
    // Athena leaves an answer in files, among which there is no order.
    return inKeyOrder(INTERNAL_TABLES[name], typed(INTERNAL_TABLES[name], await rowsOf(statement)))
  }
  return {
    counts: await answer('true_count'),
    population: await answer('population'),
    tallies: await answer('tally'),
    completeness: await answer('completeness'),
    lags: await answer('lag'),
    gathered,
  }
}

/** Rows of an answer as rows of a table: days come as text. The rows are the caller's own, and are changed where they stand. */
function typed<T extends Table>(table: T, rows: readonly SqlRow[]): readonly Row<T>[] {
  const days = Object.entries(table.columns).flatMap(([name, { type }]) => (type === 'day' ? [name] : []))
  const known = new Map<string, Day>()
  const dayOf = (text: string): Day => {
    const seen = known.get(text) ?? day(text)
    known.set(text, seen)
    return seen
  }
  for (const row of rows as Record<string, SqlValue>[]) for (const name of days) row[name] = dayOf(row[name] as string)
  return rows as unknown as readonly Row<T>[]
}
