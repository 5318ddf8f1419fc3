// `npm start`: a synthetic region of 50,000 people, the whole journey over it, and the summary.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const region = 'demo/region'
const out = 'demo/out'

process.chdir(root)
mkdirSync('demo', { recursive: true })

if (existsSync(region)) console.error(`Using the synthetic region that is in ${region} already.`)
else {
  console.error(`Making a synthetic region of 50,000 people in ${region}. Nobody in it exists.`)
  // What an interrupted start left half written is this script's own, and is made anew.
  rmSync(`${region}.new`, { recursive: true, force: true })
  cohorts('synthesise', '--people', '50000', '--seed', '1', '--out', `${region}.new`)
  renameSync(`${region}.new`, region)
}
console.error(`\nRunning the whole journey over it, into ${out}.`)
const code = cohorts('run', '--data', region, '--out', out)
console.error('\nTo start from nothing, delete the folder demo.')
process.exit(code)

function cohorts(...words) {
  const { status, signal } = spawnSync(process.execPath, ['cli/cohorts.mjs', ...words], { stdio: 'inherit' })
  if (signal !== null) process.exit(130)
  // Exit code 2 means that the folder holds a run of another version: it is kept, and the reader is told.
  if (status !== 0 && words[0] === 'synthesise') process.exit(status)
  return status
}
