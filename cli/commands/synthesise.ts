import { existsSync, readdirSync } from 'node:fs'
import { Command } from 'commander'
import { EXIT, Trouble } from '../../algorithms/domain/trouble.ts'
import { wholeNumber } from '../terminal/arguments.ts'
import { quantity, terminalProgress } from '../terminal/progress.ts'
import { counted } from '../terminal/say.ts'

const EXAMPLES = `
Writes every source of the contract for people who do not exist, with their disease, their care and the way the NHS
records it, delays and gaps included; and beside them truth/, which says what was planted. The same seed and size
give the same bytes.

--strata N writes N people of each hard case and decoy and nobody else: for judging each by itself, never for rates.

Examples:
  $ cohorts synthesise --people 50000 --seed 1 --out ./region
  $ cohorts synthesise --strata 300 --seed 1 --out ./strata`

const MOST_PEOPLE = 100_000_000

interface SynthesiseFlags {
  readonly people?: number
  readonly strata?: number
  readonly seed: number
  readonly out: string
}

export const synthesiseCommand = (): Command =>
  new Command('synthesise')
    .description('write a synthetic region with planted truth')
    .option('--people <n>', 'people drawn at natural rates', wholeNumber(1, MOST_PEOPLE))
    .option('--strata <n>', 'people of each hard case and decoy, in place of --people', wholeNumber(1, MOST_PEOPLE))
    .requiredOption('--seed <n>', 'number from which everything follows', wholeNumber(0, 2 ** 31 - 1))
    .requiredOption('--out <dir>', 'new or empty folder')
    .addHelpText('after', EXAMPLES)
    .action(async ({ people, strata, seed, out }: SynthesiseFlags) => {
      if ((people === undefined) === (strata === undefined))
        throw new Trouble('badUsage', 'Give one of --people and --strata.', 'See cohorts synthesise --help.')
      if (existsSync(out) && readdirSync(out).length > 0)
        throw new Trouble('badUsage', 'The folder given with --out is not empty.', 'Choose a new or empty --out.')
      const { synthesise } = await import('../../test-data/region/synthesise.ts')
      const progress = terminalProgress()
      progress.start('synthesise', 'drawing people')
      const written = await synthesise({
        ...(people === undefined ? { strata: strata! } : { people }),
        seed,
        outFolder: out,
        onProgress: (done, of) => {
          progress.advance(done, of)
        },
      })
      const rows = Object.values(written.rowsBySource).reduce((sum, count) => sum + count, 0)
      progress.finish(`${quantity(written.people, 'person', 'people')}, ${counted(rows)} rows, none of them real`)
      process.exitCode = EXIT.done
    })
