import type { GatheredRow } from '../../contracts/sources.ts'
import { type Month, monthFromNumber, monthOrNull } from '../../domain/month.ts'
import { type Sex, sexOf } from '../../domain/person.ts'

type Periods = readonly GatheredRow<'person'>[]

/** Unknown where no registration says, or where two disagree. */
export function sexIn(periods: Periods): Sex {
  const said = new Set(periods.map((row) => sexOf(row.sex)).filter((sex) => sex !== 'unknown'))
  return said.size === 1 ? [...said][0]! : 'unknown'
}

/** The earliest month of birth that any registration says; null when none does. */
export function bornIn(periods: Periods): Month | null {
  const said = periods.flatMap(({ birth_month }) => (birth_month === null ? [] : (monthOrNull(birth_month) ?? [])))
  return said.length === 0 ? null : monthFromNumber(Math.min(...said))
}
