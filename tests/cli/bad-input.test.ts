import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cohorts, isAnythingPublished, temporaryFolder } from './command.ts'
import { type Extract, csvOf, madeUpNhsNumber, smallExtract, withColumn, withSource, writeExtract } from './extract.ts'

const home = temporaryFolder()
let folders = 0

/** Runs an extract and answers with the exit code, the one sentence said, and whether anything came out of it. */
function runOf(prepare: (data: string) => void, ...more: readonly string[]) {
  const data = join(home, `data-${++folders}`)
  const out = join(home, `out-${folders}`)
  mkdirSync(data)
  prepare(data)
  const ended = cohorts(
    'run',
    '--data',
    data,
    '--out',
    out,
    '--allow-draft',
    '--shards',
    '2',
    '--workers',
    '1',
    ...more,
  )
  const said = ended.err.split('\n').find((line) => line.startsWith('✗')) ?? ''
  return { ...ended, said, out, published: isAnythingPublished(out) }
}

const run = (extract: Extract, catalogue?: object, ...more: readonly string[]) =>
  runOf((data) => writeExtract(data, extract, catalogue), ...more)

const without = (extract: Extract, source: string, column: string): Extract =>
  withSource(extract, source, (sheet) => {
    const at = sheet.header.indexOf(column)
    return { header: sheet.header.toSpliced(at, 1), rows: sheet.rows.map((cells) => cells.toSpliced(at, 1)) }
  })

describe('data that break their contract', () => {
  it.each([
    {
      what: 'a required column is missing',
      extract: without(smallExtract(), 'apc', 'epistart'),
      says: 'apc.csv has no column epistart, which apc requires.',
    },
    {
      what: 'a required column is mapped to nothing in the file',
      extract: smallExtract(),
      catalogue: { sources: { apc: { columns: { epistart: 'NOT_THERE' } } } },
      says: 'apc.csv has no column NOT_THERE (mapped from epistart), which apc requires.',
    },
    {
      what: 'a column that the contract does not know is mapped',
      extract: smallExtract(),
      catalogue: { sources: { apc: { columns: { dischage_date: 'DISDATE' } } } },
      says: 'sources.json maps the column dischage_date of apc, which the contract does not know.',
    },
    {
      what: 'a source that the contract does not know is named',
      extract: smallExtract(),
      catalogue: { sources: { hes: {} } },
      says: 'sources.json holds hes in sources, which the contract does not know.',
    },
    {
      what: 'a source holds no rows',
      extract: withSource(smallExtract(), 'cwt', (sheet) => ({ ...sheet, rows: [] })),
      says: 'The source cwt holds no rows.',
    },
    {
      what: 'there are NHS numbers in person_id',
      extract: (() => {
        const numbers = new Map<string, string>()
        const numberOf = (id: string) => {
          if (!numbers.has(id)) numbers.set(id, madeUpNhsNumber(900_000_000 + numbers.size * 17))
          return numbers.get(id)!
        }
        return Object.fromEntries(
          Object.entries(smallExtract()).map(([source, sheet]) => [source, withColumn(sheet, 'person_id', numberOf)]),
        )
      })(),
      says: 'The source person is refused: person_id seems to hold NHS numbers.',
    },
    {
      what: 'one NHS number stands among other ids',
      extract: withSource(smallExtract(), 'person', (sheet) =>
        withColumn(sheet, 'person_id', (id, row) => (row === 0 ? madeUpNhsNumber(912_345_678) : id)),
      ),
      says: 'The source person is refused: person_id seems to hold NHS numbers.',
    },
    {
      what: 'birth_month holds full dates',
      extract: withSource(smallExtract(), 'person', (sheet) =>
        withColumn(sheet, 'birth_month', (month) => `${month}-07`),
      ),
      says: 'The source person is refused: birth_month holds full dates of birth.',
    },
    {
      what: 'there is nobody to divide by',
      extract: (({ apc, cwt }) => ({ apc: apc!, cwt: cwt! }))(smallExtract()),
      says: 'There is no person source.',
    },
  ])('are refused with one sentence when $what', ({ extract, catalogue, says }) => {
    const ended = run(extract, catalogue)
    expect(ended.said).toBe(`✗ ${says}`)
    expect(ended.code).toBe(3)
    expect(ended.published).toBe(false)
  })

  it('never repeats what a file held', () => {
    const number = madeUpNhsNumber(934_567_890)
    const ended = run(
      withSource(smallExtract(), 'person', (sheet) =>
        withColumn(sheet, 'person_id', (id, row) => (row === 3 ? number : id)),
      ),
    )
    expect(ended.err + ended.out).not.toContain(number)
  })
})

describe('files that cannot be read', () => {
  it('refuses a workbook, whatever it is called', () => {
    const asWorkbook = runOf((data) => {
      writeExtract(data, smallExtract())
      writeFileSync(join(data, 'op.xlsx'), 'anything')
    })
    expect(asWorkbook.said).toBe('✗ op.xlsx is not a kind of file that can be read.')
    const asCsv = runOf((data) => {
      writeExtract(data, smallExtract())
      writeFileSync(join(data, 'op.csv'), 'PK\u0003\u0004anything')
    })
    expect(asCsv.said).toBe('✗ op.csv does not hold what its name says: it is a zip archive or an Excel workbook.')
    expect([asWorkbook.code, asCsv.code, asCsv.published]).toEqual([3, 3, false])
  })

  it('refuses a gzip that ends too early, which DuckDB would read as a shorter file', () => {
    const ended = runOf((data) => {
      writeExtract(data, smallExtract())
      const whole = gzipSync(csvOf(smallExtract().apc!))
      rmSync(join(data, 'apc.csv'))
      writeFileSync(join(data, 'apc.csv.gz'), whole.subarray(0, whole.length - 12))
    })
    expect(ended.said).toBe(
      '✗ apc.csv.gz is a damaged gzip file: it ends too early or does not match its own checksum.',
    )
    expect([ended.code, ended.published]).toEqual([3, false])
  })

  it('refuses sources.json that is not JSON', () => {
    const ended = runOf((data) => {
      writeExtract(data, smallExtract())
      writeFileSync(join(data, 'sources.json'), '{')
    })
    expect([ended.code, ended.said]).toEqual([3, '✗ sources.json is not JSON.'])
  })
})

describe('quality gates', () => {
  const manyBadDates = withSource(smallExtract(), 'cwt', (sheet) => sheet)
  const bad = withSource(manyBadDates, 'apc', (sheet) =>
    withColumn(sheet, 'epistart', (on, row) => (row % 5 < 2 ? '2018-02-30' : on)),
  )

  it('stops when two dates in five of a source are bad', () => {
    const ended = run(bad)
    expect(ended.said).toMatch(
      /^✗ 4\d(\.\d)?% of the rows of apc are rejected, more than the 5% allowed: most often bad_date in epistart\.$/,
    )
    expect([ended.code, ended.published]).toEqual([4, false])
  })

  it('goes on when sources.json says that this is how it must be', () => {
    const ended = run(bad, { sources: { apc: { reject_limit: 0.6 } } })
    expect(ended.err).toContain('rows rejected: 11 of apc')
    expect([ended.code, ended.published]).toEqual([0, true])
  })

  it('publishes nothing from a draft unless it is told to', () => {
    const data = writeExtract(join(home, 'draft'), smallExtract())
    const ended = cohorts('run', '--data', data, '--out', join(home, 'draft-out'))
    expect(ended.code).toBe(4)
    expect(ended.err).toContain('Add --allow-draft')
    expect(isAnythingPublished(join(home, 'draft-out'))).toBe(false)
  })

  it('does not use an allow list that has expired', () => {
    const list = { header: ['person_id'], rows: [['person-000']] }
    const ended = run({ ...smallExtract(), allow_list: list }, { sources: { allow_list: { expires: '2020-01-01' } } })
    expect([ended.code, ended.said]).toEqual([4, '✗ The allow list expired on 2020-01-01.'])
  })

  it('processes nobody when the allow list that it was told of is missing', () => {
    const ended = run(smallExtract(), { sources: { allow_list: { date: '2026-01-01' } } })
    expect([ended.code, ended.said]).toEqual([
      4,
      '✗ sources.json speaks of an allow list, but there is none, so people might be processed who may not be.',
    ])
  })
})

describe('a request that cannot be', () => {
  const data = writeExtract(join(home, 'usage'), smallExtract())
  it.each([
    {
      words: ['run', '--data', data, '--out', join(home, 'x'), '--shads', '3'],
      says: /cohorts run has no such flag/,
      fix: /Did you mean --shards\?/,
    },
    { words: ['rnu'], says: /There is no such command/, fix: /Did you mean run\?/ },
    { words: ['run', '--data', data], says: /'--out <dir>' not specified/, fix: /cohorts run --help/ },
    {
      words: ['run', '--data', data, '--out', join(home, 'x'), '--shards', '97'],
      says: /--shards was given/,
      fix: /from 1 to 96/,
    },
    {
      words: ['run', '--data', data, '--out', join(home, 'x'), '--as-at', '2024-02-30'],
      says: /--as-at was given/,
      fix: /YYYY-MM-DD/,
    },
    {
      words: ['run', '--data', join(home, 'nowhere'), '--out', join(home, 'x')],
      says: /--data does not exist/,
      fix: /path/,
    },
    {
      words: ['run', '--data', data, '--out', join(home, 'x'), '--definition', 'breast@9.9.9'],
      says: /no definition of that name/,
      fix: /recurrent-breast@/,
    },
    {
      words: ['synthesise', '--seed', '1', '--out', join(home, 'x')],
      says: /Give one of --people and --strata/,
      fix: /--help/,
    },
  ])('ends with exit code 2 and the fix: $words.0 $words.5', ({ words, says, fix }) => {
    const ended = cohorts(...words)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(says)
    expect(ended.err).toMatch(fix)
  })

  it('leaves a folder alone that holds something else', () => {
    const ended = cohorts('run', '--data', data, '--out', data, '--allow-draft')
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('is not empty and holds no run')
  })

  it('says what went wrong to a program as well', () => {
    const ended = cohorts('run', '--data', data, '--out', join(home, 'json'), '--json')
    expect(JSON.parse(ended.out)).toMatchObject({ error: { reason: 'qualityGateFailed', exit_code: 4 } })
  })
})

describe('the lock of an output folder', () => {
  const data = writeExtract(join(home, 'locked'), smallExtract())

  it('keeps a second run out while the first lives', () => {
    const out = join(home, 'locked-out')
    mkdirSync(out)
    writeFileSync(join(out, '.lock'), JSON.stringify({ pid: process.pid, host: hostname() }))
    const ended = cohorts('run', '--data', data, '--out', out, '--allow-draft')
    expect(ended.code).toBe(7)
    expect(readFileSync(join(out, '.lock'), 'utf8')).toContain(String(process.pid))
  })

  it('is taken over from a process that died', () => {
    const out = join(home, 'stale-out')
    mkdirSync(out)
    writeFileSync(join(out, '.lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }))
    expect(cohorts('run', '--data', data, '--out', out, '--allow-draft', '--shards', '2').code).toBe(0)
  })
})
