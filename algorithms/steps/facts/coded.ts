import { icd10OrNull, opcs4OrNull } from '../../domain/codes.ts'

/** Codes of one hospital row: parsed, with their positions; what cannot be read is left out. */
export interface PositionedCode {
  readonly code: string
  /** 1 is the main diagnosis. */
  readonly position: number
}

/** Reads a folded group of ICD-10 codes, `;` between, blanks kept so that positions hold. */
export function diagnosesIn(text: string | null): readonly PositionedCode[] {
  if (text === null || text === '') return []
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

export function operationsIn(text: string | null): readonly string[] {
  if (text === null || text === '') return []
  return text.split(';').flatMap((part) => (part === '' ? [] : (opcs4OrNull(part) ?? [])))
}

/** Every mentioned code of a list such as the causes of death. */
export const codesIn = (text: string | null): readonly string[] => diagnosesIn(text).map(({ code }) => code)
