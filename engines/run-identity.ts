import { createHash } from 'node:crypto'
import type { RunRequest } from '../algorithms/contracts/request.ts'
import type { SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import {
  DEFAULT_DEFINITION,
  DEFINITIONS,
  type Definition,
  definitionName,
  definitionNamed,
} from '../algorithms/rules/definition.ts'

/** The part of a request that changes what is found. */
export type Asked = Pick<RunRequest, 'definition' | 'asAt' | 'allowDraft'>

/** The definition to apply. Refuses a draft over real data unless it is allowed. */
export function chosenDefinition(request: Asked, catalogue: SourceCatalogue): Definition {
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

/** What is wrong with the list of people who may be processed: later opt-outs are respected only as long as it is there and kept up to date. */
export function allowListTrouble(catalogue: SourceCatalogue, isThere: boolean): Trouble | null {
  const said = catalogue.sources.allow_list
  if (said === undefined) return null
  if (!isThere)
    return new Trouble(
      'qualityGateFailed',
      'sources.json speaks of an allow list, but there is none, so people might be processed who may not be.',
      'Add allow_list to the sources, or take it out of sources.json when everyone may be processed.',
    )
  if (said.expires === undefined || said.expires >= new Date().toISOString().slice(0, 10)) return null
  return new Trouble(
    'qualityGateFailed',
    `The allow list expired on ${said.expires}.`,
    'Ask for a new one, so that later opt-outs are respected, and give its date in sources.json.',
  )
}

/** Stops a run whose allow list cannot be relied on, on a laptop as in AWS. */
export function refuseAllowList(catalogue: SourceCatalogue, isThere: boolean): void {
  const trouble = allowListTrouble(catalogue, isThere)
  if (trouble !== null) throw trouble
}

/**
 * Digest of the inputs, the definition and the request without `--shards` and `--workers`. Names and paths of files are
 * left out: the same bytes elsewhere are the same run.
 */
export function runIdOf(
  inputs: readonly (readonly [source: string, digests: readonly string[]])[],
  catalogue: SourceCatalogue,
  definition: Definition,
  request: Asked,
): string {
  const files = inputs
    .map(([source, digests]) => [source, digests.toSorted()] as const)
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
