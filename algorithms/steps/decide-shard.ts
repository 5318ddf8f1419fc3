import type { PersonDecision, ShardDecision } from '../contracts/decided.ts'
import { inKeyOrder } from '../contracts/key-order.ts'
import { type Countable, countable } from '../contracts/results/internal.ts'
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
import { countablesOf, countingCalendar, firstDistant } from './countable.ts'
import { decidePerson } from './decide-person.ts'
import { populationCounter } from './population.ts'
import { type PersonRow, type RegisteredPerson, registeredPerson, registrationOn } from './registered.ts'
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

/**
 * Everything that one shard says: who is in the cohort, and who is counted where. The rows of one person in `everyone`
 * stand next to each other; beyond that no order matters.
 */
export function decideShard(
  people: Iterable<PersonWithRows>,
  everyone: Iterable<PersonRow>,
  settings: ShardSettings,
  decide: DecidePerson = decidePerson,
): ShardDecision {
  const tallies = tallyBook()
  const items = completenessBook(settings.cut)
  const population = populationCounter(settings.cut)
  for (const rows of byPerson(everyone)) {
    const registered = registeredPerson(rows, settings.geography)
    population.add(registered)
    items.addPerson(registered)
    tallyRegistration(tallies, registered, rows.length)
  }

  const calendar = countingCalendar(settings.cut)
  const decisions: { readonly personId: string; readonly decision: PersonDecision }[] = []
  const countables: Countable[] = []
  for (const { personId, rows } of people) {
    const decision = decide(personId, rows, settings)
    const registered = registeredPerson(rows.person, settings.geography)
    decisions.push({ personId, decision })
    items.addRows(rows)
    tallyRows(tallies, rows)
    tallySteps(tallies, decision, registered)
    if (decision.members.length === 0 && decision.presentations.length === 0) continue
    const diedOn = firstDeath(rows)
    const groupsByRegistryAlone = groupsFoundBy(REGISTRY, personId, rows, decision, settings, decide)
    countables.push(
      ...countablesOf(
        {
          personId,
          registered,
          diedOn,
          members: decision.members,
          groupsByRegistryAlone,
          presentations: decision.presentations,
        },
        calendar,
      ),
    )
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
    countables: inKeyOrder(countable, countables),
    population: population.rows(),
    tallies: tallies.rows(),
    completeness,
    lags,
  }
}

/** Throws when a person's rows do not stand together: they would be counted twice. */
function* byPerson(everyone: Iterable<PersonRow>): Generator<readonly PersonRow[]> {
  const seen = new Set<string>()
  let rows: PersonRow[] = []
  for (const row of everyone) {
    if (rows.length > 0 && rows[0]!.person_id !== row.person_id) {
      yield rows
      rows = []
    }
    if (rows.length === 0) {
      if (seen.has(row.person_id)) throw new Error('The rows of one person do not stand together')
      seen.add(row.person_id)
    }
    rows.push(row)
  }
  if (rows.length > 0) yield rows
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

function tallyRegistration(tallies: TallyBook, person: RegisteredPerson, records: number): void {
  tallies.add(TALLIES.everyone, 'person', '', { people: 1, records })
  const last = person.registrations.at(-1)
  if (last) tallies.add(TALLIES.placed, 'person', last.placedBy, { people: 1, records: 1 })
  if (person.overlapping > 0) {
    tallies.add(TALLIES.overlapping, 'person', '', { people: 1, records: person.overlapping })
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
