import { Command, InvalidArgumentError } from 'commander'
import { EXIT, Trouble } from '../../algorithms/domain/trouble.ts'
import { PRICES } from '../../algorithms/rules/aws-prices.ts'
import type { AskedRun } from '../aws/plan.ts'
import type { AwsWorld } from '../aws/world.ts'
import { isoDate, wholeNumber } from '../terminal/arguments.ts'
import { type Progress, noProgress, quantity, terminalProgress } from '../terminal/progress.ts'
import { printJson, say } from '../terminal/say.ts'
import { AWS_HELP } from './aws-help.ts'

interface EveryFlag {
  readonly environment?: string
  readonly json?: boolean
}

interface RunFlags extends EveryFlag {
  readonly definition?: string
  readonly asAt?: string
  readonly shards?: number
  readonly allowDraft?: boolean
  readonly maxPounds?: number
}

/** Signs in, does the work, and explains what AWS refuses. Nothing of AWS is loaded before. */
async function inAws(command: string, flags: EveryFlag, work: (world: AwsWorld, progress: Progress) => Promise<void>) {
  const { deployedAs } = await import('../aws/environment.ts')
  const { awsWorld, roleFor } = await import('../aws/world.ts')
  const { explained } = await import('../aws/trouble.ts')
  const deployed = deployedAs(flags.environment)
  const world = await awsWorld(deployed)
  const progress = flags.json === true && !process.stderr.isTTY ? noProgress : terminalProgress()
  await explained(roleFor(deployed, command), () => work(world, progress))
}

const subcommand = (name: keyof typeof AWS_HELP, says: string): Command =>
  new Command(name)
    .description(says)
    .option(
      '--environment <name>',
      'entry of infra/environments.ts; COHORTS_ENVIRONMENT, or the only one, when not given',
    )
    .option('--json', 'print the result to standard output')
    .addHelpText('after', AWS_HELP[name])

const askable = (command: Command): Command =>
  command
    .option('--definition <id@version>', 'definition to apply')
    .option('--as-at <date>', 'count as the data stood on this day, YYYY-MM-DD', isoDate)
    .option('--shards <n>', 'parts into which people are split, 1 to 96 (16 when not given)', wholeNumber(1, 96))
    .option('--allow-draft', 'accept a definition that is still a draft')
    .option('--max-pounds <n>', 'refuse a run that is expected to cost more; never above the limit deployed', amount)

const asked = ({ definition, asAt, shards, allowDraft, maxPounds }: RunFlags): AskedRun => ({
  ...(definition === undefined ? {} : { definition }),
  ...(asAt === undefined ? {} : { asAt }),
  ...(shards === undefined ? {} : { shards }),
  ...(allowDraft === undefined ? {} : { allowDraft }),
  ...(maxPounds === undefined ? {} : { maxDollars: maxPounds / PRICES.pounds }),
})

const planCommand = (): Command =>
  askable(subcommand('plan', 'say what a run would do, read, cost and show to whom; run nothing'))
    .option('--sql', 'print every statement')
    .action((flags: RunFlags & { readonly sql?: boolean }) =>
      inAws('plan', flags, async (world, progress) => {
        const { plannedRun } = await import('../aws/plan.ts')
        const { planText } = await import('../aws/plan-text.ts')
        const planned = await plannedRun(world, asked(flags), progress)
        say(planText(planned, world.name, flags.sql === true))
        if (flags.json === true) printJson(planned)
        process.exitCode = EXIT.done
      }),
    )

const runCommand = (): Command =>
  askable(subcommand('run', 'start a run, follow it, and say what came of it'))
    .option('--resume <run>', 'go on with a run that stopped, from the step that failed')
    .action((flags: RunFlags & { readonly resume?: string }) =>
      inAws('run', flags, async (world, progress) => {
        const { resumedRun, startedRun } = await import('../aws/run.ts')
        const { awsSummary } = await import('../aws/summary.ts')
        const { compared, recordedOf } = await import('../aws/recorded.ts')
        const onStart = (name: string): void => {
          say(`Run ${name} in ${world.name}. Ctrl-C stops following it, not the run.`)
          for (const signal of ['SIGINT', 'SIGTERM'] as const)
            process.once(signal, () => {
              say(`\nThe run goes on in AWS. Look with cohorts aws status ${name}; stop it with cohorts aws cancel.`)
              process.exit(EXIT.interrupted)
            })
        }
        const finished =
          flags.resume === undefined
            ? await startedRun(world, asked(flags), progress, onStart)
            : await resumedRun(world, flags.resume, progress, onStart)
        const cost = compared(finished.plan.load, await recordedOf(world, finished.execution, finished.released))
        say(awsSummary(world, finished, cost))
        if (flags.json === true) printJson({ ...finished.released, cost })
        process.exit(EXIT.done)
      }),
    )

const statusCommand = (): Command =>
  subcommand('status', 'list the latest runs, or tell everything about one')
    .argument('[run]', 'run id, or name of an execution')
    .action((meant: string | undefined, flags: EveryFlag) =>
      inAws('status', flags, async (world) => {
        const { latestRuns, latestText, statusOf, statusText } = await import('../aws/status.ts')
        if (meant === undefined) {
          const runs = await latestRuns(world)
          say(latestText(runs))
          if (flags.json === true) printJson(runs)
        } else {
          const status = await statusOf(world, meant)
          say(statusText(status))
          if (flags.json === true) printJson(status)
        }
        process.exitCode = EXIT.done
      }),
    )

const cancelCommand = (): Command =>
  subcommand('cancel', 'stop a run, and the queries it left going on')
    .argument('[run]', 'run id, or name of an execution; the one that goes on when not given')
    .action((meant: string | undefined, flags: EveryFlag) =>
      inAws('cancel', flags, async (world) => {
        const { cancelled } = await import('../aws/cancel.ts')
        const done = await cancelled(world, meant)
        say(
          `Cancelled ${done.name} and ${quantity(done.queries.length, 'query', 'queries')}. What readers see is as it was.\n` +
            `Go on with it within 14 days: npx cohorts aws run --resume ${done.name}`,
        )
        if (flags.json === true) printJson(done)
        process.exitCode = EXIT.done
      }),
    )

const rollbackCommand = (): Command =>
  subcommand('rollback', 'show an earlier run again; deletes nothing')
    .argument('<run>', 'run id to show')
    .action((runId: string, flags: EveryFlag) =>
      inAws('rollback', flags, async (world, progress) => {
        const { rolledBack } = await import('../aws/rollback.ts')
        const done = await rolledBack(world, runId, progress)
        say(
          `\nReaders now see run ${done.runId}. Nothing was deleted.` +
            (done.before === null || done.before === done.runId
              ? ''
              : `\nTo take it back: npx cohorts aws rollback ${done.before}`),
        )
        if (flags.json === true) printJson(done)
        process.exitCode = EXIT.done
      }),
    )

const doctorCommand = (): Command =>
  subcommand('doctor', 'look at everything a run needs, and print the fix of what is wrong').action(
    (flags: EveryFlag) =>
      inAws('doctor', flags, async (world, progress) => {
        const { examined, findingsText } = await import('../aws/doctor.ts')
        progress.start('doctor', 'looking; nothing is changed')
        const findings = await examined(world, (done, of) => {
          progress.advance(done, of)
        })
        progress.finish(quantity(findings.length, 'finding'))
        const faults = findings.filter(({ verdict }) => verdict === 'wrong').length
        say(findingsText(findings))
        say(faults === 0 ? '\nA run may start.' : `\n${quantity(faults, 'thing')} to put right before a run.`)
        if (flags.json === true) printJson(findings)
        process.exitCode = faults === 0 ? EXIT.done : EXIT.qualityGateFailed
      }),
  )

const purgeCommand = (): Command =>
  subcommand('purge', 'remove for good what a run holds about people; needs the break-glass role')
    .argument('<run>', 'run id')
    .requiredOption('--reason <text>', 'why, for the audit bucket; name nobody')
    .option('--confirm <run>', 'the run id once more, where nobody can be asked')
    .action((runId: string, flags: EveryFlag & { readonly reason: string; readonly confirm?: string }) =>
      inAws('purge', flags, async (world, progress) => {
        const { purgeOf, purged } = await import('../aws/purge.ts')
        const purge = await purgeOf(world, runId, progress)
        say(
          `\nRemoves for good ${quantity(purge.count, 'version')} of objects about people of run ${runId} in ${world.name}.\n` +
            'Published figures stay. Nothing can bring these back.',
        )
        if ((flags.confirm ?? (await typed('Type the run id to go on: '))) !== runId)
          throw new Trouble('badUsage', 'That is not the run id: nothing was removed.', `Add --confirm and the run id.`)
        await purged(world, purge, flags.reason, progress)
        if (flags.json === true) printJson({ run_id: runId, attempts: purge.attempts, removed: purge.count })
        process.exitCode = EXIT.done
      }),
    )

/** What a person types; empty where nobody sits. */
async function typed(question: string): Promise<string> {
  if (!process.stdin.isTTY) return ''
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim()
  } finally {
    lines.close()
  }
}

function amount(text: string): number {
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0)
    throw new InvalidArgumentError('Give an amount in pounds, such as 5 or 0.50.')
  return value
}

/** `cohorts aws …`: the journey of the laptop in an account of your own. */
export function awsCommand(): Command {
  const group = new Command('aws')
    .description('plan, run, follow and undo runs in an AWS account of your own')
    .helpCommand(false)
    .addHelpText('after', AWS_HELP.aws)
  for (const command of [
    planCommand(),
    runCommand(),
    statusCommand(),
    cancelCommand(),
    rollbackCommand(),
    doctorCommand(),
    purgeCommand(),
  ])
    group.addCommand(command)
  return group
}
