import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bothEngines, ranToItsEnd, trinoDigests } from './both-engines.ts'
import { installation } from './installation.ts'
import { startTrino } from './server.ts'

/** Runs one synthetic region on the laptop and through the deployed machine on Trino, and compares every table. */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '20' },
    shards: { type: 'string', default: '16' },
    workers: { type: 'string', default: '2' },
  },
})
const region = {
  people: Number(values.people),
  seed: Number(values.seed),
  shards: Number(values.shards),
  workers: Number(values.workers),
}

const installed = installation()
if ('missing' in installed) throw new Error(`Trino cannot be had here: ${installed.missing}`)

const began = performance.now()
let stepBegan = began
let step = 'starting Trino'
const say = (next: string): void => {
  const now = performance.now()
  process.stderr.write(`${step} (${((now - stepBegan) / 1000).toFixed(1)} s)\n`)
  stepBegan = now
  step = next
}

const work = mkdtempSync(join(tmpdir(), 'compare-'))
const server = await startTrino(installed, work)
try {
  const both = await bothEngines(server, region, work, say)
  say('the machine that is deployed, its SQL on Trino over S3')
  await ranToItsEnd(both.cloud, 'compare', { shards: region.shards })
  say('reading every table through Trino')
  const there = await trinoDigests(server, both.cloud)
  say('')
  const names = [...new Set([...Object.keys(both.laptop), ...Object.keys(there)])]
  const differ = names.filter((name) => both.laptop[name] !== there[name])
  for (const name of names)
    process.stdout.write(
      `${differ.includes(name) ? 'DIFFERS' : 'same   '} ${name.padEnd(28)} ` +
        `${both.laptop[name] ?? 'missing'}${differ.includes(name) ? ` ${there[name] ?? 'missing'}` : ''}\n`,
    )
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  process.stdout.write(
    `${region.people} people, ${both.cloud.athena.statements.length} statements on Trino, ${names.length} tables, ` +
      `${differ.length} differ, ${minutes} minutes in all\n`,
  )
  process.exitCode = differ.length === 0 ? 0 : 1
  await both.close()
} finally {
  await server.stop()
  rmSync(work, { recursive: true, force: true })
}
