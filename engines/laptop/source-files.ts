import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SOURCE_NAMES, type SourceName } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'

/** One file of a source, as it stands on disk. */
export interface SourceFile {
  readonly path: string
  /** Its name below the data folder. */
  readonly name: string
  readonly bytes: number
  readonly format: 'csv' | 'gzipped_csv' | 'parquet'
}

export type SourceFiles = Readonly<Partial<Record<SourceName, readonly SourceFile[]>>>

export interface FilesFound {
  readonly sources: SourceFiles
  /** Names in the folder that belong to no source. */
  readonly ignored: readonly string[]
}

/** Longest first, so that `.csv.gz` is not taken for an unknown `.gz`. */
const FORMAT_OF_ENDING = [
  ['.csv.gz', 'gzipped_csv'],
  ['.csv', 'csv'],
  ['.parquet', 'parquet'],
] as const

const BESIDE_THE_SOURCES = ['sources.json', 'truth']

/** Finds `<source>.csv`, `.csv.gz` or `.parquet`, or every such file in the folder `<source>/`. */
export function findSourceFiles(data: string): FilesFound {
  if (!existsSync(data) || !statSync(data).isDirectory())
    throw new Trouble('badUsage', 'The folder given with --data does not exist.', 'Check the path.')
  const sources: Partial<Record<SourceName, SourceFile[]>> = {}
  const ignored: string[] = []
  for (const entry of readdirSync(data).sort()) {
    if (BESIDE_THE_SOURCES.includes(entry) || entry.startsWith('.')) continue
    const name = SOURCE_NAMES.find((source) => entry === source || entry.startsWith(`${source}.`))
    if (name === undefined) {
      ignored.push(entry)
      continue
    }
    const path = join(data, entry)
    const files = statSync(path).isDirectory() ? filesIn(path, entry) : [sourceFile(path, entry)]
    if (sources[name] !== undefined)
      throw new Trouble(
        'contractFailed',
        `The source ${name} stands in more than one place: ${sources[name][0]!.name} and ${entry}.`,
        `Keep one of them, or put every file of it in the folder ${name}/.`,
      )
    if (files.length > 0) sources[name] = files
  }
  return { sources, ignored }
}

function filesIn(folder: string, name: string): SourceFile[] {
  const files = readdirSync(folder)
    .filter((entry) => !entry.startsWith('.') && !entry.startsWith('_'))
    .sort()
    .map((entry) => sourceFile(join(folder, entry), `${name}/${entry}`))
  if (new Set(files.map((file) => file.format === 'parquet')).size > 1)
    throw new Trouble(
      'contractFailed',
      `The folder ${name}/ holds both CSV and Parquet files.`,
      'Keep one kind, so that no row is read twice.',
    )
  return files
}

function sourceFile(path: string, name: string): SourceFile {
  const format = FORMAT_OF_ENDING.find(([ending]) => basename(path).endsWith(ending))?.[1]
  if (format === undefined || !statSync(path).isFile())
    throw new Trouble(
      'contractFailed',
      `${name} is not a kind of file that can be read.`,
      'Sources are .csv, .csv.gz or .parquet files.',
    )
  const seen = kindByContent(path)
  if (seen !== format)
    throw new Trouble(
      'contractFailed',
      `${name} does not hold what its name says: it is ${WORDS[seen]}.`,
      'Export it again as CSV, gzipped CSV or Parquet, and name it accordingly.',
    )
  return { path, name, bytes: statSync(path).size, format }
}

const WORDS = {
  csv: 'text',
  gzipped_csv: 'a gzip file',
  parquet: 'a Parquet file',
  archive: 'a zip archive or an Excel workbook',
  binary: 'neither text nor Parquet',
} as const

/** What the first bytes say: a renamed workbook would otherwise be read as one long odd row. */
function kindByContent(path: string): keyof typeof WORDS {
  const start = Buffer.alloc(512)
  const descriptor = openSync(path, 'r')
  const length = readSync(descriptor, start, 0, start.length, 0)
  closeSync(descriptor)
  const bytes = start.subarray(0, length)
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzipped_csv'
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'archive'
  return bytes.includes(0) ? 'binary' : 'csv'
}
