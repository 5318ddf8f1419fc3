import { describe, expect, test } from 'vitest'
import { loadGeography } from '../../engines/geography/load.ts'
import { geographyOf, quintileOfDecile } from '../../algorithms/steps/geography.ts'
import { GEOGRAPHY } from './people.ts'

test('two deciles make a quintile, 1 the most deprived', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(quintileOfDecile).join('')).toBe('1122334455')
})

test('a code of 2021 is taken as such although it also stands among those of 2011', () => {
  expect(GEOGRAPHY.neighbourhood('L1')).toEqual({ quintile: '1', subIcb: '01A' })
})

test('a split neighbourhood takes the middle deprivation of its parts, the more deprived of two', () => {
  expect(GEOGRAPHY.neighbourhood('OLD')?.quintile).toBe('1')
  const three = geographyOf({
    vintage: '2024',
    lsoa2021: [
      ['A', '9', 'S'],
      ['B', '2', 'S'],
      ['C', '5', 'S'],
    ],
    lsoa2011: [
      ['OLD', 'A'],
      ['OLD', 'B'],
      ['OLD', 'C'],
    ],
    practices: [],
    areas: [],
  })
  expect(three.neighbourhood('OLD')?.quintile).toBe('3')
})

describe('the lookups of the product', () => {
  const geography = loadGeography()

  test('place a practice, a neighbourhood of 2021 and one of 2011', () => {
    expect(geography.practiceSubIcb('A81001')).toBe('16C')
    expect(geography.icbOf('16C')).toBe('QHM')
    expect(geography.nameOf('QHM')).toBe('NHS North East and North Cumbria Integrated Care Board')
    expect(geography.neighbourhood('E01012392')).toEqual({ quintile: '5', subIcb: '01F' })
    expect(geography.neighbourhood('E01033468')).toEqual({ quintile: '1', subIcb: '16C' })
  })

  test('do not know Wales, nor a practice that closed under an older body', () => {
    expect(geography.neighbourhood('W01000001')).toBeUndefined()
    expect(geography.practiceSubIcb('A81003')).toBeUndefined()
  })

  test('names that hold a comma are whole', () => {
    expect(geography.nameOf('QHL')).toBe('NHS Birmingham and Solihull Integrated Care Board')
    expect(geography.nameOf('QK1')).toBe('NHS Leicester, Leicestershire and Rutland Integrated Care Board')
  })
})
