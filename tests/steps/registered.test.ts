import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, dayFromNumber, dayText } from '../../algorithms/domain/day.ts'
import { registeredPerson, registrationOn, strataOn } from '../../algorithms/steps/registered.ts'
import { GEOGRAPHY, personRow } from './people.ts'

const from = (start: string | null, end: string | null, practice = 'G1', row_ref = `person:${start}`) =>
  personRow({
    registered_from: start === null ? null : day(start),
    registered_to: end === null ? null : day(end),
    gp_practice_code: practice,
    row_ref,
  })

const on = (rows: ReturnType<typeof from>[], date: string) =>
  registrationOn(registeredPerson(rows, GEOGRAPHY), day(date))?.subIcb ?? null

test.each([
  { date: '2019-12-31', is: null, story: 'the day before registration' },
  { date: '2020-01-01', is: '01A', story: 'the first day' },
  { date: '2020-12-31', is: '01A', story: 'the last day' },
  { date: '2021-01-01', is: null, story: 'the day after' },
])('$date → $is: $story', ({ date, is }) => {
  expect(on([from('2020-01-01', '2020-12-31')], date)).toBe(is)
})

test('empty ends are open', () => {
  expect(on([from(null, '2020-12-31')], '1930-01-01')).toBe('01A')
  expect(on([from('2020-01-01', null)], '2099-01-01')).toBe('01A')
})

test('of overlapping periods the later start wins, and a stretch resumes when it ends', () => {
  const rows = [from('2010-01-01', null, 'G1'), from('2015-01-01', '2016-12-31', 'G2')]
  expect(['2014-12-31', '2015-01-01', '2016-12-31', '2017-01-01'].map((date) => on(rows, date))).toEqual([
    '01A',
    '02A',
    '02A',
    '01A',
  ])
  expect(registeredPerson(rows, GEOGRAPHY).overlapping).toBe(1)
  expect(registeredPerson([from('2010-01-01', '2014-12-31'), from('2015-01-01', null)], GEOGRAPHY).overlapping).toBe(0)
})

test('a period that ends before it begins holds no day', () => {
  expect(registeredPerson([from('2020-01-02', '2020-01-01')], GEOGRAPHY).registrations).toEqual([])
})

test('the practice places a person; where it is not known, the residence does', () => {
  const placed = (given: Parameters<typeof personRow>[0]) => {
    const [registration] = registeredPerson([personRow(given)], GEOGRAPHY).registrations
    return `${registration!.placedBy} ${registration!.icb} ${registration!.subIcb} ${registration!.quintile}`
  }
  expect(placed({ gp_practice_code: 'G2', lsoa_code: 'L1' })).toBe('practice Q2 02A 1')
  expect(placed({ gp_practice_code: 'V81999', lsoa_code: 'L2' })).toBe('residence Q1 01B 5')
  expect(placed({ gp_practice_code: null, lsoa_code: 'L3' })).toBe('residence Q2 02A 3')
  expect(placed({ gp_practice_code: null, lsoa_code: null })).toBe('nowhere   unknown')
  expect(placed({ gp_practice_code: 'G1', lsoa_code: 'W01000001' })).toBe('practice Q1 01A unknown')
})

test('the latest row that states something is believed', () => {
  const rows = [
    personRow({ registered_from: day('2010-01-01'), registered_to: day('2014-12-31'), sex: '1', ethnic_category: 'H' }),
    personRow({ registered_from: day('2015-01-01'), sex: '9', ethnic_category: 'Z', birth_month: null }),
  ]
  expect(strataOn(registeredPerson(rows, GEOGRAPHY), day('2024-06-01'))).toEqual({
    icb_code: 'Q1',
    sub_icb_code: '01A',
    age_band: '60-69',
    sex: 'male',
    imd_quintile: '1',
    ethnicity: 'asian',
  })
})

// A crowded fortnight: ties and touching ends are where the mistakes are.
const someDay = fc.option(fc.integer({ min: 0, max: 13 }).map((n) => addDays(day('2024-03-25'), n)))
const someRow = fc
  .record({
    registered_from: someDay,
    registered_to: someDay,
    gp_practice_code: fc.constantFrom('G1', 'G2', null),
    lsoa_code: fc.constantFrom('L1', 'L2', null),
    sex: fc.constantFrom('1', '2', '9'),
    row_ref: fc.constantFrom('person:a', 'person:b', 'person:c'),
  })
  .map(personRow)
const shuffled = fc
  .uniqueArray(someRow, { maxLength: 5, selector: (row) => row.row_ref + String(row.registered_from) })
  .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))

test('the order of rows never matters, and no two registrations share a day', () => {
  fc.assert(
    fc.property(shuffled, ([rows, again]) => {
      const person = registeredPerson(rows, GEOGRAPHY)
      expect(registeredPerson(again, GEOGRAPHY)).toEqual(person)
      person.registrations.forEach((registration, i) => {
        expect(registration.from).toBeLessThanOrEqual(registration.to)
        if (i > 0) expect(person.registrations[i - 1]!.to).toBeLessThan(registration.from)
      })
    }),
    { numRuns: 1_000 },
  )
})

test('a day belongs to the covering period that starts last', () => {
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 0, max: 15 }), ([rows], n) => {
      const date = addDays(day('2024-03-25'), n)
      const covering = rows.filter(
        (row) => (row.registered_from ?? -Infinity) <= date && date <= (row.registered_to ?? Infinity),
      )
      const found = registrationOn(registeredPerson(rows, GEOGRAPHY), dayFromNumber(date))
      expect(found !== undefined, dayText(date)).toBe(covering.length > 0)
      const latest = Math.max(...covering.map((row) => row.registered_from ?? -Infinity))
      const starters = covering.filter((row) => (row.registered_from ?? -Infinity) === latest)
      if (starters.length === 1 && starters[0]!.gp_practice_code === 'G2') expect(found?.icb).toBe('Q2')
    }),
    { numRuns: 1_000 },
  )
})
