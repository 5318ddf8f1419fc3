import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { duckdb } from '../../../algorithms/sql/dialect/duckdb.ts'
import { gatheredName } from '../../../algorithms/sql/gather/plan.ts'
import type { FactSourceName } from '../../../algorithms/contracts/sources.ts'
import { type DuckDb, type SqlRow, openDuckDb } from '../../../engines/duckdb.ts'
import { readCatalogue } from '../../../engines/laptop/catalogue.ts'
import type { GatherResult } from '../../../engines/gather-result.ts'
import { gather } from '../../../engines/laptop/gather.ts'
import { findSourceFiles } from '../../../engines/laptop/source-files.ts'

/** File name to its text, or its bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A data folder with these files; names that end in `.gz` are compressed. */
export function dataFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'world-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(
      join(folder, name),
      typeof content === 'string' && name.endsWith('.gz') ? gzipSync(Buffer.from(content)) : content,
    )
  }
  return folder
}

export interface Gathered extends GatherResult {
  readonly folder: string
  readonly db: DuckDb
  /** Gathered rows of a source as text, in the order of their references. */
  rowsOf(source: FactSourceName): Promise<readonly SqlRow[]>
}

export async function gatherWorld(
  files: Files,
  request: { readonly shards?: number; readonly asAt?: string } = {},
): Promise<Gathered> {
  const data = dataFolder(files)
  const folder = join(data, '.work')
  const db = await openDuckDb({ temporary: join(data, '.spill') })
  onTestFinished(() => {
    db.close()
  })
  const result = await gather(
    {
      files: findSourceFiles(data).sources,
      catalogue: readCatalogue(data),
      shards: request.shards ?? 3,
      asAt: request.asAt ?? null,
      folder,
    },
    db,
  )
  const rowsOf = async (source: FactSourceName): Promise<readonly SqlRow[]> => {
    const from = duckdb(folder).written(gatheredName(source))
    const names = (await db.rows(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${from})`))
      .map((row) => String(row.column_name))
      .filter((name) => !['set_aside', 'copies', 'shard'].includes(name))
    const columns = names.map((name) => `cast("${name}" AS varchar) AS "${name}"`).join(', ')
    return db.rows(`SELECT ${columns} FROM ${from} WHERE shard >= 0 ORDER BY row_ref, person_id`)
  }
  return { ...result, folder, db, rowsOf }
}

export const shardFolders = (folder: string, source: FactSourceName): readonly string[] =>
  readdirSync(join(folder, gatheredName(source))).sort()

/** People P1 to P9 as the smallest sound `person` file. */
export const PERSON = [
  'person_id,sex,birth_month,lsoa_code,registered_from,record_id',
  ...Array.from({ length: 9 }, (_, i) => `P${i + 1},2,1950-0${i + 1},E01000001,2010-01-01,p${i + 1}`),
  '',
].join('\n')

export const REGISTRATION = [
  'person_id,tumour_id,diagnosis_date,site_icd10,record_id',
  'P1,T1,2019-05-02,C509,r1',
  'P2,T2,2020-01-31,C50.9,r2',
  '',
].join('\n')
