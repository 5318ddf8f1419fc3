import type { PersonDecision, ShardDecision } from '../contracts/decided.ts'
import { inKeyOrder } from '../contracts/key-order.ts'
import type { Countable } from '../contracts/results/internal.ts'
import {
  cohortEvidence,
  cohortMember,
  emergencyPresentation,
  nearMiss,
  personTimeline,
} from '../contracts/results/restricted.ts'
import type { Table } from '../contracts/table.ts'
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

interface Decided {
  readonly personId: string
  readonly decision: PersonDecision
  readonly countables: readonly Countable[]
}

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
  const decisions: Decided[] = []
  for (const { personId, rows } of people) {
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
    decisions.push({ personId, decision, countables: countablesOf(counted, calendar) })
  }

  const { completeness, lags } = items.rows()
  decisions.sort((a, b) => (a.personId < b.personId ? -1 : 1))
  // Where a key begins with the person, what is left to put in order are the rows of each.
  const told = <R extends object>(table: Table, of: (decision: PersonDecision) => readonly R[]): readonly R[] =>
    decisions.flatMap(({ decision }) => inKeyOrder(table, of(decision)))
  return {
    members: told(cohortMember, ({ members }) => members),
    evidence: told(cohortEvidence, ({ evidence }) => evidence),
    nearMisses: told(nearMiss, ({ nearMisses }) => nearMisses),
    presentations: inKeyOrder(
      emergencyPresentation,
      decisions.flatMap(({ decision }) => decision.presentations),
    ),
    timeline: told(personTimeline, ({ timeline }) => timeline),
    // Summed by SQL, which asks for no order.
    countables: decisions.flatMap(({ countables }) => countables),
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
