import { setTimeout as pause } from 'node:timers/promises'
import {
  type AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { failureKind } from './athena-failure.ts'
import { statementToken } from './statement-token.ts'

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

/** One statement as Athena remembers it, for 45 days. */
export interface QuerySeen {
  readonly id: string
  readonly state: QueryState
  readonly text: string
  readonly submittedAt: Date
  readonly scannedBytes: number
  readonly engineSeconds: number
  /** Why it stands where it stands, in Athena's words; empty when Athena says nothing. */
  readonly because: string
  /** Where it lists the files that it wrote before it ended; null for one that writes none. */
  readonly writtenList: string | null
}

export interface AskedStatement {
  readonly name: string
  readonly text: string
  readonly database: string
  /** What it is part of, and the how-manieth try: another attempt is another execution. */
  readonly partOf: string
  readonly attempt: string
}

export interface WorkgroupSeen {
  readonly isEnabled: boolean
  readonly isEnforced: boolean
  readonly publishesMetrics: boolean
  readonly cutoffBytes: number | null
  readonly output: string | null
  readonly encryption: string | null
  readonly engine: string
}

export type AnswerRow = Readonly<Record<string, string | null>>

/** Athena as the command line needs it, in one workgroup. */
export interface Athena {
  /** Runs a statement to its end; when the signal comes, Athena is told to stop it. */
  run(statement: AskedStatement, signal?: AbortSignal): Promise<QuerySeen>
  /** Rows of a statement that has ended, every value as text; null where there is none. */
  rows(id: string): AsyncGenerator<AnswerRow>
  /** Statements of the workgroup submitted since a moment, newest first. */
  since(moment: Date): AsyncGenerator<QuerySeen>
  stop(id: string): Promise<void>
  workgroup(): Promise<WorkgroupSeen>
}

const ENDED: readonly QueryState[] = ['SUCCEEDED', 'FAILED', 'CANCELLED']
const LONGEST_PAUSE = 5_000
const AT_ONCE = 50

export function athenaIn(client: AthenaClient, workgroup: string, firstPause = 500): Athena {
  const seenNow = async (id: string): Promise<QuerySeen> => {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    return seen(QueryExecution!)
  }
  const stop = async (id: string): Promise<void> => {
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
  }
  return {
    stop,
    async run({ name, text, database, partOf, attempt }, signal) {
      const { QueryExecutionId } = await client.send(
        new StartQueryExecutionCommand({
          QueryString: text,
          ClientRequestToken: statementToken([partOf, name, attempt, text]),
          WorkGroup: workgroup,
          QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
        }),
      )
      const id = QueryExecutionId!
      for (let wait = firstPause; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
        if (signal?.aborted === true) {
          // A query that nobody waits for goes on, and is billed.
          await stop(id)
          throw new Trouble('interrupted', `The statement ${name} was stopped (query ${id}).`, '')
        }
        const now = await seenNow(id)
        if (now.state === 'SUCCEEDED') return now
        if (ENDED.includes(now.state)) throw failed(name, now)
        await pause(wait, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
      }
    },
    async *rows(id) {
      let after: string | undefined
      let names: readonly string[] | null = null
      do {
        const page = await client.send(
          new GetQueryResultsCommand({ QueryExecutionId: id, ...(after === undefined ? {} : { NextToken: after }) }),
        )
        const columns = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name ?? '')
        for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
          const values = Data.map(({ VarCharValue }) => VarCharValue ?? null)
          if (names === null) {
            names = columns
            // A SELECT answers with its column names first; SHOW and DDL do not.
            if (values.length === columns.length && values.every((value, at) => value === columns[at])) continue
          }
          yield Object.fromEntries(names.map((column, at) => [column, values[at] ?? null]))
        }
        after = page.NextToken
      } while (after !== undefined)
    },
    async *since(moment) {
      let after: string | undefined
      do {
        const page = await client.send(
          new ListQueryExecutionsCommand({
            WorkGroup: workgroup,
            MaxResults: AT_ONCE,
            ...(after === undefined ? {} : { NextToken: after }),
          }),
        )
        const ids = page.QueryExecutionIds ?? []
        if (ids.length === 0) return
        const { QueryExecutions = [] } = await client.send(
          new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }),
        )
        const queries = QueryExecutions.map(seen)
        yield* queries.filter(({ submittedAt }) => submittedAt >= moment)
        if (queries.some(({ submittedAt }) => submittedAt < moment)) return
        after = page.NextToken
      } while (after !== undefined)
    },
    async workgroup() {
      const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: workgroup }))
      const settings = WorkGroup?.Configuration
      return {
        isEnabled: WorkGroup?.State === 'ENABLED',
        isEnforced: settings?.EnforceWorkGroupConfiguration === true,
        publishesMetrics: settings?.PublishCloudWatchMetricsEnabled === true,
        cutoffBytes: settings?.BytesScannedCutoffPerQuery ?? null,
        output: settings?.ResultConfiguration?.OutputLocation ?? null,
        encryption: settings?.ResultConfiguration?.EncryptionConfiguration?.EncryptionOption ?? null,
        engine: settings?.EngineVersion?.EffectiveEngineVersion ?? settings?.EngineVersion?.SelectedEngineVersion ?? '',
      }
    },
  }
}

function seen(execution: QueryExecution): QuerySeen {
  const { QueryExecutionId, Query, Status, Statistics } = execution
  return {
    id: QueryExecutionId!,
    state: Status?.State ?? 'QUEUED',
    text: Query ?? '',
    submittedAt: Status?.SubmissionDateTime ?? new Date(0),
    scannedBytes: Statistics?.DataScannedInBytes ?? 0,
    engineSeconds: (Statistics?.EngineExecutionTimeInMillis ?? 0) / 1000,
    because: Status?.StateChangeReason ?? Status?.AthenaError?.ErrorMessage ?? '',
    writtenList: Statistics?.DataManifestLocation ?? null,
  }
}

function failed(name: string, query: QuerySeen): Trouble {
  const scanned = `${query.scannedBytes.toLocaleString('en-GB')} bytes scanned`
  const ended = query.state === 'CANCELLED' ? 'was cancelled' : 'failed'
  return new Trouble(
    'unexpected',
    `The statement ${name} ${ended}: ${failureKind(query.because)} (query ${query.id}, ${scanned}).`,
    `Athena's own words are shown by: aws athena get-query-execution --query-execution-id ${query.id}`,
  )
}
