import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Manifest, manifest } from '../../algorithms/contracts/manifest.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'

const PRIVATE = 0o700

/** What a finished run leaves behind, in the order in which it is put in place. */
const OUTPUTS = ['restricted', 'internal', 'results.duckdb', 'published'] as const

/** Where one run works. Nothing outside `work` changes before everything is ready. */
export interface OutFolder {
  readonly out: string
  /** `OUT/work/<run id>`. */
  readonly work: string
  /** Outputs stand here until all are ready. */
  readonly staged: string
  /** Gathered rows, a folder a source. */
  readonly gathered: string
  path(...parts: string[]): string
}

/** Makes the folders of a run; only their owner can look into them. */
export function outFolder(out: string, runId: string): OutFolder {
  const work = join(out, 'work', runId)
  const staged = join(work, 'staged')
  const gathered = join(work, 'gathered')
  for (const folder of [staged, gathered]) mkdirSync(folder, { recursive: true, mode: PRIVATE })
  return {
    out,
    work,
    staged,
    gathered,
    path(...parts) {
      const folder = join(work, ...parts.slice(0, -1))
      mkdirSync(folder, { recursive: true, mode: PRIVATE })
      return join(folder, parts.at(-1)!)
    },
  }
}

/** The manifest that stands in an output folder; null when no run has been there. */
export function manifestIn(out: string): Manifest | null {
  const path = join(out, 'run.json')
  if (!existsSync(path)) return null
  let written: unknown
  try {
    written = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    written = null
  }
  const read = manifest.safeParse(written)
  if (!read.success)
    throw new Trouble(
      'badUsage',
      'The run.json in that folder is not one that this version can read.',
      'Choose another --out.',
    )
  return read.data
}

/** An output folder holds one run: another is refused, and so is a folder with something else in it. */
export function refuseAnotherRun(out: string, runId: string): Manifest | null {
  const before = manifestIn(out)
  if (before === null) {
    const strange = existsSync(out) ? readdirSync(out).find((name) => name !== '.lock' && name !== 'work') : undefined
    if (strange !== undefined)
      throw new Trouble(
        'badUsage',
        'The folder given with --out is not empty and holds no run.',
        'Choose a new or empty --out.',
      )
    return null
  }
  if (before.run_id !== runId)
    throw new Trouble(
      'badUsage',
      `The folder given with --out holds another run (${before.run_id}): the data, the definition or the request differ.`,
      'Choose another --out, so that the earlier figures stay as they are.',
    )
  return before
}

/** Readers never see half a manifest. */
export function writeManifest(out: string, of: Manifest): void {
  writeReplacing(join(out, 'run.json'), `${JSON.stringify(manifest.parse(of), null, 2)}\n`)
}

/** Writes beside and renames, so that a crash leaves the old text or the new one. */
export function writeReplacing(path: string, text: string): void {
  const beside = `${path}.new`
  writeFileSync(beside, text, { mode: 0o644 })
  renameSync(beside, path)
}

/** Puts every output in place. What an interrupted run already put there is left alone. */
export function place({ out, staged }: OutFolder): void {
  for (const name of OUTPUTS) if (existsSync(join(staged, name))) renameSync(join(staged, name), join(out, name))
}

/** Lets others read what is published, as far as this person lets others read anything. */
export function openToReaders(out: string, withheld: number): void {
  const open = (path: string): void => {
    if (!existsSync(path)) return
    const isFolder = statSync(path).isDirectory()
    chmodSync(path, (isFolder ? 0o755 : 0o644) & ~withheld)
    if (isFolder) for (const name of readdirSync(path)) open(join(path, name))
  }
  for (const name of ['published', 'results.duckdb', 'run.json']) open(join(out, name))
}

/** File names that a run writes below its work folder, and nothing else. */
const OURS = [
  /^gathered\/gathered_[a-z_]+\/shard=-?\d+\/[\w-]+\.parquet$/,
  /^decided\/[a-z_]+\/shard-\d+\.parquet$/,
  /^decided\/shard-\d+\.json$/,
  /^gathered\.json$/,
  /^spill\/duckdb_temp_[\w.-]+$/,
]

/** Empties the work of a finished run, file by file: anything that is not ours stays where it is. */
export function emptyWork({ out, work }: OutFolder): void {
  removeOurs(work, '')
  if (existsSync(join(out, 'work')) && readdirSync(join(out, 'work')).length === 0) rmdirSync(join(out, 'work'))
}

/** Removes what an interrupted gather left half written. */
export const clearGathered = ({ gathered }: OutFolder): void => {
  removeOurs(gathered, 'gathered')
}

function removeOurs(top: string, below: string): void {
  const visit = (folder: string, name: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const inner = name === '' ? entry.name : `${name}/${entry.name}`
      if (entry.isDirectory()) visit(join(folder, entry.name), inner)
      else if (OURS.some((pattern) => pattern.test(inner))) unlinkSync(join(folder, entry.name))
    }
    if (readdirSync(folder).length === 0) rmdirSync(folder)
  }
  if (existsSync(top)) visit(top, below)
}
