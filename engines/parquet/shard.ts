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
import { type HeldColumn, columnHolder, plainHolder } from './held-column.ts'
import { openParquet } from './read.ts'

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
  const people = byPerson(facts)
  const places = new Map([...sources].map(([name, columns]) => [name, placesOf(columns, people)]))

  return {
    rowsRead: Object.fromEntries([...sources].map(([name, columns]) => [name, columns.rows])),
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
      const all = byPerson([registered])
      const places = placesOf(registered, all)
      for (const ordinal of all.values())
        yield rowsAt(registered, places.of(ordinal)) as readonly GatheredRow<'person'>[]
    },
  }
}

interface SourceColumns {
  readonly source: FactSourceName
  readonly rows: number
  readonly columns: readonly HeldColumn[]
  readonly personIds: HeldColumn
  readonly rowRefs: HeldColumn
}

/** So few rows of a source need not be held in little memory, which costs an eighth of deciding on them. */
const FEW_ROWS = 200_000

const namesOf = (source: FactSourceName): readonly string[] =>
  columnNames(gatheredTable(SOURCES[source] as unknown as Source))

async function readColumns(source: FactSourceName, paths: readonly string[]): Promise<SourceColumns> {
  const names = namesOf(source)
  let rows = 0
  for (const path of paths) {
    const file = await openParquet(path)
    rows += file.rows
    file.close()
  }
  const holders = names.map(() => (rows > FEW_ROWS ? columnHolder(rows) : plainHolder(rows)))
  for (const path of [...paths].sort()) {
    const file = await openParquet(path)
    for await (const { columns } of file.rowGroups(names)) names.forEach((name, i) => holders[i]!.hold(columns[name]!))
    file.close()
  }
  const columns = holders.map((holder) => holder.held())
  const column = (name: string) => columns[names.indexOf(name)]!
  return { source, rows, columns, personIds: column('person_id'), rowRefs: column('row_ref') }
}

/** Numbers everyone in the order met. */
function byPerson(sources: readonly SourceColumns[]): Map<string, number> {
  const people = new Map<string, number>()
  for (const { rows, personIds } of sources)
    for (let row = 0; row < rows; row++) {
      const id = personIds.at(row) as string
      if (!people.has(id)) people.set(id, people.size)
    }
  return people
}

/** The rows of each person, found by counting: sorting whole columns of text would cost more than deciding on them. */
function placesOf(
  { rows: count, personIds }: SourceColumns,
  people: ReadonlyMap<string, number>,
): { of(ordinal: number): Uint32Array } {
  const ends = new Uint32Array(people.size + 1)
  const ordinals = new Int32Array(count)
  for (let row = 0; row < count; row++) ordinals[row] = people.get(personIds.at(row) as string) ?? -1
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

function rowsAt({ source, columns, rowRefs }: SourceColumns, places: Uint32Array): readonly object[] {
  if (places.length === 0) return []
  const row = ROWS[source]
  if (places.length === 1) return [new row(columns, places[0]!)]
  const ordered = Array.from(places, (place) => ({ place, rowRef: rowRefs.at(place) as string })).sort((a, b) => {
    const byReference = compareCells(a.rowRef, b.rowRef)
    if (byReference !== 0) return byReference
    for (const column of columns) {
      const compared = compareCells(column.at(a.place), column.at(b.place))
      if (compared !== 0) return compared
    }
    return 0
  })
  return ordered.map(({ place }) => new row(columns, place))
}

type RowView = new (columns: readonly HeldColumn[], place: number) => object

/** One class a source, whose rows look into the columns: a row of thirty fields costs no more than its place. */
const ROWS = Object.fromEntries(FACT_SOURCE_NAMES.map((source) => [source, rowView(source)])) as Record<
  FactSourceName,
  RowView
>

function rowView(source: FactSourceName): RowView {
  class View {
    // Declared only: fields that the language sets up first would be written twice a row.
    declare readonly columns: readonly HeldColumn[]
    declare readonly place: number

    constructor(columns: readonly HeldColumn[], place: number) {
      this.columns = columns
      this.place = place
    }
  }
  for (const [i, name] of namesOf(source).entries())
    Object.defineProperty(View.prototype, name, {
      get(this: View) {
        return this.columns[i]!.at(this.place)
      },
    })
  return View
}
