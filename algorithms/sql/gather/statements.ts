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
import { chunkName } from './chunks.ts'
import { foldedSurvey, survey } from './evidence.ts'
import { PEOPLE, people, surveyName } from './people.ts'
import { type GatherPlan, type PlannedSource, type Statement, gatheredName, hasColumn, plannedSource } from './plan.ts'
import { foldedRows, gatheredRows } from './rows.ts'

/** Every statement of gather, in the order in which they run. */
export function gatherStatements(plan: GatherPlan, dialect: Dialect): readonly Statement[] {
  const present = FACT_SOURCE_NAMES.flatMap((name) => {
    const planned = plannedSource(plan, name)
    return planned === undefined ? [] : [{ name, planned }]
  })
  const facts = present.filter(({ name }) => name !== 'person')
  const surveys = facts.map((one) => surveyStatements(one, dialect))
  const gathers = present.map((one) => gatherStatementsOf(one, plan, dialect))
  const ofPeople = gathers[present.findIndex(({ name }) => name === 'person')] ?? NOTHING
  const ofFacts = gathers.filter((one) => one !== ofPeople)
  return [
    ...ofPeople.reads,
    ...ofPeople.folds,
    ...surveys.flatMap(({ reads }) => reads),
    ...surveys.flatMap(({ folds }) => folds),
    { name: PEOPLE, does: 'keep', source: null, text: dialect.keep(PEOPLE, people(plan, dialect)) },
    ...ofFacts.flatMap(({ reads }) => reads),
    ...ofFacts.flatMap(({ folds }) => folds),
    { name: 'people_by_shard', does: 'rows', source: null, text: peopleByShard },
    ...present.flatMap(({ name, planned }) => questions(name, planned, dialect)),
  ]
}

interface Present {
  readonly name: FactSourceName
  readonly planned: PlannedSource
}

/** Statements that read a source: one, or one a chunk and one more that puts the chunks together. */
interface Parts {
  readonly reads: readonly Statement[]
  readonly folds: readonly Statement[]
}

const NOTHING: Parts = { reads: [], folds: [] }

function surveyStatements({ name, planned }: Present, dialect: Dialect): Parts {
  const statement = (table: string, text: string): Statement => ({
    name: table,
    does: 'keep',
    source: name,
    text: dialect.keep(table, text),
  })
  return inParts(planned, surveyName(name), {
    read: (table, part) => statement(table, survey(name, part, dialect)),
    fold: (table, chunks) => statement(table, foldedSurvey(chunks)),
  })
}

function gatherStatementsOf({ name, planned }: Present, plan: GatherPlan, dialect: Dialect): Parts {
  const statement = (table: string, text: string): Statement => ({
    name: table,
    does: 'write',
    source: name,
    text: dialect.writeByShard(table, text),
  })
  return inParts(planned, gatheredName(name), {
    read: (table, part) => statement(table, gatheredRows(name, part, plan, dialect)),
    fold: (table, chunks) =>
      statement(
        table,
        foldedRows(
          name,
          chunks.map((chunk) => dialect.written(chunk)),
        ),
      ),
  })
}

interface HowInParts {
  read(table: string, part: PlannedSource): Statement
  fold(table: string, chunks: readonly string[]): Statement
}

function inParts(planned: PlannedSource, table: string, how: HowInParts): Parts {
  const chunks = planned.chunks ?? []
  if (chunks.length < 2) return { reads: [how.read(table, planned)], folds: [] }
  const names = chunks.map((_, i) => chunkName(table, i))
  return {
    reads: chunks.map((within, i) => how.read(names[i]!, { ...planned, within })),
    folds: [{ ...how.fold(table, names), folds: true }],
  }
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
