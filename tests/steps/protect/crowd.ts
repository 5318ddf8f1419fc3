/** A small crowded region, drawn at random and counted as a run counts: people, tumours and onsets in two boards. */
import fc from 'fast-check'
import type { Countable, TrueCount } from '../../../algorithms/contracts/results/internal.ts'
import type { CohortMember, EmergencyPresentation } from '../../../algorithms/contracts/results/restricted.ts'
import { type Day, addDays, day } from '../../../algorithms/domain/day.ts'
import { groupsOf } from '../../../algorithms/rules/cancer-groups/groups-of.ts'
import { MEASURES } from '../../../algorithms/rules/measures.ts'
import { type GeographyType, releasesOf } from '../../../algorithms/rules/release-plan.ts'
import { countablesOf, countingCalendar } from '../../../algorithms/steps/countable.ts'
import { registeredPerson } from '../../../algorithms/steps/registered.ts'
import { GEOGRAPHY, memberRow, personRow } from '../people.ts'
import { SETTING } from './figures.ts'

export const CROWD_SETTING = {
  ...SETTING,
  spans: (['apc', 'registration', 'death'] as const).map((source) => ({
    source,
    from: day('2021-04-01'),
    until: day('2026-03-31'),
    lagMonths: 2,
  })),
}

const CALENDAR = countingCalendar(SETTING.cut)
const SITES = [
  'C50',
  'C18',
  'C19',
  'C20',
  'C34',
  'C61',
  'C56',
  'C71',
  'C910',
  'C920',
  'C25',
  'C16',
  'C73',
  'C80',
  'D05',
]
const FIRST = day('2023-06-01')

const drawn = fc.record({
  sex: fc.constantFrom('1', '2', '2', '9'),
  ethnicity: fc.constantFrom('A', 'H', 'M', 'Z'),
  born: fc.constantFrom('1940-06', '1955-06', '1970-01', '2015-03'),
  practice: fc.constantFrom('G1', 'G1', 'G2', null),
  home: fc.constantFrom('L1', 'L2', 'L3', null),
  cancers: fc.array(
    fc.record({
      site: fc.constantFrom(...SITES),
      on: fc.integer({ min: 0, max: 800 }),
      isEmergency: fc.constantFrom(true, false, false, null),
      route: fc.constantFrom(true, false, null),
      zeroDay: fc.boolean(),
      stage: fc.constantFrom('1_2', '3_4', 'unstaged', 'not_stageable'),
      subroute: fc.constantFrom('emergency_department', 'gp', 'other'),
    }),
    { maxLength: 2 },
  ),
  spread: fc.option(
    fc.record({
      on: fc.integer({ min: 0, max: 800 }),
      type: fc.constantFrom('new', 'recurrence', 'progression'),
      certainty: fc.constantFrom('definite', 'probable', 'possible'),
      sources: fc.constantFrom('apc', 'apc;registration', 'cwt'),
      subtype: fc.constantFrom('hr+her2-', 'triple_negative', 'unknown'),
      isEmergency: fc.constantFrom(true, false, null),
      alone: fc.boolean(),
    }),
    { nil: null },
  ),
})

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

export const crowd = (people: { minLength: number; maxLength: number }): fc.Arbitrary<readonly TrueCount[]> =>
  fc.array(drawn, { ...people, size: 'max' }).map((all) => counted(all.flatMap(countablesOfOne)))

const at = (days: number): Day => addDays(FIRST, days)

function countablesOfOne(one: Drawn, i: number): readonly Countable[] {
  const person_id = `p${i}`
  const row = personRow({
    person_id,
    sex: one.sex,
    ethnic_category: one.ethnicity,
    birth_month: one.born,
    gp_practice_code: one.practice,
    lsoa_code: one.home,
  })
  const members: CohortMember[] =
    one.spread === null
      ? []
      : [
          memberRow({
            person_id,
            episode_type: one.spread.type,
            certainty: one.spread.certainty,
            onset_date: at(one.spread.on),
            sources: one.spread.sources,
            receptor_subtype: one.spread.subtype,
          }),
        ]
  return countablesOf(
    {
      personId: person_id,
      registered: registeredPerson([row], GEOGRAPHY),
      diedOn: null,
      groupsByRegistryAlone: new Set(one.spread?.sources.includes('registration') ? ['breast'] : []),
      members,
      presentations: presentationsOfOne(one, person_id),
    },
    CALENDAR,
  )
}

const NOTHING = {
  tumour_id: null,
  episode_id: null,
  not_determined_because: null,
  onset_from_admission: false,
  admission_date: null,
  admission_method: null,
  another_tumour_near: false,
  ep_30d: null,
  ep_first: null,
  ep_rtd: null,
  stage_group: null,
  receptor_subtype: 'unknown',
} as const

function presentationsOfOne(one: Drawn, person_id: string): EmergencyPresentation[] {
  const sex = one.sex === '1' ? 'male' : one.sex === '2' ? 'female' : 'unknown'
  const isChild = one.born === '2015-03'
  const tumours = one.cancers.flatMap((cancer, c): EmergencyPresentation[] => {
    const groups = groupsOf({ site: cancer.site, morphology: null, behaviour: null, t: null, sex })
    if (groups === null) return []
    const row: EmergencyPresentation = {
      ...NOTHING,
      presentation_id: `${person_id}:${c}`,
      person_id,
      stage: 'first_diagnosis',
      unit: 'tumour',
      cancer_group: groups.group,
      diagnosis_date: at(cancer.on),
      ep_30d: cancer.isEmergency,
      ep_rtd: cancer.route,
      zero_day: cancer.isEmergency === true ? cancer.zeroDay : null,
      subroute: cancer.isEmergency === true ? cancer.subroute : null,
      may_be_appropriate: isChild,
      emergency_with_ecds: cancer.isEmergency === null ? null : cancer.isEmergency || cancer.zeroDay,
      stage_group: cancer.stage,
      counted_in: groups.countedIn.join(';'),
    }
    const isFirst = c === 0 && groups.isAnyCancer
    return isFirst
      ? [
          row,
          {
            ...row,
            presentation_id: `${person_id}:first`,
            unit: 'person',
            ep_30d: null,
            ep_rtd: null,
            stage_group: null,
            ep_first: cancer.isEmergency,
            emergency_with_ecds: null,
          },
        ]
      : [row]
  })
  if (one.spread === null || one.spread.type === 'new') return tumours
  const { on, isEmergency, alone, subtype } = one.spread
  return [
    ...tumours,
    {
      ...NOTHING,
      presentation_id: `${person_id}:episode`,
      person_id,
      stage: 'recurrence',
      unit: 'episode',
      episode_id: 'e1',
      cancer_group: 'breast',
      diagnosis_date: at(on),
      ep_30d: isEmergency,
      onset_from_admission: alone,
      zero_day: isEmergency === true ? false : null,
      subroute: isEmergency === true ? 'gp' : null,
      may_be_appropriate: isChild,
      emergency_with_ecds: isEmergency,
      receptor_subtype: subtype,
      counted_in: 'breast',
    },
  ]
}

const AREA: Readonly<Partial<Record<GeographyType, (row: Countable) => string>>> = {
  extract: () => 'extract',
  icb: (row) => row.icb_code,
  sub_icb: (row) => row.sub_icb_code,
}

/** Groups and counts rows as the statement of count does, cut by cut of the release plan. */
function counted(rows: readonly Countable[]): readonly TrueCount[] {
  const found = new Map<string, TrueCount>()
  for (const { plan, table, countedBy } of MEASURES) {
    const cuts = new Map(
      releasesOf(plan).flatMap((release) =>
        release.geographies.flatMap((geography) =>
          release.breakdowns.flatMap((breakdown) =>
            (countedBy === undefined ? release.periods : [countedBy]).map(
              (period) => [`${geography}|${breakdown}|${period}`, { geography, breakdown, period }] as const,
            ),
          ),
        ),
      ),
    )
    const own = rows.filter((row) => row.figure === table)
    for (const { geography, breakdown, period } of cuts.values())
      for (const row of own) {
        const geography_code = AREA[geography]?.(row) ?? ''
        if (row.period_type !== period || geography_code === '') continue
        const { figure, count_name, cancer_group, period_type, period_start, period_end, dimensions } = row
        const key = { figure, count_name, cancer_group, period_type, period_start, period_end, dimensions }
        const breakdown_value = breakdown === 'all' ? 'all' : row[breakdown]
        const cell = { ...key, geography_type: geography, geography_code, breakdown, breakdown_value }
        const text = Object.values(cell).join('|')
        found.set(text, { ...cell, people: (found.get(text)?.people ?? 0) + 1 })
      }
  }
  return [...found.values()]
}
