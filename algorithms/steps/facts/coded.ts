import { icd10OrNull, opcs4OrNull } from '../../domain/codes.ts'

/** Codes of one hospital row: parsed, with their positions; what cannot be read is left out. */
export interface PositionedCode {
  readonly code: string
  /** 1 is the main diagnosis. */
  readonly position: number
}

/** Reads a folded group of ICD-10 codes, `;` between, blanks kept so that positions hold. */
export const diagnosesIn = (text: string | null): readonly PositionedCode[] =>
  remembered(DIAGNOSES, text, readDiagnoses)

export const operationsIn = (text: string | null): readonly string[] => remembered(OPERATIONS, text, readOperations)

/** Every mentioned code of a list such as the causes of death. */
export const codesIn = (text: string | null): readonly string[] => diagnosesIn(text).map(({ code }) => code)

// Facts, history and presentations all read the same rows, so a group is read once for the three of them.
const DIAGNOSES = new Map<string, readonly PositionedCode[]>()
const OPERATIONS = new Map<string, readonly string[]>()
const MOST_REMEMBERED = 1_000

function remembered<T>(known: Map<string, readonly T[]>, text: string | null, read: (text: string) => readonly T[]) {
  if (text === null || text === '') return []
  const codes = known.get(text)
  if (codes !== undefined) return codes
  if (known.size >= MOST_REMEMBERED) known.clear()
  const found = read(text)
  known.set(text, found)
  return found
}

function readDiagnoses(text: string): readonly PositionedCode[] {
  const codes: PositionedCode[] = []
  let position = 0
  for (const part of text.split(';')) {
    position++
    // Most positions are blank and most rows have few codes: the test saves the parsing.
    if (part === '') continue
    const code = icd10OrNull(part)
    if (code !== null) codes.push({ code, position })
  }
  return codes
}

const readOperations = (text: string): readonly string[] =>
  text.split(';').flatMap((part) => (part === '' ? [] : (opcs4OrNull(part) ?? [])))
