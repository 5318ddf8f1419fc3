import type { FactSourceName } from '../../algorithms/contracts/sources.ts'
import type { Merged } from '../../engines/parquet/merge.ts'
import type { ShardFiles } from '../../engines/parquet/shard.ts'

/** What a worker is asked to do. Messages between threads are copied, so they hold names and paths alone. */
export type Task = DecideTask | MergeTask

export interface DecideTask {
  readonly does: 'decide'
  readonly shard: number
  readonly files: ShardFiles
  /** `ID@VERSION`. */
  readonly definition: string
  /** Days since 1970-01-01. */
  readonly cut: number
  readonly sourcesPresent: readonly FactSourceName[]
  /** Table to the file it is written to; a table that is not here is not written. */
  readonly writes: Readonly<Record<string, string>>
}

export interface MergeTask {
  readonly does: 'merge'
  readonly table: string
  readonly from: readonly string[]
  readonly into: string
}

/** What decide saw of a shard and wrote, for reconcile. */
export interface DecidedShard {
  readonly shard: number
  readonly rowsRead: Readonly<Partial<Record<FactSourceName, number>>>
  /** People with gathered facts who were read, and who were decided on. */
  readonly peopleRead: number
  readonly peopleDecided: number
  /** Registries seen in `registration`: they tell which profile was met. */
  readonly registries: readonly string[]
  readonly rowsWritten: Readonly<Record<string, number>>
}

export interface TaskResult {
  decide: DecidedShard
  merge: Merged
}

export type Reply =
  | { readonly done: DecidedShard | Merged }
  | { readonly trouble: { readonly reason: string; readonly message: string; readonly fix: string } }
  | { readonly fault: { readonly name: string; readonly message: string; readonly stack: string } }
