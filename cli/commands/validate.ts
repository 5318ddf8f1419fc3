import { Command, InvalidArgumentError } from 'commander'
import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { EXIT, type ExitReason } from '../../algorithms/domain/trouble.ts'
import { noProgress, terminalProgress } from '../terminal/progress.ts'
import { printJson, say } from '../terminal/say.ts'

const EXAMPLES = `
Reads every row as a run would and says, source by source, what is there, what would be rejected and why, which
columns were found under another name, and what would stop a run. Writes nothing that stays.

Examples:
  $ cohorts validate --data ./extracts
  $ cohorts validate --data ./extracts --source apc
  $ cohorts validate --data ./extracts --json > validation.json

Exit codes: 0 a run may start, 3 a source breaks its contract, 4 too many rows of a source are rejected.`

interface ValidateFlags {
  readonly data: string
  readonly source?: string
  readonly json?: boolean
}

export const validateCommand = (): Command =>
  new Command('validate')
    .description('check the sources before a run, row by row')
    .requiredOption('--data <dir>', 'folder with the sources')
    .option('--source <name>', 'report this source alone', sourceName)
    .option('--json', 'print the report to standard output')
    .addHelpText('after', EXAMPLES)
    .action(async ({ data, source, json }: ValidateFlags) => {
      const { validate } = await import('../validate/validate.ts')
      const { validationText } = await import('../validate/validation-text.ts')
      const whole = await validate(data, json === true && !process.stderr.isTTY ? noProgress : terminalProgress())
      const report =
        source === undefined ? whole : { ...whole, sources: whole.sources.filter((one) => one.source === source) }
      say(validationText(report))
      const reasons = [report.problem, ...report.sources.map(({ problem }) => problem)].flatMap((problem) =>
        problem === null ? [] : [problem.reason as ExitReason],
      )
      const reason: ExitReason = reasons.includes('contractFailed') ? 'contractFailed' : (reasons[0] ?? 'done')
      say(reason === 'done' ? '\nA run may start.' : '\nA run would stop here.')
      if (json === true)
        printJson({
          ...report,
          problem:
            report.problem === null
              ? null
              : { reason: report.problem.reason, message: report.problem.message, fix: report.problem.fix },
          exit_code: EXIT[reason],
        })
      process.exitCode = EXIT[reason]
    })

function sourceName(text: string): string {
  if (!SOURCE_NAMES.some((name) => name === text))
    throw new InvalidArgumentError(`The sources are ${SOURCE_NAMES.join(', ')}.`)
  return text
}
