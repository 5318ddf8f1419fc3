import { type Day, daysBetween, within } from '../domain/day.ts'
import { type Certainty, type CombinationId, combinationNamed, COMBINATIONS, isAsCertain } from '../rules/certainty.ts'
import type { Strength } from '../rules/evidence/rule.ts'
import { WINDOWS } from '../rules/windows.ts'
import { bearsOnDistant, type Evidence, isAtLeast, isDistantSpecific, isHospitalCode } from './evidence.ts'

/** What the evidence of distant disease amounts to, and by which declared combination. */
export interface Judgement {
  readonly certainty: Certainty
  readonly combination: CombinationId
}

/** Death as far as certainty needs it: whether a cancer of any kind caused it. */
export interface Death {
  readonly on: Day
  readonly ofCancer: boolean
}

/** Null when nothing speaks of distant disease by itself. The order of items never matters. */
export function certaintyOf(items: readonly Evidence[], death: Death | null): Judgement | null {
  const company = items.filter(bearsOnDistant)
  const specific = company.filter(isDistantSpecific)
  if (specific.length === 0) return null
  const weighed = weigh(items, company)
  const found = COMBINATIONS.find(({ id }) => CONDITIONS[id](weighed, death))
  return found === undefined ? null : { certainty: found.gives, combination: found.id }
}

/** The first day on which what had happened by then reaches a certainty; null when it never does. */
export function reachedOn(items: readonly Evidence[], death: Death | null, bar: Certainty): Day | null {
  const days = [...new Set(items.filter(bearsOnDistant).map(({ on }) => on))].toSorted((a, b) => a - b)
  const holdsBy = (day: Day): boolean => {
    const judged = certaintyOf(
      items.filter(({ on }) => on <= day),
      death !== null && death.on <= day ? death : null,
    )
    return judged !== null && isAsCertain(judged.certainty, bar)
  }
  if (death !== null && !days.includes(death.on)) days.push(death.on)
  days.sort((a, b) => a - b)
  // More evidence never lowers a certainty, so the first such day can be searched by halves.
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holdsBy(days[middle]!)) high = middle
    else low = middle + 1
  }
  return days[low] ?? null
}

interface Weighed {
  /** Everything that bears on distant disease, with what it is worth beside its company. */
  readonly items: readonly (Evidence & { readonly worth: Strength })[]
  readonly codes: readonly Evidence[]
}

function weigh(all: readonly Evidence[], company: readonly Evidence[]): Weighed {
  const explained = all.filter(
    ({ rule }) =>
      (rule.shows === 'local' || rule.shows === 'regional' || rule.alone !== undefined) &&
      isAtLeast(rule.strength, 'possible'),
  )
  return {
    items: company.map((item) => ({ ...item, worth: worthOf(item, company, explained) })),
    codes: company.filter(isHospitalCode),
  }
}

function worthOf(item: Evidence, company: readonly Evidence[], explained: readonly Evidence[]): Strength {
  const { withCompany, strength, also } = item.rule
  if (withCompany === undefined) return strength
  const hasCompany = company.some(
    (other) =>
      other.family !== item.family &&
      isDistantSpecific(other) &&
      !withCompany.notOf.includes(other.rule.id) &&
      isNear(item, other),
  )
  // A recurrence whose extent is not told is explained by local or regional disease beside it; by what may be either, only where nothing distant keeps it company.
  const isExplained = explained.some((other) => isNear(item, other) && !(hasCompany && bearsOnDistant(other)))
  if (also !== undefined && isExplained) return 'corroborates'
  return hasCompany ? withCompany.strength : strength
}

const isNear = (a: Evidence, b: Evidence): boolean => Math.abs(daysBetween(a.on, b.on)) <= WINDOWS.company.value

/** Another row of another day or source; the registrations of a tumour are one record, however many registries hold it. */
export const isAnotherStatement = (a: Evidence, b: Evidence): boolean =>
  a.family !== b.family ||
  (a.on !== b.on &&
    // One row can hold two dates, and is still one statement.
    a.fact.rowRef !== b.fact.rowRef &&
    !(a.fact.source === 'registration' && b.fact.source === 'registration'))

const familiesOf = (items: readonly Evidence[]): ReadonlySet<string> => new Set(items.map(({ family }) => family))

const isProbable = ({ worth }: { worth: Strength }): boolean => isAtLeast(worth, 'probable')

const CONDITIONS: Readonly<Record<CombinationId, (weighed: Weighed, death: Death | null) => boolean>> = {
  'explicit-and-another': ({ items }) =>
    items.some(
      (explicit) => explicit.worth === 'definite' && items.some((other) => isAnotherStatement(explicit, other)),
    ),
  'two-probable-families': ({ items }) => familiesOf(items.filter(isProbable)).size >= 2,
  'probable-and-two-more': ({ items }) =>
    items
      .filter(isProbable)
      .some(
        (item) => familiesOf(items.filter((other) => other.family !== item.family && isNear(item, other))).size >= 2,
      ),
  'three-codes-and-another': ({ items, codes }) =>
    independentDates(codes).length >= 3 &&
    daysBetween(independentDates(codes)[0]!, independentDates(codes).at(-1)!) >= WINDOWS.thriceSpan.value &&
    items.some((item) => item.family !== 'hospital' && isDistantSpecific(item)),
  explicit: ({ items }) => items.some(({ worth }) => worth === 'definite'),
  'one-probable': ({ items }) => items.some(isProbable),
  'independent-repeat': ({ codes }) => codes.some((first) => codes.some((again) => isIndependentRepeat(first, again))),
  'code-with-company': ({ items, codes }) =>
    codes.some((code) => items.some((other) => givesCompany(code, other))) || repeatedUnknownWithCompany(items),
  'code-and-death': ({ codes }, death) =>
    death !== null &&
    death.ofCancer &&
    codes.some(({ on }) => death.on >= on && daysBetween(on, death.on) <= WINDOWS.deathAfterCode.value),
  'code-and-breast-death': ({ items }) =>
    items.some(
      (code) =>
        isDistantSpecific(code) &&
        CODED_BASES.includes(code.rule.basis) &&
        items.some(({ rule, on }) => rule.shows === 'death' && on >= code.on),
    ),
  'letter-then-code': ({ items, codes }) =>
    items.some(
      (letter) => letter.family === 'gp' && isDistantSpecific(letter) && codes.some((code) => code.on > letter.on),
    ),
  'three-possible-families': ({ items }) => {
    // Skin and nodes that may be locoregional are no witnesses of distant disease, however many sources see the operation.
    const weak = items.filter((item) => isAtLeast(item.worth, 'possible') && isDistantSpecific(item))
    return weak.some((item) => familiesOf(weak.filter((other) => other.on >= item.on && isNear(item, other))).size >= 3)
  },
  'one-possible': ({ items }) => items.some(isDistantSpecific),
}

/** Day cases of one provider repeating one code are one statement copied forward. */
export const isIndependentRepeat = (first: Evidence, again: Evidence): boolean =>
  within(WINDOWS.independentRepeat.value, daysBetween(first.on, again.on)) &&
  (again.fact.ordinaryStay === true || again.fact.provider !== first.fact.provider || again.site !== first.site)

/** Days of codes each independent of the one counted before it. */
function independentDates(codes: readonly Evidence[]): readonly Day[] {
  const counted: Evidence[] = []
  for (const code of codes.toSorted((a, b) => a.on - b.on)) {
    const last = counted.at(-1)
    if (last === undefined || daysBetween(last.on, code.on) >= WINDOWS.independentRepeat.value.from) counted.push(code)
  }
  return counted.map(({ on }) => on)
}

const CODED_BASES: readonly string[] = ['hospital', 'gp']

const COMPANY_OF_CODES = ['sact', 'rtds', 'cwt', 'gp']

const givesCompany = (code: Evidence, other: Evidence): boolean =>
  COMPANY_OF_CODES.includes(other.family) && within(WINDOWS.codeCompany.value, daysBetween(code.on, other.on))

/** Codes of other or unknown site need both: a repeat and company. */
function repeatedUnknownWithCompany(items: readonly Evidence[]): boolean {
  const unknown = items.filter(({ rule }) => rule.id === 'hospital-other-or-unknown-site')
  return unknown.some(
    (first) =>
      unknown.some((again) => within(WINDOWS.independentRepeat.value, daysBetween(first.on, again.on))) &&
      items.some((other) => givesCompany(first, other)),
  )
}

/** Why an episode is as certain as it is, in words. */
export const certaintyInWords = ({ combination }: Judgement): string => combinationNamed(combination).says
