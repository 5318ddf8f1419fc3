import type { GatheredRow } from '../contracts/sources.ts'
import { icd10OrNull } from '../domain/codes.ts'
import { type Day, daysBetween } from '../domain/day.ts'
import { type AnyGroup, cancerGroupOf } from '../rules/cancer-types.ts'
import { WINDOWS } from '../rules/windows.ts'

type Registration = GatheredRow<'registration'>

/** Left, right, or what no one side can contradict. */
export type Side = 'L' | 'R' | null

/** One primary of a person, however many registries hold it; `G` is the scheme of groups that it was folded by. */
export interface Tumour<G extends string = AnyGroup> {
  readonly id: string
  /** The same tumour's ids in the other registries, sorted. */
  readonly otherIds: readonly string[]
  readonly group: G
  readonly site: string
  readonly side: Side
  readonly diagnosedOn: Day
  /** First figure of a TNM stage, 0 to 4; null when unstaged or staged by another system. */
  readonly stage: number | null
  /** 0 or 1; null when not assessed. */
  readonly m: number | null
  readonly er: ReceptorStatus
  readonly pr: ReceptorStatus
  readonly her2: ReceptorStatus
  readonly firstSurgeryOn: Day | null
  readonly deathCertificateOnly: boolean
  /** Its registrations, the most authoritative first. */
  readonly rows: readonly Registration[]
}

export type ReceptorStatus = 'positive' | 'negative' | null

const AUTHORITY = ['NCRD', 'RCRD', 'COSD']

const authority = (row: Registration): number => {
  const place = AUTHORITY.indexOf(row.registry?.toUpperCase() ?? '')
  return place < 0 ? AUTHORITY.length : place
}

const compareRows = (a: Registration, b: Registration): number =>
  authority(a) - authority(b) ||
  a.diagnosis_date - b.diagnosis_date ||
  (a.tumour_id < b.tumour_id ? -1 : a.tumour_id > b.tumour_id ? 1 : a.row_ref < b.row_ref ? -1 : 1)

/** Invasive primaries: behaviour 3, 5 or not said. Secondaries (6, 9), in situ and benign tumours are none. */
export const isInvasivePrimary = (row: Registration): boolean =>
  ['', '3', '5'].includes(behaviourOf(row)) && groupOf(row) !== null

/** The behaviour figure, with or without the slash of ICD-O-3; empty when not said. */
export const behaviourOf = (row: Registration): string => row.behaviour_icdo3?.replace('/', '').trim() ?? ''

/** An unknown primary that a registry holds competes with a known one: it looked for that before it settled on none. */
const groupOf = (row: Registration): AnyGroup | null => {
  const site = icd10OrNull(row.site_icd10)
  if (site === null) return null
  return site.startsWith('C80') ? 'less_common' : cancerGroupOf(site)
}

/** Folds the registrations of a person into tumours: same group, sides that agree, diagnosed within the window. Oldest first. */
export const tumoursOf = (registrations: readonly Registration[]): readonly Tumour[] =>
  foldedTumours(registrations.filter(isInvasivePrimary), (row) => groupOf(row)!)

/** The same by any scheme of groups; every row must have one. */
export function foldedTumours<G extends string>(
  registrations: readonly Registration[],
  groupOf: (row: Registration) => G,
): readonly Tumour<G>[] {
  const folded: Registration[][] = []
  for (const row of registrations.toSorted(compareRows)) {
    const same = folded.find((rows) =>
      rows.every((other) => groupOf(row) === groupOf(other) && couldBeSame(row, other)),
    )
    if (same) same.push(row)
    else folded.push([row])
  }
  return folded
    .map((rows) => tumourOf(rows, groupOf(rows[0]!)))
    .toSorted((a, b) => a.diagnosedOn - b.diagnosedOn || (a.id < b.id ? -1 : 1))
}

const couldBeSame = (a: Registration, b: Registration): boolean =>
  Math.abs(daysBetween(a.diagnosis_date, b.diagnosis_date)) <= WINDOWS.sameTumour.value &&
  (sideOf(a) === null || sideOf(b) === null || sideOf(a) === sideOf(b))

function tumourOf<G extends string>(rows: readonly Registration[], group: G): Tumour<G> {
  const first = rows[0]!
  const best = <V>(read: (row: Registration) => V | null): V | null => {
    for (const row of rows) {
      const value = read(row)
      if (value !== null) return value
    }
    return null
  }
  return {
    id: first.tumour_id,
    otherIds: [...new Set(rows.map((row) => row.tumour_id))].filter((id) => id !== first.tumour_id).sort(),
    group,
    site: icd10OrNull(first.site_icd10)!,
    side: best(sideOf),
    diagnosedOn: first.diagnosis_date,
    stage: best(tnmStage),
    m: best(mCategory),
    er: best((row) => receptor(row.er_status)),
    pr: best((row) => receptor(row.pr_status)),
    her2: best((row) => receptor(row.her2_status)),
    firstSurgeryOn: best((row) => row.date_first_surgery),
    deathCertificateOnly: rows.every((row) => row.basis_of_diagnosis === '0'),
    rows,
  }
}

const sideOf = (row: Registration): Side => {
  const side = row.laterality?.trim().toUpperCase()[0]
  return side === 'L' || side === 'R' ? side : null
}

/** First figure of the stage where the system is TNM or UICC or not said; FIGO, Dukes and the like are other scales. */
export function tnmStage(row: Registration): number | null {
  const system = row.stage_best_system?.toUpperCase() ?? 'TNM'
  if (!system.includes('TNM') && !system.includes('UICC')) return null
  const text = row.stage_best?.trim().toUpperCase() ?? ''
  // Some trust feeds write Roman figures.
  const roman = /^(IV|I{1,3})/.exec(text)?.[0]
  if (roman !== undefined) return roman === 'IV' ? 4 : roman.length
  const figure = /^[0-4]/.exec(text)?.[0]
  return figure === undefined ? null : Number(figure)
}

/** 1 for M1, 1a to 1d; 0 for M0 and M0(i+); null otherwise. Clinical and pathological prefixes are dropped. */
export function mCategory(row: Registration): number | null {
  const m =
    row.m_best
      ?.trim()
      .toUpperCase()
      .replace(/^[CPY]*M?/, '') ?? ''
  if (/^1[A-D]?$/.test(m)) return 1
  return /^0/.test(m) ? 0 : null
}

function receptor(text: string | null): ReceptorStatus {
  const status = text?.trim().toUpperCase()[0]
  return status === 'P' ? 'positive' : status === 'N' ? 'negative' : null
}

/** NHS four-way grouping of breast cancers by receptor; `unknown` unless HER2 and a hormone receptor settle it. */
export function receptorSubtype(tumour: Pick<Tumour, 'er' | 'pr' | 'her2'>): string {
  const hormone = tumour.er === 'positive' || tumour.pr === 'positive' ? 'positive' : tumour.er
  if (tumour.her2 === null || hormone === null) return 'unknown'
  if (hormone === 'positive') return tumour.her2 === 'positive' ? 'hr+her2+' : 'hr+her2-'
  return tumour.her2 === 'positive' ? 'hr-her2+' : 'triple_negative'
}
