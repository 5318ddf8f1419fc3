import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { EXIT, type ExitReason } from '../../algorithms/domain/trouble.ts'
import { code, type Page, page, sentence, table } from './markdown.ts'

const COHORTS = fileURLToPath(new URL('../../cli/cohorts.mjs', import.meta.url))

const MEANS: Readonly<Record<ExitReason, string>> = {
  done: 'done',
  unexpected: 'unexpected; the same command goes on where it stopped',
  badUsage: 'bad usage: a flag, a folder or a request that cannot be',
  contractFailed: 'a source breaks its contract',
  qualityGateFailed: 'a quality gate failed: too many rejected rows, a draft definition, an expired allow list',
  disclosureGateFailed: 'the disclosure gate failed',
  costCapPassed: 'the cost cap would be passed',
  locked: 'another run holds the lock',
  permission: 'a file or folder may not be read or written',
  verificationDiffers: 'verification differs',
  interrupted: 'interrupted; the same command goes on where it stopped',
}

/** The page of commands, as they describe themselves. */
export function commandLinePages(): readonly Page[] {
  const own = helpOf()
  const commands = commandsIn(own).flatMap((command) => [
    [command],
    ...commandsIn(helpOf(command)).map((inner) => [command, inner]),
  ])
  return [
    page(
      'command-line',
      'Command line',
      'Data and `--json` go to standard output, everything for people to standard error. In a checkout, type `npx cohorts`.',
      asText('cohorts', own),
      ...commands.map((words) => asText(`cohorts ${words.join(' ')}`, helpOf(...words))),
      '## Exit codes',
      table(
        ['code', 'means'],
        (Object.entries(EXIT) as [ExitReason, number][]).map(([reason, exit]) => [
          code(String(exit)),
          sentence(MEANS[reason]),
        ]),
      ),
    ),
  ]
}

/** The commands that a help lists: the lines below its heading that begin with a name. */
const commandsIn = (help: string): readonly string[] =>
  [...(/^Commands:\n((?: {2}.*\n)+)/m.exec(help)?.[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)].map((found) => found[1]!)

const asText = (title: string, help: string): string => `## \`${title}\`\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\``

function helpOf(...command: readonly string[]): string {
  const ended = spawnSync(process.execPath, [COHORTS, ...command, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  })
  if (ended.status !== 0) throw new Error(`cohorts ${command.join(' ')} --help ended with ${String(ended.status)}`)
  return ended.stdout
}
