import type { GatherCounts } from '../algorithms/contracts/gather-counts.ts'
import type { RejectedRecord } from '../algorithms/contracts/results/restricted.ts'
import { DEFAULT_REJECT_LIMIT, type SourceCatalogue } from '../algorithms/contracts/source-catalogue.ts'
import { FACT_SOURCE_NAMES, type FactSourceName } from '../algorithms/contracts/sources.ts'
import { type Day, day, laterOf } from '../algorithms/domain/day.ts'
import { Trouble } from '../algorithms/domain/trouble.ts'
import { type GatherPlan, type Statement, plannedSource } from '../algorithms/sql/gather/plan.ts'
import { codesHoldNhsNumber, holdsNhsNumbers } from '../algorithms/steps/identifiers.ts'
import type { SqlRow } from './duckdb.ts'
import { type SourceAnswers, rejectedRecords, sourceAnswers, sourceCounts, sum } from './gather-answers.ts'
import { fullBirthDate } from './plan-sources.ts'

export interface GatheredShard {
  readonly shard: number
  /** Everyone in `person` whose shard this is. */
  readonly people: number
  readonly selectedPeople: number
  /** Rows written for each source. */
  readonly records: Readonly<Partial<Record<FactSourceName, number>>>
}

export interface GatherResult {
  readonly counts: GatherCounts
  readonly rejected: readonly RejectedRecord[]
  /** `--as-at`, else the largest `available_to`, else the latest event gathered; null when nothing is dated. */
  readonly cut: Day | null
  readonly shards: readonly GatheredShard[]
  readonly absent: readonly FactSourceName[]
  readonly plan: GatherPlan
}

/** What each statement that answers with rows said, by its name. */
export type GatherAnswers = ReadonlyMap<string, readonly SqlRow[]>

/** Some statements are asked only where an earlier answer gives cause, and none of a table to which no row was written. */
export function isAsked(
  statement: Statement,
  answers: GatherAnswers,
  holdsRows: (source: FactSourceName) => boolean,
): boolean {
  const { name, source } = statement
  if (statement.does !== 'rows' || source === null || source === 'allow_list') return true
  if (name === `surveyed_${source}`) return true
  if (name === `ten_digit_records_${source}`)
    return source === 'person' || Number(answers.get(`surveyed_${source}`)?.[0]?.ten_digits ?? 0) > 0
  if (name === 'full_birth_dates_person')
    return (answers.get('unreadable_person') ?? []).some((row) => String(row.unreadable).includes('birth_month'))
  return holdsRows(source)
}

/** What was gathered, from the answers of every statement. Throws Trouble when a source breaks its contract or its share of rejects. */
export function gatherResult(
  plan: GatherPlan,
  catalogue: SourceCatalogue,
  answers: GatherAnswers,
  onRefusal?: (source: FactSourceName, trouble: Trouble) => void,
): GatherResult {
  const present = FACT_SOURCE_NAMES.filter((name) => plannedSource(plan, name) !== undefined)
  const people = answers.get('people_by_shard') ?? []
  const perSource = present.map((name) => answersOf(name, answers))
  const everyone = sum(people.map((row) => Number(row.people)))
  for (const source of perSource) {
    try {
      refuseEmpty(source)
      refuseIdentifiers(source, answers, everyone)
      refuseRejects(source, catalogue.sources[source.source]?.reject_limit ?? DEFAULT_REJECT_LIMIT)
    } catch (error) {
      if (onRefusal === undefined || !(error instanceof Trouble)) throw error
      onRefusal(source.source, error)
    }
  }
  const sources = perSource.map(sourceCounts)
  const latest = sources.map((source) => source.lastEvent).filter((on) => on !== null)
  return {
    counts: {
      sources,
      people: sum(people.map((row) => (Number(row.shard) < 0 ? 0 : Number(row.people)))),
      peopleSelected: sum(people.map((row) => Number(row.selected))),
    },
    rejected: perSource.flatMap(rejectedRecords),
    cut: plan.cut !== null ? day(plan.cut) : latest.length > 0 ? laterOfAll(latest) : null,
    shards: Array.from({ length: plan.shards }, (_, shard) => gatheredShard(shard, people, perSource)),
    absent: FACT_SOURCE_NAMES.filter((name) => !present.includes(name)),
    plan,
  }
}

/** The day up to which facts are used. */
export function cutOf(gathered: GatherResult): Day {
  if (gathered.cut !== null) return gathered.cut
  throw new Trouble(
    'contractFailed',
    'No source holds a dated row, so there is no day up to which to count.',
    'Give --as-at, or available_to in sources.json.',
  )
}

const laterOfAll = (days: readonly Day[]): Day => days.reduce(laterOf)

const answersOf = (name: FactSourceName, answers: GatherAnswers): SourceAnswers =>
  sourceAnswers(
    name,
    answers.get(`counts_${name}`) ?? [],
    answers.get(`unreadable_${name}`) ?? [],
    name === 'person' ? null : (answers.get(`surveyed_${name}`)?.[0] ?? {}),
  )

const gatheredShard = (
  shard: number,
  people: readonly SqlRow[],
  perSource: readonly SourceAnswers[],
): GatheredShard => {
  const counted = people.find((row) => Number(row.shard) === shard)
  return {
    shard,
    people: Number(counted?.people ?? 0),
    selectedPeople: Number(counted?.selected ?? 0),
    records: Object.fromEntries(
      perSource.map(({ source, kept }) => [source, kept.find((counts) => counts.shard === shard)?.records ?? 0]),
    ),
  }
}

/** A file with a header and no rows is far likelier a broken export than a source in which nothing happened. */
export function refuseEmpty({ source, received }: Pick<SourceAnswers, 'source' | 'received'>): void {
  if (received > 0) return
  throw new Trouble(
    'contractFailed',
    `The source ${source} holds no rows.`,
    'Export it again, or take the file away if there is no such source.',
  )
}

/** Identifiable data has no place here: the whole source is refused, and no value is repeated. */
function refuseIdentifiers({ source, received }: SourceAnswers, answers: GatherAnswers, people: number): void {
  const ids = (name: string): readonly string[] => (answers.get(`${name}_${source}`) ?? []).map((row) => String(row.id))
  const personIds = ids('ten_digit_people')
  const persons = {
    tenDigit: personIds,
    tenDigitCount: personIds.length,
    elevenDigitCount: 0,
    count: Math.max(people, 1),
  }
  if (holdsNhsNumbers(persons)) throw identifiable(source, 'person_id')
  const recordIds = ids('ten_digit_records')
  const surveyed = answers.get(`surveyed_${source}`)?.[0]
  const tenDigitCount = Number(surveyed?.ten_digits ?? recordIds.length)
  const elevenDigitCount = Number(surveyed?.eleven_digits ?? 0)
  if (holdsNhsNumbers({ tenDigit: recordIds, tenDigitCount, elevenDigitCount, count: received }))
    throw identifiable(source, 'record_id')
  const codes = answers.get(`ten_digit_codes_${source}`) ?? []
  const column = codes.find((row) => codesHoldNhsNumber([String(row.codes)]))?.column_name
  if (column !== undefined) throw identifiable(source, String(column))
  if (Number(answers.get(`full_birth_dates_${source}`)?.[0]?.records ?? 0) > 0) throw fullBirthDate()
}

const identifiable = (source: FactSourceName, column: string): Trouble =>
  new Trouble(
    'contractFailed',
    `The source ${source} is refused: ${column} seems to hold NHS numbers.`,
    'Pseudonymise the extract before it comes here.',
  )

function refuseRejects({ source, received, rejected }: SourceAnswers, limit: number): void {
  const records = sum(rejected.map((found) => found.records))
  if (records <= received * limit) return
  const most = [...rejected].sort((a, b) => b.records - a.records)[0]!
  const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`
  throw new Trouble(
    'qualityGateFailed',
    `${percent(records / received)} of the rows of ${source} are rejected, more than the ${percent(limit)} allowed: ` +
      `most often ${most.reason} in ${most.column}.`,
    `Correct the export, or set reject_limit for ${source} in sources.json if this is how it must be.`,
  )
}
