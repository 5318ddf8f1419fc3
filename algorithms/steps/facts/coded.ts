import { icd10OrNull, opcs4OrNull } from '../../domain/codes.ts'

/** Codes of one hospital row: parsed, with their positions; what cannot be read is left out. */
export interface PositionedCode {
  readonly code: string
  /** 1 is the main diagnosis. */
  readonly position: number
}

/** Reads a folded group of ICD-10 codes, `;` between, blanks kept so that positions hold. */
export const diagnosesIn = (text: string | null): readonly PositionedCode[] => diagnoses(text).codes

export const operationsIn = (text: string | null): readonly string[] => operations(text).codes

/** Every mentioned code of a list such as the causes of death. */
export const codesIn = (text: string | null): readonly string[] => diagnosesIn(text).map(({ code }) => code)

/** Positions of what stands in a folded group and is no code of its system. */
export const UNREADABLE_IN = {
  icd10: (text: string | null): readonly number[] => diagnoses(text).unreadable,
  opcs4: (text: string | null): readonly number[] => operations(text).unreadable,
} as const

interface Group<C> {
  readonly codes: readonly C[]
  readonly unreadable: readonly number[]
}

// Facts, history, presentations and completeness all read the same rows, so a group is read once for all of them.
const DIAGNOSES = new Map<string, Group<PositionedCode>>()
const OPERATIONS = new Map<string, Group<string>>()
const MOST_REMEMBERED = 10_000

const diagnoses = (text: string | null): Group<PositionedCode> =>
  remembered(DIAGNOSES, text, (part, position) => {
    const code = icd10OrNull(part)
    return code === null ? null : { code, position }
  })

const operations = (text: string | null): Group<string> => remembered(OPERATIONS, text, opcs4OrNull)

const NONE: Group<never> = { codes: [], unreadable: [] }

function remembered<C>(
  known: Map<string, Group<C>>,
  text: string | null,
  read: (part: string, position: number) => C | null,
): Group<C> {
  if (text === null || text === '') return NONE
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= MOST_REMEMBERED) known.clear()
  const codes: C[] = []
  const unreadable: number[] = []
  text.split(';').forEach((part, i) => {
    // Most positions are blank and most rows have few codes: the test saves the parsing.
    if (part === '') return
    const code = read(part, i + 1)
    if (code !== null) codes.push(code)
    else if (part.trim() !== '') unreadable.push(i + 1)
  })
  const found = { codes, unreadable }
  known.set(text, found)
  return found
}
