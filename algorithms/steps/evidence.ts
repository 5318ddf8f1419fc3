import type { Family } from '../contracts/source.ts'
import { type Day, dayFromNumber, daysBetween } from '../domain/day.ts'
import { rulesOfView } from '../rules/evidence/registry.ts'
import type { EvidenceRule, Strength } from '../rules/evidence/rule.ts'
import { VIEWS } from '../rules/evidence/views.ts'
import type { MetastaticSite } from '../rules/metastatic-sites.ts'
import { matches } from '../rules/where.ts'
import { WINDOWS } from '../rules/windows.ts'
import type { Fact } from './facts/fact.ts'

/** A fact with the rule that says what it shows. */
export interface Evidence {
  readonly rule: EvidenceRule
  readonly fact: Fact
  readonly on: Day
  /** The hand it comes from; a GP code that is a hospital's discharge letter counts as the hospital's. */
  readonly family: Family
  readonly site: MetastaticSite | null
}

/**
 * Every item that some rule sees in the facts, in one total order. A rule that only holds where no other cancer is known
 * is left out where one was diagnosed by then or soon after.
 */
export function evidenceOf(facts: readonly Fact[], otherCancersOn: readonly Day[]): readonly Evidence[] {
  const items = new Map<string, Evidence>()
  for (const fact of facts) {
    for (const rule of rulesOfView(fact.view)) {
      if (!matches(rule.where, fact.values)) continue
      const on = dateOf(rule, fact)
      if (on === null) continue
      const isKnown = (other: Day): boolean => daysBetween(on, other) <= WINDOWS.competitorAfter.value
      if (rule.onlyCancer && otherCancersOn.some(isKnown)) continue
      const item: Evidence = { rule, fact, on, family: VIEWS[fact.view].family, site: siteOf(rule, fact) }
      // The same code on the same day is one statement, however many rows repeat it; a stay outranks an appointment.
      const key = `${rule.id}|${on}|${fact.code ?? ''}|${fact.provider ?? ''}|${fact.ordinaryStay}`
      const seen = items.get(key)
      if (seen === undefined || fact.rowRef < seen.fact.rowRef) items.set(key, item)
    }
  }
  return withLettersOfHospital([...items.values()].toSorted(inOrder))
}

const dateOf = (rule: EvidenceRule, fact: Fact): Day | null => {
  for (const column of rule.on) {
    const value = fact.values[column]
    if (typeof value === 'number') return dayFromNumber(value)
  }
  return null
}

const siteOf = (rule: EvidenceRule, fact: Fact): MetastaticSite | null =>
  rule.site === undefined ? null : rule.site === 'from-fact' ? fact.site : rule.site

/** By day, then rule, row and code: two facts on one day are always taken the same way round. */
export const inOrder = (a: Evidence, b: Evidence): number =>
  a.on - b.on ||
  compare(a.rule.id, b.rule.id) ||
  compare(a.fact.rowRef, b.fact.rowRef) ||
  compare(a.fact.code ?? '', b.fact.code ?? '')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const LETTER_RULES = ['gp-secondary-of-organ', 'gp-secondary-unspecified']

/** Hospital codes of distant disease: the rules that a repeat or company can raise. */
export const isHospitalCode = ({ rule }: Evidence): boolean =>
  rule.id === 'hospital-distant-organ' || rule.id === 'hospital-distant-nodes'

function withLettersOfHospital(items: readonly Evidence[]): readonly Evidence[] {
  const codedOn = items
    .filter((item) => isHospitalCode(item) || item.rule.id === 'hospital-other-or-unknown-site')
    .map(({ on }) => on)
  const isLetter = (item: Evidence): boolean =>
    LETTER_RULES.includes(item.rule.id) &&
    codedOn.some((on) => item.on >= on && daysBetween(on, item.on) <= WINDOWS.dischargeLetter.value)
  return items.map((item) => (isLetter(item) ? { ...item, family: 'hospital' } : item))
}

/** A hospital row that codes another cancer and not the breast speaks of that cancer's spread. */
export const isCodedForAnother = ({ fact }: Evidence): boolean =>
  fact.view === 'hospital_code' && fact.values.names === 'other'

/** What a registry says of the stage at diagnosis. */
export const isAtDiagnosis = ({ rule }: Evidence): boolean => AT_DIAGNOSIS_RULES.includes(rule.id)

const AT_DIAGNOSIS_RULES = [
  'registry-m1-at-diagnosis',
  'registry-stage-4-at-diagnosis',
  'rapid-registration-stage-4',
  'distant-site-at-diagnosis',
  'unknown-site-at-diagnosis',
]

const DISTANT: readonly EvidenceRule['shows'][] = ['distant', 'treatment', 'death']

/** Items that could be of distant disease, corroborators among them. */
export const bearsOnDistant = ({ rule }: Evidence): boolean =>
  DISTANT.includes(rule.shows) && rule.strength !== 'nothing'

/** Items that by themselves speak of distant disease, however weakly. */
export const isDistantSpecific = (item: Evidence): boolean =>
  bearsOnDistant(item) && item.rule.strength !== 'corroborates' && item.rule.alone === undefined

const RANK: Readonly<Record<Strength, number>> = { nothing: 0, corroborates: 1, possible: 2, probable: 3, definite: 4 }

export const isAtLeast = (strength: Strength, bar: Strength): boolean => RANK[strength] >= RANK[bar]
