import type { PersonDecision, ShardDecision } from '../contracts/decided.ts'
import { inKeyOrder } from '../contracts/key-order.ts'
import {
  cohortEvidence,
  cohortMember,
  type EmergencyPresentation,
  emergencyPresentation,
  nearMiss,
  personTimeline,
} from '../contracts/results/restricted.ts'
import { FACT_SOURCE_NAMES, type FactSourceName, type PersonRows } from '../contracts/sources.ts'
import { type Day, earlierOf } from '../domain/day.ts'
import type { Geography } from '../domain/geography.ts'
import type { Definition } from '../rules/definition.ts'
import { HEADLINE_CUT, REGISTRY } from '../rules/measures.ts'
import { completenessBook } from './completeness.ts'
import { type CountedPerson, countablesOf, countingCalendar, firstDistant } from './countable.ts'
import { decidePerson } from './decide-person.ts'
import { populationCounter } from './population.ts'
import { type PersonRow, type PlacedBy, type RegisteredPerson, registeredPerson, registrationOn } from './registered.ts'
import { type DecideStep, TALLIES, type TallyBook, tallyBook } from './tallies.ts'
import { tellUnreadableCodes } from './unreadable-codes.ts'

/** What decide needs to know beside a person's rows. */
export interface DecideSettings {
  readonly definition: Definition
  /** The last day that counts. */
  readonly cut: Day
  readonly sourcesPresent: ReadonlySet<FactSourceName>
  /** The first day that admissions cover; null or left out when it is not known. */
  readonly admissionsFrom?: Day | null
}

export interface ShardSettings extends DecideSettings {
  readonly geography: Geography
}

/** How one person is decided; a test may put its own in place. */
export type DecidePerson = (personId: string, rows: PersonRows, settings: DecideSettings) => PersonDecision

export interface PersonWithRows {
  readonly personId: string
  readonly rows: PersonRows
}

/** Parts of a decision that come a person at a time, each in the order of its key. */
const PERSONAL = ['members', 'evidence', 'nearMisses', 'timeline', 'countables'] as const
export type PersonalPart = (typeof PERSONAL)[number]

/** Is told what was decided on one person, so that nobody has to hold it for all of them. */
export type TellPerson = (told: Pick<ShardDecision, PersonalPart>) => void

/**
 * Everything that one shard says: who is in the cohort, and who is counted where. `everyone` holds the `person` rows of
 * each person once; no order matters.
 */
export function decideShard(
  people: Iterable<PersonWithRows>,
  everyone: Iterable<readonly PersonRow[]>,
  settings: ShardSettings,
  decide: DecidePerson = decidePerson,
): ShardDecision {
  const inOrder = [...people].sort((a, b) => (a.personId < b.personId ? -1 : 1))
  const each: Pick<ShardDecision, PersonalPart>[] = []
  const rest = tellShard(inOrder, everyone, settings, (told) => each.push(told), decide)
  const all = (part: PersonalPart) => each.flatMap((told) => told[part] as readonly unknown[])
  const personal = Object.fromEntries(PERSONAL.map((part) => [part, all(part)]))
  return { ...rest, ...(personal as unknown as Pick<ShardDecision, PersonalPart>) }
}

/** The same, with people in the order of their ids: what is said of each is told and not kept. */
export function tellShard(
  people: Iterable<PersonWithRows>,
  everyone: Iterable<readonly PersonRow[]>,
  settings: ShardSettings,
  tell: TellPerson,
  decide: DecidePerson = decidePerson,
): Omit<ShardDecision, PersonalPart> {
  const tallies = tallyBook()
  const items = completenessBook(settings.cut)
  const population = populationCounter(settings.cut)
  const registrations = registrationTallies()
  for (const rows of everyone) {
    const registered = registeredPerson(rows, settings.geography)
    population.add(registered)
    items.addPerson(registered)
    registrations.add(registered, rows.length)
  }
  registrations.addTo(tallies)

  const calendar = countingCalendar(settings.cut)
  const presentations: EmergencyPresentation[] = []
  let last = ''
  for (const { personId, rows } of people) {
    if (personId < last) throw new Error('People of a shard are not in the order of their ids')
    last = personId
    const decision = decide(personId, rows, settings)
    const registered = registeredPerson(rows.person, settings.geography)
    items.addRows(rows)
    tallyRows(tallies, rows)
    tallySteps(tallies, decision, registered)
    const counted: CountedPerson = {
      personId,
      registered,
      diedOn: firstDeath(rows),
      members: decision.members,
      groupsByRegistryAlone: groupsFoundBy(REGISTRY, personId, rows, decision, settings, decide),
      presentations: decision.presentations,
    }
    for (const presentation of decision.presentations) presentations.push(presentation)
    // Where a key begins with the person, what is left to put in order are the rows of each.
    tell({
      members: inKeyOrder(cohortMember, decision.members),
      evidence: inKeyOrder(cohortEvidence, decision.evidence),
      nearMisses: inKeyOrder(nearMiss, decision.nearMisses),
      timeline: inKeyOrder(personTimeline, decision.timeline),
      // Summed by SQL, which asks for no order.
      countables: countablesOf(counted, calendar),
    })
  }

  const { completeness, lags } = items.rows()
  return {
    presentations: inKeyOrder(emergencyPresentation, presentations),
    population: population.rows(),
    tallies: tallies.rows(),
    completeness,
    lags,
  }
}

function firstDeath(rows: PersonRows): Day | null {
  return rows.death.reduce<Day | null>(
    (first, { death_date }) => (first === null ? death_date : earlierOf(first, death_date)),
    null,
  )
}

/** Cancer groups whose distant disease one source would show at the headline cut if it were the only one. */
function groupsFoundBy(
  source: FactSourceName,
  personId: string,
  rows: PersonRows,
  decision: PersonDecision,
  settings: DecideSettings,
  decide: DecidePerson,
): ReadonlySet<string> {
  if (rows[source].length === 0 || firstDistant(decision.members, HEADLINE_CUT) === undefined) return new Set()
  const alone = Object.fromEntries(
    FACT_SOURCE_NAMES.map((name) => [name, name === 'person' || name === source ? rows[name] : []]),
  ) as unknown as PersonRows
  const sourcesPresent = new Set<FactSourceName>(['person', source])
  const { members } = decide(personId, alone, { ...settings, sourcesPresent })
  const groups = new Set(members.map((member) => member.cancer_group))
  return new Set(
    [...groups].filter((group) =>
      firstDistant(
        members.filter((m) => m.cancer_group === group),
        HEADLINE_CUT,
      ),
    ),
  )
}

/** Counts everyone without a text for each: a shard may hold a hundred thousand people. */
function registrationTallies() {
  const everyone = { people: 0, records: 0 }
  const overlapping = { people: 0, records: 0 }
  const placed: Record<PlacedBy, number> = { practice: 0, residence: 0, nowhere: 0 }
  return {
    add(person: RegisteredPerson, records: number): void {
      everyone.people++
      everyone.records += records
      const last = person.registrations.at(-1)
      if (last) placed[last.placedBy]++
      if (person.overlapping === 0) return
      overlapping.people++
      overlapping.records += person.overlapping
    },
    addTo(tallies: TallyBook): void {
      if (everyone.people > 0) tallies.add(TALLIES.everyone, 'person', '', everyone)
      if (overlapping.people > 0) tallies.add(TALLIES.overlapping, 'person', '', overlapping)
      for (const [by, people] of Object.entries(placed))
        if (people > 0) tallies.add(TALLIES.placed, 'person', by, { people, records: people })
    },
  }
}

function tallyRows(tallies: TallyBook, rows: PersonRows): void {
  for (const name of FACT_SOURCE_NAMES) {
    const records = rows[name].length
    if (records === 0) continue
    tallies.add(TALLIES.read, name, '', { people: 1, records })
  }
  const seen = new Set<string>()
  tellUnreadableCodes(rows, (source, column, rowRef) => {
    const people = seen.has(`${source}.${column}`) ? 0 : 1
    tallies.add(TALLIES.unreadableCode, source, column, { people, records: 1, rowRef })
    seen.add(`${source}.${column}`)
  })
}

function tallySteps(tallies: TallyBook, { members }: PersonDecision, registered: RegisteredPerson): void {
  const found = members.filter((member) => member.certainty !== 'refuted')
  const distant = firstDistant(members, 'broad')
  const headline = firstDistant(members, HEADLINE_CUT)
  const reached: Readonly<Record<DecideStep, boolean>> = {
    with_evidence: true,
    with_episode: found.length > 0,
    distant: distant !== undefined,
    distant_standard: headline !== undefined,
    registered_at_onset: headline !== undefined && registrationOn(registered, headline.onset_date) !== undefined,
  }
  for (const [step, isReached] of Object.entries(reached)) {
    if (isReached) tallies.add(TALLIES.decided, step, '', { people: 1, records: step === 'with_evidence' ? 0 : 1 })
  }
}
