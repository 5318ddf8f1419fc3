import { describe, expect, it } from 'vitest'
import { snomedOrNull } from '../../../algorithms/domain/codes.ts'
import { GP_CONCEPTS, SITE_CODES } from '../../../test-data/region/care/site-codes.ts'
import type { Parameter } from '../../../test-data/region/parameter.ts'
import * as parameters from '../../../test-data/region/parameters.ts'

const isParameter = (value: unknown): value is Parameter<unknown> =>
  typeof value === 'object' && value !== null && 'because' in value && 'status' in value

function parametersIn(value: unknown): readonly Parameter<unknown>[] {
  if (isParameter(value)) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(parametersIn) : []
}

describe('the parameter file', () => {
  it('says of every number where it comes from', () => {
    const all = parametersIn(parameters)
    expect(all.length).toBeGreaterThan(150)
    for (const { because } of all) expect(because.length).toBeGreaterThan(3)
  })

  it('calls nothing published that is only professional knowledge', () => {
    const claimed = parametersIn(parameters).filter(({ status }) => status !== 'unverified')
    expect(claimed.filter(({ because }) => because.startsWith('Professional knowledge'))).toEqual([])
  })

  it('keeps every share within 0 and 1', () => {
    const { CAPTURE, NOISE, FILL } = parameters
    for (const { value } of parametersIn([CAPTURE, NOISE, FILL]))
      if (typeof value === 'number') expect(value >= 0 && value <= 1).toBe(true)
  })
})

describe('codes of the GP record', () => {
  it('are SNOMED CT identifiers and five-byte Read codes', () => {
    for (const { snomed, read } of [...Object.values(GP_CONCEPTS), ...Object.values(SITE_CODES)]) {
      expect(snomedOrNull(snomed)).toBe(snomed)
      expect(read).toMatch(/^[0-9A-Za-z.]{5}$/)
    }
  })
})
