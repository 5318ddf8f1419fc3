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
  /** The `person` rows of everyone in the shard, one person's at a time, in the order met. */
  everyone(): Generator<readonly GatheredRow<'person'>[]>
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
      for (const ordinal of all.values())
        yield rowsAt(registered, places.of(ordinal)) as readonly GatheredRow<'person'>[]
    },
  }
}

interface SourceColumns {
  readonly source: FactSourceName
  readonly cells: readonly Cell[][]
  readonly personIds: readonly string[]
  readonly rowRefs: readonly string[]
}

const namesOf = (source: FactSourceName): readonly string[] =>
  columnNames(gatheredTable(SOURCES[source] as unknown as Source))

async function readColumns(source: FactSourceName, paths: readonly string[]): Promise<SourceColumns> {
  const names = namesOf(source)
  let cells: Cell[][] = []
  for (const path of [...paths].sort()) {
    const file = await openParquet(path)
    for await (const { columns } of file.rowGroups(names))
      cells =
        cells.length === 0
          ? names.map((name) => columns[name]!)
          : cells.map((all, i) => all.concat(columns[names[i]!]!))
    file.close()
  }
  if (cells.length === 0) cells = names.map(() => [])
  const column = (name: string) => cells[names.indexOf(name)] as string[]
  return { source, cells, personIds: column('person_id'), rowRefs: column('row_ref') }
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
  return {
    of: (ordinal) => {
      const [from, to] = [ends[ordinal]!, ends[ordinal + 1]!]
      return from === to ? NOWHERE : rows.subarray(from, to)
    },
  }
}

const NOWHERE = new Uint32Array(0)

function rowsAt({ source, cells, rowRefs }: SourceColumns, places: Uint32Array): readonly object[] {
  if (places.length === 0) return []
  const row = ROWS[source]
  if (places.length === 1) return [new row(cells, places[0]!)]
  const ordered = Array.from(places).sort((a, b) => {
    const byReference = compareCells(rowRefs[a], rowRefs[b])
    if (byReference !== 0) return byReference
    for (const column of cells) {
      const compared = compareCells(column[a], column[b])
      if (compared !== 0) return compared
    }
    return 0
  })
  return ordered.map((place) => new row(cells, place))
}

type RowView = new (cells: readonly Cell[][], place: number) => object

/** One class a source, whose rows look into the columns: a row of thirty fields costs no more than its place. */
const ROWS = Object.fromEntries(FACT_SOURCE_NAMES.map((source) => [source, rowView(source)])) as Record<
  FactSourceName,
  RowView
>

function rowView(source: FactSourceName): RowView {
  class View {
    // Declared only: fields that the language sets up first would be written twice a row.
    declare readonly cells: readonly Cell[][]
    declare readonly place: number

    constructor(cells: readonly Cell[][], place: number) {
      this.cells = cells
      this.place = place
    }
  }
  for (const [i, name] of namesOf(source).entries())
    Object.defineProperty(View.prototype, name, {
      get(this: View) {
        return this.cells[i]![this.place]
      },
    })
  return View
}
