import type { TimelineEvent } from '../contracts/results/restricted.ts'
import type { PersonRows } from '../contracts/sources.ts'
import { type Day, dayFromNumber } from '../domain/day.ts'
import { holds } from '../rules/codelists/codelist.ts'
import { breastExcision } from '../rules/codelists/hospital.ts'
import { VIEWS } from '../rules/evidence/views.ts'
import type { Evidence } from './evidence.ts'
import { operationsIn } from './facts/coded.ts'
import type { DrugCourse } from './facts/drug-courses.ts'
import type { Fact } from './facts/fact.ts'

const TRACKS = {
  registration: 'diagnosis',
  cosd_non_primary: 'diagnosis',
  cosd_pathology: 'pathology',
  cwt: 'waiting times',
  sact: 'medicines',
  rtds: 'radiotherapy',
  apc: 'admissions',
  op: 'outpatients',
  ecds: 'emergency care',
  gp_event: 'GP record',
  gp_medication: 'GP medicines',
  imaging: 'imaging',
  death: 'death',
  person: 'person',
} as const

/** The dated facts of a person for a reviewer, with the rules each satisfied and the one that dates an onset marked. */
export function timelineOf(
  personId: string,
  rows: PersonRows,
  facts: readonly Fact[],
  courses: readonly DrugCourse[],
  evidence: readonly Evidence[],
  onsets: readonly Evidence[],
): readonly TimelineEvent[] {
  const events = new Map<string, TimelineEvent>()
  for (const fact of facts) {
    const on = dayOf(fact)
    if (on === null) continue
    const items = evidence.filter((item) => item.fact === fact)
    const event_id = `${fact.rowRef}#${fact.view}#${fact.code ?? ''}`
    // The same row given twice must not lose its marks to the copy that counted for nothing.
    if (items.length === 0 && events.has(event_id)) continue
    events.set(event_id, {
      person_id: personId,
      event_id,
      track: TRACKS[fact.source],
      start_date: on,
      end_date: fact.view === 'drug_course' ? endOfCourse(courses, fact.rowRef) : null,
      label: items[0]?.rule.says ?? `${VIEWS[fact.view].says}${fact.code === null ? '' : `: ${fact.code}`}`,
      code_system: fact.codeSystem,
      code: fact.code,
      source: fact.source,
      provider_code: fact.provider,
      row_ref: fact.rowRef,
      rule_ids: [...new Set(items.map(({ rule }) => rule.id))].toSorted().join(';'),
      is_onset: onsets.some((onset) => onset.fact === fact),
    })
  }
  for (const row of rows.apc) {
    const operation = operationsIn(row.opertn).find((code) => holds(breastExcision, code))
    if (operation === undefined) continue
    const event_id = `${row.row_ref}#operation#${operation}`
    events.set(event_id, {
      person_id: personId,
      event_id,
      track: TRACKS.apc,
      start_date: row.epistart,
      end_date: row.epiend,
      label: 'Excision of breast',
      code_system: 'opcs4',
      code: operation,
      source: 'apc',
      provider_code: row.provider_code,
      row_ref: row.row_ref,
      rule_ids: '',
      is_onset: false,
    })
  }
  return [...events.values()]
}

/** The day of a fact: the first of its columns that holds one. */
function dayOf(fact: Fact): Day | null {
  const column = Object.keys(fact.values).find((name) => name.endsWith('_on') && typeof fact.values[name] === 'number')
  return column === undefined ? null : dayFromNumber(fact.values[column] as number)
}

const endOfCourse = (courses: readonly DrugCourse[], rowRef: string): Day | null =>
  courses.find((course) => course.rowRef === rowRef)?.endedOn ?? null
