import type { Geography, Neighbourhood } from '../domain/geography.ts'
import type { ImdQuintile } from '../domain/person.ts'

/** The public lookups, line by line. */
export interface Lookups {
  /** Year of the ICB and sub-ICB boundaries. */
  readonly vintage: string
  /** 2021 code, IMD 2025 decile (1 most deprived), sub-ICB location. */
  readonly lsoa2021: readonly (readonly [string, string, string])[]
  /** 2011 code that is no longer in use, and one of the 2021 codes that took its place. */
  readonly lsoa2011: readonly (readonly [string, string])[]
  /** GP practice and its sub-ICB location. */
  readonly practices: readonly (readonly [string, string])[]
  /** ICB or sub-ICB location, the ICB it is in, its name. */
  readonly areas: readonly (readonly [string, string, string])[]
}

/** Deciles 1 and 2 are quintile 1, the most deprived. */
export const quintileOfDecile = (decile: number): ImdQuintile => `${Math.ceil(decile / 2)}` as ImdQuintile

export function geographyOf(lookups: Lookups): Geography {
  const decile = new Map(lookups.lsoa2021.map(([lsoa, imd]) => [lsoa, Number(imd)]))
  const neighbourhood = new Map<string, Neighbourhood>()
  for (const [lsoa, imd, subIcb] of lookups.lsoa2021) {
    neighbourhood.set(lsoa, { quintile: quintileOfDecile(Number(imd)), subIcb })
  }
  const successors = new Map<string, string[]>()
  for (const [from, to] of lookups.lsoa2011) {
    const list = successors.get(from)
    if (list) list.push(to)
    else successors.set(from, [to])
  }
  for (const [from, to] of successors) {
    const middle = middleOf(to, decile)
    // A 2011 code is looked up only where no 2021 code of that name exists.
    if (!neighbourhood.has(from)) neighbourhood.set(from, neighbourhood.get(middle)!)
  }
  const practice = new Map(lookups.practices)
  const icb = new Map(lookups.areas.map(([code, parent]) => [code, parent]))
  const name = new Map(lookups.areas.map(([code, , says]) => [code, says]))
  return {
    vintage: lookups.vintage,
    neighbourhood: (code) => neighbourhood.get(code),
    practiceSubIcb: (code) => practice.get(code),
    icbOf: (code) => icb.get(code) ?? '',
    nameOf: (code) => name.get(code) ?? code,
  }
}

/**
 * Of the neighbourhoods that a split one became, the one of middle deprivation (the more deprived of two): half of
 * the 1,034 that were split or merged lie in one quintile, and nothing says how many people each part took.
 */
function middleOf(codes: readonly string[], decile: ReadonlyMap<string, number>): string {
  const ordered = codes.toSorted((a, b) => decile.get(a)! - decile.get(b)! || (a < b ? -1 : 1))
  return ordered[Math.floor((ordered.length - 1) / 2)]!
}
