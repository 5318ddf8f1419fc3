import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, vi } from 'vitest'

// Whole journeys in a process of their own: on a busy machine they wait their turn.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

export const COHORTS = fileURLToPath(new URL('../../cli/cohorts.mjs', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line as a person would, and waits for it to end. */
export function cohorts(...words: readonly string[]): Ended {
  const ended: SpawnSyncReturns<string> = spawnSync(process.execPath, [COHORTS, ...words], { encoding: 'utf8' })
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

/** A folder that is gone when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cohorts-test-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Every file below a folder, by its path from there. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** Whether anything that a reader could take for a figure stands in an output folder. */
export const isAnythingPublished = (out: string): boolean =>
  filesBelow(out).some((name) => /^(published|restricted|internal|results)/.test(name))
