import { Logger } from '@aws-lambda-powertools/logger'
import { z } from 'zod'
import { EXIT, type ExitReason } from '../algorithms/domain/trouble.ts'
import { RUN_ID } from './aws-run.ts'
import { httpStatus } from './http-status.ts'

const runId = z.string().regex(RUN_ID)
const attempt = z.string().regex(/^[0-9a-f]{8}-\d{1,3}$/)
const run = { run_id: runId.optional(), attempt: attempt.optional() }
const count = z.int().min(0).optional()
const step = z.enum(['plan', 'judge', 'decide', 'reconcile', 'protect', 'release', 'audit'])

const ERROR_KINDS = ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'Error', 'S3', 'other'] as const

/** Everything that can be logged. A field is a number, or a word from a closed list, or the id of a run: nothing else fits. */
export const LOG_EVENTS = {
  step_began: z.strictObject({ step, ...run }),
  step_done: z.strictObject({
    step,
    ...run,
    shard: z.int().min(0).max(95).optional(),
    people: count,
    rows: count,
    files: count,
    bytes: count,
    milliseconds: count,
    peak_megabytes: count,
  }),
  does_not_add_up: z.strictObject({ step, ...run }),
  refused: z.strictObject({ step, ...run, reason: z.enum(Object.keys(EXIT) as [ExitReason, ...ExitReason[]]) }),
  failed: z.strictObject({
    step,
    ...run,
    kind: z.enum(ERROR_KINDS),
    status: z.int().min(100).max(599).optional(),
    /** Where in the bundle, as line and column. */
    at: z.array(z.string().regex(/^\w[\w-]*\.m?[jt]s:\d+:\d+$/)).max(5),
  }),
} as const

export type LogEvent = keyof typeof LOG_EVENTS
export type LogFields<E extends LogEvent> = z.input<(typeof LOG_EVENTS)[E]>

export type Log = <E extends LogEvent>(event: E, fields: LogFields<E>) => void

/** Where a line goes once it has been checked. */
export type LogSink = (event: string, fields: Readonly<Record<string, unknown>>) => void

/** A field that does not fit its schema is not logged, and neither are those beside it. */
export const closedLog =
  (sink: LogSink): Log =>
  (event, fields) => {
    const read = LOG_EVENTS[event].safeParse(fields)
    if (read.success) sink(event, { event, ...read.data })
    else sink('log_refused', { event: 'log_refused', wanted: Object.hasOwn(LOG_EVENTS, event) ? event : 'unknown' })
  }

/** Lines as Lambda ships them. Only the event and its checked fields are given on. */
export function lambdaLog(): Log {
  const logger = new Logger({ serviceName: 'cohorts', logLevel: 'INFO' })
  return closedLog((event, fields) => {
    logger.info(event, { ...fields })
  })
}

/** What may be said of an error that we did not expect: its kind and where it arose, never its words. */
export function errorShape(error: unknown): Pick<LogFields<'failed'>, 'kind' | 'status' | 'at'> {
  const answered = (error as { $metadata?: object } | undefined)?.$metadata !== undefined
  const status = httpStatus(error)
  const name = error instanceof Error ? error.name : 'other'
  const kind = answered ? 'S3' : (ERROR_KINDS.find((known) => known === name) ?? 'other')
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  const at = stack.flatMap((line) => /([\w-]+\.m?[jt]s:\d+:\d+)\)?$/.exec(line)?.[1] ?? []).slice(0, 5)
  return { kind, ...(status === undefined ? {} : { status }), at }
}
