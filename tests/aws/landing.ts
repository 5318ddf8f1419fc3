import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
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

export async function land(cloud: Cloud, parquet: string, data: string, synthetic = true): Promise<void> {
  for (const name of SOURCE_NAMES) {
    const path = join(parquet, `${name}.parquet`)
    if (existsSync(path)) await cloud.store.upload(path, NAMES.buckets.landing, `${name}/part-0.parquet`)
  }
  const written = existsSync(join(data, 'sources.json')) ? readFileSync(join(data, 'sources.json'), 'utf8') : '{}'
  const catalogue = JSON.stringify({ ...(JSON.parse(written) as object), synthetic })
  await cloud.store.putText(NAMES.buckets.landing, 'catalogue/sources.json', catalogue)
}
