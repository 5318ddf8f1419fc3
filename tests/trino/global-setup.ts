import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { query } from './client.ts'
import { installation } from './installation.ts'
import { startTrino } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where Trino cannot be had on this machine. */
    trino: { readonly address: string; readonly lake: string; readonly s3Port: number } | null
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const installed = installation()
  if ('missing' in installed) {
    const line = `Trino tests skipped: ${installed.missing}`
    if (process.env.CI === 'true') throw new Error(line)
    process.stderr.write(`${line}\n`)
    project.provide('trino', null)
    return async () => {
      // Nothing was started.
    }
  }
  const work = mkdtempSync(join(tmpdir(), 'trino-'))
  const server = await startTrino(installed, work)
  await query(server.address, 'CREATE SCHEMA IF NOT EXISTS tests')
  project.provide('trino', { address: server.address, lake: server.lake, s3Port: server.s3Port })
  return async () => {
    await server.stop()
    rmSync(work, { recursive: true, force: true })
  }
}
