/** Puts one fault after another into the decision, in memory only, and tells which of them no test notices. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import { build } from 'esbuild'
import { type Mutant, MUTANTS } from './mutants.ts'

const inFolder = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)

const FAST = [...inFolder('tests/stories'), 'tests/steps/boundaries.test.ts', 'tests/steps/decisions.test.ts']
const SLOW = ['tests/steps/decide-person.property.test.ts']
const require = createRequire(import.meta.url)
const HARNESS = fileURLToPath(new URL('./harness.ts', import.meta.url))

type Bundle = (require: NodeJS.Require, module: object, exports: object) => void

/** Whether any of the tests fails with the fault in place. */
async function isNoticed(mutant: Mutant | null, tests: readonly string[]): Promise<boolean> {
  const { outputFiles } = await build({
    stdin: { contents: tests.map((file) => `import './${file}'`).join('\n'), resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup: (bundler) => {
          bundler.onResolve({ filter: /^vitest$/ }, () => ({ path: HARNESS }))
          bundler.onLoad({ filter: /algorithms.steps.*\.ts$/ }, ({ path }) => {
            const text = readFileSync(path, 'utf8')
            const isHere = mutant !== null && relative(process.cwd(), path) === mutant.file
            return { contents: isHere ? text.replace(mutant.find, () => mutant.replace) : text, loader: 'ts' }
          })
        },
      },
    ],
  })
  // The bundle is our own text: it is run as a module would be, afresh each time.
  const tested = compileFunction(outputFiles[0]!.text, ['require', 'module', 'exports']) as unknown as Bundle
  try {
    tested(require, { exports: {} }, {})
    return false
  } catch (error) {
    if (mutant === null) throw error
    return true
  }
}

const [only = ''] = process.argv.slice(2)
const chosen = MUTANTS.filter(({ file }) => file.includes(only))
const stale = chosen.filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2)
for (const { file, find } of stale) process.stdout.write(`no longer there once: ${file}: ${find}\n`)
if (stale.length > 0) process.exit(1)
if (await isNoticed(null, FAST)) throw new Error('The tests fail without any fault.')

const survivors: Mutant[] = []
for (const mutant of chosen) {
  if ((await isNoticed(mutant, FAST)) || (await isNoticed(mutant, SLOW))) continue
  survivors.push(mutant)
  process.stdout.write(`not noticed: ${mutant.file}: ${mutant.find} -> ${mutant.replace}\n`)
}
process.stdout.write(`${chosen.length - survivors.length} of ${chosen.length} faults noticed\n`)
process.exit(survivors.length > 0 ? 1 : 0)
