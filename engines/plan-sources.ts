import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { type Source, fileColumns, memberColumns } from '../algorithms/contracts/source.ts'
import type { SourceName } from '../algorithms/contracts/sources.ts'
import { type Day, addDays, day, dayText, earlierOf } from '../algorithms/domain/day.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '../algorithms/domain/month.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { GATHER_CODES } from '../algorithms/rules/gather-codes.ts'
import {
  type GatherPlan,
  type PlannedLanding,
  type PlannedSource,
  describedSource,
} from '../algorithms/sql/gather/plan.ts'

export type FileColumns = PlannedLanding['columns']

/** One file or table of a source with its columns, wherever it stands. */
export interface LandedFile {
  /** As a person knows it. */
  readonly name: string
  /** As the engine finds it: a path, or a table as `database.table`. */
  readonly from: string
  readonly format: PlannedLanding['format']
  readonly columns: FileColumns
  /** Snapshot of an Iceberg table to read. */
  readonly version?: string
}

/** Settles what gather will read, once every source is planned. */
export const gatherPlan = (
  sources: readonly PlannedSource[],
  catalogue: SourceCatalogue,
  request: { readonly shards: number; readonly asAt: string | null },
): GatherPlan => ({
  sources,
  shards: request.shards,
  cut: request.asAt ?? latestAvailable(catalogue),
  asAt: request.asAt,
})

/** How one source is read. Refuses what the contract does not allow. */
export function plannedFrom(
  name: SourceName,
  files: readonly LandedFile[],
  catalogue: SourceCatalogue,
  asAt: string | null,
): PlannedSource {
  const source = describedSource(name)
  const entry = catalogue.sources[name]
  const landings = new Map<string, PlannedLanding>()
  for (const file of files) {
    const { format, columns, version } = file
    const mapped = mappedColumns(source, file, columns, entry?.columns ?? {})
    const alike = JSON.stringify([format, columns])
    const before = landings.get(alike)?.from ?? []
    landings.set(alike, {
      format,
      from: [...before, file.from],
      columns,
      mapped,
      ...(version === undefined ? {} : { version }),
    })
  }
  const lagMonths = entry?.lag_months ?? source.lagMonths
  return {
    name,
    landings: [...landings.values()],
    fillers: (entry?.fillers ?? []).filter((filler) => filler.trim() !== '').map((filler) => filler.trim()),
    knownUntil: asAt === null ? null : dayText(monthsBefore(day(asAt), lagMonths)),
  }
}

/** The same day so many months before, or the last day of that month where it is shorter. */
export function monthsBefore(on: Day, months: number): Day {
  const month = addMonths(monthOf(on), -months)
  return earlierOf(addDays(firstDayOf(month), on - firstDayOf(monthOf(on))), lastDayOf(month))
}

const latestAvailable = (catalogue: SourceCatalogue): string | null =>
  Object.values(catalogue.sources)
    .map((entry) => entry.available_to)
    .filter((to) => to !== undefined)
    .sort()
    .at(-1) ?? null

export function refuseTooFew(present: readonly SourceName[]): void {
  if (!present.includes('person'))
    throw new Trouble(
      'contractFailed',
      'There is no person source.',
      'Add person.csv, person.csv.gz or person.parquet with everyone registered: denominators come from it.',
    )
  const showing = [...GATHER_CODES.selectingSources, ...Object.keys(GATHER_CODES.icd10Columns), 'gp_event']
  if (!present.some((name) => showing.includes(name)))
    throw new Trouble(
      'contractFailed',
      'There is no source that can show cancer.',
      `Add at least one of ${showing.join(', ')}.`,
    )
}

/** Contract columns to the columns of a file, by name without regard to case. */
function mappedColumns(
  source: Source,
  file: LandedFile,
  columns: FileColumns,
  renamed: Readonly<Record<string, string>>,
): PlannedLanding['mapped'] {
  const mapped: Record<string, string> = {}
  for (const column of fileColumns(source)) {
    const wanted = (renamed[column] ?? column).toLowerCase()
    const found = columns.find(({ name }) => name.toLowerCase() === wanted)
    if (found === undefined) continue
    if (found.storedAs === 'unreadable')
      throw new Trouble(
        'contractFailed',
        `${file.name} stores the column ${found.name} as a type that cannot be read.`,
        'Store it as text, a date, a timestamp or a whole number.',
      )
    mapped[column] = found.name
  }
  refuseMissing(source, file, mapped, renamed)
  const birth = columns.find(({ name }) => name === mapped.birth_month)
  if (source.name === 'person' && (birth?.storedAs === 'date' || birth?.storedAs === 'timestamp')) throw fullBirthDate()
  return mapped
}

function refuseMissing(
  source: Source,
  file: LandedFile,
  mapped: PlannedLanding['mapped'],
  renamed: Readonly<Record<string, string>>,
): void {
  for (const [name, described] of Object.entries(source.columns)) {
    if (!described.required || memberColumns(name, described).some((member) => mapped[member] !== undefined)) continue
    const wanted = renamed[name] === undefined ? name : `${renamed[name]} (mapped from ${name})`
    throw new Trouble(
      'contractFailed',
      `${file.name} has no column ${wanted}, which ${source.name} requires.`,
      'Add it, or say in sources.json what it is called in the file.',
    )
  }
}

/** Pseudonymised data has a month of birth; a day of birth helps to find out who somebody is. */
export const fullBirthDate = (): Trouble =>
  new Trouble(
    'contractFailed',
    'The source person is refused: birth_month holds full dates of birth.',
    'Export the month alone, as YYYY-MM.',
  )
