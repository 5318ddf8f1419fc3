import { createHash } from 'node:crypto'
import type { Manifest } from '../../algorithms/contracts/manifest.ts'
import { type RunRequest, runRequest } from '../../algorithms/contracts/request.ts'
import type { SourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import { type SourceName, SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import {
  DEFAULT_DEFINITION,
  DEFINITIONS,
  type Definition,
  definitionName,
  definitionNamed,
} from '../../algorithms/rules/definition.ts'
import { readCatalogue } from '../../engines/laptop/catalogue.ts'
import { fileDigest } from '../../engines/laptop/file-digest.ts'
import { type SourceFiles, findSourceFiles } from '../../engines/laptop/source-files.ts'

/** What a run is going to do, settled before it does anything. */
export interface Plan {
  readonly runId: string
  readonly request: RunRequest
  readonly definition: Definition
  readonly catalogue: SourceCatalogue
  readonly files: SourceFiles
  readonly inputs: Manifest['inputs']
  readonly absent: readonly SourceName[]
  readonly warnings: readonly string[]
}

/** Reads what there is, refuses what cannot be run, and names the run by what goes into it. */
export async function planRun(request: RunRequest, onFile: (done: number, of: number) => void): Promise<Plan> {
  const { sources: files, ignored } = findSourceFiles(request.data)
  const catalogue = readCatalogue(request.data)
  const definition = chosenDefinition(request, catalogue)
  refuseExpiredAllowList(files, catalogue)
  const inputs = await inputsOf(files, onFile)
  return {
    runId: runIdOf(inputs, catalogue, definition, request),
    request,
    definition,
    catalogue,
    files,
    inputs,
    absent: SOURCE_NAMES.filter((name) => files[name] === undefined && name !== 'allow_list'),
    warnings: ignored.map((name) => `${name} is no source of the contract and was not read.`),
  }
}

/** Checks what was asked for, and says which part cannot be. */
export function readRequest(asked: object): RunRequest {
  const read = runRequest.safeParse(asked)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  throw new Trouble('badUsage', `--${flagOf(String(issue.path[0]))} cannot be that.`, `${issue.message}.`)
}

const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function chosenDefinition(request: RunRequest, catalogue: SourceCatalogue): Definition {
  const definition = definitionNamed(request.definition ?? DEFAULT_DEFINITION)
  if (definition === undefined)
    throw new Trouble(
      'badUsage',
      'There is no definition of that name and version.',
      `The definitions are ${DEFINITIONS.map(definitionName).join(', ')}.`,
    )
  if (definition.status === 'draft' && !catalogue.synthetic && !request.allowDraft)
    throw new Trouble(
      'qualityGateFailed',
      `The definition ${definitionName(definition)} is a draft that nobody has approved, so nothing is published from it.`,
      'Add --allow-draft to run it all the same; every output will say that it is a draft.',
    )
  return definition
}

function refuseExpiredAllowList(files: SourceFiles, catalogue: SourceCatalogue): void {
  const expires = catalogue.sources.allow_list?.expires
  if (files.allow_list === undefined || expires === undefined) return
  if (expires < new Date().toISOString().slice(0, 10))
    throw new Trouble(
      'qualityGateFailed',
      `The allow list expired on ${expires}.`,
      'Ask for a new one, so that later opt-outs are respected, and give its date in sources.json.',
    )
}

async function inputsOf(files: SourceFiles, onFile: (done: number, of: number) => void): Promise<Manifest['inputs']> {
  const all = Object.entries(files).flatMap(([source, list]) => list.map((file) => ({ source, file })))
  const bytes = all.reduce((sum, { file }) => sum + file.bytes, 0)
  const waiting = [...all].sort((a, b) => b.file.bytes - a.file.bytes)
  const digests = new Map<string, string>()
  let done = 0
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      digests.set(next.file.name, await fileDigest(next.file))
      done += next.file.bytes
      onFile(done, bytes)
    }
  }
  await Promise.all([lane(), lane()])
  const inputs: Manifest['inputs'] = {}
  for (const { source, file } of all)
    (inputs[source] ??= []).push({ name: file.name, bytes: file.bytes, sha256: digests.get(file.name)! })
  return inputs
}

/**
 * Digest of the inputs, the definition and the request without `--shards` and `--workers`. Names and paths of files are
 * left out: the same bytes elsewhere are the same run.
 */
function runIdOf(
  inputs: Manifest['inputs'],
  catalogue: SourceCatalogue,
  definition: Definition,
  request: RunRequest,
): string {
  const files = Object.entries(inputs)
    .map(([source, list]) => [source, list.map((file) => file.sha256).sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const asked = { asAt: request.asAt ?? null, allowDraft: request.allowDraft }
  const text = JSON.stringify([files, inKeyOrder(catalogue), definition, asked])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The same object whatever the order in which its keys were written. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inKeyOrder(inner)]),
  )
}
