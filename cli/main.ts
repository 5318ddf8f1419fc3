import { Command, CommanderError } from 'commander'
import { EXIT, Trouble } from '../algorithms/domain/trouble.ts'
import { awsCommand } from './commands/aws.ts'
import { AWS_HELP } from './commands/aws-help.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { runCommand } from './commands/run.ts'
import { synthesiseCommand } from './commands/synthesise.ts'
import { validateCommand } from './commands/validate.ts'
import { faint, printJson, red, say } from './terminal/say.ts'

const INTENDED_USE = `
For planning, commissioning and audit on pseudonymised data. Not for the care of a named person, not for
predicting anyone's risk, not for contacting patients.

Try it without any data of your own:
  $ cohorts synthesise --people 50000 --seed 1 --out ./region
  $ cohorts validate --data ./region
  $ cohorts run --data ./region --out ./out
  $ cohorts evaluate --run ./out --truth ./region/truth

Exit codes: 0 done, 1 unexpected, 2 bad usage, 3 the data break their contract, 4 a quality gate failed,
5 the disclosure gate failed, 6 the cost cap would be passed, 7 another run holds the lock, 8 permission,
9 verification differs, 130 interrupted (can be resumed).`

/** Runs the command line and ends the process with the exit code of its contract. */
export async function main(words: readonly string[]): Promise<void> {
  // Whoever reads our output may stop reading: that is no failure of ours.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
    })
  const program = new Command('cohorts')
    .description("Find, count and explain people living with metastatic and recurrent cancer in an area's linked data.")
    .version('0.1.0', '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', INTENDED_USE)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  for (const command of [runCommand(), validateCommand(), synthesiseCommand(), evaluateCommand(), awsCommand()]) {
    for (const one of [command, ...command.commands]) one.exitOverride().configureOutput({ writeErr: () => undefined })
    program.addCommand(command)
  }

  try {
    if (words.length === 0) {
      say(program.helpInformation() + INTENDED_USE)
      process.exitCode = EXIT.badUsage
      return
    }
    if (words.length === 1 && words[0] === 'aws') {
      say(awsCommand().helpInformation() + AWS_HELP.aws)
      process.exitCode = EXIT.badUsage
      return
    }
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    process.exitCode = reported(error, words)
  }
  // A thread or a database left open by what failed must not keep the process waiting.
  if (process.exitCode !== undefined && process.exitCode !== 0) process.exit()
}

/** Says what went wrong and what to change, and answers with the exit code. */
function reported(error: unknown, words: readonly string[]): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done
    return told(usageTrouble(error, words), words)
  }
  if (error instanceof Trouble) return told(error, words)
  const system = systemTrouble(error)
  if (system !== null) return told(system, words)
  const trouble = new Trouble(
    'unexpected',
    `Something unexpected went wrong (${error instanceof Error ? error.name : 'unknown'}); nothing was published.`,
    'Run the same command again: it resumes. If it fails again, report the lines below; they hold nothing from the data.',
  )
  const code = told(trouble, words)
  for (const frame of framesOf(error)) say(faint(`    ${frame}`))
  // The message may repeat what a row held, so it is shown only to who asks for it.
  if (process.env.COHORTS_DEBUG === '1') say(String(error instanceof Error ? error.stack : error))
  return code
}

function told(trouble: Trouble, words: readonly string[]): number {
  const code = EXIT[trouble.reason]
  say(`${red('✗')} ${trouble.message}`)
  if (trouble.fix !== '') say(`  ${trouble.fix}`)
  if (words.includes('--json'))
    printJson({ error: { reason: trouble.reason, exit_code: code, message: trouble.message, fix: trouble.fix } })
  return code
}

/** Commander's own words, without what was typed: a flag or command that nobody knows may be anything. */
function usageTrouble(error: CommanderError, words: readonly string[]): Trouble {
  const command = commandIn(words)
  const suggestion = /\(Did you mean (.+)\?\)/.exec(error.message)?.[1]
  const help = `See cohorts ${command === undefined ? '' : `${command} `}--help.`
  const fix = suggestion === undefined ? help : `Did you mean ${suggestion}? ${help}`
  switch (error.code) {
    case 'commander.unknownOption':
      return new Trouble('badUsage', `${nameOf(command)} has no such flag.`, fix)
    case 'commander.unknownCommand':
      return new Trouble('badUsage', 'There is no such command.', fix)
    case 'commander.missingMandatoryOptionValue':
    case 'commander.optionMissingArgument':
    case 'commander.missingArgument':
      return new Trouble('badUsage', sentence(error.message), help)
    case 'commander.invalidArgument':
      return new Trouble(
        'badUsage',
        `${flagIn(error.message)} was given a value that it cannot take.`,
        fixIn(error.message) || help,
      )
    default:
      return new Trouble('badUsage', `${nameOf(command)} was given more than it takes.`, help)
  }
}

const COMMANDS = ['run', 'validate', 'synthesise', 'evaluate', 'aws']
const AWS_COMMANDS = ['plan', 'run', 'status', 'cancel', 'rollback', 'doctor', 'purge']

/** The command that was typed, as far as it is one that we know. */
function commandIn([first = '', second = '']: readonly string[]): string | undefined {
  if (!COMMANDS.includes(first)) return undefined
  return first === 'aws' && AWS_COMMANDS.includes(second) ? `aws ${second}` : first
}

const nameOf = (command: string | undefined): string => (command === undefined ? 'cohorts' : `cohorts ${command}`)
const sentence = (message: string): string => {
  const words = message.replace(/^error: /, '')
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`
}
const flagIn = (message: string): string => /'(?:-\w, )?(--[\w-]+)/.exec(message)?.[1] ?? 'A flag'
const fixIn = (message: string): string => /is invalid\. (.+)$/.exec(message)?.[1] ?? ''

const SYSTEM: Readonly<Record<string, Trouble>> = {
  EACCES: new Trouble('permission', 'A file or folder may not be read or written.', 'Check who owns --data and --out.'),
  EPERM: new Trouble('permission', 'A file or folder may not be read or written.', 'Check who owns --data and --out.'),
  EROFS: new Trouble('permission', 'The output folder cannot be written to.', 'Choose another --out.'),
  ENOSPC: new Trouble(
    'unexpected',
    'The disk is full; nothing was published.',
    'Free some space and run the same command again: it resumes.',
  ),
}

const systemTrouble = (error: unknown): Trouble | null =>
  SYSTEM[(error as NodeJS.ErrnoException | undefined)?.code ?? ''] ?? null

/** Where in our own code, without the message above it. */
const framesOf = (error: unknown): string[] =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at .*\.(ts|mjs|js)/.test(line))
    .slice(0, 4)
    .map((line) =>
      line.trim().replace(/\(?(file:\/\/)?\/.*\/((?:cli|engines|algorithms|test-data|node_modules)\/)/, '($2'),
    )
