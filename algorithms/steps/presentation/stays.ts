import type { GatheredRow } from '../../contracts/sources.ts'
import { type Day, daysBetween, laterOf, within } from '../../domain/day.ts'
import { BEFORE_DIAGNOSIS, PRESENTATION, SUBROUTES, type Subroute } from '../../rules/presentation.ts'

type Admission = GatheredRow<'apc'>

/** One time in hospital from first admission to last discharge, through every transfer between hospitals. */
export interface Stay {
  readonly admittedOn: Day
  readonly endedOn: Day
  /** Method of admission of its first spell; null when not recorded. */
  readonly method: string | null
  readonly isEmergency: boolean
  /** Its consultant episodes, in order. */
  readonly rows: readonly Admission[]
}

interface Spell extends Stay {
  readonly source: string | null
}

const METHODS: readonly string[] = PRESENTATION.emergencyMethods.value
const UNKNOWN_METHODS: readonly string[] = PRESENTATION.unknownMethods.value
const ATTENDERS: readonly string[] = PRESENTATION.attenders.value
const JOINED = PRESENTATION.sameStay.value
const EMERGENCY_TRANSFER = '2B'

/** Continuous inpatient stays of one person, in order. Regular attenders are no admissions. */
export function continuousStays(rows: readonly Admission[]): readonly Stay[] {
  const stays: Stay[] = []
  for (const spell of spellsOf(rows.filter(({ classpat }) => !ATTENDERS.includes(classpat ?? '')))) {
    const current = stays.at(-1)
    if (current && continues(current, spell)) stays[stays.length - 1] = joined(current, spell)
    else stays.push(spell)
  }
  return stays
}

function spellsOf(rows: readonly Admission[]): readonly Spell[] {
  const bySpell = new Map<string, Admission[]>()
  for (const row of rows) {
    const key = `${row.provider_code ?? ''}|${row.spell_id ?? row.admidate}`
    const spell = bySpell.get(key)
    if (spell) spell.push(row)
    else bySpell.set(key, [row])
  }
  return [...bySpell.values()].map(spellOf).toSorted(inOrder)
}

function spellOf(unsorted: readonly Admission[]): Spell {
  const rows = unsorted.toSorted(byEpisode)
  const method = rows.find(({ admimeth }) => isKnown(admimeth))?.admimeth?.toUpperCase() ?? null
  return {
    admittedOn: rows.reduce((first, { admidate }) => (admidate < first ? admidate : first), rows[0]!.admidate),
    endedOn: rows.map(endOf).reduce(laterOf),
    method,
    isEmergency: METHODS.includes(method ?? ''),
    source: rows.find(({ admisorc }) => admisorc !== null)?.admisorc ?? null,
    rows,
  }
}

const isKnown = (method: string | null): boolean => method !== null && !UNKNOWN_METHODS.includes(method)

const endOf = (row: Admission): Day => row.disdate ?? row.epiend ?? row.epistart

const byEpisode = (a: Admission, b: Admission): number =>
  a.epistart - b.epistart || (a.epiorder ?? 0) - (b.epiorder ?? 0) || (a.row_ref < b.row_ref ? -1 : 1)

/** Of one day an emergency stands first, and the transfer that continues it after it. */
const inOrder = (a: Spell, b: Spell): number =>
  a.admittedOn - b.admittedOn ||
  rank(a) - rank(b) ||
  a.endedOn - b.endedOn ||
  (a.rows[0]!.row_ref < b.rows[0]!.row_ref ? -1 : 1)

const rank = ({ isEmergency, method }: Spell): number => (isEmergency ? (method === EMERGENCY_TRANSFER ? 1 : 0) : 2)

function continues(stay: Stay, spell: Spell): boolean {
  const gap = daysBetween(stay.endedOn, spell.admittedOn)
  if (gap < 0) return true
  // Someone who comes back by a new emergency on the day of a planned discharge was not transferred.
  const isFreshEmergency = spell.isEmergency && spell.method !== EMERGENCY_TRANSFER && !stay.isEmergency
  if (gap <= JOINED.gapDays) return !isFreshEmergency
  const saysTransfer =
    (JOINED.transferMethods as readonly string[]).includes(spell.method ?? '') ||
    (JOINED.transferSources as readonly string[]).includes(spell.source ?? '')
  return gap <= JOINED.transferGapDays && saysTransfer && !isFreshEmergency
}

const joined = (stay: Stay, spell: Spell): Stay => ({
  ...stay,
  endedOn: laterOf(stay.endedOn, spell.endedOn),
  rows: [...stay.rows, ...spell.rows],
})

/** The last emergency that began in the days before a diagnosis or onset that count; null when there was none. */
export const emergencyBefore = (stays: readonly Stay[], on: Day): Stay | null =>
  stays.findLast((stay) => stay.isEmergency && isJustBefore(stay, on)) ?? null

/** Whether a stay began in those days of which nobody recorded how. */
export const someUnknownBefore = (stays: readonly Stay[], on: Day): boolean =>
  stays.some((stay) => stay.method === null && isJustBefore(stay, on))

const isJustBefore = ({ admittedOn }: Stay, on: Day): boolean => within(BEFORE_DIAGNOSIS, daysBetween(admittedOn, on))

export const isZeroDay = ({ admittedOn, endedOn }: Stay): boolean => admittedOn === endedOn

/** Null when the stay is no emergency. */
export const subrouteOf = ({ method, isEmergency }: Stay): Subroute | null =>
  isEmergency
    ? (Object.keys(SUBROUTES) as Subroute[]).find((route) =>
        (SUBROUTES[route] as readonly string[]).includes(method ?? ''),
      )!
    : null
