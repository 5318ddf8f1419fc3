import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, dayText } from '../../algorithms/domain/day.ts'
import { monthText, monthFromNumber } from '../../algorithms/domain/month.ts'
import { populationCounter } from '../../algorithms/steps/population.ts'
import { type PersonRow, registeredPerson, strataOn } from '../../algorithms/steps/registered.ts'
import { GEOGRAPHY, personRow } from './people.ts'

const CUT = day('2022-09-15')

function populationOf(people: readonly (readonly PersonRow[])[], cut = CUT) {
  const counter = populationCounter(cut)
  for (const rows of people) counter.add(registeredPerson(rows, GEOGRAPHY))
  return counter.rows()
}

const at = (rows: ReturnType<typeof populationOf>, month: string, breakdown = 'all', geography = 'icb') =>
  rows
    .filter((row) => dayText(row.month_end).startsWith(month) && row.breakdown === breakdown)
    .filter((row) => row.geography_type === geography)
    .map((row) => `${row.geography_code} ${row.breakdown_value} ${row.people}`)

test('a person is counted in the months whose last day the registration holds', () => {
  const rows = populationOf([[personRow({ registered_from: day('2022-01-31'), registered_to: day('2022-04-29') })]])
  expect(at(rows, '2021-12')).toEqual([])
  expect(at(rows, '2022-01')).toEqual(['Q1 all 1'])
  expect(at(rows, '2022-03')).toEqual(['Q1 all 1'])
  expect(at(rows, '2022-04')).toEqual([])
  expect(at(rows, '2022-03', 'all', 'sub_icb')).toEqual(['01A all 1'])
  expect(at(rows, '2022-03', 'all', 'extract')).toEqual(['extract all 1'])
})

test('months run from the first day reported to the last whole month before the cut', () => {
  const months = (cut: string) => {
    const rows = populationOf([[personRow()]], day(cut)).filter((row) => row.geography_type === 'extract')
    return [dayText(rows[0]!.month_end), dayText(rows.at(-1)!.month_end), rows.length]
  }
  expect(months('2022-09-15')).toEqual(['2017-04-30', '2022-08-31', 65])
  expect(months('2022-09-30')).toEqual(['2017-04-30', '2022-09-30', 66])
})

test('a person passes into the next age band in the month of the birthday', () => {
  const rows = populationOf([[personRow({ birth_month: '1952-06' })]])
  expect(at(rows, '2022-05', 'age_band')).toEqual(['Q1 60-69 1'])
  expect(at(rows, '2022-06', 'age_band')).toEqual(['Q1 70-79 1'])
})

test('a person who moves is counted where they are on the last day', () => {
  const rows = populationOf([
    [
      personRow({ registered_to: day('2022-03-30'), row_ref: 'person:1' }),
      personRow({ registered_from: day('2022-03-31'), gp_practice_code: 'G2', row_ref: 'person:2' }),
    ],
  ])
  expect(at(rows, '2022-02')).toEqual(['Q1 all 1'])
  expect(at(rows, '2022-03')).toEqual(['Q2 all 1'])
})

test('someone who can be placed nowhere is in the extract alone', () => {
  const rows = populationOf([[personRow({ gp_practice_code: null, lsoa_code: null })]])
  expect(at(rows, '2022-03')).toEqual([])
  expect(at(rows, '2022-03', 'all', 'extract')).toEqual(['extract all 1'])
})

const someDay = fc.option(fc.integer({ min: 0, max: 120 }).map((n) => addDays(day('2022-03-20'), n)))
const someRow = fc
  .record({
    registered_from: someDay,
    registered_to: someDay,
    gp_practice_code: fc.constantFrom('G1', 'G2', null),
    lsoa_code: fc.constantFrom('L1', 'L2', null),
    sex: fc.constantFrom('1', '2', '9'),
    ethnic_category: fc.constantFrom('A', 'H', null),
    birth_month: fc.option(fc.integer({ min: -240, max: 627 }).map((n) => monthText(monthFromNumber(n)))),
    row_ref: fc.constantFrom('person:a', 'person:b'),
  })
  .map(personRow)
const somePeople = fc.array(fc.uniqueArray(someRow, { maxLength: 2, selector: (row) => row.row_ref }), { maxLength: 4 })

test('adding up changes gives what asking each person on each last day gives', () => {
  fc.assert(
    fc.property(somePeople, (people) => {
      const rows = populationOf(people)
      const asked = new Map<string, number>()
      const count = (key: string) => asked.set(key, (asked.get(key) ?? 0) + 1)
      for (const text of ['2022-03-31', '2022-05-31', '2022-06-30', '2022-08-31']) {
        for (const person of people) {
          const strata = strataOn(registeredPerson(person, GEOGRAPHY), day(text))
          if (strata === undefined) continue
          count(`${text} extract extract all all`)
          if (strata.icb_code === '') continue
          count(`${text} icb ${strata.icb_code} all all`)
          count(`${text} sub_icb ${strata.sub_icb_code} all all`)
          for (const breakdown of ['age_band', 'sex', 'imd_quintile', 'ethnicity'] as const) {
            count(`${text} icb ${strata.icb_code} ${breakdown} ${strata[breakdown]}`)
          }
        }
      }
      const told = rows.map(
        (r) =>
          [
            [dayText(r.month_end), r.geography_type, r.geography_code, r.breakdown, r.breakdown_value].join(' '),
            r.people,
          ] as const,
      )
      const days = new Set([...asked.keys()].map((key) => key.slice(0, 10)))
      expect(new Map(told.filter(([key]) => days.has(key.slice(0, 10))))).toEqual(asked)
    }),
    { numRuns: 500 },
  )
})
