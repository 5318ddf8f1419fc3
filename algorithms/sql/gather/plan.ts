import type { Source } from '../../contracts/source.ts'
import { SOURCES, type SourceName } from '../../contracts/sources.ts'
import type { Landing } from '../dialect.ts'
import type { PathRange } from './chunks.ts'

/** Where one source landed and how its feed writes. */
export interface PlannedSource {
  readonly name: SourceName
  /** Files with the same columns stand together. */
  readonly landings: readonly PlannedLanding[]
  /** Values that mean absent in this feed, beside those that always do. */
  readonly fillers: readonly string[]
  /** With `--as-at` and no `recorded_date`, the last event day that was in the feed by then; null when it does not apply. */
  readonly knownUntil: string | null
  /** Parts that statements of their own read, where the source is too large for one; together they are all of it. */
  readonly chunks?: readonly PathRange[]
  /** The one part to read; absent where it is all of the source. */
  readonly within?: PathRange
}

export interface PlannedLanding extends Landing {
  /** Contract column (`diag_01`, `record_id`, …) to its column in the file. What is not here is absent. */
  readonly mapped: Readonly<Record<string, string>>
}

export interface GatherPlan {
  readonly sources: readonly PlannedSource[]
  /** At most 96: Athena opens no more than 100 writers. */
  readonly shards: number
  /** Rows after this day are out of scope, `YYYY-MM-DD`; null when the cut is to be the latest event gathered. */
  readonly cut: string | null
  /** What a row recorded after this day says was not yet known; null without `--as-at`. */
  readonly asAt: string | null
}

/** A statement with the name it is known by in logs, tests and cost reports. */
export interface Statement {
  readonly name: string
  /** `keep` and `write` leave the table of that name behind; `rows` answers with rows. */
  readonly does: 'keep' | 'write' | 'rows'
  readonly source: SourceName | null
  /** Puts the chunks of a table together, so it waits for them. */
  readonly folds?: true
  readonly text: string
}

export const plannedSource = (plan: GatherPlan, name: SourceName): PlannedSource | undefined =>
  plan.sources.find((source) => source.name === name)

export const gatheredName = (source: SourceName): string => `gathered_${source}`

export const hasColumn = (planned: PlannedSource, column: string): boolean =>
  planned.landings.some((landing) => landing.mapped[column] !== undefined)

/** A source as described, its columns by name only: what SQL is built from. */
export const describedSource = (name: SourceName): Source => SOURCES[name] as unknown as Source
