import type { DecideTask, DecidedShard } from '../../engines/decide-files.ts'
import type { Merged } from '../../engines/parquet/merge.ts'

/** What a worker is asked to do. Messages between threads are copied, so they hold names and paths alone. */
export type Task = DecideTask | MergeTask

export interface MergeTask {
  readonly does: 'merge'
  readonly table: string
  readonly from: readonly string[]
  readonly into: string
}

export interface TaskResult {
  decide: DecidedShard
  merge: Merged
}

export type Reply =
  | { readonly done: DecidedShard | Merged }
  | { readonly trouble: { readonly reason: string; readonly message: string; readonly fix: string } }
  | { readonly fault: { readonly name: string; readonly message: string; readonly stack: string } }
