import { passesVerhoeff } from '../../domain/codes.ts'
import { DefinitionError } from '../../domain/trouble.ts'

/** How sure we are of a declared value: read in its source, or from professional knowledge and to be checked. */
export type Status = 'verified' | 'unverified'

export interface Codelist {
  readonly id: string
  readonly says: string
  readonly system: 'icd10' | 'opcs4' | 'snomed' | 'read' | 'dmd'
  /** Code families: each covers every code that begins with it. SNOMED CT and dm+d codes are whole. */
  readonly codes: readonly string[]
  readonly source: string
  readonly status: Status
}

/** Checks a code list and hands it back: a mistyped SNOMED CT code stops the module from loading. */
export function codelist(declared: Codelist): Codelist {
  if (declared.codes.length === 0) throw new DefinitionError(declared.id, 'Add at least one code.')
  if (new Set(declared.codes).size < declared.codes.length)
    throw new DefinitionError(declared.id, 'Remove the repeated code.')
  if (declared.system === 'snomed' || declared.system === 'dmd') {
    const wrong = declared.codes.find((code) => !passesVerhoeff(code))
    if (wrong) throw new DefinitionError(declared.id, `Code ${wrong} fails the SNOMED CT check digit.`)
  }
  return declared
}

/** Whether a code list holds a code: by family, or whole for SNOMED CT and dm+d. */
export const holds = (list: Codelist, code: string): boolean =>
  list.system === 'snomed' || list.system === 'dmd'
    ? list.codes.includes(code)
    : list.codes.some((family) => code.startsWith(family))
