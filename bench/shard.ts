import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FACT_SOURCE_NAMES, type FactSourceName } from '../algorithms/contracts/sources.ts'
import { DEFINITIONS } from '../algorithms/rules/definition.ts'
import { literal } from '../algorithms/sql/text.ts'
import { SHARD_TABLES, type DecideTask, decideSettings } from '../engines/decide-files.ts'
import { type DuckDb, openDuckDb } from '../engines/duckdb.ts'
import type { GatherResult } from '../engines/gather-result.ts'
import { catalogueFrom } from '../engines/laptop/catalogue.ts'
import { gather, gatheredFiles } from '../engines/laptop/gather.ts'
import { findSourceFiles } from '../engines/laptop/source-files.ts'
import { synthesise } from '../test-data/region/synthesise.ts'
import { measured } from './measured.ts'

const USAGE = `npm run bench:shard -- [--rows 10000000] [--people 20000] [--heap 1804] [--seed 1] [--folder DIR]
Decides one shard of so many gathered rows, within the heap that the function of 3 GB has, and says what that took. The rows are those of a
synthetic region, repeated under other person ids.`

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    people: { type: 'string', default: '20000' },
    heap: { type: 'string', default: '1804' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'cohorts-bench-shard') },
    help: { type: 'boolean', default: false },
  },
})

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

interface Gathered {
  readonly folder: string
  readonly result: GatherResult
}

/** A region gathered into one shard; kept for the next time. */
async function gatheredRegion(): Promise<Gathered> {
  const home = join(values.folder, `region-${values.people}-${values.seed}`)
  const record = join(home, 'gathered.json')
  const folder = join(home, 'gathered')
  if (existsSync(record)) return { folder, result: JSON.parse(readFileSync(record, 'utf8')) as GatherResult }
  const data = join(home, 'data')
  await synthesise({ people: Number(values.people), seed: Number(values.seed), outFolder: data })
  const db = await openDuckDb({ temporary: join(home, 'spill'), threads: 2 })
  const result = await gather(
    {
      files: findSourceFiles(data).sources,
      catalogue: catalogueFrom({ synthetic: true }),
      shards: 1,
      asAt: null,
      folder,
    },
    db,
  )
  db.close()
  writeFileSync(record, JSON.stringify(result))
  return { folder, result }
}

/** Repeats the rows of every source until there are enough, each time under other ids; says how many there are. */
async function repeated(from: Gathered, into: string): Promise<number> {
  const db = await openDuckDb({ temporary: join(values.folder, 'spill'), threads: 2 })
  const files = (source: FactSourceName): readonly string[] => gatheredFiles(from.folder, source, 0)
  const present = FACT_SOURCE_NAMES.filter((source) => files(source).length > 0)
  const read = (source: FactSourceName): string => `read_parquet([${files(source).map(literal).join(', ')}])`
  let rows = 0
  for (const source of present) rows += await count(db, read(source))
  const copies = Math.ceil(Number(values.rows) / rows)
  mkdirSync(into, { recursive: true })
  for (const source of present)
    await db.run(
      `COPY (SELECT * EXCLUDE (copy) REPLACE (person_id || '-' || copy AS person_id, row_ref || '-' || copy AS row_ref) ` +
        `FROM ${read(source)}, range(${copies}) copies(copy)) TO ${literal(join(into, `${source}.parquet`))} ` +
        '(FORMAT parquet, COMPRESSION snappy)',
    )
  db.close()
  return rows * copies
}

async function count(db: DuckDb, from: string): Promise<number> {
  const [row] = await db.rows(`SELECT count(*) AS n FROM ${from}`)
  return Number(row!.n)
}

async function main(): Promise<void> {
  if (values.help) return print(USAGE)
  const gathered = await gatheredRegion()
  const into = join(values.folder, 'shard')
  rmSync(into, { recursive: true, force: true })
  const rows = await repeated(gathered, into)
  const path = (source: FactSourceName): string => join(into, `${source}.parquet`)
  const settings = decideSettings(DEFINITIONS[0]!, catalogueFrom({ synthetic: true }), gathered.result)
  const task: DecideTask = {
    does: 'decide',
    shard: 0,
    files: Object.fromEntries(
      settings.sourcesPresent.filter((source) => existsSync(path(source))).map((source) => [source, [path(source)]]),
    ),
    ...settings,
    writes: Object.fromEntries(
      Object.values(SHARD_TABLES).map(({ name }) => [name, join(into, `out-${name}.parquet`)]),
    ),
  }
  const taskFile = join(into, 'task.json')
  writeFileSync(taskFile, JSON.stringify(task))
  const bytes = settings.sourcesPresent.reduce(
    (sum, source) => sum + (existsSync(path(source)) ? statSync(path(source)).size : 0),
    0,
  )
  print(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, heap of ${values.heap} MB at most`)
  const cost = await measured([
    `--max-old-space-size=${values.heap}`,
    '--import',
    'tsx',
    'bench/decide-one-shard.ts',
    taskFile,
  ])
  print(
    `${rows} rows in ${(bytes / 1e6).toFixed(0)} MB: ${cost.wallSeconds.toFixed(1)} s, ${cost.cpuSeconds.toFixed(1)} CPU s, ` +
      `peak ${(cost.peakBytes / 1e6).toFixed(0)} MB, ${Math.round(rows / cost.cpuSeconds)} rows a CPU second`,
  )
}

await main()
