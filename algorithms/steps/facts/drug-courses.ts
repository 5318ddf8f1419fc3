import type { GatheredRow } from '../../contracts/sources.ts'
import { type Day, daysBetween, earlierOf, laterOf } from '../../domain/day.ts'
import { type DrugUse, drugNamed, drugRule, drugsInRegimen, drugUseOn, ENDOCRINE_DRUGS } from '../../rules/drugs.ts'
import { type Naming, naming } from './fact.ts'

type Administration = GatheredRow<'sact'>

/** The administrations of one regimen begun on one day, folded. */
export interface DrugCourse extends Naming {
  /** The smallest row reference of the course. */
  readonly rowRef: string
  readonly rowRefs: readonly string[]
  readonly recordedOn: Day | null
  readonly provider: string | null
  readonly diagnosis: string | null
  readonly startedOn: Day
  readonly endedOn: Day
  readonly decidedOn: Day | null
  readonly intent: 'curative' | 'non_curative' | null
  readonly context: 'adjuvant' | 'neoadjuvant' | null
  readonly nonCurativeLine: string | null
  readonly progressed: boolean
  /** Normalised medicines, sorted; only those a rule knows, endocrine ones left out. */
  readonly drugs: readonly string[]
  /** For metastatic disease only when any medicine is; null when no medicine is known. */
  readonly use: DrugUse | null
  readonly cycles: number
  readonly doses: readonly Dose[]
}

export interface Dose {
  readonly drug: string
  readonly on: Day
  /** Milligrams; null when the dose or its unit cannot be read. */
  readonly mg: number | null
}

/** Whether a course was for early disease, or says nothing to the contrary. */
export const isEarlyIntent = (course: DrugCourse): boolean =>
  course.intent !== 'non_curative' && course.nonCurativeLine === null && course.use !== 'metastatic'

/** Folds the administrations of a person into courses: one regimen, one start. Sorted by start. */
export function drugCoursesOf(rows: readonly Administration[]): readonly DrugCourse[] {
  const byCourse = new Map<string, Administration[]>()
  for (const row of rows) {
    const key = `${row.regimen_start_date}|${row.regimen?.toLowerCase() ?? ''}|${row.primary_diagnosis ?? ''}`
    const course = byCourse.get(key)
    if (course) course.push(row)
    else byCourse.set(key, [row])
  }
  return [...byCourse.values()]
    .map(courseOf)
    .toSorted((a, b) => a.startedOn - b.startedOn || (a.rowRef < b.rowRef ? -1 : 1))
}

/** A medicine that a rule knows, endocrine ones left out. */
const isAnticancer = (drug: string): boolean =>
  drugRule(drug) !== undefined && !(ENDOCRINE_DRUGS as readonly string[]).includes(drug)

function courseOf(unordered: readonly Administration[]): DrugCourse {
  const rows = unordered.toSorted((a, b) => (a.row_ref < b.row_ref ? -1 : 1))
  const first = rows[0]!
  const said = <V>(read: (row: Administration) => V | null): V | null => {
    for (const row of rows) {
      const value = read(row)
      if (value !== null) return value
    }
    return null
  }
  const doses = rows.flatMap(doseOf).toSorted((a, b) => a.on - b.on || (a.drug < b.drug ? -1 : 1))
  const given = doses.map(({ drug }) => drug).filter(isAnticancer)
  // Some feeds list only supportive or endocrine medicines row by row: then the regimen's name tells.
  const drugs = [...new Set(given.length > 0 ? given : drugsInRegimen(first.regimen ?? '').filter(isAnticancer))].sort()
  const startedOn = first.regimen_start_date
  const lastGiven = doses.reduce<Day>((last, dose) => laterOf(last, dose.on), startedOn)
  return {
    ...namingOf(first.primary_diagnosis, drugs),
    rowRef: first.row_ref,
    rowRefs: rows.map((row) => row.row_ref),
    recordedOn: rows.reduce<Day | null>(
      (seen, row) =>
        row.recorded_date === null ? seen : seen === null ? row.recorded_date : earlierOf(seen, row.recorded_date),
      null,
    ),
    provider: first.provider_code,
    diagnosis: first.primary_diagnosis,
    startedOn,
    endedOn: laterOf(said((row) => row.regimen_end_date) ?? lastGiven, lastGiven),
    decidedOn: said((row) => row.decision_to_treat_date),
    intent: said(intentOf),
    context: said(contextOf),
    nonCurativeLine: said((row) => row.non_curative_line),
    progressed: rows.some((row) => row.end_of_regimen_summary?.replace(/^0/, '') === '2'),
    drugs,
    use: useOf(drugs, startedOn),
    cycles: new Set(rows.map((row) => row.cycle_number ?? row.administration_date)).size,
    doses,
  }
}

/** A feed without diagnoses still names the cancer when the medicine is given for no other. */
function namingOf(diagnosis: string | null, drugs: readonly string[]): Naming {
  const said = naming(diagnosis)
  if (diagnosis !== null || said.names !== null) return said
  return drugs.some((drug) => drugRule(drug)?.breastOnly) ? { names: 'breast', groups: ['breast'] } : said
}

/** Version 2 writes a letter, version 3 a figure, version 4 two figures: 1 is curative, 2 to 5 are not (SACT data set). */
function intentOf(row: Administration): DrugCourse['intent'] {
  const value =
    row.intent_of_treatment
      ?.trim()
      .toUpperCase()
      .replace(/^0(?=\d$)/, '') ?? ''
  if (['C', 'A', 'N', '1'].includes(value)) return 'curative'
  return ['P', '2', '3', '4', '5'].includes(value) ? 'non_curative' : null
}

function contextOf(row: Administration): DrugCourse['context'] {
  const intent = row.intent_of_treatment?.trim().toUpperCase()
  const value = row.adjunctive_therapy?.trim().replace(/^0(?=\d$)/, '')
  if (value === '1' || intent === 'A') return 'adjuvant'
  return value === '2' || intent === 'N' ? 'neoadjuvant' : null
}

function useOf(drugs: readonly string[], on: Day): DrugUse | null {
  const uses = drugs.map((drug) => drugUseOn(drug, on))
  // Gemcitabine is given with carboplatin before surgery; with a taxane or alone it is for metastatic disease.
  const isGemcitabineCarboplatin = drugs.includes('gemcitabine') && drugs.includes('carboplatin')
  if (
    uses.includes('metastatic') &&
    !(isGemcitabineCarboplatin && uses.filter((use) => use === 'metastatic').length === 1)
  )
    return 'metastatic'
  if (uses.some((use) => use === 'either' || use === 'metastatic')) return 'either'
  return uses.includes('adjuvant') ? 'adjuvant' : null
}

function doseOf(row: Administration): readonly Dose[] {
  if (row.drug_name === null) return []
  const amount = row.actual_dose === null ? NaN : Number(row.actual_dose)
  const unit = row.dose_unit?.toLowerCase() ?? 'mg'
  const mg = unit === 'mg' ? amount : unit === 'g' ? amount * 1000 : unit === 'mcg' ? amount / 1000 : NaN
  return [
    {
      drug: drugNamed(row.drug_name),
      on: row.administration_date ?? row.regimen_start_date,
      mg: Number.isFinite(mg) ? mg : null,
    },
  ]
}

/** Doses of one medicine and strength on so many days that they make a course; `firstOn` is null without any. */
export interface Doses {
  readonly count: number
  readonly firstOn: Day | null
}

/**
 * The first doses, over all courses, of which enough fall within so many days; the most there are where none are enough.
 * The first and not the most: treatment that goes on more densely later began no later for it.
 */
export const dosesWithin = (doses: readonly Dose[], enough: { doses: number; withinDays: number }): Doses =>
  firstRun(doses, enough.doses, (days, first, next) => daysBetween(days[first]!, days[next]!) <= enough.withinDays)

/** The first run of enough doses each within so many days of the one before; the longest where none is enough. */
export const dosesSpaced = (doses: readonly Dose[], enough: { doses: number; apartAtMostDays: number }): Doses =>
  firstRun(
    doses,
    enough.doses,
    (days, _first, next) => daysBetween(days[next - 1]!, days[next]!) <= enough.apartAtMostDays,
  )

function firstRun(
  doses: readonly Dose[],
  enough: number,
  goesOn: (days: readonly Day[], first: number, next: number) => boolean,
): Doses {
  const days = [...new Set(doses.map(({ on }) => on))].toSorted((a, b) => a - b)
  let best: Doses = { count: 0, firstOn: null }
  for (let first = 0; first < days.length && best.count < enough; first++) {
    let next = first + 1
    while (next < days.length && goesOn(days, first, next)) next++
    if (next - first > best.count) best = { count: next - first, firstOn: days[first]! }
  }
  return best
}
