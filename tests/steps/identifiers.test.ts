import { describe, expect, test } from 'vitest'
import { passesVerhoeff } from '../../algorithms/domain/codes.ts'
import { codesHoldNhsNumber, holdsNhsNumbers, passesNhsCheck } from '../../algorithms/steps/identifiers.ts'

/** Ten-digit numbers with their check digit worked out, so that none is written down. */
function numbers(passing: boolean, count: number): readonly string[] {
  const found: string[] = []
  for (let start = 400_000_000; found.length < count; start += 7) {
    const weighted = Array.from(String(start)).reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0)
    const check = (11 - (weighted % 11)) % 11
    if (check === 10) continue
    found.push(`${start}${passing ? check : (check + 1) % 10}`)
  }
  return found
}

const idsOf = (tenDigit: readonly string[], count: number, elevenDigitCount = 0) => ({
  tenDigit,
  tenDigitCount: tenDigit.length,
  elevenDigitCount,
  count,
})

test('the check digit is weighed from ten to two', () => {
  expect(numbers(true, 50).every(passesNhsCheck)).toBe(true)
  expect(numbers(false, 50).some(passesNhsCheck)).toBe(false)
  const spaced = numbers(true, 1)[0]!.replace(/(\d{3})(\d{3})(\d{4})/, '$1 $2 $3')
  expect(passesNhsCheck(spaced)).toBe(true)
  expect(passesNhsCheck('12345')).toBe(false)
})

describe('ids', () => {
  test('of ten digits pass by chance one time in eleven, and are let be', () => {
    expect(holdsNhsNumbers(idsOf([...numbers(false, 100), ...numbers(true, 10)], 110))).toBe(false)
  })

  // Of a hundred, 19 or more pass with a chance of 0.0016 and 20 with one of 0.0006 (binomial, one in eleven).
  test('of ten digits of which more pass than chance gives once in a thousand times are NHS numbers', () => {
    expect(holdsNhsNumbers(idsOf([...numbers(false, 80), ...numbers(true, 20)], 100))).toBe(true)
    expect(holdsNhsNumbers(idsOf([...numbers(false, 81), ...numbers(true, 19)], 100))).toBe(false)
  })

  test('of ten digits that all pass are NHS numbers, however few', () => {
    expect(holdsNhsNumbers(idsOf(numbers(true, 2), 2))).toBe(true)
    expect(holdsNhsNumbers(idsOf([...numbers(true, 1), ...numbers(false, 1)], 2))).toBe(false)
  })

  test('that run through ten digits on their way to eleven pass by chance too', () => {
    const running = [...numbers(false, 12), ...numbers(true, 3)]
    expect(holdsNhsNumbers(idsOf(running, 2_000, 185))).toBe(false)
    expect(holdsNhsNumbers(idsOf(running, 2_000, 14))).toBe(true)
    expect(holdsNhsNumbers(idsOf(numbers(true, 15), 2_000, 185))).toBe(true)
  })

  test('of another shape make a single one that passes suspect', () => {
    expect(holdsNhsNumbers(idsOf(numbers(true, 1), 1_000))).toBe(true)
    expect(holdsNhsNumbers(idsOf(numbers(false, 1), 1_000))).toBe(false)
  })
})

describe('codes', () => {
  test('that are SNOMED CT identifiers are let be, though they pass the NHS check', () => {
    const both = numbers(true, 500).find(passesVerhoeff)!
    expect(codesHoldNhsNumber([both])).toBe(false)
  })

  test('that pass the NHS check and are no SNOMED CT identifier are refused, in a list too', () => {
    const nhs = numbers(true, 500).find((number) => !passesVerhoeff(number))!
    expect(codesHoldNhsNumber(['C509', nhs])).toBe(true)
    expect(codesHoldNhsNumber([`C509;${nhs};;`])).toBe(true)
    expect(codesHoldNhsNumber(['C509;C787', '254837009'])).toBe(false)
  })
})
