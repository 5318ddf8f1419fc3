import type { GatheredRow, PersonRows } from '../../contracts/sources.ts'
import { addDays, type Day, daysBetween } from '../../domain/day.ts'
import { firstDayOf, monthOrNull } from '../../domain/month.ts'
import { BEFORE_DIAGNOSIS, PRESENTATION } from '../../rules/presentation.ts'

/** Why a measure cannot be told for someone. Not determinable is its own answer, never a no. */
export type NotDetermined = 'no_admission_data' | 'not_registered_then' | 'no_route' | 'not_this_unit'

/** What the admissions of a run cover: null when there are none; a null day when it is not known when they begin. */
export type AdmissionCover = { readonly from: Day | null } | null

/** Why ep_30d cannot be told; null when it can. The reason never depends on what the admissions say. */
export function unknownBefore(on: Day, rows: PersonRows, cover: AdmissionCover): NotDetermined | null {
  const opens = addDays(on, -BEFORE_DIAGNOSIS.to)
  if (cover === null || (cover.from !== null && opens < cover.from)) return 'no_admission_data'
  return isHere(rows.person, opens) && isHere(rows.person, on) ? null : 'not_registered_then'
}

/** Why an admission cannot be known to be the first; null when it can. */
export function unknownWhetherFirst(on: Day, rows: PersonRows, cover: AdmissionCover): NotDetermined | null {
  const lookBack = PRESENTATION.lookBack.value
  const opens = addDays(on, -lookBack)
  if (cover === null || (cover.from !== null && opens < cover.from)) return 'no_admission_data'
  return isHere(rows.person, on) && rows.person.some((row) => (row.registered_from ?? opens) <= laterBirth(row, opens))
    ? null
    : 'not_registered_then'
}

/** A child has been here long enough when registered within two months of birth. */
const SOON_AFTER_BIRTH = 62

function laterBirth({ birth_month }: GatheredRow<'person'>, opens: Day): Day {
  const month = birth_month === null ? null : monthOrNull(birth_month)
  if (month === null) return opens
  const soon = addDays(firstDayOf(month), SOON_AFTER_BIRTH)
  return daysBetween(opens, soon) > 0 ? soon : opens
}

const isHere = (periods: readonly GatheredRow<'person'>[], on: Day): boolean =>
  periods.some((row) => (row.registered_from ?? on) <= on && on <= (row.registered_to ?? on))
