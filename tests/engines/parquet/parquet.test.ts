import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Row, table } from '../../../algorithms/contracts/table.ts'
import { dayFromNumber } from '../../../algorithms/domain/day.ts'
import { digestOfRows, tableDigest } from '../../../engines/digest.ts'
import { openParquet, readTable } from '../../../engines/parquet/read.ts'
import { ROW_GROUP_ROWS, writeTable } from '../../../engines/parquet/write.ts'

const sample = table({
  name: 'sample',
  says: 'Every type a result may hold',
  audience: 'restricted',
  columns: {
    person_id: { says: 'Key', type: 'text', key: true },
    on: { says: 'Day', type: 'day' },
    last_on: { says: 'Day or none', type: 'day', nullable: true },
    people: { says: 'Count or none', type: 'count', nullable: true },
    percent: { says: 'Rate or none', type: 'rate', nullable: true },
    is_so: { says: 'Flag or none', type: 'flag', nullable: true },
    note: { says: 'Text or none', type: 'text', nullable: true },
    run_id: { says: 'Run', type: 'text' },
  },
})
type Sample = Row<typeof sample>

const sampleRow: fc.Arbitrary<Sample> = fc.record({
  person_id: fc.string({ maxLength: 3, unit: 'grapheme' }),
  on: fc.integer({ min: -40_000, max: 40_000 }).map(dayFromNumber),
  last_on: fc.option(fc.integer({ min: -5, max: 5 }).map(dayFromNumber)),
  people: fc.option(fc.nat({ max: 2 ** 40 })),
  percent: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))),
  is_so: fc.option(fc.boolean()),
  note: fc.option(fc.constantFrom('', 'é', '"quoted"', 'a;b', '\u{1F600}')),
  run_id: fc.constantFrom('one', 'two'),
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const readAll = async (path: string): Promise<Sample[]> => {
  const rows: Sample[] = []
  for await (const row of readTable(path, sample)) rows.push(row)
  return rows
}
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('a table written and read back', () => {
  it('is the same table, whatever the rows', async () => {
    const path = join(folder, 'any.parquet')
    await fc.assert(
      fc.asyncProperty(fc.array(sampleRow, { maxLength: 40 }), async (rows) => {
        expect(writeTable(path, sample, rows)).toBe(rows.length)
        expect(await readAll(path)).toEqual(rows)
      }),
      { numRuns: 60 },
    )
  })

  it('spans row groups, is readable by its owner alone, and has the same bytes twice', async () => {
    const rows = Array.from({ length: ROW_GROUP_ROWS + 7 }, (_, i): Sample => {
      const on = dayFromNumber(i - 100)
      return { person_id: `p${i}`, on, last_on: null, people: i, percent: null, is_so: null, note: null, run_id: 'r' }
    })
    const [one, two] = [join(folder, 'one.parquet'), join(folder, 'two.parquet')]
    writeTable(one, sample, rows)
    writeTable(two, sample, rows)
    expect(sha256(one)).toBe(sha256(two))
    expect(statSync(one).mode & 0o777).toBe(0o600)
    const file = await openParquet(one)
    const sizes: number[] = []
    for await (const group of file.rowGroups(['people'])) sizes.push(group.rows)
    file.close()
    expect(sizes).toEqual([ROW_GROUP_ROWS, 7])
    expect((await readAll(one)).at(-1)).toEqual(rows.at(-1))
  })

  it('holds the types of the contract for an engine', async () => {
    const path = join(folder, 'typed.parquet')
    const on = dayFromNumber(-1)
    writeTable(path, sample, [
      { person_id: 'a', on, last_on: null, people: 3, percent: 0.5, is_so: true, note: null, run_id: 'r' },
    ])
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${path}')`)
    expect(described.getRowObjects().map((row) => row.column_type)).toEqual([
      'VARCHAR',
      'DATE',
      'DATE',
      'BIGINT',
      'DOUBLE',
      'BOOLEAN',
      'VARCHAR',
      'VARCHAR',
    ])
    const found = await connection.runAndReadAll(`SELECT "on"::VARCHAR AS d, people FROM read_parquet('${path}')`)
    expect(found.getRowObjectsJson()).toEqual([{ d: '1969-12-31', people: '3' }])
    connection.closeSync()
  })

  it('is refused when a required value is absent', () => {
    const rows = [{ person_id: null } as unknown as Sample]
    expect(() => writeTable(join(folder, 'bad.parquet'), sample, rows)).toThrow(/required column/)
  })
})

describe('reading what an engine wrote', () => {
  it.each(['snappy', 'zstd', 'gzip', 'uncompressed'])('understands %s', async (codec) => {
    const path = join(folder, `${codec}.parquet`)
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `COPY (SELECT 'p' || (i % 7) AS person_id, DATE '1970-01-01' + i::INTEGER AS d, i AS n, CASE WHEN i % 3 = 0 THEN NULL ELSE 'C50' END AS code
       FROM range(5000) t(i)) TO '${path}' (FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048)`,
    )
    connection.closeSync()
    const file = await openParquet(path)
    let row = 0
    for await (const group of file.rowGroups())
      for (let i = 0; i < group.rows; i++, row++)
        expect([group.columns.person_id![i], group.columns.d![i], group.columns.n![i], group.columns.code![i]]).toEqual(
          [`p${row % 7}`, row, row, row % 3 === 0 ? null : 'C50'],
        )
    expect(row).toBe(5000)
    file.close()
  })
})

describe('the digest of a table', () => {
  it('ignores the run and the order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(sampleRow, { minLength: 1, maxLength: 12 }), fc.nat(), (rows, seed) => {
        const digest = digestOfRows(sample, rows)
        const moved = [...rows.slice(seed % rows.length), ...rows.slice(0, seed % rows.length)]
        expect(
          digestOfRows(
            sample,
            moved.map((row) => ({ ...row, run_id: 'another' })),
          ),
        ).toBe(digest)
        const [first, ...others] = rows
        expect(digestOfRows(sample, [{ ...first!, on: dayFromNumber(first!.on + 1) }, ...others])).not.toBe(digest)
      }),
    )
  })

  it('tells an absent text from an empty one', () => {
    const row = (note: string | null) => ({ person_id: 'a', on: dayFromNumber(0), note })
    const of = (note: string | null) => {
      const digest = tableDigest(sample)
      digest.add(row(note))
      return digest.hex()
    }
    expect(of(null)).not.toBe(of(''))
  })
})
