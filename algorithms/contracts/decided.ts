import type { Completeness, Countable, Lag, Population, Tally } from './results/internal.ts'
import type {
  CohortEvidence,
  CohortMember,
  EmergencyPresentation,
  NearMiss,
  TimelineEvent,
} from './results/restricted.ts'

/** What decide says of one person: rows of the restricted tables, empty when the person is in none. */
export interface PersonDecision {
  readonly members: readonly CohortMember[]
  readonly evidence: readonly CohortEvidence[]
  readonly nearMisses: readonly NearMiss[]
  readonly presentations: readonly EmergencyPresentation[]
  readonly timeline: readonly TimelineEvent[]
}

/** What decide writes of one shard of people. */
export interface ShardDecision extends PersonDecision {
  readonly countables: readonly Countable[]
  readonly population: readonly Population[]
  readonly tallies: readonly Tally[]
  readonly completeness: readonly Completeness[]
  readonly lags: readonly Lag[]
}
