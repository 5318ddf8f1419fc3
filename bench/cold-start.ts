import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { BUNDLING } from '../infra/bundling.ts'
import { FUNCTION_NAMES } from '../infra/machine.ts'

/** Says of each function how large its bundle is, how much of that is AWS's own SDK, and how long it takes to import. */
const TIMES = 5

const folder = join(tmpdir(), 'cohorts-cold-start')
const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Milliseconds of CPU that a fresh process spends on importing a file, its own start left out: the machine may be shared. */
function importTime(path: string): number {
  const ask =
    `const began = process.cpuUsage(); import(${JSON.stringify(path)}).then(() => ` +
    `{ const { user, system } = process.cpuUsage(began); process.stdout.write(String((user + system) / 1000)) })`
  return Number(spawnSync(process.execPath, ['-e', ask], { encoding: 'utf8' }).stdout)
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
print('function           bundle KB  without SDK KB  import CPU ms')
for (const name of FUNCTION_NAMES) {
  const path = join(folder, `${name}.mjs`)
  const { metafile } = await build({
    entryPoints: [join('functions', `${name}.ts`)],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: BUNDLING.target,
    minify: BUNDLING.minify,
    mainFields: BUNDLING.mainFields,
    banner: { js: BUNDLING.banner },
    metafile: true,
    logLevel: 'error',
  })
  const [output] = Object.values(metafile.outputs)
  const sdk = Object.entries(output!.inputs).filter(([file]) =>
    /node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//.test(file),
  )
  const sdkBytes = sdk.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)
  const bytes = statSync(path).size
  const times = Array.from({ length: TIMES }, () => importTime(path))
  const cells = [bytes / 1000, (bytes - sdkBytes) / 1000, median(times)].map((value) => value.toFixed(0))
  print(`${name.padEnd(18)} ${cells[0]!.padStart(10)} ${cells[1]!.padStart(15)} ${cells[2]!.padStart(14)}`)
}
