import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Manifest, manifest } from '../../algorithms/contracts/manifest.ts'
import { cohorts, filesBelow, temporaryFolder } from './command.ts'

const home = temporaryFolder()
const region = join(home, 'region')

beforeAll(() => {
  expect(cohorts('synthesise', '--people', '2000', '--seed', '5', '--out', region).code).toBe(0)
})

function runInto(name: string, data: string, ...more: readonly string[]): { out: string; manifest: Manifest } {
  const out = join(home, name)
  const ended = cohorts('run', '--data', data, '--out', out, '--json', ...more)
  expect(ended.err.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  return { out, manifest: manifest.parse(JSON.parse(ended.out)) }
}

/** sha256 of every file that TypeScript writes. */
const bytes = (out: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(out)
      .filter((name) => /\.(parquet|csv)$/.test(name))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ]),
  )

/** The rows of every CSV in another order, the header where it was. */
function shuffled(from: string, into: string): string {
  mkdirSync(into)
  for (const name of readdirSync(from)) {
    if (!name.endsWith('.csv.gz')) {
      cpSync(join(from, name), join(into, name), { recursive: true })
      continue
    }
    const [header, ...lines] = gunzipSync(readFileSync(join(from, name)))
      .toString('utf8')
      .trimEnd()
      .split('\n')
    const order = (line: string) => createHash('md5').update(line).digest('hex')
    const mixed = lines.map((line) => [order(line), line] as const).sort(([a], [b]) => (a < b ? -1 : 1))
    writeFileSync(join(into, name), gzipSync([header!, ...mixed.map(([, line]) => line), ''].join('\n')))
  }
  return into
}

let seven: { out: string; manifest: Manifest }
beforeAll(() => {
  seven = runInto('seven', region, '--shards', '7', '--workers', '2')
})

describe('the same inputs', () => {
  it('give the same bytes twice, whatever the workers', () => {
    const again = runInto('again', region, '--shards', '7', '--workers', '1')
    expect(bytes(again.out)).toEqual(bytes(seven.out))
    expect(Object.keys(bytes(seven.out)).length).toBeGreaterThan(15)
    expect(again.manifest.digests).toEqual(seven.manifest.digests)
  })

  it.each(['1', '96'])('give the same run, digests and bytes from %s shards', (shards) => {
    const other = runInto(`shards-${shards}`, region, '--shards', shards)
    expect(other.manifest.run_id).toBe(seven.manifest.run_id)
    expect(other.manifest.digests).toEqual(seven.manifest.digests)
    expect(bytes(other.out)).toEqual(bytes(seven.out))
  })

  it('give the same digests when their rows stand in another order', () => {
    const mixed = runInto('mixed', shuffled(region, join(home, 'mixed-region')), '--shards', '7')
    expect(mixed.manifest.run_id).not.toBe(seven.manifest.run_id)
    expect(mixed.manifest.digests).toEqual(seven.manifest.digests)
  })
})
