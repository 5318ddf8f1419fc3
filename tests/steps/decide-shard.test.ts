import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonDecision, ShardDecision } from '../../algorithms/contracts/decided.ts'
import type { GatheredRow } from '../../algorithms/contracts/sources.ts'
import { day } from '../../algorithms/domain/day.ts'
import { DEFINITIONS } from '../../algorithms/rules/definition.ts'
import { type DecidePerson, type TellPerson, decideShard, tellShard } from '../../algorithms/steps/decide-shard.ts'
import { GEOGRAPHY, memberRow, personRow, personRows } from './people.ts'

const SETTINGS = {
  definition: DEFINITIONS[0]!,
  cut: day('2026-03-31'),
  sourcesPresent: new Set(['person', 'apc', 'registration', 'death'] as const),
  geography: GEOGRAPHY,
}

const nobody: PersonDecision = { members: [], evidence: [], nearMisses: [], presentations: [], timeline: [] }

/** Finds distant disease in whoever holds a registration or an admission, and is surer of a registration. */
const decide: DecidePerson = (person_id, rows) => {
  const onset = rows.registration[0]?.diagnosis_date ?? rows.apc[0]?.epistart
  if (onset === undefined) return nobody
  const certainty = rows.registration.length > 0 ? 'definite' : 'probable'
  return { ...nobody, members: [memberRow({ person_id, certainty, onset_date: onset })] }
}

const registration = (given: Partial<GatheredRow<'registration'>>) =>
  ({ row_ref: 'registration:1', unreadable: null, recorded_date: null, ...given }) as GatheredRow<'registration'>
const admission = (given: Partial<GatheredRow<'apc'>>) =>
  ({ row_ref: 'apc:1', unreadable: null, recorded_date: null, ...given }) as GatheredRow<'apc'>

const death = (on: string) => ({ death_date: day(on), unreadable: null, row_ref: 'death:1' }) as GatheredRow<'death'>

const onset = day('2022-06-15')
const person = (personId: string) => personRow({ person_id: personId, row_ref: `person:${personId}` })
const inRegistry = (personId: string) => ({
  personId,
  rows: personRows({
    person: [person(personId)],
    registration: [registration({ diagnosis_date: onset, stage_best: '4', provider_code: 'RXX' })],
  }),
})
const inHospital = (personId: string) => ({
  personId,
  rows: personRows({
    person: [person(personId)],
    apc: [
      admission({ epistart: onset, diag: 'C509;C787', provider_code: 'RXX', recorded_date: day('2022-07-15') }),
      admission({ epistart: onset, diag: ';;', opertn: 'B271;0000', provider_code: null, row_ref: 'apc:0' }),
    ],
  }),
})

const of = (rows: ShardDecision['tallies'], name: string) =>
  rows
    .filter((row) => row.tally === name)
    .map((row) => [row.item, row.detail, row.people, row.records, row.example_row_ref ?? ''].join(' '))

test('tells of people one by one what it says of them together, and of nobody out of order', () => {
  const people = [inHospital('b'), inRegistry('a')]
  const everyone = ['a', 'b', 'c'].map((id) => [person(id)])
  const { members, evidence, nearMisses, timeline, countables, ...rest } = decideShard(
    people,
    everyone,
    SETTINGS,
    decide,
  )
  const told: Parameters<TellPerson>[0][] = []
  const tell: TellPerson = (one) => void told.push(one)
  expect(tellShard(people.toReversed(), everyone, SETTINGS, tell, decide)).toEqual(rest)
  expect(told.flatMap((one) => one.members)).toEqual(members)
  expect(told.flatMap((one) => one.evidence)).toEqual(evidence)
  expect(told.flatMap((one) => one.nearMisses)).toEqual(nearMisses)
  expect(told.flatMap((one) => one.timeline)).toEqual(timeline)
  expect(told.flatMap((one) => one.countables)).toEqual(countables)
  expect(countables.length).toBeGreaterThan(0)
  expect(() => tellShard(people, everyone, SETTINGS, tell, decide)).toThrow('order of their ids')
})

test('counts steps, rows read and values that could not be read', () => {
  const everyone = ['a', 'b', 'c'].map((id) => [person(id)])
  const decision = decideShard([inRegistry('a'), inHospital('b')], everyone, SETTINGS, decide)
  expect(of(decision.tallies, 'everyone')).toEqual(['person  3 3 '])
  expect(of(decision.tallies, 'placed_by')).toEqual(['person practice 3 3 '])
  expect(of(decision.tallies, 'read')).toEqual(['apc  1 2 ', 'person  2 2 ', 'registration  1 1 '])
  expect(of(decision.tallies, 'unreadable_code')).toEqual(['apc opertn_02 1 1 apc:0'])
  expect(of(decision.tallies, 'decided').map((text) => text.slice(0, -1).split('  ')[0])).toEqual([
    'distant',
    'distant_standard',
    'registered_at_onset',
    'with_episode',
    'with_evidence',
  ])
  expect(decision.members.map((member) => member.person_id)).toEqual(['a', 'b'])
})

test('asks what the registrations alone would have shown, of those who have any', () => {
  const both = {
    personId: 'a',
    rows: personRows({ ...inHospital('a').rows, registration: inRegistry('a').rows.registration }),
  }
  const asked: string[] = []
  const spying: DecidePerson = (personId, rows, settings) => {
    asked.push(`${personId} ${[...settings.sourcesPresent].join(',')} ${rows.apc.length}`)
    return decide(personId, rows, settings)
  }
  const { countables } = decideShard([both, inHospital('b')], [], SETTINGS, spying)
  expect(asked).toEqual([
    'a person,apc,registration,death 2',
    'a person,registration 0',
    'b person,apc,registration,death 2',
  ])
  const alone = countables.filter((row) => row.count_name === 'people_registry_alone').map((row) => row.person_id)
  expect([...new Set(alone)]).toEqual(['a'])
})

test('completeness counts filled items by provider, year and source, and days until a row was in the feed', () => {
  const { completeness, lags } = decideShard([inHospital('b')], [[person('b')]], SETTINGS, decide)
  const diagnoses = completeness.filter((row) => row.item === 'diag')
  expect(diagnoses.map((row) => [row.provider_code, row.expected, row.received])).toEqual([
    ['RXX', 1, 1],
    ['all', 2, 1],
  ])
  expect(diagnoses.every((row) => row.period_start === day('2022-04-01'))).toBe(true)
  expect(lags.map((row) => [row.provider_code, row.lag_days, row.records])).toEqual([
    ['RXX', 30, 1],
    ['all', 30, 1],
  ])
  const people = completeness.filter((row) => row.source === 'person' && row.period_start === day('2024-04-01'))
  expect(people.map((row) => `${row.item} ${row.received}/${row.expected}`)).toEqual([
    'birth_month 1/1',
    'ethnic_category 1/1',
    'gp_practice_code 1/1',
    'lsoa_code 1/1',
    'sex 1/1',
  ])
})

test('receptors are expected of breast cancers alone', () => {
  const rows = personRows({
    person: [person('c')],
    registration: ['C50.9', 'c504', 'C341'].map((site_icd10, i) =>
      registration({
        diagnosis_date: onset,
        site_icd10,
        row_ref: `registration:${i}`,
        er_status: i === 0 ? 'P' : null,
        provider_code: null,
      }),
    ),
  })
  const { completeness } = decideShard([{ personId: 'c', rows }], [], SETTINGS, decide)
  const said = (item: string) =>
    completeness.flatMap((row) => (row.item === item ? [`${row.received}/${row.expected}`] : []))
  expect(said('er_status')).toEqual(['1/2'])
  expect(said('laterality').map((text) => text.split('/')[1])).toEqual(['3'])
})

test('a death ends the months lived with the disease', () => {
  const dead = inRegistry('a')
  const rows = { ...dead.rows, death: [death('2022-08-31'), death('2022-09-30')] }
  const { countables } = decideShard([{ personId: 'a', rows }], [], SETTINGS, decide)
  const months = countables.filter((row) => row.period_type === 'month' && row.dimensions === 'certainty=strict')
  expect(months.map((row) => row.period_end)).toEqual([day('2022-06-30'), day('2022-07-31')])
})

const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })

/** Sums by key, as SQL does over the shards. */
function summed(decisions: readonly ShardDecision[]) {
  const sums = new Map<string, number>()
  const add = (key: string, by: number) => sums.set(key, (sums.get(key) ?? 0) + by)
  for (const decision of decisions) {
    for (const { person_id, ...row } of decision.countables) add(JSON.stringify([row, person_id !== '']), 1)
    for (const { people: count, ...row } of decision.population) add(JSON.stringify(row), count)
    for (const { tally, item, detail, people: count, records } of decision.tallies) {
      add([tally, item, detail, 'people'].join(), count)
      add([tally, item, detail, 'records'].join(), records)
    }
    for (const { expected, received, ...row } of decision.completeness) {
      add(JSON.stringify([row, 'expected']), expected)
      add(JSON.stringify([row, 'received']), received)
    }
  }
  return sums
}

test('shards add up to the whole, whatever the order of people', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 5 }), (ids, at) => {
      const with_ = (some: string[]) =>
        decideShard(
          some.map((id) => (id < 'c' ? inRegistry(id) : inHospital(id))),
          some.map((id) => [person(id)]),
          SETTINGS,
          decide,
        )
      const whole = summed([with_(ids)])
      expect(summed([with_(ids.slice(0, at)), with_(ids.slice(at))])).toEqual(whole)
      expect(with_(ids.toReversed())).toEqual(with_(ids))
    }),
    { numRuns: 25 },
  )
})
