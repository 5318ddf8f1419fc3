import { type Day, daysBetween, within } from '../domain/day.ts'
import { WINDOWS } from '../rules/windows.ts'
import { type Evidence, isAtDiagnosis } from './evidence.ts'
import type { History } from './history.ts'
import type { Onset } from './onset.ts'
import type { Tumour } from './tumours.ts'

/** Whether distant disease was there at diagnosis, came back, or never went; and what a reader should know of it. */
export interface DistantClass {
  readonly type: 'new' | 'recurrence' | 'progression' | 'indeterminate'
  readonly flags: readonly string[]
}

/** The primary that distant disease is counted from: a registered tumour, or the first sign of one that no registry holds. */
export interface Primary {
  readonly tumour: Tumour | null
  readonly diagnosedOn: Day | null
}

const showsSpreadAtDiagnosis = (tumour: Tumour, items: readonly Evidence[]): boolean =>
  items.some((item) => isAtDiagnosis(item) && tumour.rows.some((row) => row.row_ref === item.fact.rowRef))

/** Of several breast tumours: the one a row names; else, of those old enough, the highest stage, then the oldest. */
export function primaryOf(history: History, onset: Onset, items: readonly Evidence[]): Primary {
  const near = (tumour: Tumour): boolean => within(WINDOWS.atDiagnosis.value, daysBetween(tumour.diagnosedOn, onset.on))
  const named = history.breastTumours.find((tumour) => near(tumour) && showsSpreadAtDiagnosis(tumour, items))
  const older = history.breastTumours.filter(
    ({ diagnosedOn }) => daysBetween(diagnosedOn, onset.on) >= WINDOWS.olderTumour.value,
  )
  const within180 = history.breastTumours.filter(
    ({ diagnosedOn }) => daysBetween(onset.on, diagnosedOn) <= WINDOWS.olderTumour.value,
  )
  const pool = older.length > 0 ? older : within180.length > 0 ? within180 : history.breastTumours
  const tumour =
    named ?? pool.toSorted((a, b) => (b.stage ?? -1) - (a.stage ?? -1) || a.diagnosedOn - b.diagnosedOn)[0] ?? null
  if (tumour === null) return { tumour: null, diagnosedOn: history.breastKnownOn }
  // The first treatment can come before the registered date, which follows pathology.
  const treatedOn = history.operatedOn.find(
    (on) => on < tumour.diagnosedOn && daysBetween(on, tumour.diagnosedOn) <= WINDOWS.sameTumour.value,
  )
  return { tumour, diagnosedOn: treatedOn ?? tumour.diagnosedOn }
}

/** The class of distant disease: one table, read from the top; every day matches exactly one row. */
export function classOf(primary: Primary, onset: Onset, items: readonly Evidence[], history: History): DistantClass {
  const named = namedClass(onset, items)
  if (primary.tumour === null || primary.diagnosedOn === null)
    return classWithoutRegistration(primary.diagnosedOn, onset, named, history)
  const { tumour } = primary
  const d = daysBetween(primary.diagnosedOn, onset.on)
  const hasEarlierTumour = history.breastTumours.some(
    (other) => other.id !== tumour.id && daysBetween(other.diagnosedOn, onset.on) >= WINDOWS.olderTumour.value,
  )
  const isAtDiagnosis = within(WINDOWS.atDiagnosis.value, d)
  if (named !== null && (!isAtDiagnosis || hasEarlierTumour)) return { type: named, flags: [] }

  if (showsSpreadAtDiagnosis(tumour, items)) return { type: 'new', flags: [] }
  if (d < WINDOWS.atDiagnosis.value.from) return { type: 'indeterminate', flags: ['spread_long_before_primary'] }
  const wasOperated = history.operatedOn.some(
    (on) => on < onset.on && daysBetween(primary.diagnosedOn!, on) >= WINDOWS.atDiagnosis.value.from,
  )
  const isKnownEarly = tumour.m === 0 || (tumour.stage !== null && tumour.stage >= 1 && tumour.stage <= 3)
  if (isAtDiagnosis) {
    const flags = [
      ...(d < WINDOWS.longBefore.value ? ['spread_before_primary'] : []),
      ...(isKnownEarly ? ['registry_discordant'] : []),
      ...(wasOperated ? ['found_after_surgery'] : []),
    ]
    return { type: 'new', flags }
  }
  const stageUnknown = tumour.stage === null && tumour.m === null ? ['stage_unknown'] : []
  if (within(WINDOWS.earlyRelapse.value, d)) {
    return wasOperated && isKnownEarly
      ? { type: 'recurrence', flags: ['early_relapse'] }
      : { type: 'indeterminate', flags: stageUnknown }
  }
  if (!wasOperated) return { type: 'progression', flags: stageUnknown }
  const treatmentEnd = history.primaryTreatmentEndedOn
  return {
    type: 'recurrence',
    flags: treatmentEnd !== null && treatmentEnd > onset.on ? ['during_primary_treatment'] : [],
  }
}

/** What a source near the onset itself says happened; recurrence outranks progression. Null when none says. */
function namedClass(onset: Onset, items: readonly Evidence[]): 'recurrence' | 'progression' | null {
  const said = items
    .filter(
      ({ on, rule, fact }) =>
        rule.namesClass !== undefined &&
        Math.abs(daysBetween(onset.on, on)) <= WINDOWS.namedClass.value &&
        (rule.view === 'non_primary' || fact.values.names === 'breast'),
    )
    .map(({ rule }) => rule.namesClass)
  return said.includes('recurrence') ? 'recurrence' : said.includes('progression') ? 'progression' : null
}

function classWithoutRegistration(
  knownOn: Day | null,
  onset: Onset,
  named: 'recurrence' | 'progression' | null,
  history: History,
): DistantClass {
  const flags = ['historical_primary_unregistered']
  if (named !== null) return { type: named, flags }
  if (knownOn !== null && daysBetween(knownOn, onset.on) >= WINDOWS.historyBefore.value)
    return { type: 'recurrence', flags }
  const isNow = (day: Day | null): boolean =>
    day !== null && Math.abs(daysBetween(day, onset.on)) <= WINDOWS.atDiagnosis.value.to
  // The GP may code the cancer where no hospital does, but a letter of long ago is not the first that was known.
  const isFirstCodedNow = isNow(history.breastCodedOn) || (isNow(history.gpKnownOn) && isNow(knownOn))
  return { type: isFirstCodedNow ? 'new' : 'indeterminate', flags }
}
