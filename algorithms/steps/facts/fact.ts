import type { FactSourceName } from '../../contracts/sources.ts'
import { icd10OrNull } from '../../domain/codes.ts'
import type { Day } from '../../domain/day.ts'
import { type AnyGroup, cancerGroupOf } from '../../rules/cancer-types.ts'
import type { ColumnOf, ViewName } from '../../rules/evidence/views.ts'
import type { MetastaticSite } from '../../rules/metastatic-sites.ts'
import type { FactValues } from '../../rules/where.ts'

/** A source row, or several folded into one, read in clinical terms. */
export interface Fact {
  readonly view: ViewName
  readonly source: FactSourceName
  readonly rowRef: string
  readonly recordedOn: Day | null
  readonly provider: string | null
  readonly values: FactValues
  readonly site: MetastaticSite | null
  readonly codeSystem: string | null
  readonly code: string | null
  /** The cancers that the row itself names, by group; empty where it names none. */
  readonly named: readonly AnyGroup[]
  /** An ordinary admission, not a day case, regular attendance or appointment; null outside hospital. */
  readonly ordinaryStay: boolean | null
}

/** The columns of a view, none forgotten and none misspelt. */
export type ValuesOf<V extends ViewName> = Readonly<Record<ColumnOf<V>, string | number | null>>

/** What one diagnosis column says: which cancer it names. */
export interface Naming {
  /** `breast`, `secondary`, `other`, or null where it names no cancer. */
  readonly names: 'breast' | 'secondary' | 'other' | null
  readonly groups: readonly AnyGroup[]
}

const NOTHING: Naming = { names: null, groups: [] }

/** Reads a primary-diagnosis column. C77 to C80 name a secondary; C77.3 alone is regional and names nothing. */
export function naming(icd: string | null, group: AnyGroup = 'breast'): Naming {
  const code = icd === null ? null : icd10OrNull(icd)
  if (code === null) return NOTHING
  const found = cancerGroupOf(code)
  if (found === group) return { names: 'breast', groups: [found] }
  if (found !== null) return { names: 'other', groups: [found] }
  if (code.startsWith('C773')) return NOTHING
  return /^C(77|78|79|80)/.test(code) ? { names: 'secondary', groups: [] } : NOTHING
}

export const yes = (holds: boolean): 'yes' | null => (holds ? 'yes' : null)
