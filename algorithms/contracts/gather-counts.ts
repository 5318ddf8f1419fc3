import type { Day } from '../domain/day.ts'
import type { FactSourceName } from './sources.ts'

/** What gather counted of one source. `received` = `accepted` + every `removed`. */
export interface SourceCounts {
  readonly source: FactSourceName
  /** Rows in the files. */
  readonly received: number
  /** Rows that went, by reason, in the order in which the reasons were applied. */
  readonly removed: readonly { readonly reason: string; readonly records: number }[]
  readonly accepted: number
  /** Rows of people with any cancer evidence: those written for decide. */
  readonly selectedRows: number
  readonly selectedPeople: number
  /** Earliest event of the accepted rows; null when the source is undated or empty. */
  readonly firstEvent: Day | null
  /** Latest event of the accepted rows; null when the source is undated or empty. */
  readonly lastEvent: Day | null
}

/** What gather counted in all: the first half of `cohort_attrition`, and the ground of the reporting window. */
export interface GatherCounts {
  readonly sources: readonly SourceCounts[]
  /** People with an accepted row in `person`. */
  readonly people: number
  /** People with any cancer evidence. */
  readonly peopleSelected: number
}
