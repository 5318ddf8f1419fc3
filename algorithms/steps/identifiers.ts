import { passesVerhoeff } from '../domain/codes.ts'
import { binomialUpperTail } from './statistics/distributions.ts'

/** The share of ten-digit numbers that pass the NHS check digit by chance: the remainders of eleven. */
const PASSES_BY_CHANCE = 1 / 11

/** As many passing as chance gives less often than this are no chance. */
const NO_CHANCE = 1e-3

/** Whether ten digits pass the Modulus 11 check of an NHS number (NHS Data Dictionary, NHS NUMBER). */
export function passesNhsCheck(text: string): boolean {
  const digits = text.replaceAll(' ', '')
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

/** The ten-digit values among the ids of a column, or a fair sample of them, beside how many ids there are. */
export interface IdsSeen {
  readonly tenDigit: readonly string[]
  readonly tenDigitCount: number
  readonly elevenDigitCount: number
  /** Of any shape. */
  readonly count: number
}

/**
 * Whether ids look like NHS numbers: more pass the check than chance allows, all do, or any does where most ids have
 * another shape. Running numbers, which go through ten digits on their way to eleven as the episode keys of Hospital
 * Episode Statistics do, are judged by chance alone.
 */
export function holdsNhsNumbers(ids: IdsSeen): boolean {
  const passing = ids.tenDigit.filter(passesNhsCheck).length
  if (passing === 0) return false
  const areRunning = ids.elevenDigitCount >= ids.tenDigitCount
  const areOdd = ids.tenDigitCount * 2 < ids.count || passing === ids.tenDigit.length
  if (areOdd && !areRunning) return true
  return binomialUpperTail(passing, ids.tenDigit.length, PASSES_BY_CHANCE) < NO_CHANCE
}

/** Whether a column of codes holds an NHS number: ten digits that pass its check and are no SNOMED CT identifier. */
export const codesHoldNhsNumber = (codes: readonly string[]): boolean =>
  codes
    .flatMap((text) => text.split(';'))
    .map((code) => code.trim())
    .some((code) => passesNhsCheck(code) && !passesVerhoeff(code.replaceAll(' ', '')))
