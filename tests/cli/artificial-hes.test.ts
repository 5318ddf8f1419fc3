import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { rejectedRecord } from '../../algorithms/contracts/results/restricted.ts'
import { readTable } from '../../engines/parquet/read.ts'
import { cohorts, temporaryFolder } from './command.ts'

const home = temporaryFolder()
const data = join(home, 'hes')

beforeAll(() => {
  const script = fileURLToPath(new URL('../../examples/artificial-hes/make-data-folder.mjs', import.meta.url))
  expect(spawnSync(process.execPath, [script, data]).status).toBe(0)
})

describe('HES as it comes', () => {
  it('is read by its map, and what is odd is cleaned or counted', async () => {
    const validated = cohorts('validate', '--data', data, '--json')
    expect(validated.code).toBe(0)
    const { sources } = JSON.parse(validated.out) as {
      sources: { source: string; rows: number | null; mapped: Record<string, string>; rejected: unknown[] }[]
    }
    expect(sources.find(({ source }) => source === 'apc')).toMatchObject({
      rows: 2075,
      rejected: [{ reason: 'missing', column: 'admidate', records: 1 }],
    })
    expect(sources.find(({ source }) => source === 'op')!.mapped.person_id).toBe('PSEUDO_HESID')

    const out = join(home, 'out')
    const ended = cohorts('run', '--data', data, '--out', out, '--allow-draft', '--shards', '2')
    expect(ended.code).toBe(0)
    expect(ended.err).toContain('Not audited for disclosure: do not release.')
    const rejected: string[] = []
    for await (const row of readTable(join(out, 'restricted', 'rejected_record.parquet'), rejectedRecord))
      rejected.push(`${row.source} ${row.reason} ${row.column_name}`)
    // Fillers and padding are absent values, not wrong ones; one admission has no other date than a filler.
    expect(rejected.slice(0, 1)).toEqual(['apc missing admidate'])
    expect(rejected.slice(1).every((what) => /^apc unreadable_value (diag|opertn)_\d\d$/.test(what))).toBe(true)
    expect(rejected.length).toBeGreaterThan(1)
  })
})
