import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { manifest } from '../algorithms/contracts/manifest.ts'
import { DEFAULT_MEMORY_LIMIT } from '../engines/duckdb.ts'
import { synthesise } from '../test-data/region/synthesise.ts'
import { type Cost, measured } from './measured.ts'

const USAGE = `npm run bench -- [--people 500000,1000000] [--shards 16] [--workers N] [--seed 1] [--folder DIR]
Measures a run and its floor over synthetic regions, which are kept in the folder for the next time.`

/** A run should cost no more than this many times the floor, in CPU and in wall time. */
const TARGET = 3

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500000,1000000' },
    shards: { type: 'string', default: '16' },
    workers: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'cohorts-bench') },
    help: { type: 'boolean', default: false },
  },
})

const print = (line = ''): void => {
  process.stdout.write(`${line}\n`)
}

interface Measured {
  readonly people: number
  readonly run: Cost
  readonly floor: Cost
}

async function main(): Promise<void> {
  if (values.help) {
    print(USAGE)
    return
  }
  print(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`)
  print(
    `shards ${values.shards}, threads ${values.workers}, DuckDB memory_limit ${DEFAULT_MEMORY_LIMIT}, for run and floor alike`,
  )
  const all: Measured[] = []
  for (const people of values.people.split(',').map(Number)) all.push(await benchOf(people))
  const [first, ...others] = all
  for (const other of others)
    print(
      `\nPeak memory at ${other.people} people is ${ratio(other.run.peakBytes, first!.run.peakBytes)} of that at ${first!.people}.`,
    )
}

async function benchOf(people: number): Promise<Measured> {
  const { data, rows } = await regionOf(people)
  const common = [data, values.shards, values.workers]
  const floorOut = join(values.folder, 'floor-out')
  const runOut = join(values.folder, 'run-out')
  for (const out of [floorOut, runOut]) rmSync(out, { recursive: true, force: true })

  const floor = await measured(['--import', 'tsx', 'bench/floor.ts', ...common, floorOut])
  const run = await measured([
    'cli/cohorts.mjs',
    'run',
    '--data',
    data,
    '--out',
    runOut,
    '--shards',
    values.shards,
    '--workers',
    values.workers,
  ])

  print(`\n${people} people, ${rows} rows in ${data}`)
  print('          wall s     CPU s   peak MB      rows/s')
  print(line('floor', floor, rows))
  print(line('run', run, rows))
  print(
    `ratio   ${ratio(run.wallSeconds, floor.wallSeconds).padStart(8)}${ratio(run.cpuSeconds, floor.cpuSeconds).padStart(10)}${ratio(run.peakBytes, floor.peakBytes).padStart(10)}   (target ${TARGET} for wall and CPU)`,
  )
  const { steps } = manifest.parse(JSON.parse(readFileSync(join(runOut, 'run.json'), 'utf8')))
  print(`steps   ${steps.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', ')}`)
  for (const out of [floorOut, runOut]) rmSync(out, { recursive: true, force: true })
  return { people, run, floor }
}

/** A region that was made before is used again: the same seed and size give the same bytes. */
async function regionOf(people: number): Promise<{ data: string; rows: number }> {
  const data = join(values.folder, `region-${people}-${values.seed}`)
  const record = `${data}.json`
  if (!existsSync(record)) {
    mkdirSync(values.folder, { recursive: true })
    const making = `${data}.new`
    rmSync(making, { recursive: true, force: true })
    const { rowsBySource } = await synthesise({ people, seed: Number(values.seed), outFolder: making })
    renameSync(making, data)
    writeFileSync(record, JSON.stringify(rowsBySource))
  }
  const rowsBySource = JSON.parse(readFileSync(record, 'utf8')) as Record<string, number>
  return { data, rows: Object.values(rowsBySource).reduce((sum, rows) => sum + rows, 0) }
}

const line = (name: string, cost: Cost, rows: number): string =>
  name.padEnd(8) +
  cost.wallSeconds.toFixed(1).padStart(8) +
  cost.cpuSeconds.toFixed(1).padStart(10) +
  Math.round(cost.peakBytes / 1e6)
    .toString()
    .padStart(10) +
  Math.round(rows / cost.wallSeconds)
    .toString()
    .padStart(12)

const ratio = (a: number, b: number): string => (a / b).toFixed(2)

await main()
