import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { literal } from '../../algorithms/sql/text.ts'
import { openDuckDb } from '../../engines/duckdb.ts'
import { type Cloud, NAMES } from './cloud.ts'

/** Turns a folder of CSV sources into Parquet of text, as a data platform team would, and lands both. */
export async function parquetOf(data: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'landing-'))
  const db = await openDuckDb({ temporary: join(folder, 'spill') })
  for (const name of SOURCE_NAMES) {
    const file = readdirSync(data).find((entry) => entry.startsWith(`${name}.`))
    if (file === undefined) continue
    const path = join(folder, `${name}.parquet`)
    await db.run(
      `COPY (SELECT * FROM read_csv(${literal(join(data, file))}, all_varchar = true)) TO ${literal(path)} (FORMAT parquet)`,
    )
  }
  db.close()
  return folder
}

/** Cuts every source into files of which each holds some rows of the one before: identical rows are one, wherever they are. */
export async function inFiles(parquet: string, files: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'in-files-'))
  const db = await openDuckDb({ temporary: join(folder, 'spill') })
  for (const name of SOURCE_NAMES) {
    const path = join(parquet, `${name}.parquet`)
    if (!existsSync(path)) continue
    mkdirSync(join(folder, name))
    for (let file = 0; file < files; file++) {
      const here = `file_row_number % ${files} = ${file} OR file_row_number % 20 = ${file}`
      const rows = `SELECT * EXCLUDE (file_row_number) FROM read_parquet(${literal(path)}, file_row_number = true) WHERE ${here}`
      await db.run(`COPY (${rows}) TO ${literal(join(folder, name, `part-${file}.parquet`))} (FORMAT parquet)`)
    }
  }
  db.close()
  rmSync(join(folder, 'spill'), { recursive: true, force: true })
  return folder
}

/** Lands a folder of Parquet, a file or a folder of files for each source, with what `sources.json` says of it. */
export async function land(cloud: Cloud, parquet: string, data: string, synthetic = true): Promise<void> {
  for (const name of SOURCE_NAMES) {
    const path = join(parquet, `${name}.parquet`)
    if (existsSync(path)) await cloud.store.upload(path, NAMES.buckets.landing, `${name}/part-0.parquet`)
    const folder = join(parquet, name)
    if (!existsSync(folder)) continue
    for (const file of readdirSync(folder))
      await cloud.store.upload(join(folder, file), NAMES.buckets.landing, `${name}/${file}`)
  }
  const written = existsSync(join(data, 'sources.json')) ? readFileSync(join(data, 'sources.json'), 'utf8') : '{}'
  const catalogue = JSON.stringify({ ...(JSON.parse(written) as object), synthetic })
  await cloud.store.putText(NAMES.buckets.landing, 'catalogue/sources.json', catalogue)
}
