/** Crowded dates: a few months hold everything, because ties and boundaries are where the mistakes are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CohortMember } from '../../algorithms/contracts/results/restricted.ts'
import { addDays, type Day, day } from '../../algorithms/domain/day.ts'
import { type Certainty, isAsCertain } from '../../algorithms/rules/certainty.ts'
import { decidePerson } from '../../algorithms/steps/decide-person.ts'
import { decideShard } from '../../algorithms/steps/decide-shard.ts'
import {
  ANASTROZOLE,
  clinic,
  dayCase,
  decided,
  died,
  doses,
  early,
  followUp,
  GP,
  gp,
  LETROZOLE,
  mastectomy,
  medicine,
  metastatic,
  nonPrimary,
  prescribed,
  radiotherapy,
  referral,
  registered,
  rowsOf,
  scan,
  SETTINGS,
  type SourceRow,
  specimen,
  stay,
  waiting,
} from './patient.ts'
import { GEOGRAPHY, personRow } from './people.ts'

const START = day('2020-01-01')
const span = (days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(START, n))

type Maker = (on: Day) => SourceRow | readonly SourceRow[]

/** Signs of distant disease of every source and strength. */
const SIGNS: readonly Maker[] = [
  (on) => specimen(on),
  (on) => nonPrimary(on, { metastatic_type: '03', metastatic_site: '10' }),
  (on) => nonPrimary(on, { pathway: 'progression', metastatic_site: '03' }),
  (on) => waiting(on, '05'),
  (on) => waiting(on, '12', { primary_diagnosis_icd: 'C795' }),
  (on) => waiting(on, '06'),
  (on) => waiting(on, '07', { primary_diagnosis_icd: 'C80' }),
  (on) => waiting(on, '10'),
  (on) => waiting(on, '02', { cancer_treatment_modality: '07' }),
  (on) => waiting(on, '05', { patient_status: '18', date_first_seen: addDays(on, -9) }),
  (on) => referral(on, '16'),
  (on) => referral(on, '31'),
  (on) => medicine(on, 'palbociclib', { decision_to_treat_date: addDays(on, -6) }),
  (on) => medicine(on, 'capecitabine', { intent_of_treatment: '2' }),
  (on) => medicine(on, 'paclitaxel'),
  (on) => doses(on, 'denosumab', 120, 2, 28),
  (on) => doses(on, 'zoledronic acid', 4, 3, 28),
  (on) => radiotherapy(on, { treatment_region: 'M', radiotherapy_intent: '1', anatomical_site: 'Z663' }),
  (on) => radiotherapy(on, { radiotherapy_intent: '1', anatomical_site: 'Z74' }),
  (on) => stay(on, 'C787;C509'),
  (on) => dayCase(on, 'C795;C509'),
  (on) => stay(on, 'C787', { provider_code: 'RXB' }),
  (on) => clinic(on, 'C772'),
  (on) => stay(on, 'C770;C509'),
  (on) => stay(on, 'C799'),
  (on) => stay(on, 'C792'),
  (on) => gp(on, GP.breastMetastasis),
  (on) => gp(on, GP.bone),
  (on) => gp(on, GP.secondary),
]

/** What keeps signs company. */
const COMPANY: readonly Maker[] = [
  (on) => gp(on, GP.palliative),
  (on) => stay(on, 'C509;Z515;G992'),
  (on) => scan(on, { outcome: '01' }),
  (on) => scan(on, { modality: 'C06X' }),
  (on) => clinic(on, null, { tretspef: '800' }),
  (on) => prescribed(on, ANASTROZOLE),
  (on) => prescribed(on, LETROZOLE),
]

/** Local and regional disease, absence, other cancers, more primaries. */
const CONTEXT: readonly Maker[] = [
  (on) => waiting(on, '03'),
  (on) => waiting(on, '04'),
  (on) => gp(on, GP.localRecurrence),
  (on) => stay(on, 'C773;C509', { opertn: 'T852' }),
  (on) => mastectomy(on),
  (on) => followUp(on),
  (on) => clinic(on, 'Z853'),
  (on) => scan(on, { modality: 'C01M', body_region: 'breast' }),
  (on) => registered(on, { ...early, laterality: 'L', tumour_id: 'left' }),
  (on) => registered(on, metastatic),
  (on) => registered(on, { ...early, registry: 'RCRD', tumour_id: 'rapid', laterality: null }),
  (on) => registered(on, { site_icd10: 'C341', tumour_id: 'lung', laterality: null, stage_best: '3' }),
  (on) => registered(on, { site_icd10: 'C187', tumour_id: 'bowel', laterality: null, stage_best: '1' }),
  (on) => registered(on, { site_icd10: 'D051', behaviour_icdo3: '2', tumour_id: 'in-situ' }),
  (on) => stay(on, 'C341;C780'),
  (on) => gp(on, GP.fromColon),
]

const HISTORIES: readonly (readonly SourceRow[])[] = [
  [],
  [registered('2012-03-05', early), mastectomy('2012-03-20')],
  [registered('2019-10-20', early), mastectomy('2019-11-20')],
  [registered('2020-02-10')],
  [stay('2011-01-05', 'K802;Z853')],
]

const one = (makers: readonly Maker[], days: number) =>
  fc.tuple(fc.constantFrom(...makers), span(days)).map(([make, on]) => [make(on)].flat())
const several = (makers: readonly Maker[], days: number, maxLength = 5) =>
  fc.array(one(makers, days), { maxLength }).map((rows) => rows.flat())

const endings = fc.constantFrom<readonly SourceRow[]>(
  [],
  [],
  [died('2020-08-01', 'C509')],
  [died('2020-08-01', 'C349', 'C349;C780;C509')],
  [died('2020-08-01', 'I219')],
)

/** Everything of one person within so many days. */
const lifeWithin = (days: number) =>
  fc
    .tuple(
      fc.constantFrom(...HISTORIES),
      several(SIGNS, days),
      several(COMPANY, days, 3),
      several(CONTEXT, days, 3),
      endings,
    )
    .map((parts) => parts.flat())

const life = fc.oneof(lifeWithin(14), lifeWithin(120), lifeWithin(400))
const shuffledLife = life.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
)
const runs = { numRuns: 300 }

const inOrder = (rows: readonly SourceRow[]) => {
  const { timeline, ...rest } = decided(...rows)
  return { ...rest, timeline: timeline.toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1)) }
}

const distantIn = (rows: readonly SourceRow[]): CohortMember | undefined =>
  decided(...rows).members.find(({ extent }) => extent === 'distant')

test('the order in which rows arrive never matters', () => {
  fc.assert(
    fc.property(shuffledLife, ([rows, shuffled]) => {
      expect(inOrder(shuffled)).toEqual(inOrder(rows))
    }),
    runs,
  )
})

test('a row given twice changes nothing', () => {
  fc.assert(
    fc.property(
      life.chain((rows) => fc.tuple(fc.constant(rows), fc.subarray([...rows]))),
      ([rows, repeated]) => {
        expect(inOrder([...rows, ...repeated])).toEqual(inOrder(rows))
      },
    ),
    runs,
  )
})

test('the same fact sent again under another reference changes no answer', () => {
  const again = (row: SourceRow): SourceRow => ({
    ...row,
    values: { ...row.values, row_ref: `${String(row.values.row_ref)}-again` },
  })
  const answer = (rows: readonly SourceRow[]) => decided(...rows).members.map((member) => ({ ...member, sentence: '' }))
  fc.assert(
    fc.property(
      life.chain((rows) => fc.tuple(fc.constant(rows), fc.subarray([...rows]))),
      ([rows, repeated]) => {
        expect(answer([...rows, ...repeated.map(again)])).toEqual(answer(rows))
      },
    ),
    runs,
  )
})

test('an onset is a day we hold evidence for, inside its interval, set by one row', () => {
  fc.assert(
    fc.property(life, (rows) => {
      const { members, evidence } = decided(...rows)
      for (const member of members) {
        expect(member.onset_earliest).toBeLessThanOrEqual(member.onset_date)
        expect(member.onset_latest).toBeGreaterThanOrEqual(member.onset_date)
        const items = evidence.filter(({ episode_id }) => episode_id === member.episode_id)
        const setting = items.filter(({ sets_onset }) => sets_onset)
        expect(setting).toHaveLength(1)
        expect(setting[0]!.evidence_date).toBe(member.onset_date)
        expect(setting[0]!.polarity).toBe('for')
      }
    }),
    runs,
  )
})

test('there is one distant episode at most, no key twice, and a near miss only without an episode', () => {
  fc.assert(
    fc.property(life, (rows) => {
      const { members, evidence, nearMisses, timeline } = decided(...rows)
      expect(members.filter(({ extent }) => extent === 'distant').length).toBeLessThanOrEqual(1)
      const unique = (keys: readonly string[]) => expect(new Set(keys).size).toBe(keys.length)
      unique(members.map(({ episode_id }) => episode_id))
      unique(timeline.map(({ event_id }) => event_id))
      unique(evidence.map((e) => [e.episode_id, e.rule_id, e.evidence_date, e.row_ref, e.code].join('|')))
      if (members.some(({ extent }) => extent === 'distant')) expect(nearMisses).toEqual([])
      expect(nearMisses.length).toBeLessThanOrEqual(1)
    }),
    runs,
  )
})

test('nothing is both local recurrence and within the distant disease that took it up', () => {
  fc.assert(
    fc.property(life, (rows) => {
      const { members } = decided(...rows)
      const distant = members.find(({ extent }) => extent === 'distant')
      if (distant === undefined || ['possible', 'refuted'].includes(distant.certainty)) return
      for (const { extent, onset_date } of members)
        if (extent !== 'distant') expect(onset_date).toBeLessThan(addDays(distant.onset_date, -56))
    }),
    runs,
  )
})

/** The first day that a row tells of. */
const dayOf = ({ values }: SourceRow): number =>
  Math.min(
    ...Object.entries(values).flatMap(([name, value]) => (isDate(name) && typeof value === 'number' ? [value] : [])),
  )
const isDate = (name: string): boolean => /date|_on$|^epi|^admi|^dis/.test(name)

const breastOnly = fc.constantFrom(...HISTORIES.slice(1, 3))
// Courses of bone medicines, runs of visits and bursts of scans are dated by their first: an earlier one moves them.
test('more evidence of spread never lowers certainty, letters apart', () => {
  fc.assert(
    fc.property(
      breastOnly,
      several(SIGNS, 300),
      several(COMPANY, 300, 3),
      one([...SIGNS.filter((make) => [make(START)].flat().length === 1), ...COMPANY.slice(0, 2)], 300),
      (...parts) => {
        const [history, signs, company, more] = parts
        const before = decided(...history, ...signs, ...company)
        const was = before.members.find(({ extent }) => extent === 'distant')?.certainty
        if (was === undefined || was === 'refuted') return
        const now = distantIn([...history, ...signs, ...company, ...more])?.certainty
        const hasLetters = before.evidence.some(({ rule_id }) => rule_id.startsWith('gp-secondary'))
        if (hasLetters && more.some(({ source }) => source === 'apc' || source === 'op')) return
        expect(isAsCertain(now as Certainty, was as Certainty)).toBe(true)
      },
    ),
    runs,
  )
})

// The class may move: a source that names recurrence or progression within half a year decides it.
test('later signs never move an onset that is at least probable', () => {
  fc.assert(
    fc.property(
      breastOnly,
      several(SIGNS, 200),
      several([...SIGNS, ...COMPANY, ...CONTEXT.slice(0, 4)], 400, 4),
      (...parts) => {
        const [history, signs, more] = parts
        const before = distantIn([...history, ...signs])
        if (before === undefined || !['probable', 'definite'].includes(before.certainty)) return
        const later = more.filter((row) => dayOf(row) > before.onset_latest)
        const after = distantIn([...history, ...signs, ...later])
        expect(after?.onset_date).toBe(before.onset_date)
      },
    ),
    runs,
  )
})

test('other people never change what is said of one: shards agree with the whole', () => {
  const people = fc.array(life, { minLength: 1, maxLength: 6 })
  const settings = { ...SETTINGS, geography: GEOGRAPHY }
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 3 }), (lives, shards) => {
      const all = lives.map((rows, i) => ({ personId: `p${i}`, rows: rowsOf(rows) }))
      const person = (id: string) => personRow({ person_id: id, row_ref: `person:${id}` })
      const decide = (of: typeof all) =>
        decideShard(
          of,
          of.map(({ personId }) => [person(personId)]),
          settings,
        )
      const whole = decide(all)
      const parts = Array.from({ length: shards }, (_, n) => decide(all.filter((_one, i) => i % shards === n)))
      const key = (member: CohortMember) => `${member.person_id} ${member.episode_id}`
      const sorted = (members: readonly CohortMember[]) => members.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
      expect(sorted(parts.flatMap(({ members }) => members))).toEqual(sorted(whole.members))
      expect(sorted(all.flatMap(({ personId, rows }) => decidePerson(personId, rows, SETTINGS).members))).toEqual(
        sorted(whole.members),
      )
    }),
    { numRuns: 60 },
  )
})
