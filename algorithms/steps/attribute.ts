import { type Day, daysBetween } from '../domain/day.ts'
import { ATTRIBUTION, ATTRIBUTION_MARGIN, type AttributionReason } from '../rules/attribution.ts'
import { type AnyGroup, spreadOf } from '../rules/cancer-types.ts'
import { drugRule } from '../rules/drugs.ts'
import type { MetastaticSite } from '../rules/metastatic-sites.ts'
import { WINDOWS } from '../rules/windows.ts'
import { certaintyOf } from './certainty.ts'
import type { Evidence } from './evidence.ts'
import type { Fact } from './facts/fact.ts'
import type { History } from './history.ts'

/** Whose spread it is. */
export type Attribution =
  | { readonly to: 'breast'; readonly margin: number | null }
  | { readonly to: 'uncertain'; readonly between: readonly AnyGroup[] }
  | { readonly to: 'other'; readonly group: AnyGroup }

/** A primary that the spread could belong to. */
interface Candidate {
  readonly group: AnyGroup
  /** Null where the breast cancer is known from treatment alone. */
  readonly diagnosedOn: Day | null
  readonly stage: number | null
}

/** Primaries other than breast that could have spread: registered, coded on two dates or named as origin; blood and brain cancers never. */
export function competitorsOf(history: History): readonly (Candidate & { readonly diagnosedOn: Day })[] {
  const candidates = [
    ...history.otherTumours.map(({ group, diagnosedOn, stage, m }) => ({
      group,
      diagnosedOn,
      stage: m === 1 ? 4 : stage,
    })),
    ...history.codedPrimaries.map(({ group, firstOn }) => ({ group, diagnosedOn: firstOn, stage: null })),
  ]
  return candidates.filter(({ group }) => spreadOf(group).prior !== 'never')
}

/** Weighs the breast against every primary known by then. With no competitor there is nothing to weigh. */
export function attribute(
  onset: Day,
  items: readonly Evidence[],
  facts: readonly Fact[],
  history: History,
): Attribution {
  const inTime = competitorsOf(history).filter(
    ({ diagnosedOn }) => daysBetween(onset, diagnosedOn) <= WINDOWS.competitorAfter.value,
  )
  if (inTime.length === 0) return { to: 'breast', margin: null }
  // Where rows that name the breast settle it by themselves, nothing that is only likely can unsettle it.
  if (certaintyOf(items.filter(namesBreast), null)?.certainty === 'definite') return { to: 'breast', margin: null }
  const sites = items.flatMap(({ site }) => site ?? [])
  const ours = score(breastCandidate(history, onset), onset, sites, advanced(facts, onset), codedBeside(items))
  const breast = points([
    ...ours,
    ...(items.some(isBreastMedicine) ? (['biology'] as const) : []),
    ...(items.some(namesBreast) && !ours.includes('named') ? (['named'] as const) : []),
  ])
  const others = inTime.map((candidate) => ({
    group: candidate.group,
    points: points(score(candidate, onset, sites, advanced(facts, onset), codedBeside(items))),
  }))
  const best = others.reduce((a, b) => (b.points > a.points ? b : a))
  if (breast - best.points >= ATTRIBUTION_MARGIN) return { to: 'breast', margin: breast - best.points }
  if (best.points - breast >= ATTRIBUTION_MARGIN) return { to: 'other', group: best.group }
  return { to: 'uncertain', between: ['breast', ...new Set(others.map(({ group }) => group))] }
}

const points = (reasons: readonly AttributionReason[]): number =>
  reasons.reduce((sum, reason) => sum + ATTRIBUTION[reason].points, 0)

function breastCandidate(history: History, onset: Day): Candidate {
  const tumours = history.breastTumours.filter(
    ({ diagnosedOn }) => daysBetween(onset, diagnosedOn) <= WINDOWS.competitorAfter.value,
  )
  const stages = tumours.map(({ stage, m }) => (m === 1 ? 4 : stage)).filter((stage) => stage !== null)
  return {
    group: 'breast',
    diagnosedOn: tumours
      .map(({ diagnosedOn }) => diagnosedOn)
      .reduce<Day | null>(
        (near, on) =>
          near === null || Math.abs(daysBetween(onset, on)) < Math.abs(daysBetween(onset, near)) ? on : near,
        null,
      ),
    stage: stages.length === 0 ? null : Math.max(...stages),
  }
}

function score(
  candidate: Candidate,
  onset: Day,
  sites: readonly MetastaticSite[],
  namedAdvanced: ReadonlySet<AnyGroup>,
  beside: ReadonlySet<AnyGroup>,
): readonly AttributionReason[] {
  const spread = spreadOf(candidate.group)
  const known = sites.filter((site) => !['unknown', 'other', 'node_indeterminate', 'node_regional'].includes(site))
  const reasons: AttributionReason[] = []
  if (namedAdvanced.has(candidate.group)) reasons.push('named')
  if (beside.has(candidate.group)) reasons.push('codedBeside')
  if (known.some((site) => spread.spreadsTo.includes(site))) reasons.push('typicalSite')
  else if (known.length > 0 && known.every((site) => spread.seldomTo.includes(site))) reasons.push('seldomSite')
  if (known.length > 0 && known.every((site) => spread.sameOrgan.includes(site))) reasons.push('sameOrgan')
  if (candidate.diagnosedOn !== null && Math.abs(daysBetween(candidate.diagnosedOn, onset)) <= WINDOWS.newPrimary.value)
    reasons.push('newPrimary')
  if (candidate.stage === 4) reasons.push('stageFour')
  if (candidate.stage === 1) reasons.push('stageOne')
  if (spread.prior === 'high') reasons.push('highPrior')
  if (spread.prior === 'low') reasons.push('lowPrior')
  return reasons
}

/** A row that names the breast as origin, codes beside the spread in one hospital row left aside. */
export const namesBreast = ({ fact }: Evidence): boolean =>
  fact.view !== 'hospital_code' &&
  (fact.named.includes('breast') || fact.code === '315004001' || fact.code === '767444009')

const isBreastMedicine = ({ fact, rule }: Evidence): boolean =>
  rule.shows === 'treatment' && (fact.code ?? '').split(' + ').some((drug) => drugRule(drug)?.breastOnly === true)

/** Cancers coded in the hospital rows that show the spread. */
const codedBeside = (items: readonly Evidence[]): ReadonlySet<AnyGroup> =>
  new Set(items.filter(({ fact }) => fact.view === 'hospital_code').flatMap(({ fact }) => fact.named))

/** Cancers that some row near the onset names as spread, relapsed or treated without hope of cure. */
function advanced(facts: readonly Fact[], onset: Day): ReadonlySet<AnyGroup> {
  const groups = new Set<AnyGroup>()
  for (const fact of facts) {
    if (fact.named.length === 0 || !saysAdvanced(fact)) continue
    const on = ['decided_on', 'diagnosed_on', 'recorded_on', 'died_on', 'found_on']
      .map((column) => fact.values[column])
      .find((value) => typeof value === 'number')
    if (on === undefined || Math.abs(on - onset) > WINDOWS.independentRepeat.value.to) continue
    for (const group of fact.named) groups.add(group)
  }
  return groups
}

function saysAdvanced(fact: Fact): boolean {
  const { values } = fact
  switch (fact.view) {
    case 'waiting_time':
      return (
        ['05', '06', '12'].includes(String(values.event_type)) ||
        (Number(values.patient_status) >= 16 && Number(values.patient_status) <= 22)
      )
    case 'drug_course':
      return values.intent === 'non_curative' || values.non_curative_line !== null
    case 'radiotherapy':
      return values.region === 'M' || (values.intent === 'palliative' && values.place !== 'breast')
    case 'non_primary':
      return values.metastatic_type === '03'
    case 'gp_code':
      return true
    case 'registration':
      return values.m_category === 'm1' || values.tnm_stage === '4'
    case 'certificate':
      return values.mentions_secondary === 'yes'
    default:
      return false
  }
}
