import { passesVerhoeff } from '../domain/codes.ts'

/** One in eleven ten-digit numbers passes the NHS check digit by chance; more than this share is no chance. */
const SHARE_THAT_IS_NO_CHANCE = 0.25

/** Whether ten digits pass the Modulus 11 check of an NHS number (NHS Data Dictionary, NHS NUMBER). */
export function passesNhsCheck(text: string): boolean {
  const digits = text.replaceAll(' ', '')
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

/** The ten-digit values among the ids of a column, or a fair sample of them, beside how many ids there are of any shape. */
export interface IdsSeen {
  readonly tenDigit: readonly string[]
  readonly tenDigitCount: number
  readonly count: number
}

/** Whether ids look like NHS numbers: more pass the check than chance allows, or any does where most ids have another shape. */
export function holdsNhsNumbers(ids: IdsSeen): boolean {
  const passing = ids.tenDigit.filter(passesNhsCheck).length
  if (passing === 0) return false
  return ids.tenDigitCount * 2 < ids.count || passing > ids.tenDigit.length * SHARE_THAT_IS_NO_CHANCE
}

/** Whether a column of codes holds an NHS number: ten digits that pass its check and are no SNOMED CT identifier. */
export const codesHoldNhsNumber = (codes: readonly string[]): boolean =>
  codes
    .flatMap((text) => text.split(';'))
    .map((code) => code.trim())
    .some((code) => passesNhsCheck(code) && !passesVerhoeff(code.replaceAll(' ', '')))
