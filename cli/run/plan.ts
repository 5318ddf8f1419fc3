import type { Manifest } from '../../algorithms/contracts/manifest.ts'
import { type RunRequest, runRequest } from '../../algorithms/contracts/request.ts'
import type { SourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import { type SourceName, SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import type { Definition } from '../../algorithms/rules/definition.ts'
import { chosenDefinition, refuseAllowList, runIdOf } from '../../engines/run-identity.ts'
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
  refuseAllowList(catalogue, files.allow_list !== undefined)
  const inputs = await inputsOf(files, onFile)
  const bySource = Object.entries(inputs).map(([source, list]) => [source, list.map((file) => file.sha256)] as const)
  return {
    runId: runIdOf(bySource, catalogue, definition, request),
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
