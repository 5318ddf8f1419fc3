import type { NearMiss } from '../contracts/results/restricted.ts'
import type { FactSourceName, PersonRows } from '../contracts/sources.ts'
import { cancerGroupName } from '../rules/cancer-types.ts'
import { rulesOfView } from '../rules/evidence/registry.ts'
import type { EvidenceRule, Strength } from '../rules/evidence/rule.ts'
import { matches, partsOf, toWords } from '../rules/where.ts'
import type { NoDistantEpisode } from './distant.ts'
import { bearsOnDistant, type Evidence, isAtLeast, isCodedForAnother } from './evidence.ts'
import type { Fact } from './facts/fact.ts'

interface Nearest {
  readonly rule: EvidenceRule
  readonly failed: string
  readonly would: string
  readonly rowRef: string
}

const STRENGTH_ORDER: readonly Strength[] = ['definite', 'probable', 'possible', 'corroborates', 'nothing']

/** The nearest rule that failed, for someone with breast cancer and no episode of distant disease; null when nothing came near. */
export function nearMissOf(
  personId: string,
  rows: PersonRows,
  facts: readonly Fact[],
  evidence: readonly Evidence[],
  outcome: NoDistantEpisode,
  sourcesPresent: ReadonlySet<FactSourceName>,
): NearMiss | null {
  const nearest = attributedElsewhere(evidence, outcome) ?? failedByOnePart(facts) ?? tooWeak(evidence)
  if (nearest === null) return null
  return {
    person_id: personId,
    cancer_group: 'breast',
    rule_id: nearest.rule.id,
    failed_condition: nearest.failed,
    silent_sources: [...sourcesPresent]
      .filter((source) => source !== 'person' && rows[source].length === 0)
      .toSorted()
      .join(';'),
    would_join_if: nearest.would,
    row_ref: nearest.rowRef,
  }
}

function attributedElsewhere(evidence: readonly Evidence[], outcome: NoDistantEpisode): Nearest | null {
  if (outcome.because !== 'belongs_to_another' || outcome.attribution?.to !== 'other') return null
  const item = strongest(evidence.filter(bearsOnDistant))
  const group = cancerGroupName(outcome.attribution.group).toLowerCase()
  return (
    item && {
      rule: item.rule,
      failed: `the spread is attributed to ${group} cancer`,
      would: 'a row named breast cancer as the origin',
      rowRef: item.fact.rowRef,
    }
  )
}

/** A rule whose every condition but one held: the one that failed is the answer. */
function failedByOnePart(facts: readonly Fact[]): Nearest | null {
  const near = facts.flatMap((fact) =>
    rulesOfView(fact.view).flatMap((rule): readonly Nearest[] => {
      if (!['distant', 'treatment', 'death'].includes(rule.shows) || !isAtLeast(rule.strength, 'possible')) return []
      const parts = partsOf(rule.where)
      const failed = parts.filter((part) => !matches(part, fact.values))
      // The first part says what the rule is about: a fact that fails it is not near.
      if (parts.length < 2 || failed.length !== 1 || failed[0] === parts[0]) return []
      return [{ rule, failed: `not met: ${toWords(failed[0]!)}`, would: toWords(failed[0]!), rowRef: fact.rowRef }]
    }),
  )
  return near.toSorted((a, b) => compareRules(a.rule, b.rule) || (a.rowRef < b.rowRef ? -1 : 1))[0] ?? null
}

function tooWeak(evidence: readonly Evidence[]): Nearest | null {
  const item = strongest(evidence.filter(({ rule }) => rule.shows === 'distant'))
  if (item === null) return null
  if (isCodedForAnother(item))
    return {
      rule: item.rule,
      failed: 'the row codes another cancer and not the breast',
      would: 'the row coded breast cancer',
      rowRef: item.fact.rowRef,
    }
  const isSuspicion = item.rule.strength === 'nothing'
  return {
    rule: item.rule,
    failed: isSuspicion
      ? 'a suspicion counts for nothing until it is confirmed'
      : 'it only supports other evidence, and there is none',
    would: isSuspicion ? 'the suspicion were confirmed' : 'another source showed distant disease',
    rowRef: item.fact.rowRef,
  }
}

const strongest = (items: readonly Evidence[]): Evidence | null =>
  items.toSorted((a, b) => compareRules(a.rule, b.rule) || a.on - b.on)[0] ?? null

const compareRules = (a: EvidenceRule, b: EvidenceRule): number =>
  STRENGTH_ORDER.indexOf(a.strength) - STRENGTH_ORDER.indexOf(b.strength) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
