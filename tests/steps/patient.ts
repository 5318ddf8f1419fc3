/** Makers of source rows for imagined patients: a story gives only what a clinician would say. */
import type { CohortMember } from '../../algorithms/contracts/results/restricted.ts'
import {
  FACT_SOURCE_NAMES,
  type FactSourceName,
  type GatheredRow,
  type PersonRows,
  SOURCES,
} from '../../algorithms/contracts/sources.ts'
import { addDays, type Day, day } from '../../algorithms/domain/day.ts'
import { DEFINITIONS } from '../../algorithms/rules/definition.ts'
import { decidePerson } from '../../algorithms/steps/decide-person.ts'

/** One row of one source. */
export interface SourceRow {
  readonly source: FactSourceName
  readonly values: Readonly<Record<string, string | number | null>>
}

type When = string | Day
const on = (when: When): Day => (typeof when === 'string' ? day(when) : when)

function row<S extends FactSourceName>(source: S, given: Partial<GatheredRow<S>>): SourceRow {
  const empty = Object.fromEntries(Object.keys(SOURCES[source].columns).map((name) => [name, null]))
  const values = { ...empty, recorded_date: null, unreadable: null, person_id: 'p1', ...given }
  return { source, values: { row_ref: `${source}:${digest(JSON.stringify(values))}`, ...values } }
}

/** A short name of a row's text, so that the same row given twice has the same reference. */
function digest(text: string): string {
  let hash = 5381
  for (const letter of text) hash = (hash * 33 + letter.charCodeAt(0)) % 4_294_967_296
  return hash.toString(16)
}

/** A registration of an invasive right breast cancer, national registry, unstaged unless told. */
export const registered = (when: When, given: Partial<GatheredRow<'registration'>> = {}): SourceRow =>
  row('registration', {
    tumour_id: `t-${on(when)}`,
    diagnosis_date: on(when),
    site_icd10: 'C509',
    behaviour_icdo3: '3',
    laterality: 'R',
    registry: 'NCRD',
    ...given,
  })

export const early = { stage_best: '2', stage_best_system: 'TNM', m_best: '0' } as const
export const metastatic = { stage_best: '4', stage_best_system: 'TNM', m_best: '1' } as const

export const nonPrimary = (when: When, given: Partial<GatheredRow<'cosd_non_primary'>> = {}): SourceRow =>
  row('cosd_non_primary', {
    non_primary_diagnosis_date: on(when),
    pathway: 'recurrence',
    original_primary_icd: 'C509',
    ...given,
  })

export const specimen = (when: When, given: Partial<GatheredRow<'cosd_pathology'>> = {}): SourceRow =>
  row('cosd_pathology', { specimen_date: on(when), specimen_nature: '5', morphology: '8500/6', ...given })

/** A waiting-times treatment record of breast cancer, by its event type. */
export const waiting = (when: When, event: string, given: Partial<GatheredRow<'cwt'>> = {}): SourceRow =>
  row('cwt', {
    cancer_treatment_event_type: event,
    primary_diagnosis_icd: 'C509',
    cancer_treatment_period_start_date: on(when),
    ...given,
  })

/** A waiting-times referral of breast cancer, by the patient's status at its end. */
export const referral = (when: When, status: string, given: Partial<GatheredRow<'cwt'>> = {}): SourceRow =>
  row('cwt', {
    patient_status: status,
    primary_diagnosis_icd: 'C509',
    diagnosis_pathway_end_date: on(when),
    ...given,
  })

export const medicine = (when: When, drug: string, given: Partial<GatheredRow<'sact'>> = {}): SourceRow =>
  row('sact', {
    primary_diagnosis: 'C509',
    regimen: drug,
    regimen_start_date: on(when),
    drug_name: drug,
    administration_date: on(when),
    ...given,
  })

/** Doses of one regimen, so many milligrams every so many days. */
export const doses = (when: When, drug: string, mg: number, count: number, every: number): readonly SourceRow[] =>
  Array.from({ length: count }, (_, i) =>
    medicine(when, drug, {
      administration_date: addDays(on(when), i * every),
      cycle_number: i + 1,
      actual_dose: String(mg),
      dose_unit: 'mg',
    }),
  )

export const radiotherapy = (when: When, given: Partial<GatheredRow<'rtds'>> = {}): SourceRow =>
  row('rtds', { treatment_start_date: on(when), radiotherapy_diagnosis_icd: 'C509', ...given })

/** An ordinary stay in one hospital under general medicine; the codes stand `;` between. */
export const stay = (when: When, diag: string, given: Partial<GatheredRow<'apc'>> = {}): SourceRow =>
  row('apc', {
    provider_code: 'RXA',
    admidate: on(when),
    epistart: on(when),
    epiend: addDays(on(when), 3),
    classpat: '1',
    tretspef: '300',
    diag,
    ...given,
  })

export const dayCase = (when: When, diag: string, given: Partial<GatheredRow<'apc'>> = {}): SourceRow =>
  stay(when, diag, { classpat: '2', tretspef: '800', ...given })

export const mastectomy = (when: When, given: Partial<GatheredRow<'apc'>> = {}): SourceRow =>
  stay(when, 'C509', { opertn: 'B274', tretspef: '103', ...given })

export const clinic = (when: When, diag: string | null, given: Partial<GatheredRow<'op'>> = {}): SourceRow =>
  row('op', { appointment_date: on(when), attended: '5', provider_code: 'RXA', diag, ...given })

export const followUp = (when: When): SourceRow => clinic(when, 'Z089;Z853', { tretspef: '103' })

export const gp = (when: When, code: string, system: 'snomed' | 'read2' | 'ctv3' = 'snomed'): SourceRow =>
  row('gp_event', { event_date: on(when), code, code_system: system })

export const prescribed = (when: When, dmd: string): SourceRow =>
  row('gp_medication', { issue_date: on(when), dmd_code: dmd })

export const scan = (when: When, given: Partial<GatheredRow<'imaging'>> = {}): SourceRow =>
  row('imaging', { imaging_date: on(when), modality: 'C02X', body_region: 'chest', ...given })

export const died = (when: When, underlying: string, mentions = ''): SourceRow =>
  row('death', { death_date: on(when), underlying_cause: underlying, cause_codes: mentions })

export const lives = (given: Partial<GatheredRow<'person'>> = {}): SourceRow =>
  row('person', { sex: '2', birth_month: '1955-06', ...given })

export const GP = {
  breastMetastasis: '315004001',
  bone: '94222008',
  liver: '94381002',
  secondary: '128462008',
  localRecurrence: '314955001',
  breastCancer: '254837009',
  palliative: '103735009',
  fromColon: '314998002',
} as const

export const ANASTROZOLE = '41872011000001105'
export const LETROZOLE = '41878511000001100'

export function rowsOf(given: readonly (SourceRow | readonly SourceRow[])[]): PersonRows {
  const rows: Record<string, unknown[]> = Object.fromEntries(FACT_SOURCE_NAMES.map((name) => [name, []]))
  for (const { source, values } of given.flat()) rows[source]!.push(values)
  return rows as unknown as PersonRows
}

export const SETTINGS = {
  definition: DEFINITIONS[0]!,
  cut: day('2026-03-31'),
  sourcesPresent: new Set(FACT_SOURCE_NAMES),
}

export const decided = (...given: readonly (SourceRow | readonly SourceRow[])[]) =>
  decidePerson('p1', rowsOf(given), SETTINGS)

/** The distant episode of an imagined patient; undefined when there is none. */
export const distantOf = (...given: readonly (SourceRow | readonly SourceRow[])[]): CohortMember | undefined =>
  decided(...given).members.find(({ extent }) => extent === 'distant')

/** How certain distant disease is, or `none`. */
export const certaintyOfDistant = (...given: readonly (SourceRow | readonly SourceRow[])[]): string =>
  distantOf(...given)?.certainty ?? 'none'

/** The rules that counted, for the distant episode. */
export const rulesFor = (...given: readonly (SourceRow | readonly SourceRow[])[]): readonly string[] =>
  [...new Set(decided(...given).evidence.map(({ rule_id }) => rule_id))].toSorted()
