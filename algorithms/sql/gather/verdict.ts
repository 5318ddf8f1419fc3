import type { Source } from '../../contracts/source.ts'
import { isIcd10 } from '../cleaning.ts'
import { allOf, literals, named } from '../text.ts'
import { type GatheredColumn, gatheredColumns } from './columns.ts'
import { NOT_ON_ALLOW_LIST } from './people.ts'
import type { GatherPlan, PlannedSource } from './plan.ts'
import { outOfScopeWhen } from './scope.ts'

/** `rejected:reason:column`: what is wrong with a row, counted and never read further. */
const rejected = (when: string, reason: string, column: string): string =>
  `WHEN ${when} THEN 'rejected:${reason}:${column}'`

const outOfScope = (when: string, reason: string): string => `WHEN ${when} THEN 'out_of_scope:${reason}:'`

/** Tests of one required column, over its cleaned text and its typed value. */
function requiredTests(column: GatheredColumn, typed: string): readonly string[] {
  const x = named(column.name)
  const { type, oneOf } = column.described
  const missing = rejected(`${x} IS NULL`, 'missing', column.name)
  if (type === 'day') return [missing, rejected(`${typed} IS NULL`, 'bad_date', column.name)]
  if (type === 'icd10') return [missing, rejected(`NOT (${isIcd10(x)})`, 'bad_code', column.name)]
  if (oneOf !== undefined) return [missing, rejected(`${typed} NOT IN ${literals(oneOf)}`, 'bad_code', column.name)]
  return [missing]
}

/**
 * Why a row is set aside, first reason first; null when it is kept. A bad row is rejected, a sound one that says nothing
 * here is out of scope, and `not_selected` marks rows that were only looked at twice because of their spelling.
 */
export function verdict(
  source: Source,
  planned: PlannedSource,
  plan: GatherPlan,
  typed: (column: GatheredColumn) => string,
): string {
  const columns = gatheredColumns(source)
  const isPeople = source.name === 'person'
  const required = columns.filter((column) => column.described.required)
  const [person, ...others] = required
  const all = source.rejectedWhenAllAbsent ?? []
  const cases = [
    ...requiredTests(person!, named('person_id')),
    ...(isPeople ? [] : [rejected('person_shard IS NULL', 'unknown_person', 'person_id')]),
    ...others.flatMap((column) => requiredTests(column, typed(column))),
    ...(all.length > 0
      ? [rejected(allOf(all.map((name) => `${named(name)} IS NULL`)), 'missing', all.join(' or '))]
      : []),
    `WHEN person_shard < 0 THEN '${NOT_ON_ALLOW_LIST}'`,
    ...(isPeople ? [] : [`WHEN is_selected = 0 THEN 'not_selected::'`]),
    ...(source.outOfScope ?? []).map((scope) => outOfScope(outOfScopeWhen(scope, named), scope.reason)),
    ...afterCut(source, planned, plan, typed).map((when) => outOfScope(when, 'after_cut')),
  ]
  return `CASE ${cases.join('\n    ')} END`
}

/** The day of the event: the first of its dates that is there; null for an undated source. */
export function eventDay(source: Source, dayOf: (column: string) => string): string | null {
  const days = source.eventDate.map(dayOf)
  if (days.length === 0) return null
  return days.length === 1 ? days[0]! : `coalesce(${days.join(', ')})`
}

function afterCut(
  source: Source,
  planned: PlannedSource,
  plan: GatherPlan,
  typed: (column: GatheredColumn) => string,
): readonly string[] {
  const columns = gatheredColumns(source)
  const event = eventDay(source, (name) => typed(columns.find((column) => column.name === name)!))
  const after = (day: string, cut: string): string => `${day} > DATE '${cut}'`
  return [
    ...(event !== null && plan.cut !== null ? [after(event, plan.cut)] : []),
    ...(plan.asAt !== null ? [after('recorded_day', plan.asAt)] : []),
    ...(event !== null && planned.knownUntil !== null
      ? [`recorded_day IS NULL AND ${after(event, planned.knownUntil)}`]
      : []),
  ]
}
