import type { Attempt } from '../../algorithms/contracts/lake.ts'
import type { ExecutionSeen, ExecutionTold, Happened } from '../../engines/step-functions.ts'
import { bold, faint, green, lasting, red, yellow } from '../terminal/say.ts'
import { attemptOf, executionMeant, historyOf, isDryRun } from './executions.ts'
import { stepAt } from './follow.ts'
import { comparedLines, recordedLines, size } from './money.ts'
import { planOf } from './plan.ts'
import { type Compared, type FailedStatement, type Recorded, compared, recordedOf } from './recorded.ts'
import { type Released, releasedBy } from './run.ts'
import { executionTrouble } from './trouble.ts'
import type { AwsWorld } from './world.ts'

const LATEST = 20

/** One line about a run. */
export interface RunLine {
  readonly name: string
  readonly run_id: string | null
  readonly status: ExecutionSeen['status']
  readonly started_at: string
  readonly seconds: number
  /** The step it is at, or stopped at. */
  readonly step: string | null
}

/** Everything about one run. */
export interface RunStatus extends RunLine {
  readonly attempt: string | null
  readonly trouble: { readonly reason: string; readonly message: string; readonly fix: string } | null
  readonly failed_statements: readonly FailedStatement[]
  /** Without a plan, as before there is one and once the work folder is emptied, nothing was modelled. */
  readonly cost: Compared | { readonly recorded: Recorded }
  readonly released: Released | null
}

export async function latestRuns(world: AwsWorld): Promise<readonly RunLine[]> {
  const lines: RunLine[] = []
  for (const { name } of (await world.machine.list(LATEST)).filter((one) => !isDryRun(one.name))) {
    const told = await world.machine.told(name)
    if (told === null) continue
    // What is done has its attempt in its output, and stands at no step.
    const history = told.status === 'SUCCEEDED' ? [] : await historyOf(world, name)
    lines.push(lineOf(world, told, await attemptOf(world, told, history), history))
  }
  return lines
}

export async function statusOf(world: AwsWorld, meant: string): Promise<RunStatus> {
  const told = await executionMeant(world, meant)
  const history = await historyOf(world, told.name)
  const attempt = await attemptOf(world, told, history)
  const recorded = await recordedOf(world, told, attempt, history)
  const plan = attempt === null ? null : await planOf(world, attempt)
  const trouble =
    told.status === 'RUNNING' || told.status === 'SUCCEEDED'
      ? null
      : executionTrouble(told.name, told.status, told.error, told.cause)
  return {
    ...lineOf(world, told, attempt, history),
    attempt: attempt?.attempt ?? null,
    trouble: trouble === null ? null : { reason: trouble.reason, message: trouble.message, fix: trouble.fix },
    failed_statements: recorded.failed,
    cost: plan === null ? { recorded } : compared(plan.load, recorded),
    released: attempt === null ? null : await releasedBy(world, attempt),
  }
}

function lineOf(world: AwsWorld, told: ExecutionTold, attempt: Attempt | null, history: readonly Happened[]): RunLine {
  return {
    name: told.name,
    run_id: attempt?.runId ?? null,
    status: told.status,
    started_at: told.startedAt.toISOString(),
    seconds: Math.round(((told.stoppedAt ?? world.now()).getTime() - told.startedAt.getTime()) / 1000),
    step: told.status === 'SUCCEEDED' ? null : (stepAt(history)?.name ?? null),
  }
}

const IN_WORDS: Readonly<Record<ExecutionSeen['status'], string>> = {
  RUNNING: 'going on',
  SUCCEEDED: 'done',
  FAILED: 'stopped',
  TIMED_OUT: 'out of time',
  ABORTED: 'cancelled',
  PENDING_REDRIVE: 'going on',
}

const inWords = ({ status, step }: RunLine): string =>
  `${IN_WORDS[status]}${step === null || status === 'SUCCEEDED' ? '' : status === 'RUNNING' ? `: ${step}` : ` at ${step}`}`

const painted = (line: RunLine): string => {
  const words = inWords(line).padEnd(24)
  return line.status === 'SUCCEEDED' ? green(words) : line.status === 'RUNNING' ? yellow(words) : red(words)
}

/** Schedules and landings name their executions with 36 characters and more. */
const NAME_WIDTH = 38

export const latestText = (lines: readonly RunLine[]): string =>
  lines.length === 0
    ? 'Nothing was run in this environment yet. Begin with cohorts aws plan.'
    : [
        '',
        faint(`${'name'.padEnd(NAME_WIDTH)}${'run id'.padEnd(18)}${'state'.padEnd(24)}${'started'.padEnd(18)}took`),
        ...lines.map(
          (line) =>
            line.name.padEnd(NAME_WIDTH) +
            (line.run_id ?? 'not planned').padEnd(18) +
            painted(line) +
            line.started_at.slice(0, 16).replace('T', ' ').padEnd(18) +
            lasting(line.seconds),
        ),
        '',
        faint('cohorts aws status RUN shows one of them, by its name or its run id.'),
      ].join('\n')

export function statusText(status: RunStatus): string {
  const { cost } = status
  const agree = status.step === 'agree' && status.status === 'RUNNING'
  return [
    '',
    bold(`${status.name}, run ${status.run_id ?? 'not planned yet'}`),
    `${painted(status)}${lasting(status.seconds)}`,
    ...(agree
      ? ['Figures are protected and wait for a second person: the message on the approvals topic says how.']
      : []),
    ...(status.trouble === null
      ? []
      : [
          '',
          `${red('✗')} ${status.trouble.message}`,
          ...(status.trouble.fix === '' ? [] : [`  ${status.trouble.fix}`]),
        ]),
    ...(status.failed_statements.length === 0 ? [] : ['', bold('Statements that failed'), ...failedLines(status)]),
    '',
    bold('What it took'),
    ...('modelled' in cost ? comparedLines(cost) : recordedLines(cost.recorded)),
    ...(status.released === null
      ? []
      : ['', `Published, and shown again by: npx cohorts aws rollback ${status.released.runId}`]),
  ].join('\n')
}

const failedLines = ({ failed_statements: failed }: RunStatus): string[] =>
  failed.flatMap(({ id, because, scannedBytes, writtenList }) => [
    `  ${because}, ${size(scannedBytes)} scanned, query ${id}`,
    ...(writtenList === null ? [] : [faint(`    what it wrote before: ${writtenList}`)]),
  ])
