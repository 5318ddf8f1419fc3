import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileDigest } from '../../../engines/laptop/file-digest.ts'
import { findSourceFiles } from '../../../engines/laptop/source-files.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sources-'))
})
afterEach(() => {
  rmSync(data, { recursive: true })
})

const write = (name: string, bytes: string | Buffer = 'person_id\n'): void => {
  mkdirSync(join(data, name, '..'), { recursive: true })
  writeFileSync(join(data, name), bytes)
}

describe('what a data folder holds', () => {
  it('is files by source, one by one or in folders, and names that are no source', () => {
    write('person.csv')
    write('apc.csv.gz', gzipSync('a\n'))
    write('op/part-2.csv')
    write('op/part-1.csv')
    write('sact.parquet', 'PAR1...')
    write('sources.json', '{}')
    write('truth/person.csv')
    write('.DS_Store')
    write('gpevent.csv')
    const { sources, ignored } = findSourceFiles(data)
    const named = Object.fromEntries(
      Object.entries(sources).map(([source, files]) => [source, files.map((file) => `${file.name} ${file.format}`)]),
    )
    expect(named).toEqual({
      apc: ['apc.csv.gz gzipped_csv'],
      op: ['op/part-1.csv csv', 'op/part-2.csv csv'],
      person: ['person.csv csv'],
      sact: ['sact.parquet parquet'],
    })
    expect(ignored).toEqual(['gpevent.csv'])
  })

  it.each([
    ['one source in two places', { 'apc.csv': 'a\n', 'apc.parquet': 'PAR1' }, /more than one place/],
    ['both kinds in one folder', { 'apc/a.csv': 'a\n', 'apc/b.parquet': 'PAR1' }, /both CSV and Parquet/],
    ['Parquet called CSV', { 'apc.csv': 'PAR1' }, /it is a Parquet file/],
    ['text called gzip', { 'apc.csv.gz': 'a\n' }, /it is text/],
    ['something binary', { 'apc.csv': 'a\u0000b' }, /neither text nor Parquet/],
    ['another kind of file', { 'apc.sas7bdat': 'a' }, /not a kind of file/],
  ])('is refused when it is %s', (_, files, says) => {
    for (const [name, bytes] of Object.entries(files)) write(name, bytes)
    expect(() => findSourceFiles(data)).toThrow(says)
  })
})

describe('the digest of a file', () => {
  const fileOf = (name: string) => findSourceFiles(data).sources.apc!.find((file) => file.name === name)!
  const rows = Array.from({ length: 5000 }, (_, i) => `row ${i},${i * 7919}`).join('\n')

  it('is that of its bytes', async () => {
    write('apc/a.csv', rows)
    write('apc/b.csv.gz', Buffer.concat([gzipSync(rows), gzipSync(rows)]))
    for (const name of ['apc/a.csv', 'apc/b.csv.gz'])
      expect(await fileDigest(fileOf(name))).toBe(
        createHash('sha256')
          .update(readFileSync(join(data, name)))
          .digest('hex'),
      )
  })

  it.each([1, 7, 2000])('is refused for a gzip that lacks its last %i bytes', async (lacking) => {
    const whole = gzipSync(rows)
    write('apc.csv.gz', whole.subarray(0, whole.length - lacking))
    await expect(fileDigest(fileOf('apc.csv.gz'))).rejects.toThrow(/damaged gzip/)
  })
})
