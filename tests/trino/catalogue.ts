import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { query } from './client.ts'

/** A clean slate: the files that describe tables are all the catalogue there is. What the tables held stays where it lies. */
export async function emptyCatalogue({ address, lake }: { address: string; lake: string }): Promise<void> {
  rmSync(join(lake, 'metastore'), { recursive: true, force: true })
  mkdirSync(join(lake, 'metastore'))
  await query(address, 'CREATE SCHEMA IF NOT EXISTS tests')
}
