import { ANY_SOURCE_SET } from '../../rules/measures.ts'
import type { Breakdown } from '../../rules/release-plan.ts'
import type { Entries, Kind } from './entries.ts'

/** A count of the same cell that another is part of. */
export interface WholeInRow {
  /** Its kind; at the same place. */
  readonly whole: number
  readonly family: string
  readonly isExact: boolean
  /** Null where what the whole holds beside the part is not looked at. */
  readonly rest: { readonly isProtected: boolean } | null
  readonly notWithin: readonly Breakdown[]
}

/** The counts of the same cell that a count is part of, by the sums that its measure declares; and a set of sources within all. */
export function wholesInRow({ measure, count, dimensions }: Kind, { kindOf }: Entries): readonly WholeInRow[] {
  const declared = (measure.sums ?? []).flatMap((sum, s): WholeInRow[] => {
    const row = sum.part === count ? sum.wholeAt(dimensions) : null
    const whole = row === null ? undefined : kindOf(measure, sum.whole, row)
    if (whole === undefined) return []
    const { isExact, rest, notWithin = [] } = sum
    return [{ whole: whole.id, family: `own ${s}`, isExact, rest: rest ?? null, notWithin }]
  })
  const set = dimensions['source_set']
  if (set === undefined || set === ANY_SOURCE_SET) return declared
  const any = kindOf(measure, count, { source_set: ANY_SOURCE_SET })
  return any === undefined
    ? declared
    : [...declared, { whole: any.id, family: 'set', isExact: true, rest: null, notWithin: [] }]
}
