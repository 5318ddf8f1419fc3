import { createHash } from 'node:crypto'
import { z } from 'zod'
import { runRequest } from '../algorithms/contracts/request.ts'
import type { SourceName } from '../algorithms/contracts/sources.ts'
import type { GatherPlan } from '../algorithms/sql/gather/plan.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import type { Workload } from '../algorithms/steps/cost.ts'

/** What a person, a schedule or a landing asks of a run in AWS. */
export const awsRequest = runRequest.pick({ definition: true, asAt: true, shards: true, allowDraft: true }).extend({
  /** Refused when the plan expects more; never above what the deployment allows. */
  maxDollars: z.number().positive().optional(),
  /** Plan and stop: nothing is read but indexes, nothing is asked of Athena. */
  dryRun: z.literal(true).optional(),
})

export type AwsRequest = z.output<typeof awsRequest>

/** Where `sources.json` lies in the landing bucket. */
export const CATALOGUE_KEY = 'catalogue/sources.json'

/** What a run id looks like: the beginning of a digest. */
export const RUN_ID = /^[0-9a-f]{16}$/

/** How the attempts of an execution begin: what they write carries it, so that it can be found again by its name. */
export const attemptsOf = (execution: string): string =>
  createHash('sha256').update(execution).digest('hex').slice(0, 8)

/** An object as it was when the run was planned; of an Iceberg table, its metadata and the snapshot read. */
export interface PinnedObject {
  readonly key: string
  readonly etag: string
  readonly bytes: number
}

/** `plan.json` of a run in AWS: what it reads, to the version, and how. */
export interface AwsPlan {
  readonly runId: string
  readonly attempt: string
  readonly request: AwsRequest
  readonly catalogue: SourceCatalogue
  readonly definition: string
  readonly gather: GatherPlan
  readonly inputs: Readonly<Record<string, readonly PinnedObject[]>>
  /** Folders of the tables that stand where a source would have landed, to be listed again; none for Iceberg. */
  readonly tableFolders: Readonly<Partial<Record<SourceName, TableFolder>>>
  /** What was measured, and what follows for the cost. */
  readonly measured: Readonly<Partial<Record<SourceName, Measured>>>
  readonly load: Workload
}

export interface TableFolder {
  readonly bucket: string
  readonly prefix: string
}

/** Size of a source as it is stored; rows are null where no index tells them. */
export interface Measured {
  readonly bytes: number
  readonly rows: number | null
}

/** One statement for the machine to run. */
export interface StatementItem {
  readonly name: string
  readonly text: string
  /** Same attempt, same text, same token: Athena then answers with the same execution. */
  readonly token: string
  readonly database: string
  /** Where it writes; left out for a statement that may run twice. */
  readonly writes?: { readonly bucket: string; readonly prefix: string }
}

/** What a function that prepares statements answers: waves run one after another, statements of a wave side by side. */
export interface Prepared {
  readonly runId: string
  readonly attempt: string
  /** How often this has been prepared; 0 before the first time. */
  readonly number: number
  readonly bucket: string
  readonly waves: readonly string[]
}
