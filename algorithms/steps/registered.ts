import type { GatheredRow } from '../contracts/sources.ts'
import { type Day, addDays } from '../domain/day.ts'
import type { Geography } from '../domain/geography.ts'
import { type Month, monthOrNull } from '../domain/month.ts'
import {
  type Ethnicity,
  type ImdQuintile,
  OPEN_END,
  OPEN_START,
  type Sex,
  ageBandOn,
  ethnicityOf,
  sexOf,
} from '../domain/person.ts'

export type PersonRow = GatheredRow<'person'>

/** How a registration was placed in an area: by its practice, else by where the person lives. */
export type PlacedBy = 'practice' | 'residence' | 'nowhere'

/** A stretch of days, both ends included, in which one registration period holds. */
export interface Registration {
  readonly from: Day
  readonly to: Day
  readonly quintile: ImdQuintile
  /** ODS code of the sub-ICB location; empty when the person can be placed nowhere. */
  readonly subIcb: string
  /** ODS code of the ICB; empty when the person can be placed nowhere. */
  readonly icb: string
  readonly placedBy: PlacedBy
}

/** A person as the denominators see them. Sex, ethnicity and month of birth are the latest that any row states. */
export interface RegisteredPerson {
  readonly sex: Sex
  readonly ethnicity: Ethnicity
  /** Null when no row states a month of birth. */
  readonly born: Month | null
  /** In order, never overlapping. */
  readonly registrations: readonly Registration[]
  /** Registration periods that overlapped one that started later (or as late). */
  readonly overlapping: number
}

/** The strata a person is in on one day: those of the release plan. */
export interface Strata {
  readonly icb_code: string
  readonly sub_icb_code: string
  readonly age_band: string
  readonly sex: Sex
  readonly imd_quintile: ImdQuintile
  readonly ethnicity: Ethnicity
}

/** What the `person` rows of one person say, whatever their order. */
export function registeredPerson(rows: readonly PersonRow[], geography: Geography): RegisteredPerson {
  const periods = rows.length === 1 ? rows : rows.toSorted(byStart)
  let sex: Sex = 'unknown'
  let ethnicity: Ethnicity = 'unknown'
  let born: Month | null = null
  for (const row of periods) {
    const saysSex = sexOf(row.sex)
    if (saysSex !== 'unknown') sex = saysSex
    const saysEthnicity = ethnicityOf(row.ethnic_category)
    if (saysEthnicity !== 'unknown') ethnicity = saysEthnicity
    if (row.birth_month !== null) born = monthOrNull(row.birth_month) ?? born
  }
  const { registrations, overlapping } = inTurn(periods, geography)
  return { sex, ethnicity, born, registrations, overlapping }
}

/** Undefined when the person is registered nowhere on that day. */
export function registrationOn(person: RegisteredPerson, on: Day): Registration | undefined {
  return person.registrations.find((registration) => registration.from <= on && on <= registration.to)
}

/** Undefined when the person is not registered on that day, and so in no count. */
export function strataOn(person: RegisteredPerson, on: Day): Strata | undefined {
  const registration = registrationOn(person, on)
  if (registration === undefined) return undefined
  return {
    icb_code: registration.icb,
    sub_icb_code: registration.subIcb,
    age_band: ageBandOn(person.born, on),
    sex: person.sex,
    imd_quintile: registration.quintile,
    ethnicity: person.ethnicity,
  }
}

const startOf = (row: PersonRow): Day => row.registered_from ?? OPEN_START
const endOf = (row: PersonRow): Day => row.registered_to ?? OPEN_END

/** The later start wins a day; of equal starts the later end, then the greater row reference. */
function byStart(a: PersonRow, b: PersonRow): number {
  return startOf(a) - startOf(b) || endOf(a) - endOf(b) || (a.row_ref < b.row_ref ? -1 : a.row_ref > b.row_ref ? 1 : 0)
}

/** Gives every day to the last of the periods that cover it, so that a stretch may resume when a later one ends. */
function inTurn(
  periods: readonly PersonRow[],
  geography: Geography,
): { registrations: Registration[]; overlapping: number } {
  let taken: Registration[] = []
  let overlapping = 0
  for (const row of periods) {
    const registration = placed(row, geography)
    // A period that ends before it begins holds no day.
    if (registration.to < registration.from) continue
    const before = taken
    taken = []
    let overlaps = false
    for (const earlier of before) {
      if (earlier.to < registration.from || earlier.from > registration.to) {
        taken.push(earlier)
        continue
      }
      overlaps = true
      if (earlier.from < registration.from) taken.push({ ...earlier, to: addDays(registration.from, -1) })
      if (earlier.to > registration.to) taken.push({ ...earlier, from: addDays(registration.to, 1) })
    }
    taken.push(registration)
    if (overlaps) overlapping++
  }
  if (taken.length > 1) taken.sort((a, b) => a.from - b.from)
  return { registrations: taken, overlapping }
}

function placed(row: PersonRow, geography: Geography): Registration {
  const home = row.lsoa_code === null ? undefined : geography.neighbourhood(row.lsoa_code)
  const practice = row.gp_practice_code === null ? undefined : geography.practiceSubIcb(row.gp_practice_code)
  const subIcb = practice ?? home?.subIcb ?? ''
  return {
    from: startOf(row),
    to: endOf(row),
    quintile: home?.quintile ?? 'unknown',
    subIcb,
    icb: subIcb === '' ? '' : geography.icbOf(subIcb),
    placedBy: practice !== undefined ? 'practice' : home !== undefined ? 'residence' : 'nowhere',
  }
}
