import { DefinitionError } from '../../domain/trouble.ts'
import type { Status } from '../codelists/codelist.ts'
import type { MetastaticSite } from '../metastatic-sites.ts'
import { type FactValues, matches, type Where } from '../where.ts'
import { type ColumnOf, type ViewName, VIEWS } from './views.ts'

/** What an item shows. `treatment` and `death` show distant disease by what was done or came of it. */
export type Shows = 'distant' | 'regional' | 'local' | 'recurrence' | 'treatment' | 'death' | 'absence'

/** What an item is worth alone. `corroborates` needs company; `nothing` is recorded and counts for nothing. */
export type Strength = 'definite' | 'probable' | 'possible' | 'corroborates' | 'nothing'

/** What kind of date an onset rests on, the most trusted first. */
export const ONSET_BASES = [
  'registry',
  'pathology',
  'cosd',
  'cwt',
  'hospital',
  'rtds',
  'sact',
  'gp',
  'treatment_start',
  'death',
] as const
export type OnsetBasis = (typeof ONSET_BASES)[number]

export interface Example<Column extends string> {
  readonly given: Readonly<Partial<Record<Column, string | number | null>>>
  readonly counts: boolean
  readonly note: string
}

export interface EvidenceRule<Column extends string = string> {
  /** Permanent, because it stands in people's results. */
  readonly id: string
  /** One sentence for a clinician. */
  readonly says: string
  readonly view: ViewName
  readonly shows: Shows
  readonly strength: Strength
  readonly where: Where<Column>
  /** Date columns, the first that is present dates the item. */
  readonly on: readonly Column[]
  readonly basis: OnsetBasis
  /** A fixed site, or `from-fact` when the row itself tells. */
  readonly site?: MetastaticSite | 'from-fact'
  /** Raises it when a distant item of another family stands within 180 days, these rules excepted. */
  readonly withCompany?: { readonly strength: Strength; readonly notOf: readonly string[] }
  /** The source itself says what happened. */
  readonly namesClass?: 'recurrence' | 'progression'
  /** Shown beside what it shows: recurrence of an extent that the row does not tell. */
  readonly also?: { readonly shows: 'recurrence'; readonly strength: Strength }
  /** Distant only beside distant evidence of another kind; alone it shows no more than this. */
  readonly alone?: 'regional' | 'local'
  /** Counts only where no competing primary is known. */
  readonly onlyCancer?: true
  readonly because: string
  readonly status: Status
  readonly examples: readonly Example<Column>[]
}

/** Checks a rule and hands it back. A rule that shows only what it accepts has not been thought through. */
export function evidenceRule<const V extends ViewName>(
  rule: Omit<EvidenceRule<ColumnOf<V>>, 'view'> & { readonly view: V },
): EvidenceRule {
  const outcomes = new Set(rule.examples.map((example) => example.counts))
  if (outcomes.size < 2) throw new DefinitionError(rule.id, 'Add an example that counts and one that does not.')
  for (const example of rule.examples) {
    if (matches(rule.where, filled(rule.view, example.given)) !== example.counts) {
      throw new DefinitionError(rule.id, `The example “${example.note}” does not come out as it says.`)
    }
  }
  return rule
}

const filled = (view: ViewName, given: Readonly<Partial<Record<string, string | number | null>>>): FactValues =>
  Object.fromEntries(Object.keys(VIEWS[view].columns).map((column) => [column, given[column] ?? null]))
