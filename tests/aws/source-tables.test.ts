import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { trino } from '../../algorithms/sql/dialect/trino.ts'
import { catalogueFrom } from '../../engines/laptop/catalogue.ts'
import type { Store } from '../../engines/s3.ts'
import { storedShape } from '../../engines/parquet/stored-columns.ts'
import { toParquet } from '../../engines/to-parquet.ts'
import { handler as planRun } from '../../functions/plan-run.ts'
import { landedObjects, refuseChangedInputs } from '../../functions/landing.ts'
import { type FoundTable, namedTables, pinnedTable } from '../../functions/source-tables.ts'
import type { World } from '../../functions/world.ts'
import { tableLookUp } from '../../infra/table-lookup.ts'
import { type Json, execute } from './asl/interpreter.ts'
import { rawDuckDb } from './raw-duckdb.ts'

const BUCKETS = { landing: 'l', work: 'w', restricted: 'r', published: 'p', audit: 'a' }

/** A function's world over objects in memory. */
function worldOf(objects: ReadonlyMap<string, Uint8Array>): World {
  const bytes = (bucket: string, key: string): Uint8Array | undefined => objects.get(`${bucket}/${key}`)
  const store = {
    // eslint-disable-next-line @typescript-eslint/require-await -- stands in for pages of a listing
    async *list(bucket: string, prefix: string) {
      for (const [path, body] of objects)
        if (path.startsWith(`${bucket}/${prefix}`))
          yield { key: path.slice(bucket.length + 1), bytes: body.length, etag: `${body.length}-${body[0] ?? 0}` }
    },
    text: (bucket: string, key: string) => {
      const found = bytes(bucket, key)
      return Promise.resolve(found === undefined ? null : Buffer.from(found).toString())
    },
    range: (bucket: string, key: string, start: number, end?: number) =>
      Promise.resolve(bytes(bucket, key)!.slice(start, end)),
  } as unknown as Store
  const databases = { landing: 'dl', internal: 'di', restricted: 'dr', published: 'dp' }
  const names = { buckets: BUCKETS, databases, workgroup: 'g' }
  return { store, names, log: () => undefined, runDollars: 1, shardsAtOnce: 1, chunkBytes: 1e12, folder: '' }
}

const text = (words: string): Uint8Array => Buffer.from(words)

const found = (more: Partial<FoundTable['found']> = {}): FoundTable => ({
  source: 'apc',
  database: 'lake',
  name: 'apc_clean',
  found: {
    type: ['EXTERNAL_TABLE'],
    names: ['person', 'admitted', 'amount'],
    types: ['varchar(20)', 'timestamp(6)', 'decimal(9,2)'],
    partitionNames: ['year'],
    partitionTypes: ['int'],
    location: ['s3://icb-lake/apc'],
    inputFormat: ['org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'],
    format: [],
    metadata: [],
    ...more,
  },
})

// Longer than a number in JSON holds exactly.
const SNAPSHOT = '9007199254740993123'
const METADATA = JSON.stringify({
  'current-snapshot-id': 1,
  snapshots: [{ 'snapshot-id': 1, summary: { 'total-records': '12', 'total-files-size': '340' } }],
}).replace(/(snapshot-id":)1/g, `$1${SNAPSHOT}`)

test.each([
  ['plain', text(METADATA)],
  ['compressed', gzipSync(METADATA)],
])('an Iceberg table is pinned by its snapshot, digit by digit, and read at it (%s metadata)', async (_, body) => {
  const world = worldOf(new Map([['icb-lake/apc/metadata/7.metadata.json', body]]))
  const table = found({
    format: ['ICEBERG'],
    metadata: ['s3://icb-lake/apc/metadata/7.metadata.json'],
    inputFormat: [],
  })
  const pinned = await pinnedTable(world, table)
  expect(pinned.objects[0]!.etag).toBe(`snapshot-${SNAPSHOT}`)
  expect(pinned.measured).toEqual({ bytes: 340, rows: 12 })
  expect(pinned.folder).toBeNull()
  const { from, columns, version } = pinned.file
  expect(trino.landed({ format: 'table', from: [from], columns, version: version! })).toBe(
    `"lake"."apc_clean" FOR VERSION AS OF ${SNAPSHOT}`,
  )
})

test('an Iceberg table without a snapshot holds nothing', async () => {
  const world = worldOf(new Map([['icb-lake/m.json', text('{"current-snapshot-id":-1}')]]))
  const table = found({ format: ['ICEBERG'], metadata: ['s3://icb-lake/m.json'] })
  await expect(pinnedTable(world, table)).rejects.toMatchObject({ reason: 'contractFailed' })
})

test('a Parquet table is pinned by its objects, and what cannot be read is said so', async () => {
  const objects = new Map([
    ['icb-lake/apc/year=2025/b', text('bb')],
    ['icb-lake/apc/year=2025/a', text('a')],
    ['icb-lake/apc/_SUCCESS', text('x')],
    ['icb-lake/apc_of_another/a', text('x')],
  ])
  const pinned = await pinnedTable(worldOf(objects), found())
  expect(pinned.objects.map(({ key }) => key)).toEqual(['apc/year=2025/a', 'apc/year=2025/b'])
  expect(pinned.measured).toEqual({ bytes: 3, rows: null })
  expect(pinned.file.columns.map(({ storedAs }) => storedAs)).toEqual(['text', 'timestamp', 'unreadable', 'whole'])
  expect(pinned.file.version).toBeUndefined()
})

test.each([
  ['a view', { type: ['VIRTUAL_VIEW'], location: [] }, 'Name the table behind it'],
  ['CSV', { inputFormat: ['org.apache.hadoop.mapred.TextInputFormat'] }, "WITH (format = 'PARQUET') AS SELECT"],
])('%s is refused with what to do', async (_, more, fix) => {
  const error = (await pinnedTable(worldOf(new Map()), found(more)).catch((caught: unknown) => caught)) as {
    fix: string
  }
  expect(error.fix).toContain(fix)
})

test('a table that changed stops the run, one of Iceberg cannot change', async () => {
  const catalogue = catalogueFrom({ sources: { apc: { table: 'lake.apc_clean' }, op: { table: 'lake.op' } } })
  const objects = new Map([['icb-lake/apc/a', text('a')]])
  const world = worldOf(objects)
  const { objects: pinned, folder } = await pinnedTable(world, found())
  const plan = {
    catalogue,
    inputs: { apc: pinned, op: [{ key: 'm', etag: 'snapshot-1', bytes: 1 }] },
    tableFolders: { apc: folder! },
  }
  await expect(refuseChangedInputs(world, plan)).resolves.toBeUndefined()
  objects.set('icb-lake/apc/b', text('b'))
  await expect(refuseChangedInputs(world, plan)).rejects.toThrow('apc changed')
})

test('a source that landed and is a table too is refused', async () => {
  const catalogue = catalogueFrom({ sources: { apc: { table: 'lake.apc_clean' } } })
  const world = worldOf(new Map([['l/apc/a.parquet', text('a')]]))
  await expect(landedObjects(world, catalogue)).rejects.toThrow('both landed and is a table')
  expect(namedTables(catalogue)).toEqual([{ source: 'apc', database: 'lake', name: 'apc_clean' }])
})

test('the look-up of the machine finds what the catalogue says, and nothing where it says nothing', async () => {
  const table = {
    TableType: 'EXTERNAL_TABLE',
    Parameters: { classification: 'parquet' },
    StorageDescriptor: { Location: 's3://b/t', Columns: [{ Name: 'a', Type: 'string', Comment: 'x' }] },
  }
  const machine = { StartAt: 'LookUp', States: { LookUp: tableLookUp('Done'), Done: { Type: 'Succeed' } } }
  const input = { named: { answer: { tables: [{ source: 'apc', database: 'd', name: 't' }] } } }
  const { output } = await execute(
    machine as unknown as Readonly<Record<string, Json>>,
    input,
    { name: 'e', machine: 'm', redrives: 0 },
    {
      task: (_, parameters) => {
        expect(parameters).toEqual({ DatabaseName: 'd', Name: 't' })
        return Promise.resolve({ Table: table })
      },
      readJson: () => Promise.reject(new Error('not here')),
      wait: () => Promise.resolve(),
    },
  )
  const [looked] = (output as unknown as { tables: readonly FoundTable[] }).tables
  expect(looked).toMatchObject({
    source: 'apc',
    found: {
      type: ['EXTERNAL_TABLE'],
      names: ['a'],
      types: ['string'],
      location: ['s3://b/t'],
      format: [],
      metadata: [],
    },
  })
})

test('CSV is refused with a command that works', async () => {
  const world = worldOf(new Map([['l/apc/apc.csv', text('a')]]))
  const error = (await landedObjects(world, catalogueFrom({})).catch((caught: unknown) => caught)) as { fix: string }
  const statement = /^Turn it into Parquet first: duckdb -c "(.+)"$/.exec(error.fix)?.[1]
  expect(error.fix).toContain(toParquet('apc'))
  expect(readFileSync('docs/how-to/run-on-aws.md', 'utf8')).toContain(toParquet('apc'))
  const folder = mkdtempSync(join(tmpdir(), 'to-parquet-'))
  const db = await rawDuckDb()
  try {
    writeFileSync(join(folder, 'apc.csv'), 'person_id,admidate\np1,20250102\n"p,2",\n')
    await db.run(statement!.replaceAll(/'(apc\.\w+)'/g, (_, name: string) => `'${join(folder, name)}'`))
    expect(readdirSync(folder).sort()).toEqual(['apc.csv', 'apc.parquet'])
    const rows = await db.rows(`SELECT * FROM read_parquet('${join(folder, 'apc.parquet')}') ORDER BY 1`)
    expect(rows).toEqual([
      { person_id: 'p,2', admidate: null },
      { person_id: 'p1', admidate: '20250102' },
    ])
    const body = new Uint8Array(readFileSync(join(folder, 'apc.parquet')))
    const shape = await storedShape({
      byteLength: body.length,
      slice: (start, end) => body.slice(start, end).buffer,
    })
    expect(shape).toEqual({
      rows: 2,
      columns: [
        { name: 'person_id', storedAs: 'text' },
        { name: 'admidate', storedAs: 'text' },
      ],
    })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
})

test('an allow list that has expired stops a run in AWS as it does on a laptop', async () => {
  const catalogue = JSON.stringify({ synthetic: true, sources: { allow_list: { expires: '2020-01-01' } } })
  const world = worldOf(
    new Map([
      ['l/catalogue/sources.json', text(catalogue)],
      ['l/allow_list/a.parquet', text('a')],
    ]),
  )
  const event = { step: 'plan', request: {}, tables: [], before: { number: 0 }, execution: 'e', redrives: 0 } as const
  const error = (await planRun(event, world).catch((caught: unknown) => caught)) as Error
  expect([error.name, error.message]).toEqual([
    'qualityGateFailed',
    'The allow list expired on 2020-01-01. Ask for a new one, so that later opt-outs are respected, and give its date in sources.json.',
  ])
})
