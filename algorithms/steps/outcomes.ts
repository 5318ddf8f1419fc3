import type { CohortMember, EmergencyPresentation } from '../contracts/results/restricted.ts'
import { type Day, daysBetween, earlierOf, laterOf } from '../domain/day.ts'
import type { RegisteredPerson } from './registered.ts'

/** How follow-up ended. Death competes with a return, and ends survival. */
export type Ending = 'died' | 'came_back' | 'watched'

/** One person's time from onset or diagnosis to what ended it. */
export interface FollowedUp {
  readonly outcome: 'survival_from_onset' | 'recurrence_incidence'
  readonly from: Day
  readonly days: number
  readonly ending: Ending
  readonly group: string
  readonly receptorSubtype: string
}

/** A registration that ends this soon before a death was ended by it. Declared here, unverified. */
const CLOSED_BY_DEATH_DAYS = 31

/** Follow-up of one person in one group; people are watched while they are registered, and no later than the cut. */
export function followUpsOf(
  person: { readonly registered: RegisteredPerson; readonly diedOn: Day | null },
  group: string,
  distant: CohortMember | undefined,
  presentations: readonly EmergencyPresentation[],
  cut: Day,
): readonly FollowedUp[] {
  const watchedTo = earlierOf(cut, person.registered.registrations.map(({ to }) => to).reduce(laterOf, 0 as Day))
  const diedOn =
    person.diedOn !== null && person.diedOn <= cut && daysBetween(watchedTo, person.diedOn) <= CLOSED_BY_DEATH_DAYS
      ? person.diedOn
      : null
  const ended = diedOn ?? watchedTo
  const untilDeath = diedOn === null ? 'watched' : 'died'
  const found: FollowedUp[] = []
  if (distant !== undefined && distant.onset_date <= ended)
    found.push({
      outcome: 'survival_from_onset',
      from: distant.onset_date,
      days: daysBetween(distant.onset_date, ended),
      ending: untilDeath,
      group,
      receptorSubtype: distant.receptor_subtype,
    })
  const first = presentations
    .filter(({ unit, cancer_group }) => unit === 'tumour' && cancer_group === group)
    .reduce<EmergencyPresentation | null>(
      (earliest, row) => (earliest === null || row.diagnosis_date < earliest.diagnosis_date ? row : earliest),
      null,
    )
  if (first === null || distant?.episode_type === 'new' || first.diagnosis_date > ended) return found
  if (distant !== undefined && distant.onset_date <= first.diagnosis_date) return found
  const cameBack = distant !== undefined && distant.onset_date <= ended ? distant.onset_date : null
  found.push({
    outcome: 'recurrence_incidence',
    from: first.diagnosis_date,
    days: daysBetween(first.diagnosis_date, cameBack ?? ended),
    ending: cameBack === null ? untilDeath : 'came_back',
    group,
    receptorSubtype: first.receptor_subtype,
  })
  return found
}
