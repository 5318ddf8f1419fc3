import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Source, gatheredTable } from '../../../algorithms/contracts/source.ts'
import { type FactSourceName, SOURCES } from '../../../algorithms/contracts/sources.ts'
import { type Row, type Table, columnNames, table } from '../../../algorithms/contracts/table.ts'
import { digestOfRows } from '../../../engines/digest.ts'
import { mergeTables } from '../../../engines/parquet/merge.ts'
import { readTable } from '../../../engines/parquet/read.ts'
import { readShard } from '../../../engines/parquet/shard.ts'
import { writeTable } from '../../../engines/parquet/write.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shard-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const tableOf = (source: FactSourceName): Table => gatheredTable(SOURCES[source] as unknown as Source)

/** A gathered row whose other columns are absent, or anything where they may not be. */
function rowOf(source: FactSourceName, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const of = tableOf(source)
  return Object.fromEntries(
    columnNames(of).map((name) => {
      const { type, nullable } = of.columns[name]!
      return [name, values[name] ?? (nullable ? null : type === 'text' ? 'x' : 0)]
    }),
  )
}

const sources = ['death', 'gp_event', 'person'] as const
const gathered = fc.record({
  source: fc.constantFrom(...sources),
  person_id: fc.constantFrom('a', 'b', 'c', 'd'),
  row_ref: fc.constantFrom('1', '2', '3'),
  value: fc.option(fc.constantFrom('8', '9')),
  part: fc.nat({ max: 2 }),
})

describe('a shard', () => {
  it('gives each person every row of theirs, whatever the files and the order of rows in them', async () => {
    let written = 0
    await fc.assert(
      fc.asyncProperty(fc.array(gathered, { maxLength: 25 }), fc.nat(), async (rows, turn) => {
        const write = (order: typeof rows, parts: number) =>
          Object.fromEntries(
            sources.flatMap((source) => {
              const mine = order.filter((row) => row.source === source)
              const paths = Array.from({ length: parts }, (_, part) => part).flatMap((part) => {
                const inPart = mine.filter((row) => row.part % parts === part)
                if (inPart.length === 0) return []
                const path = join(folder, `${source}-${++written}.parquet`)
                const of = tableOf(source)
                writeTable(
                  path,
                  of,
                  inPart.map((row) => rowOf(source, row) as Row<Table>),
                )
                return [path]
              })
              return paths.length === 0 ? [] : [[source, paths]]
            }),
          )
        const turned = [...rows.slice(turn % (rows.length + 1)), ...rows.slice(0, turn % (rows.length + 1))]
        const [one, other] = [await readShard(write(rows, 1)), await readShard(write(turned, 3))]

        const seen = (shard: typeof one) =>
          [...shard.people()].map(({ personId, rows: found }) => [
            personId,
            ...sources.map((source) =>
              found[source].map((row) => columnNames(tableOf(source)).map((name) => row[name as never])),
            ),
          ])
        expect(seen(one)).toEqual(seen(other))

        const facts = rows.filter((row) => row.source !== 'person')
        expect(one.peopleCount).toBe(new Set(facts.map((row) => row.person_id)).size)
        expect([...one.people()].map(({ personId }) => personId)).toEqual(
          [...new Set(facts.map((row) => row.person_id))].sort(),
        )
        for (const { personId, rows: found } of one.people())
          for (const source of sources) {
            const mine = rows.filter((row) => row.source === source && row.person_id === personId)
            expect(found[source].map((row) => row.row_ref)).toEqual(mine.map((row) => row.row_ref).sort())
          }
        const registered = rows.filter((row) => row.source === 'person')
        const everyone = [...one.everyone()]
        expect(everyone.flat().length).toBe(registered.length)
        // Each person once, or they would be counted twice.
        expect(everyone.map((mine) => new Set(mine.map(({ person_id }) => person_id)).size)).toEqual(
          everyone.map(() => 1),
        )
        expect(everyone.length).toBe(new Set(registered.map(({ person_id }) => person_id)).size)
      }),
      { numRuns: 40 },
    )
  })

  it('of no files holds nobody', async () => {
    const shard = await readShard({})
    expect([...shard.people(), ...shard.everyone()]).toEqual([])
  })
})

const counted = table({
  name: 'counted',
  says: 'A keyed table',
  audience: 'internal',
  columns: {
    key: { says: 'Key', type: 'text', key: true },
    part: { says: 'Second key', type: 'count', key: true },
    run_id: { says: 'Run', type: 'text' },
  },
})

describe('merging shards', () => {
  it('gives one table in key order with the digest of its rows', async () => {
    const rowsIn = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c'), part: fc.nat({ max: 9 }), run_id: fc.constant('r') }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(rowsIn, { maxLength: 5 }), async (shards) => {
        const order = (a: Row<typeof counted>, b: Row<typeof counted>) =>
          a.key < b.key ? -1 : a.key > b.key ? 1 : a.part - b.part
        const paths = shards.map((rows, i) => {
          const path = join(folder, `merge-${i}.parquet`)
          writeTable(path, counted, rows.toSorted(order), { rowGroupRows: 2 })
          return path
        })
        const into = join(folder, 'merged.parquet')
        const merged = await mergeTables(paths, counted, into)
        const rows: Row<typeof counted>[] = []
        for await (const row of readTable(into, counted)) rows.push(row)
        expect(rows).toEqual(shards.flat().toSorted(order))
        expect(merged).toEqual({ rows: rows.length, digest: digestOfRows(counted, shards.flat()) })
      }),
      { numRuns: 40 },
    )
  })

  it('stops at a shard that is out of order', async () => {
    const path = join(folder, 'disordered.parquet')
    const row = (key: string) => ({ key, part: 0, run_id: 'r' })
    writeTable(path, counted, [row('b'), row('a')])
    await expect(mergeTables([path], counted, join(folder, 'never.parquet'))).rejects.toThrow(/order of its key/)
  })
})
