import { SHARD_INTERNAL_TABLES, trueCount } from '../contracts/results/internal.ts'
import { type Table, keyColumns } from '../contracts/table.ts'
import { MEASURES, type Measure } from '../rules/measures.ts'
import { type Breakdown, EXTRACT, type GeographyType, type Release, releasesOf } from '../rules/release-plan.ts'
import type { Statement } from './gather/plan.ts'
import { allOf, literal, literals, named } from './text.ts'

export type ShardInternalName = keyof typeof SHARD_INTERNAL_TABLES

/** What stands after FROM to read a table that decide wrote, all its shards together. */
export type FromTable = (table: ShardInternalName) => string

/** Every statement of count. Each answers with rows in the order of the key; a day is written `YYYY-MM-DD`. */
export function countStatements(from: FromTable): readonly Statement[] {
  return [
    statement('true_count', trueCounts(from)),
    statement('population', summed('population', from, 'cast(sum(people) AS bigint) AS people')),
    statement(
      'tally',
      summed(
        'tally',
        from,
        'cast(sum(people) AS bigint) AS people',
        'cast(sum(records) AS bigint) AS records',
        'min(example_row_ref) AS example_row_ref',
      ),
    ),
    statement(
      'completeness',
      summed(
        'completeness',
        from,
        'cast(sum(expected) AS bigint) AS expected',
        'cast(sum(received) AS bigint) AS received',
      ),
    ),
    statement('lag', summed('lag', from, 'cast(sum(records) AS bigint) AS records')),
  ]
}

const statement = (table: string, text: string): Statement => ({
  name: `count_${table}`,
  does: 'rows',
  source: null,
  text,
})

/** The two parts of a release plan that a row of strata falls under: which area, and which value of a breakdown. */
const AREA: Readonly<Partial<Record<GeographyType, string>>> = { icb: 'icb_code', sub_icb: 'sub_icb_code' }

/** One SELECT for every way in which the plan cuts a figure: no cell beyond the plan is ever counted. */
function trueCounts(from: FromTable): string {
  const cuts = MEASURES.flatMap((measure) => {
    const seen = new Set<string>()
    return releasesOf(measure.plan).flatMap((release) =>
      release.geographies.flatMap((geography) =>
        release.breakdowns.flatMap((breakdown) => {
          const counted = measure.countedBy === undefined ? release : { ...release, periods: [measure.countedBy] }
          // Releases that differ in their periods alone are one cut of quarters.
          const key = `${geography}|${breakdown}|${counted.periods.join()}`
          if (seen.has(key)) return []
          seen.add(key)
          return [cell(measure, counted, geography, breakdown, from)]
        }),
      ),
    )
  })
  return inOrder(trueCount, cuts.join('\nUNION ALL\n'))
}

function cell(
  measure: Measure,
  release: Release,
  geography: GeographyType,
  breakdown: Breakdown,
  from: FromTable,
): string {
  const area = AREA[geography]
  const grouped = [
    ...['figure', 'count_name', 'cancer_group', 'period_type', 'period_start', 'period_end', 'dimensions'],
    ...(area === undefined ? [] : [area]),
    ...(breakdown === 'all' ? [] : [breakdown]),
  ].map(named)
  const conditions = [
    `figure = ${literal(measure.table)}`,
    `period_type IN ${literals(release.periods)}`,
    ...(area === undefined ? [] : [`${area} <> ''`]),
  ]
  return [
    'SELECT figure, count_name, cancer_group, period_type, period_start, period_end, dimensions,',
    `  ${literal(geography)} AS geography_type, ${area ?? literal(EXTRACT.code)} AS geography_code,`,
    `  ${literal(breakdown)} AS breakdown, ${breakdown === 'all' ? literal('all') : breakdown} AS breakdown_value,`,
    '  count(*) AS people',
    `FROM ${from('countable')}`,
    `WHERE ${allOf(conditions)}`,
    `GROUP BY ${grouped.join(', ')}`,
  ].join('\n')
}

function summed(table: ShardInternalName, from: FromTable, ...sums: readonly string[]): string {
  const described: Table = SHARD_INTERNAL_TABLES[table]
  const key = keyColumns(described).join(', ')
  return inOrder(described, `SELECT ${key}, ${sums.join(', ')}\nFROM ${from(table)}\nGROUP BY ${key}`)
}

/** The engines agree on the order of texts by code point, and on days written as text. */
function inOrder(table: Table, select: string): string {
  const columns = Object.entries(table.columns).map(([name, { type }]) =>
    type === 'day' ? `cast(${name} AS varchar) AS ${name}` : name,
  )
  const key = keyColumns(table).map((name) => `t.${name}`)
  return `SELECT ${columns.join(', ')}\nFROM (\n${select}\n) t\nORDER BY ${key.join(', ')}`
}
