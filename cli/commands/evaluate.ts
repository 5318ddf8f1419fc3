import { Command } from 'commander'
import { day } from '../../algorithms/domain/day.ts'
import { EXIT, Trouble } from '../../algorithms/domain/trouble.ts'
import { definitionNamed } from '../../algorithms/rules/definition.ts'
import { evaluate } from '../../algorithms/steps/evaluate/evaluate.ts'
import { noProgress, terminalProgress } from '../terminal/progress.ts'
import { printJson, say } from '../terminal/say.ts'

const EXAMPLES = `
Compares what a run found with what was planted: who was found, when, and under which label. Only a synthetic
region has planted truth, so this says how well the rules read the imperfections that were planted, and no more.

Each --without gives one set of sources to leave out and decides the same inputs again; "each" leaves out every
source in turn.

Examples:
  $ cohorts evaluate --run ./out --truth ./region/truth
  $ cohorts evaluate --run ./out --truth ./region/truth --without each --json > accuracy.json
  $ cohorts evaluate --run ./out --truth ./region/truth \\
      --without registration,cosd_non_primary,cosd_pathology,sact,rtds,imaging     (the typical ICB)`

interface EvaluateFlags {
  readonly run: string
  readonly truth: string
  readonly without: readonly string[]
  readonly json?: boolean
}

export const evaluateCommand = (): Command =>
  new Command('evaluate')
    .description('compare a run with the planted truth of a synthetic region')
    .requiredOption('--run <dir>', 'output folder of a finished run')
    .requiredOption('--truth <dir>', 'truth folder of the region')
    .option(
      '--without <sources>',
      'sources to leave out, comma between; may be given again for another set, or be "each"',
      (set: string, sets: readonly string[]) => [...sets, set],
      [] as readonly string[],
    )
    .option('--json', 'print the comparison to standard output')
    .addHelpText('after', EXAMPLES)
    .action(async ({ run, truth: truthFolder, without, json }: EvaluateFlags) => {
      const { manifestIn } = await import('../run/out-folder.ts')
      const { readTruth } = await import('../evaluate/truth-files.ts')
      const { foundBy, foundWithout, setsToLeaveOut } = await import('../evaluate/without.ts')
      const { evaluationText } = await import('../evaluate/evaluation-text.ts')
      const manifest = manifestIn(run)
      if (manifest === null || manifest.state !== 'done' || manifest.data_cut_date === null)
        throw new Trouble('badUsage', 'The folder given with --run holds no finished run.', 'Run cohorts run first.')
      const sets = setsToLeaveOut(without, manifest)
      const truth = await readTruth(truthFolder)
      const progress = json === true && !process.stderr.isTTY ? noProgress : terminalProgress()
      const found = [await foundBy(run), ...(sets.length > 0 ? await foundWithout(manifest, run, sets, progress) : [])]
      const settings = {
        cut: day(manifest.data_cut_date),
        cancerGroups: definitionNamed(manifest.definition)?.cancerGroups ?? [],
      }
      const evaluations = [[], ...sets].map((left, i) => evaluate(truth, found[i]!, { ...settings, without: left }))
      const report = {
        run_id: manifest.run_id,
        definition: manifest.definition,
        synthetic: manifest.synthetic,
        profile: manifest.profile,
        data_cut_date: manifest.data_cut_date,
        region: truth.strataOnly ? ('strata' as const) : ('natural' as const),
        sets: evaluations,
      }
      say(evaluationText(report))
      if (json === true) printJson(report)
      process.exitCode = EXIT.done
    })
