import { expect, test } from 'vitest'
import { day } from '../../algorithms/domain/day.ts'
import { monthOrNull } from '../../algorithms/domain/month.ts'
import {
  AGE_BANDS,
  ageBandIndex,
  ageBandOn,
  ethnicityOf,
  nextBandMonth,
  sexOf,
} from '../../algorithms/domain/person.ts'

test.each([
  { born: '1999-06', on: '2024-05-31', is: '0-24', story: 'the day before a 25th birthday' },
  { born: '1999-06', on: '2024-06-01', is: '25-49', story: 'a 25th birthday, taken as the 1st of the month' },
  { born: '1974-06', on: '2024-06-01', is: '50-59', story: 'a 50th birthday' },
  { born: '1964-06', on: '2024-06-01', is: '60-69', story: 'a 60th birthday' },
  { born: '1954-06', on: '2024-05-31', is: '60-69', story: 'the day before a 70th birthday' },
  { born: '1954-06', on: '2024-06-01', is: '70-79', story: 'a 70th birthday' },
  { born: '1944-06', on: '2024-06-01', is: '80+', story: 'an 80th birthday' },
  { born: '1910-01', on: '2024-06-01', is: '80+', story: 'very old' },
  { born: '2024-07', on: '2024-06-30', is: 'unknown', story: 'not yet born' },
  { born: '2024-06', on: '2024-06-30', is: '0-24', story: 'a newborn' },
])('$born on $on is $is: $story', ({ born, on, is }) => {
  expect(ageBandOn(monthOrNull(born), day(on))).toBe(is)
})

test('without a month of birth the band is unknown', () => {
  expect(ageBandOn(null, day('2024-06-01'))).toBe('unknown')
  expect(nextBandMonth(null, monthOrNull('2024-06')!)).toBeNull()
})

test('the next band begins in the month that is told', () => {
  const born = monthOrNull('1954-06')!
  for (const text of ['1950-01', '1954-06', '1979-05', '1979-06', '2013-01', '2030-01', '2034-06']) {
    const month = monthOrNull(text)!
    const next = nextBandMonth(born, month)
    if (next === null) {
      expect(AGE_BANDS[ageBandIndex(born, month)]).toBe('80+')
      continue
    }
    expect(next).toBeGreaterThan(month)
    expect(ageBandIndex(born, next)).not.toBe(ageBandIndex(born, month))
  }
})

test('ethnic category letters fall into five groups and unknown', () => {
  const groups = 'ABCDEFGHJKLMNPRSZX9'.split('').map((letter) => `${letter}:${ethnicityOf(letter)}`)
  expect(groups.join(' ')).toBe(
    'A:white B:white C:white D:mixed E:mixed F:mixed G:mixed H:asian J:asian K:asian L:asian M:black N:black P:black ' +
      'R:other S:other Z:unknown X:unknown 9:unknown',
  )
  expect(ethnicityOf(null)).toBe('unknown')
  expect(ethnicityOf('99')).toBe('unknown')
  expect(ethnicityOf('a1')).toBe('white')
})

test('only 1 and 2 say a sex', () => {
  expect(['1', '2', '0', '9', null].map(sexOf)).toEqual(['male', 'female', 'unknown', 'unknown', 'unknown'])
})
