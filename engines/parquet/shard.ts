import { type Source, gatheredTable } from '../../algorithms/contracts/source.ts'
import {
  FACT_SOURCE_NAMES,
  type FactSourceName,
  type GatheredRow,
  type PersonRows,
  SOURCES,
} from '../../algorithms/contracts/sources.ts'
import { columnNames } from '../../algorithms/contracts/table.ts'
import { compareCells } from '../digest.ts'
import { type Cell, openParquet } from './read.ts'

/** The gathered files of one shard, by source; a source without files holds nothing. */
export type ShardFiles = Readonly<Partial<Record<FactSourceName, readonly string[]>>>

/** One shard of people, held column by column; a person's rows become objects only while they are looked at. */
export interface Shard {
  readonly rowsRead: Readonly<Partial<Record<FactSourceName, number>>>
  /** People with a row in any source but `person`. */
  readonly peopleCount: number
  /** Those people in the order of their ids, each with every row of theirs in an order that files do not change. */
  people(): Generator<{ readonly personId: string; readonly rows: PersonRows }>
  /** Every `person` row of the shard, person by person. */
  everyone(): Generator<GatheredRow<'person'>>
}

export async function readShard(files: ShardFiles): Promise<Shard> {
  const sources = new Map<FactSourceName, SourceColumns>()
  for (const name of FACT_SOURCE_NAMES) {
    const paths = files[name]
    if (paths !== undefined && paths.length > 0) sources.set(name, await readColumns(name, paths))
  }
  const registered = sources.get('person')
  const facts = [...sources].filter(([name]) => name !== 'person').map(([, columns]) => columns)
  const people = byPerson(facts.map((columns) => columns.personIds))
  const places = new Map([...sources].map(([name, columns]) => [name, placesOf(columns.personIds, people)]))

  return {
    rowsRead: Object.fromEntries([...sources].map(([name, columns]) => [name, columns.personIds.length])),
    peopleCount: people.size,
    *people() {
      for (const personId of [...people.keys()].sort()) {
        const ordinal = people.get(personId)!
        const rows: Partial<Record<FactSourceName, readonly object[]>> = {}
        for (const name of FACT_SOURCE_NAMES) {
          const columns = sources.get(name)
          rows[name] = columns === undefined ? [] : rowsAt(columns, places.get(name)!.of(ordinal))
        }
        yield { personId, rows: rows as PersonRows }
      }
    },
    *everyone() {
      if (registered === undefined) return
      const all = byPerson([registered.personIds])
      const places = placesOf(registered.personIds, all)
      for (const personId of [...all.keys()].sort())
        yield* rowsAt(registered, places.of(all.get(personId)!)) as GatheredRow<'person'>[]
    },
  }
}

interface SourceColumns {
  readonly names: readonly string[]
  readonly cells: readonly Cell[][]
  readonly personIds: readonly string[]
}

async function readColumns(name: FactSourceName, paths: readonly string[]): Promise<SourceColumns> {
  const names = columnNames(gatheredTable(SOURCES[name] as unknown as Source))
  const cells = names.map((): Cell[] => [])
  for (const path of [...paths].sort()) {
    const file = await openParquet(path)
    for await (const group of file.rowGroups(names))
      for (const [i, column] of names.entries()) {
        const into = cells[i]!
        for (const cell of group.columns[column]!) into.push(cell)
      }
    file.close()
  }
  return { names, cells, personIds: cells[names.indexOf('person_id')] as string[] }
}

/** Numbers everyone in the order met. */
function byPerson(columns: readonly (readonly string[])[]): Map<string, number> {
  const people = new Map<string, number>()
  for (const personIds of columns) for (const id of personIds) if (!people.has(id)) people.set(id, people.size)
  return people
}

/** The rows of each person, found by counting: sorting whole columns of text would cost more than deciding on them. */
function placesOf(
  personIds: readonly string[],
  people: ReadonlyMap<string, number>,
): { of(ordinal: number): Uint32Array } {
  const ends = new Uint32Array(people.size + 1)
  const ordinals = Int32Array.from(personIds, (id) => people.get(id) ?? -1)
  for (const ordinal of ordinals) if (ordinal >= 0) ends[ordinal + 1]!++
  for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!
  const next = ends.slice()
  const rows = new Uint32Array(ends.at(-1)!)
  for (const [row, ordinal] of ordinals.entries()) if (ordinal >= 0) rows[next[ordinal]!++] = row
  return { of: (ordinal) => rows.subarray(ends[ordinal], ends[ordinal + 1]) }
}

function rowsAt({ names, cells }: SourceColumns, places: Uint32Array): object[] {
  const reference = cells[names.indexOf('row_ref')]!
  const ordered = [...places].sort((a, b) => {
    const byReference = compareCells(reference[a], reference[b])
    if (byReference !== 0) return byReference
    for (const column of cells) {
      const compared = compareCells(column[a], column[b])
      if (compared !== 0) return compared
    }
    return 0
  })
  return ordered.map((place) => {
    const row: Record<string, Cell> = {}
    for (let i = 0; i < names.length; i++) row[names[i]!] = cells[i]![place]!
    return row
  })
}
