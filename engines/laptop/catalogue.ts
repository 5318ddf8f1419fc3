import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ZodError, type core } from 'zod'
import { type SourceCatalogue, sourceCatalogue } from '../../algorithms/contracts/source-catalogue.ts'
import { COMMON_SOURCE_COLUMNS, type Source, fileColumns, memberColumns } from '../../algorithms/contracts/source.ts'
import { SOURCES, type SourceName } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'

/** Reads `DATA/sources.json`, or what stands for it when there is none. */
export function readCatalogue(data: string): SourceCatalogue {
  const path = join(data, 'sources.json')
  return catalogueIn(existsSync(path) ? readFileSync(path, 'utf8') : null)
}

/** Checks the text of `sources.json`; null when there is none. */
export function catalogueIn(text: string | null): SourceCatalogue {
  if (text === null) return catalogueFrom({})
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    throw new Trouble('contractFailed', 'sources.json is not JSON.', 'Check its brackets and commas.')
  }
  return catalogueFrom(written)
}

/** Checks what stood in `sources.json`. */
export function catalogueFrom(written: unknown): SourceCatalogue {
  const read = sourceCatalogue.safeParse(written)
  if (!read.success) throw refused(read.error)
  for (const [source, entry] of Object.entries(read.data.sources)) {
    const described = SOURCES[source as SourceName] as unknown as Source
    const known = fileColumns(described)
    const unknown = Object.keys(entry.columns ?? {}).find((column) => !known.includes(column))
    if (unknown !== undefined)
      throw new Trouble(
        'contractFailed',
        `sources.json maps the column ${unknown} of ${source}, which the contract does not know.`,
        `The columns of ${source} are ${inShort(described).join(', ')}.`,
      )
  }
  return read.data
}

/** The first thing wrong, by where it stands: what was written there is never repeated. */
function refused(error: ZodError): Trouble {
  const issue = error.issues[0]!
  const where = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return new Trouble(
      'contractFailed',
      `sources.json holds ${issue.keys.join(', ')}${where === '' ? '' : ` in ${where}`}, which the contract does not know.`,
      `Remove it, or correct its name: known there are ${knownKeys(where)}.`,
    )
  return new Trouble('contractFailed', `sources.json is wrong at ${where || 'the top'}.`, fixOf(issue))
}

const knownKeys = (where: string): string =>
  where === ''
    ? 'coverage, synthetic, sources'
    : where === 'sources'
      ? Object.keys(SOURCES).join(', ')
      : 'available_from, available_to, lag_months, legal_basis, opt_out_applied, reject_limit, table, fillers, date, expires, columns'

function fixOf(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `Write one of ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_type') return `A ${issue.expected} is expected there.`
  return `${issue.message[0]!.toUpperCase()}${issue.message.slice(1)}.`
}

/** `diag_01 … diag_20` in place of twenty names. */
const inShort = (of: Source): readonly string[] => [
  ...Object.entries(of.columns).map(([name, column]) => {
    const members = memberColumns(name, column)
    return members.length === 1 ? name : `${members[0]!} … ${members.at(-1)!}`
  }),
  ...Object.keys(COMMON_SOURCE_COLUMNS),
]
