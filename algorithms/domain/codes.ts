/** An ICD-10 code as we store it: upper case, no dot, no filler, no dagger. "c61.x" and "C61X" are both C61. */
export type Icd10 = string & { readonly kind: 'Icd10' }

/** An OPCS-4 procedure or Z-site code: a letter and three digits, upper case, no dot; three-character stems allowed. */
export type Opcs4 = string & { readonly kind: 'Opcs4' }

/** A SNOMED CT concept id: 6 to 18 digits that pass the Verhoeff check. */
export type SnomedCt = string & { readonly kind: 'SnomedCt' }

/** An ICD-O-3 morphology: four digits, and the behaviour digit after a slash where it was given ("8500/3"). */
export type Morphology = string & { readonly kind: 'Morphology' }

const ICD10_SHAPE = /^[A-Z]\d{2}\d{0,2}$/
const OPCS4_SHAPE = /^[A-Z]\d{2}\d?$/

/** Null when the text is not an ICD-10 code. HES pads three-character codes with X and some feeds add a dagger (D) or asterisk (A). */
export function icd10OrNull(text: string): Icd10 | null {
  const known = ICD10_READ.get(text)
  if (known !== undefined) return known
  const code = readIcd10(text)
  if (ICD10_READ.size >= MOST_REMEMBERED) ICD10_READ.clear()
  ICD10_READ.set(text, code)
  return code
}

/** A few thousand codes stand in millions of rows. */
const ICD10_READ = new Map<string, Icd10 | null>()
const MOST_REMEMBERED = 10_000

function readIcd10(text: string): Icd10 | null {
  const code = text
    .trim()
    .toUpperCase()
    .replace('.', '')
    .replaceAll(' ', '')
    .replace(/[*†+]$/, '')
  if (ICD10_SHAPE.test(code)) return code as Icd10
  // A filler in place of a fourth or fifth character, then dagger or asterisk as D or A.
  const unfilled = code.replace(/(?<=^[A-Z]\d{2}\d?)[X-]?[AD]?$|(?<=^[A-Z]\d{4})[AD]$/, '')
  return ICD10_SHAPE.test(unfilled) ? (unfilled as Icd10) : null
}

/** Throws a RangeError that never repeats the text. */
export function icd10(text: string): Icd10 {
  const code = icd10OrNull(text)
  if (code === null) throw new RangeError('Expected an ICD-10 code')
  return code
}

export function opcs4OrNull(text: string): Opcs4 | null {
  const code = text.trim().toUpperCase().replace('.', '')
  return OPCS4_SHAPE.test(code) ? (code as Opcs4) : null
}

export function snomedOrNull(text: string): SnomedCt | null {
  return /^[1-9]\d{5,17}$/.test(text) && passesVerhoeff(text) ? (text as SnomedCt) : null
}

export function morphologyOrNull(text: string): Morphology | null {
  const found = /^M?-?(\d{4})\s*\/?\s*(\d)?$/.exec(text.trim().toUpperCase())
  if (!found) return null
  return (found[2] === undefined ? found[1]! : `${found[1]!}/${found[2]}`) as Morphology
}

/** NHS two-figure codes lose their leading zero in spreadsheets: 5 and 05 are one code. Null stays null. */
export const twoFigures = <T extends string | null>(code: T): T =>
  code === null ? code : (code.trim().padStart(2, '0') as T)

/** Declares ICD-10 families in rules; a wrong one stops the module from loading. */
export const families = (...codes: readonly string[]): readonly Icd10[] => codes.map(icd10)

/** A code family: C78 covers C78, C780 and C7801, but not C79. */
export const covers = (family: string, code: string): boolean => code.startsWith(family)

export const coveredByAny = (list: readonly string[], code: string): boolean =>
  list.some((family) => code.startsWith(family))

const VERHOEFF_PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const
const VERHOEFF_PERMUTED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const

/** The check digit of SNOMED CT identifiers (Verhoeff's dihedral scheme, SNOMED CT Release File Specification). */
export function passesVerhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const permuted = VERHOEFF_PERMUTED[i % 8]!.charCodeAt(Number(digits[digits.length - 1 - i])) - 48
    check = VERHOEFF_PRODUCT[check]!.charCodeAt(permuted) - 48
  }
  return check === 0
}
