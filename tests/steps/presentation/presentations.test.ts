import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GatheredRow } from '../../../algorithms/contracts/sources.ts'
import { addDays, type Day, day } from '../../../algorithms/domain/day.ts'
import { presentationsOf } from '../../../algorithms/steps/presentation/presentations.ts'
import { memberRow } from '../people.ts'
import { decided, lives, registered, rowsOf, type SourceRow, specimen, stay } from '../patient.ts'

const DIAGNOSED = day('2021-06-30')
const before = (count: number): Day => addDays(DIAGNOSED, -count)

const tumour = (given: Partial<GatheredRow<'registration'>> = {}) =>
  registered(DIAGNOSED, { tumour_id: 'N1', site_icd10: 'C187', laterality: '8', ...given })

/** An admission by a method, so many days before diagnosis, for so many nights. */
const admitted = (days: number, method: string, nights = 5, given: Partial<GatheredRow<'apc'>> = {}) =>
  stay(before(days), 'R104', {
    admimeth: method,
    disdate: addDays(before(days), nights),
    epiend: addDays(before(days), nights),
    ...given,
  })

const attended = (days: number, given: Partial<GatheredRow<'ecds'>>): SourceRow => ({
  source: 'ecds',
  values: { arrival_date: before(days), attendance_category: '1', row_ref: `ecds:${days}`, ...given },
})

const presented = (...given: readonly SourceRow[]) =>
  presentationsOf('p1', rowsOf([lives(), ...given]), { members: [], evidence: [] }, { from: null })

const ofTumour = (...given: readonly SourceRow[]) =>
  presented(tumour(), ...given).find(({ unit }) => unit === 'tumour')!
const ofPerson = (...given: readonly SourceRow[]) => presented(...given).find(({ unit }) => unit === 'person')

describe('ep_30d: an emergency admission 0 to 30 days before diagnosis', () => {
  test.each([
    { days: 0, is: true, story: 'diagnosed on the day of admission' },
    { days: 30, is: true, story: 'the thirtieth day' },
    { days: 31, is: false, story: 'the thirty-first day' },
    { days: -1, is: false, story: 'admitted the day after diagnosis' },
  ])('$story', ({ days, is }) => {
    expect(ofTumour(admitted(days, '21')).ep_30d).toBe(is)
  })

  test.each([
    { method: '25', is: true, subroute: 'other', story: 'a mental health crisis team' },
    { method: '2C', is: false, subroute: null, story: 'a birth at home as intended' },
    { method: '28', is: true, subroute: 'other', story: 'other means' },
    { method: '2a', is: true, subroute: 'emergency_department', story: 'another provider’s emergency department' },
    { method: '22', is: true, subroute: 'gp', story: 'a GP' },
    { method: '24', is: true, subroute: 'outpatient', story: 'a consultant clinic' },
    { method: '11', is: false, subroute: null, story: 'a waiting list' },
    { method: '81', is: false, subroute: null, story: 'a transfer that is no emergency' },
    { method: '31', is: false, subroute: null, story: 'maternity' },
  ])('admitted by $story', ({ method, is, subroute }) => {
    expect(ofTumour(admitted(3, method))).toMatchObject({ ep_30d: is, subroute })
  })

  test('code 28 before April 2013 held the emergency departments of other providers, and is an emergency', () => {
    const diagnosed = day('2012-10-10')
    const [row] = presented(
      registered(diagnosed, { tumour_id: 'N1', site_icd10: 'C187' }),
      stay(addDays(diagnosed, -2), 'R104', { admimeth: '28' }),
    )
    expect(row).toMatchObject({ ep_30d: true, subroute: 'other', admission_method: '28' })
  })

  test('a planned transfer on the day that an emergency stay ends continues it', () => {
    const there = admitted(33, '21', 5, { provider_code: 'RXA' })
    const here = admitted(28, '81', 6, { provider_code: 'RXB', admisorc: '51' })
    expect(ofTumour(there, here).ep_30d).toBe(false)
    expect(ofTumour(admitted(20, '11', 2), admitted(20, '21', 0, { provider_code: 'RXB' }))).toMatchObject({
      ep_30d: true,
      admission_method: '21',
    })
  })

  test('an emergency transfer out of a planned stay is the planned stay going on', () => {
    const planned = admitted(40, '11', 15)
    expect(ofTumour(planned, admitted(25, '2B', 5, { provider_code: 'RXB' })).ep_30d).toBe(false)
    expect(ofTumour(admitted(25, '2B', 5, { provider_code: 'RXB' })).ep_30d).toBe(true)
  })

  test('a new emergency on the day of a planned discharge is a stay of its own', () => {
    expect(ofTumour(admitted(40, '11', 15), admitted(25, '21', 5)).ep_30d).toBe(true)
  })

  test('a planned day case is no emergency; an emergency of one day is one, and says so', () => {
    expect(ofTumour(admitted(1, '11', 0, { classpat: '2' })).ep_30d).toBe(false)
    expect(ofTumour(admitted(1, '21', 0, { classpat: '2' }))).toMatchObject({ ep_30d: true, zero_day: true })
    expect(ofTumour(admitted(1, '21', 1))).toMatchObject({ ep_30d: true, zero_day: false })
  })

  test('a regular attender is not admitted', () => {
    expect(ofTumour(admitted(1, '21', 0, { classpat: '3' })).ep_30d).toBe(false)
  })

  test('the last emergency before diagnosis decides', () => {
    expect(ofTumour(admitted(20, '22', 2), admitted(4, '21', 2))).toMatchObject({
      admission_date: before(4),
      subroute: 'emergency_department',
    })
  })

  test('same-day emergency care counts in the sensitivity measure alone', () => {
    expect(ofTumour(attended(3, { department_type: '05' }))).toMatchObject({ ep_30d: false, emergency_with_ecds: true })
    expect(ofTumour(attended(3, { department_type: '01', discharge_destination: '306689006' }))).toMatchObject({
      ep_30d: false,
      emergency_with_ecds: false,
    })
    expect(ofTumour(attended(3, { department_type: '05', attendance_category: '2' })).emergency_with_ecds).toBe(false)
  })
})

describe('not determinable is its own answer', () => {
  const covered = (from: string | null, ...given: readonly SourceRow[]) =>
    presentationsOf(
      'p1',
      rowsOf([tumour(), ...given]),
      { members: [], evidence: [] },
      from === null ? null : { from: day(from) },
    )[0]!

  test('where there are no admissions, or they begin within the thirty days', () => {
    expect(covered(null, lives())).toMatchObject({
      ep_30d: null,
      not_determined_because: 'no_admission_data;no_route',
    })
    expect(covered('2021-06-01', lives(), admitted(1, '21')).ep_30d).toBeNull()
    expect(covered('2021-05-31', lives(), admitted(1, '21')).ep_30d).toBe(true)
  })

  test('where the person was registered elsewhere, whatever the admissions say', () => {
    const moved = lives({ registered_from: before(29) })
    expect(covered('2015-01-01', moved, admitted(1, '21'))).toMatchObject({
      ep_30d: null,
      not_determined_because: 'no_route;not_registered_then',
    })
  })

  test('where nobody recorded how the only admission of the thirty days came about', () => {
    const unrecorded = admitted(3, '99')
    expect(ofTumour(unrecorded)).toMatchObject({ ep_30d: null, not_determined_because: 'no_admission_data;no_route' })
    expect(ofTumour(unrecorded, admitted(9, '21', 1)).ep_30d).toBe(true)
    expect(ofTumour(admitted(31, '99')).ep_30d).toBe(false)
  })

  test('where no route was supplied; an unknown route is not an emergency', () => {
    expect(ofTumour().ep_rtd).toBeNull()
    const routed = (route: string) => presented(tumour({ route }))[0]!
    expect(routed('Emergency presentation')).toMatchObject({ ep_rtd: true, not_determined_because: 'not_this_unit' })
    expect(routed('Unknown').ep_rtd).toBe(false)
  })
})

describe('ep_first: the first in-scope malignant admission of a person with no earlier tumour', () => {
  const cancerStay = (days: number, method: string, diag = 'R104;C187') => admitted(days, method, 4, { diag })

  test('no tumour need be registered, and any position counts', () => {
    expect(ofPerson(cancerStay(0, '21'))).toMatchObject({ ep_first: true, cancer_group: 'bowel', tumour_id: null })
    expect(ofPerson(cancerStay(0, '11'))).toMatchObject({ ep_first: false })
  })

  test('the admission, not the diagnosis, is the day; a planned admission some weeks after diagnosis is the first', () => {
    expect(ofPerson(tumour(), cancerStay(-60, '11'))).toMatchObject({
      ep_first: false,
      tumour_id: 'N1',
      diagnosis_date: before(-60),
    })
  })

  test('an admission more than 183 days after a diagnosis is not the first of that person’s cancer', () => {
    expect(ofPerson(tumour(), cancerStay(-183, '21'))).toBeDefined()
    expect(ofPerson(tumour(), cancerStay(-184, '21'))).toBeUndefined()
  })

  test('skin cancer that is no melanoma is out of scope', () => {
    expect(ofPerson(cancerStay(0, '21', 'C443'))).toBeUndefined()
  })

  test('only the first counts, and the method is that of the spell in which the stay began', () => {
    expect(ofPerson(cancerStay(50, '11'), cancerStay(0, '21'))).toMatchObject({ ep_first: false })
    const transferred = admitted(5, '2B', 4, { diag: 'C187', provider_code: 'RXB' })
    expect(ofPerson(admitted(9, '13', 4), transferred)).toMatchObject({ ep_first: false, admission_method: '13' })
  })

  test('a person who came too lately to be known is not determinable', () => {
    const newcomer = presentationsOf(
      'p1',
      rowsOf([lives({ registered_from: before(300) }), cancerStay(0, '21')]),
      { members: [], evidence: [] },
      { from: day('2012-04-01') },
    )
    expect(newcomer).toMatchObject([{ ep_first: null, not_determined_because: 'not_registered_then' }])
  })
})

describe('at recurrence', () => {
  const onset = DIAGNOSED
  const member = memberRow({ episode_id: 'e1', onset_date: onset })
  const item = (source: string, evidence_date: Day) =>
    ({ episode_id: 'e1', polarity: 'for', source, evidence_date }) as never
  const at = (evidence: readonly never[], ...given: readonly SourceRow[]) =>
    presentationsOf('p1', rowsOf([lives(), ...given]), { members: [member], evidence }, { from: null })[0]!

  test('an emergency in the thirty days before onset, of the episode', () => {
    expect(at([item('apc', onset)], admitted(0, '21'))).toMatchObject({
      stage: 'recurrence',
      unit: 'episode',
      ep_30d: true,
      ep_first: null,
      ep_rtd: null,
      onset_from_admission: true,
    })
  })

  test('an onset that another source shows within thirty days does not rest on admissions alone', () => {
    const admission = item('apc', onset)
    expect(at([admission, item('cosd_pathology', addDays(onset, 30))]).onset_from_admission).toBe(false)
    expect(at([admission, item('cosd_pathology', addDays(onset, 31))]).onset_from_admission).toBe(true)
  })

  test('disease that was there at diagnosis, or was refuted, is no return', () => {
    for (const change of [{ episode_type: 'new' }, { certainty: 'refuted' }, { extent: 'regional' }]) {
      const rows = presentationsOf(
        'p1',
        rowsOf([lives()]),
        { members: [{ ...member, ...change }], evidence: [] },
        { from: null },
      )
      expect(rows).toEqual([])
    }
  })

  test('the episode carries the answer of its own presentation', () => {
    const found = decided(
      lives(),
      registered('2015-03-01', { tumour_id: 'N1', stage_best: '2', stage_best_system: 'TNM' }),
      admitted(2, '21'),
      specimen(DIAGNOSED),
    )
    expect(found.presentations.map(({ unit, ep_30d }) => [unit, ep_30d])).toContainEqual(['episode', true])
    expect(found.members.find(({ extent }) => extent === 'distant')!.emergency_at_onset).toBe(true)
  })
})

test('people with any cancer have presentations, whether or not the definition decides on it', () => {
  const found = decided(lives(), registered(DIAGNOSED, { site_icd10: 'C920', laterality: '8' }), admitted(1, '21'))
  expect(found.members).toEqual([])
  expect(found.presentations).toMatchObject([{ cancer_group: 'leukaemia', ep_30d: true }])
})

test('a second tumour within 548 days is said', () => {
  const second = (days: number) =>
    registered(addDays(DIAGNOSED, days), { tumour_id: 'N2', site_icd10: 'C341', laterality: '8' })
  const near = (days: number) => presented(tumour(), second(days)).map((row) => row.another_tumour_near)
  expect(near(548)).toEqual([true, true])
  expect(near(549)).toEqual([false, false])
})

test('children stand apart: an emergency may be right for them', () => {
  const aged = (birth_month: string) =>
    presentationsOf('p1', rowsOf([lives({ birth_month }), tumour()]), { members: [], evidence: [] }, { from: null })[0]!
  expect(aged('2006-07').may_be_appropriate).toBe(true)
  expect(aged('2006-06').may_be_appropriate).toBe(false)
})

// A crowded month: same-day transfers and ties are where an order could matter.
const someStay = fc.record({
  days: fc.integer({ min: -3, max: 34 }),
  nights: fc.integer({ min: 0, max: 3 }),
  method: fc.constantFrom('11', '21', '2B', '81', '2C'),
  provider: fc.constantFrom('RXA', 'RXB'),
  diag: fc.constantFrom('R104', 'C187', 'C349'),
})

test('the order of rows never changes the answer', () => {
  fc.assert(
    fc.property(fc.array(someStay, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (stays, keys) => {
      const rows = [
        tumour(),
        lives(),
        ...stays.map(({ days, nights, method, provider, diag }) =>
          admitted(days, method, nights, { provider_code: provider, diag }),
        ),
      ]
      const shuffled = rows
        .map((row) => ({ row, key: keys.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ row }) => row)
      expect(presented(...shuffled)).toEqual(presented(...rows))
    }),
    { numRuns: 500 },
  )
})
