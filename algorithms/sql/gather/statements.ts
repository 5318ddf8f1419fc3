import { FACT_SOURCE_NAMES, type FactSourceName } from '../../contracts/sources.ts'
import type { Dialect } from '../dialect.ts'
import {
  counts,
  fullBirthDates,
  peopleByShard,
  surveyed,
  tenDigitCodes,
  tenDigitPeople,
  tenDigitRecords,
  unreadableCounts,
} from './counts.ts'
import { survey } from './evidence.ts'
import { PEOPLE, people, surveyName } from './people.ts'
import { type GatherPlan, type PlannedSource, type Statement, gatheredName, hasColumn, plannedSource } from './plan.ts'
import { gatheredRows } from './rows.ts'

/** Every statement of gather, in the order in which they run. */
export function gatherStatements(plan: GatherPlan, dialect: Dialect): readonly Statement[] {
  const present = FACT_SOURCE_NAMES.flatMap((name) => {
    const planned = plannedSource(plan, name)
    return planned === undefined ? [] : [{ name, planned }]
  })
  const facts = present.filter(({ name }) => name !== 'person')
  const gather = ({ name, planned }: (typeof present)[number]): Statement => ({
    name: gatheredName(name),
    does: 'write',
    source: name,
    text: dialect.writeByShard(gatheredName(name), gatheredRows(name, planned, plan, dialect)),
  })
  return [
    ...present.filter(({ name }) => name === 'person').map(gather),
    ...facts.map(({ name, planned }): Statement => ({
      name: surveyName(name),
      does: 'keep',
      source: name,
      text: dialect.keep(surveyName(name), survey(name, planned, dialect)),
    })),
    { name: PEOPLE, does: 'keep', source: null, text: dialect.keep(PEOPLE, people(plan, dialect)) },
    ...facts.map(gather),
    { name: 'people_by_shard', does: 'rows', source: null, text: peopleByShard },
    ...present.flatMap(({ name, planned }) => questions(name, planned, dialect)),
  ]
}

/** What is asked of each source once its rows are gathered. */
function questions(name: FactSourceName, planned: PlannedSource, dialect: Dialect): readonly Statement[] {
  const codes = tenDigitCodes(name, dialect)
  const asked: Readonly<Record<string, string | null>> = {
    surveyed: name === 'person' ? null : surveyed(name),
    counts: counts(name, dialect),
    unreadable: unreadableCounts(name, dialect),
    ten_digit_people: tenDigitPeople(name, dialect),
    ten_digit_records: hasColumn(planned, 'record_id') ? tenDigitRecords(name, planned, dialect) : null,
    ten_digit_codes: codes,
    full_birth_dates: name === 'person' && hasColumn(planned, 'birth_month') ? fullBirthDates(planned, dialect) : null,
  }
  return Object.entries(asked).flatMap(([question, text]) =>
    text === null ? [] : [{ name: `${question}_${name}`, does: 'rows' as const, source: name, text }],
  )
}
