import { dimensionsText } from '../contracts/dimensions.ts'
import type { Countable } from '../contracts/results/internal.ts'
import type { CohortMember, EmergencyPresentation } from '../contracts/results/restricted.ts'
import type { Day } from '../domain/day.ts'
import type { Period } from '../domain/period.ts'
import {
  ANY_SOURCE_SET,
  CERTAINTY_CUTS,
  COUNTED_KINDS,
  CUTS,
  type CertaintyCut,
  type CountedFigure,
  HEADLINE_CUT,
  measureOf,
} from '../rules/measures.ts'
import { followUpsOf } from './outcomes.ts'
import { presentationCounts } from './presentation/counts.ts'
import { type RegisteredPerson, strataOn } from './registered.ts'
import { earliestReported, plannedPeriods } from './reporting-window.ts'

/** One person as the counts see them. */
export interface CountedPerson {
  readonly personId: string
  readonly registered: RegisteredPerson
  /** Null when no death is known. */
  readonly diedOn: Day | null
  readonly members: readonly CohortMember[]
  /** Cancer groups whose distant disease the registrations alone would show at the standard cut. */
  readonly groupsByRegistryAlone: ReadonlySet<string>
  readonly presentations: readonly EmergencyPresentation[]
}

/** The periods of each figure up to the cut. */
export type CountingCalendar = Readonly<Record<CountedFigure, readonly Period[]>> & {
  /** The day up to which people are watched. */
  readonly cut: Day
}

export function countingCalendar(cut: Day): CountingCalendar {
  const of = (figure: CountedFigure) => {
    const { plan, countedBy } = measureOf(figure)
    const periods = plannedPeriods(plan, earliestReported(cut), cut)
    return countedBy === undefined ? periods : periods.filter(({ type }) => type === countedBy)
  }
  return {
    cut,
    recurrent_cancer_counts: of('recurrent_cancer_counts'),
    people_living_with: of('people_living_with'),
    source_overlap: of('source_overlap'),
    emergency_presentation_rates: of('emergency_presentation_rates'),
    stage_at_diagnosis: of('stage_at_diagnosis'),
    outcome_estimates: of('outcome_estimates'),
  }
}

/** Every row that one person is counted by; SQL adds up the rows of many people. */
export function countablesOf(person: CountedPerson, calendar: CountingCalendar): readonly Countable[] {
  const counted: Countable[] = []
  for (const group of new Set(person.members.map((member) => member.cancer_group))) {
    const members = person.members.filter((member) => member.cancer_group === group)
    for (const cut of CUTS) {
      for (const onset of firstOnsets(members, cut)) counted.push(...newCase(person, onset, cut, calendar))
      const disease = firstDistant(members, cut)
      if (disease) counted.push(...livingWith(person, disease, cut, calendar))
    }
    const headline = firstDistant(members, HEADLINE_CUT)
    if (headline) counted.push(...foundBy(person, headline, calendar))
  }
  for (const group of groupsWithOutcomes(person)) counted.push(...outcomes(person, group, calendar))
  for (const presentation of person.presentations) counted.push(...presented(person, presentation, calendar))
  return counted
}

/** Groups that the definition decides: only of these is it known who is free of distant disease. */
const groupsWithOutcomes = ({ members, presentations }: CountedPerson): ReadonlySet<string> =>
  new Set([
    ...members.map(({ cancer_group }) => cancer_group),
    ...presentations.map(({ cancer_group }) => cancer_group).filter((group) => group === 'breast'),
  ])

function outcomes(person: CountedPerson, group: string, calendar: CountingCalendar): readonly Countable[] {
  const distant = firstDistant(
    person.members.filter((member) => member.cancer_group === group),
    HEADLINE_CUT,
  )
  return followUpsOf(person, group, distant, person.presentations, calendar.cut).flatMap((followed) =>
    onDay(
      person,
      { cancer_group: group, receptor_subtype: followed.receptorSubtype },
      followed.from,
      calendar.outcome_estimates.filter(holds(followed.from)),
      {
        figure: 'outcome_estimates',
        count_name: 'people',
        dimensions: dimensionsText({
          outcome: followed.outcome,
          ending: followed.ending,
          days: String(followed.days),
        }),
      },
    ),
  )
}

/** The rows that one presentation is counted by, for each of its groups. A return is counted at the headline's first onset. */
function presented(
  person: CountedPerson,
  presentation: EmergencyPresentation,
  calendar: CountingCalendar,
): readonly Countable[] {
  const { diagnosis_date: on, cancer_group, receptor_subtype, counted_in } = presentation
  if (presentation.stage === 'recurrence') {
    const ofGroup = person.members.filter((member) => member.cancer_group === cancer_group)
    if (firstDistant(ofGroup, HEADLINE_CUT)?.episode_id !== presentation.episode_id) return []
  }
  const told = presentationCounts(presentation)
  return counted_in.split(';').flatMap((group) =>
    told.flatMap((counted) => {
      const periods = calendar[counted.figure].filter(holds(on))
      return onDay(person, { cancer_group: group, receptor_subtype }, on, periods, counted)
    }),
  )
}

/** Whether an episode is in a cut. A refuted one is in none. */
export const isInCut = (member: CohortMember, cut: CertaintyCut): boolean =>
  (CERTAINTY_CUTS[cut] as readonly string[]).includes(member.certainty)

/** Distant disease, or a relapse of a blood cancer, that begins first; undefined when there is none in the cut. */
export const firstDistant = (members: readonly CohortMember[], cut: CertaintyCut): CohortMember | undefined =>
  first(members.filter((member) => isInCut(member, cut) && isDistantOrRelapsed(member)))

const isDistantOrRelapsed = (member: CohortMember): boolean =>
  member.extent === 'distant' || member.episode_type === 'relapse'

/** The first onset of each extent: a second distant episode, of whatever type, is no new case. */
function firstOnsets(members: readonly CohortMember[], cut: CertaintyCut): readonly CohortMember[] {
  const extents = new Set(COUNTED_KINDS.map((kind) => kind.extent))
  return [...extents].flatMap((extent) => {
    const onset = first(
      members.filter((member) => member.extent === extent && isCounted(member) && isInCut(member, cut)),
    )
    return onset ? [onset] : []
  })
}

const isCounted = (member: CohortMember): boolean =>
  COUNTED_KINDS.some((kind) => kind.episode_type === member.episode_type && kind.extent === member.extent)

const first = (members: readonly CohortMember[]): CohortMember | undefined =>
  members.toSorted((a, b) => a.onset_date - b.onset_date || (a.episode_id < b.episode_id ? -1 : 1))[0]

const newCase = (person: CountedPerson, onset: CohortMember, certainty: CertaintyCut, calendar: CountingCalendar) =>
  onDay(person, onset, onset.onset_date, calendar.recurrent_cancer_counts.filter(holds(onset.onset_date)), {
    figure: 'recurrent_cancer_counts',
    count_name: 'new_cases',
    dimensions: dimensionsText({ episode_type: onset.episode_type, extent: onset.extent, certainty }),
  })

function livingWith(
  person: CountedPerson,
  disease: CohortMember,
  certainty: CertaintyCut,
  calendar: CountingCalendar,
): readonly Countable[] {
  const dimensions = dimensionsText({ certainty })
  return calendar.people_living_with
    .filter(({ end }) => disease.onset_date <= end && (person.diedOn === null || end < person.diedOn))
    .flatMap((period) =>
      onDay(person, disease, period.end, [period], {
        figure: 'people_living_with',
        count_name: 'people',
        dimensions,
      }),
    )
}

function foundBy(person: CountedPerson, onset: CohortMember, calendar: CountingCalendar): readonly Countable[] {
  const periods = calendar.source_overlap.filter(holds(onset.onset_date))
  const byRegistry = person.groupsByRegistryAlone.has(onset.cancer_group)
  return [onset.sources, ANY_SOURCE_SET].flatMap((source_set) =>
    (byRegistry ? ['people', 'people_registry_alone'] : ['people']).flatMap((count_name) =>
      onDay(person, onset, onset.onset_date, periods, {
        figure: 'source_overlap',
        count_name,
        dimensions: dimensionsText({ source_set }),
      }),
    ),
  )
}

const holds =
  (on: Day) =>
  ({ start, end }: Period): boolean =>
    start <= on && on <= end

/** Nobody is counted on a day on which they are not registered: the denominator does not hold them. */
function onDay(
  person: CountedPerson,
  episode: Pick<CohortMember, 'cancer_group' | 'receptor_subtype'>,
  on: Day,
  periods: readonly Period[],
  counted: Pick<Countable, 'figure' | 'count_name' | 'dimensions'>,
): readonly Countable[] {
  if (periods.length === 0) return []
  const strata = strataOn(person.registered, on)
  if (strata === undefined) return []
  const { figure, count_name, dimensions } = counted
  const { cancer_group, receptor_subtype } = episode
  const { icb_code, sub_icb_code, age_band, sex, imd_quintile, ethnicity } = strata
  // Spelled out: these are a fifth of what decide makes, and spreading costs several times as much.
  return periods.map((period) => ({
    figure,
    count_name,
    cancer_group,
    period_type: period.type,
    period_start: period.start,
    period_end: period.end,
    dimensions,
    person_id: person.personId,
    icb_code,
    sub_icb_code,
    age_band,
    sex,
    imd_quintile,
    ethnicity,
    receptor_subtype,
  }))
}
