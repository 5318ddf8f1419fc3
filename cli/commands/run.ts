import { Command } from 'commander'
import { EXIT } from '../../algorithms/domain/trouble.ts'
import { readRequest } from '../run/plan.ts'
import { isoDate, wholeNumber } from '../terminal/arguments.ts'
import { noProgress, terminalProgress } from '../terminal/progress.ts'
import { printJson, say } from '../terminal/say.ts'

const EXAMPLES = `
DATA holds one file a source (person.csv, apc.csv.gz, cwt.parquet, …) or one folder a source, and may hold
sources.json, which says how far each source reaches, what its columns are called and which values mean absent.
Only person and one source that can show cancer are needed: what is missing is said, never guessed.

Examples:
  $ cohorts run --data ./extracts --out ./runs/2026-04 --allow-draft
  $ cohorts run --data ./extracts --out ./runs/as-at-march --as-at 2026-03-31 --allow-draft
  $ cohorts run --data ./region --out ./out --json > run.json

The same command again has nothing to do; after an interruption it goes on where it stopped. Another run needs
another --out. OUT/published may be shared once it has been audited for disclosure; OUT/restricted and
OUT/internal hold facts about people and stay with their owner.`

interface RunFlags {
  readonly data: string
  readonly out: string
  readonly definition?: string
  readonly asAt?: string
  readonly shards?: number
  readonly workers?: number
  readonly allowDraft?: boolean
  readonly json?: boolean
}

export const runCommand = (): Command =>
  new Command('run')
    .description('run the whole journey: raw extracts in, protected tables out')
    .requiredOption('--data <dir>', 'folder with the sources')
    .requiredOption('--out <dir>', 'folder for this run; new, empty, or holding the same run')
    .option('--definition <id@version>', 'definition to apply')
    .option('--as-at <date>', 'count as the data stood on this day, YYYY-MM-DD', isoDate)
    .option('--shards <n>', 'parts into which people are split, 1 to 96 (16 when not given)', wholeNumber(1, 96))
    .option('--workers <n>', 'threads (one a core when not given)', wholeNumber(1, 64))
    .option('--allow-draft', 'publish from a definition that is still a draft')
    .option('--json', 'print the manifest of the run to standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: RunFlags) => {
      const { runJourney } = await import('../run/journey.ts')
      const { json, ...asked } = flags
      const request = readRequest(asked)
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => {
          say('\nInterrupted. What is finished is kept, nothing was published; the same command goes on from here.')
          process.exit(EXIT.interrupted)
        })
      const journey = await runJourney(
        request,
        json === true && !process.stderr.isTTY ? noProgress : terminalProgress(),
      )
      const { closingSummary } = await import('../run/summary.ts')
      say(await closingSummary(journey))
      if (json === true) printJson(journey.manifest)
      process.exit(EXIT.done)
    })
