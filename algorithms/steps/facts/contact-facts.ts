import type { GatheredRow, PersonRows } from '../../contracts/sources.ts'
import { type Day, daysBetween } from '../../domain/day.ts'
import { cancerGroupOf } from '../../rules/cancer-types.ts'
import { holds } from '../../rules/codelists/codelist.ts'
import {
  AROMATASE_INHIBITORS,
  GP_ORGAN_SECONDARIES,
  GP_ORIGINS,
  READ_ORGAN_SECONDARIES,
} from '../../rules/codelists/gp.ts'
import {
  axillaryOperation,
  chestWallExcision,
  consequences,
  followUpNoDisease,
  invasiveBreast,
  palliativeCare,
} from '../../rules/codelists/hospital.ts'
import { METASTATIC_SITES, type MetastaticSite, siteOfIcd10 } from '../../rules/metastatic-sites.ts'
import { daysSinceDiagnosis, type History } from '../history.ts'
import { codesIn, diagnosesIn, operationsIn, type PositionedCode } from './coded.ts'
import { type Fact, type ValuesOf, yes } from './fact.ts'

/** Clinical and medical oncology, palliative medicine, breast surgery and general surgery of the breast. */
const SPECIALIST = ['800', '370', '315', '103', '104', '303', '503']

interface HospitalRow {
  readonly rowRef: string
  readonly recordedOn: Day | null
  readonly provider: string | null
  readonly on: Day
  readonly diagnoses: readonly PositionedCode[]
  readonly operations: readonly string[]
  readonly specialty: string | null
  readonly ordinaryStay: boolean
  readonly source: 'apc' | 'op'
}

/** One fact per diagnosis that some rule could look at. */
export function hospitalFacts(rows: PersonRows, history: History): readonly Fact[] {
  const stays = rows.apc.map((row): HospitalRow => ({
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    on: row.epistart,
    diagnoses: diagnosesIn(row.diag),
    operations: operationsIn(row.opertn),
    specialty: row.tretspef,
    ordinaryStay: row.classpat === '1',
    source: 'apc',
  }))
  const appointments = rows.op.filter(isAttended).map((row): HospitalRow => ({
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: row.provider_code,
    on: row.appointment_date,
    diagnoses: diagnosesIn(row.diag),
    operations: operationsIn(row.opertn),
    specialty: row.tretspef,
    ordinaryStay: false,
    source: 'op',
  }))
  return [...stays, ...appointments].flatMap((row) => hospitalRowFacts(row, history))
}

export const isAttended = (row: GatheredRow<'op'>): boolean =>
  row.attended === null || ['5', '6'].includes(row.attended)

const isLookedAt = (code: string): boolean =>
  code.startsWith('C77') ||
  code.startsWith('C78') ||
  code.startsWith('C79') ||
  [invasiveBreast, followUpNoDisease, palliativeCare, consequences].some((list) => holds(list, code))

function hospitalRowFacts(row: HospitalRow, history: History): readonly Fact[] {
  const looked = row.diagnoses.filter(
    ({ code }, i) => isLookedAt(code) && row.diagnoses.findIndex((other) => other.code === code) === i,
  )
  if (looked.length === 0) return []
  const groups = [
    ...new Set(
      row.diagnoses
        .map(({ code }) => (code.startsWith('C') ? cancerGroupOf(code) : null))
        .filter((group) => group !== null),
    ),
  ]
  const names = groups.includes('breast') ? 'breast' : groups.length > 0 ? 'other' : null
  const isSpecialist = SPECIALIST.includes(row.specialty ?? '')
  return looked.map(({ code, position }): Fact => {
    const values: ValuesOf<'hospital_code'> = {
      code,
      position,
      names,
      days_since_diagnosis: daysSinceDiagnosis(history, row.on),
      breast_operation: yes(row.operations.some((operation) => holds(chestWallExcision, operation))),
      node_operation: yes(row.operations.some((operation) => holds(axillaryOperation, operation))),
      deep_and_unspecialised: yes(position > 10 && !isSpecialist),
      specialty: row.specialty,
      started_on: row.on,
    }
    return {
      view: 'hospital_code',
      source: row.source,
      rowRef: row.rowRef,
      recordedOn: row.recordedOn,
      provider: row.provider,
      values,
      site: siteOfIcd10(code),
      codeSystem: 'icd10',
      code,
      named: groups,
      ordinaryStay: row.ordinaryStay,
    }
  })
}

export function gpFact(row: GatheredRow<'gp_event'>, history: History): Fact {
  const isSnomed = row.code_system === 'snomed'
  // A Read code has five characters, filled with dots; some feeds put the two figures of its term behind them.
  const read = isSnomed ? null : row.code.slice(0, 5).replace(/\.+$/, '')
  const values: ValuesOf<'gp_code'> = {
    code_system: row.code_system,
    snomed: isSnomed ? row.code : null,
    read,
    days_since_diagnosis: daysSinceDiagnosis(history, row.event_date),
    recorded_on: row.event_date,
  }
  return {
    view: 'gp_code',
    source: 'gp_event',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: null,
    values,
    site: gpSite(values),
    codeSystem: row.code_system,
    code: row.code,
    named: isSnomed && GP_ORIGINS[row.code] !== undefined ? [GP_ORIGINS[row.code]!] : [],
    ordinaryStay: null,
  }
}

function gpSite(values: ValuesOf<'gp_code'>): MetastaticSite | null {
  const text =
    typeof values.snomed === 'string'
      ? GP_ORGAN_SECONDARIES[values.snomed]
      : READ_ORGAN_SECONDARIES.find(([stem]) => String(values.read ?? '').startsWith(stem))?.[1]
  return METASTATIC_SITES.find((site) => site === text) ?? null
}

/** The first change from one aromatase inhibitor to another. */
export function medicineChangeFacts(rows: readonly GatheredRow<'gp_medication'>[]): readonly Fact[] {
  const firstIssue = new Map<string, GatheredRow<'gp_medication'>>()
  for (const row of rows.toSorted((a, b) => a.issue_date - b.issue_date || (a.row_ref < b.row_ref ? -1 : 1))) {
    const medicine = AROMATASE_INHIBITORS[row.dmd_code]
    if (medicine !== undefined && !firstIssue.has(medicine)) firstIssue.set(medicine, row)
  }
  const [first, second] = [...firstIssue.values()]
  if (first === undefined || second === undefined) return []
  const values: ValuesOf<'medicine_change'> = {
    days_on_the_first: daysBetween(first.issue_date, second.issue_date),
    changed_on: second.issue_date,
  }
  return [
    {
      view: 'medicine_change',
      source: 'gp_medication',
      rowRef: second.row_ref,
      recordedOn: second.recorded_date,
      provider: null,
      values,
      site: null,
      codeSystem: 'dmd',
      code: second.dmd_code,
      named: [],
      ordinaryStay: null,
    },
  ]
}

/** The certificate, with the mentions that tell breast cancer and spread. */
export function certificateFact(row: GatheredRow<'death'>, cancerCareWithinAYear: boolean): Fact {
  const mentions = [...codesIn(row.cause_codes), ...codesIn(row.underlying_cause)]
  const underlying = codesIn(row.underlying_cause)[0]
  const group = underlying === undefined ? null : cancerGroupOf(underlying)
  const secondary = mentions.find((code) => /^C(77|78|79)/.test(code) && !code.startsWith('C773'))
  const values: ValuesOf<'certificate'> = {
    underlying: group === 'breast' ? 'breast' : group === null ? null : 'other',
    mentions_breast: yes(mentions.some((code) => holds(invasiveBreast, code))),
    mentions_secondary: yes(secondary !== undefined),
    cancer_care_within_a_year: yes(cancerCareWithinAYear),
    died_on: row.death_date,
  }
  const named = [...new Set(mentions.map((code) => cancerGroupOf(code)).filter((found) => found !== null))]
  return {
    view: 'certificate',
    source: 'death',
    rowRef: row.row_ref,
    recordedOn: row.recorded_date,
    provider: null,
    values,
    site: secondary === undefined ? null : siteOfIcd10(secondary),
    codeSystem: 'icd10',
    code: secondary ?? underlying ?? null,
    named,
    ordinaryStay: null,
  }
}
