import { mkdtempSync, rmdirSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import { fileColumns } from '../../algorithms/contracts/source.ts'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { type PlannedSource, describedSource } from '../../algorithms/sql/gather/plan.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { readCatalogue } from '../../engines/laptop/catalogue.ts'
import { fileDigest } from '../../engines/laptop/file-digest.ts'
import type { GatherResult } from '../../engines/gather-result.ts'
import { gather } from '../../engines/laptop/gather.ts'
import { planSource } from '../../engines/laptop/plan-gather.ts'
import { type SourceFiles, findSourceFiles } from '../../engines/laptop/source-files.ts'
import { allowListTrouble } from '../../engines/run-identity.ts'
import { emptyWork, outFolder } from '../run/out-folder.ts'
import type { Progress } from '../terminal/progress.ts'

interface Counted {
  readonly reason: string
  readonly records: number
}

/** What was found of one source. */
export interface SourceReport {
  readonly source: SourceName
  readonly state: 'usable' | 'absent' | 'refused'
  readonly files: readonly string[]
  /** Null when the source could not be read to the end. */
  readonly rows: number | null
  readonly accepted: number | null
  readonly rejected: readonly (Counted & { readonly column: string })[]
  readonly out_of_scope: readonly Counted[]
  /** Optional values that could not be read and count as absent, among the people with cancer evidence. */
  readonly unreadable: readonly { readonly column: string; readonly records: number }[]
  /** Contract columns that stand under another name in the file. */
  readonly mapped: Readonly<Record<string, string>>
  readonly columns_absent: readonly string[]
  /** What stops a run; null when nothing does. */
  readonly problem: { readonly reason: string; readonly message: string; readonly fix: string } | null
}

export interface ValidationReport {
  readonly coverage: SourceCatalogue['coverage']
  readonly synthetic: boolean
  readonly ignored: readonly string[]
  readonly sources: readonly SourceReport[]
  /** What stops a run whatever the sources hold, such as that there is no person source. */
  readonly problem: Trouble | null
}

/** Reads every source as a run would, with gather's own statements, and writes nothing that stays. */
export async function validate(data: string, progress: Progress): Promise<ValidationReport> {
  const { sources: files, ignored } = findSourceFiles(data)
  const catalogue = readCatalogue(data)
  const troubles = new Map<SourceName, Trouble>()
  const temporary = mkdtempSync(join(tmpdir(), 'cohorts-validate-'))
  process.umask(0o077)
  const folder = outFolder(temporary, 'validate')
  const db = await openDuckDb({ temporary: folder.path('spill', '.'), threads: availableParallelism() })
  try {
    progress.start('look', 'opening the files')
    const planned = await openEach(files, catalogue, db, troubles)
    progress.finish()
    progress.start('read', 'reading every row')
    const { gathered, problem } = await readEach(usable(files, troubles), catalogue, folder.gathered, db, troubles)
    progress.finish()
    return {
      coverage: catalogue.coverage,
      synthetic: catalogue.synthetic,
      ignored,
      sources: SOURCE_NAMES.map((name) => reportOf(name, files, planned.get(name), gathered, troubles.get(name))),
      problem: problem ?? allowListTrouble(catalogue, files.allow_list !== undefined),
    }
  } finally {
    db.close()
    emptyWork(folder)
    rmdirSync(temporary)
  }
}

const usable = (files: SourceFiles, troubles: ReadonlyMap<SourceName, Trouble>): SourceFiles =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !troubles.has(name as SourceName)))

async function openEach(
  files: SourceFiles,
  catalogue: SourceCatalogue,
  db: DuckDb,
  troubles: Map<SourceName, Trouble>,
): Promise<ReadonlyMap<SourceName, PlannedSource>> {
  const planned = new Map<SourceName, PlannedSource>()
  for (const [name, list] of Object.entries(files) as [SourceName, SourceFiles[SourceName] & object][])
    await telling(name, troubles, async () => {
      planned.set(name, await planSource(name, list, catalogue, { asAt: null }, db))
      for (const file of list) await fileDigest(file)
    })
  return planned
}

async function telling(name: SourceName, troubles: Map<SourceName, Trouble>, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    troubles.set(name, error)
  }
}

async function readEach(
  files: SourceFiles,
  catalogue: SourceCatalogue,
  folder: string,
  db: DuckDb,
  troubles: Map<SourceName, Trouble>,
): Promise<{ gathered: GatherResult | null; problem: Trouble | null }> {
  try {
    const onRefusal = (source: SourceName, trouble: Trouble) => troubles.set(source, trouble)
    const gathered = await gather({ files, catalogue, shards: 1, asAt: null, folder, onRefusal }, db)
    return { gathered, problem: null }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return { gathered: null, problem: error }
  }
}

const REJECT_REASONS = ['missing', 'bad_date', 'bad_code', 'unknown_person']

function reportOf(
  name: SourceName,
  files: SourceFiles,
  planned: PlannedSource | undefined,
  gathered: GatherResult | null,
  trouble: Trouble | undefined,
): SourceReport {
  const counts = gathered?.counts.sources.find(({ source }) => source === name)
  const wrong = (gathered?.rejected ?? []).filter(({ source }) => source === name)
  const found = planned?.landings[0]?.mapped ?? {}
  return {
    source: name,
    state: files[name] === undefined ? 'absent' : trouble === undefined ? 'usable' : 'refused',
    files: (files[name] ?? []).map((file) => file.name),
    rows: counts?.received ?? null,
    accepted: counts?.accepted ?? null,
    rejected: wrong
      .filter(({ reason }) => reason !== 'unreadable_value')
      .map(({ reason, column_name, records }) => ({ reason, column: column_name, records })),
    out_of_scope: (counts?.removed ?? []).filter(({ reason }) => !REJECT_REASONS.includes(reason)),
    unreadable: wrong
      .filter(({ reason }) => reason === 'unreadable_value')
      .map(({ column_name, records }) => ({ column: column_name, records })),
    mapped: Object.fromEntries(Object.entries(found).filter(([column, inFile]) => inFile.toLowerCase() !== column)),
    columns_absent:
      planned === undefined ? [] : fileColumns(describedSource(name)).filter((column) => found[column] === undefined),
    problem: trouble === undefined ? null : { reason: trouble.reason, message: trouble.message, fix: trouble.fix },
  }
}
