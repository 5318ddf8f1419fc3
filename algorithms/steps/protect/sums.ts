import type { Geography } from '../../domain/geography.ts'
import { ANY_SOURCE_SET, HEADLINE_CUT } from '../../rules/measures.ts'
import { placeAbove, quartersOf, sharedOut } from './above.ts'
import type { Entries, Entry, Kind } from './entries.ts'
import { type Rest, type Rests, restsAfter } from './rests.ts'
import type { Sum } from './solve.ts'
import { wholesInRow } from './within-row.ts'

/** Sums between entries and rests, which go by the numbers that follow those of the entries. */
export interface Tied {
  readonly sums: readonly Sum[]
  readonly rests: readonly Rest[]
}

/** The sums that tie published counts to each other: in a row, and over breakdowns, areas, periods, groups and tables. */
export function sumsBetween(entries: Entries, geography: Geography): Tied {
  const sums = sumBuilder()
  const rests = restsAfter(entries.all.length, entries.kinds.length)
  withinRows(entries, rests, sums)
  betweenTables(entries, rests, sums)
  betweenPlaces(entries, rests, geography, sums)
  return { sums: sums.all, rests: rests.all }
}

/** Whether a sum is true of the true counts, none of which is below 0: one that is not tells a reader nothing. */
export function isTrueOf({ whole, parts, isExact }: Sum, people: (count: number) => number): boolean {
  const sum = parts.reduce((total, part) => total + people(part), 0)
  return (
    [whole, ...parts].every((count) => people(count) >= 0) && (isExact ? sum === people(whole) : sum <= people(whole))
  )
}

function withinRows({ all, kinds, ...entries }: Entries, rests: Rests, sums: SumBuilder): void {
  const wholesOf = kinds.map((kind) => wholesInRow(kind, { all, kinds, ...entries }))
  all.forEach((entry, i) => {
    const { kind, place, of } = entry
    for (const { whole, family, isExact, rest, notWithin } of wholesOf[kind.id]!) {
      const at = notWithin.includes(of.cell.breakdown) ? undefined : entries.at(whole, place)
      if (at === undefined) continue
      if (rest === null) sums.add(i, at, family, isExact)
      else {
        const name = `${kind.id} of ${whole}`
        const beside = rests.beside(name, entry, all[at]!.people - entry.people, rest.isProtected)
        sums.whole({ whole: at, parts: [i, beside], isExact: true })
      }
    }
  })
}

/** What two tables show, or two measures of one table. */
function betweenTables(entries: Entries, rests: Rests, sums: SumBuilder): void {
  const distantCases = entries.kinds.filter(isDistantCase)
  entries.all.forEach((entry, i) => {
    const { kind, place, people } = entry
    const { dimensions, count, measure } = kind
    if (dimensions['source_set'] === ANY_SOURCE_SET && count === 'people')
      for (const part of distantCases) sums.add(entries.at(part.id, place), i, 'new cases', true)
    if (count === 'all_tumours') {
      const tumours = rests.beside('tumours all', entry, people, false)
      sums.whole({ whole: tumours, parts: [i], isExact: true })
    }
    // Both measures that count tumours count the same ones, and those of which they cannot tell.
    const other = isOfTumours(kind) ? entries.kindOf(measure, 'not_determined', dimensions) : undefined
    const beside = other && entries.at(other.id, place)
    if (beside === undefined) return
    const name = `tumours ${dimensions['appropriateness']!}`
    const tumours = rests.beside(name, entry, people + entries.all[beside]!.people, false)
    sums.whole({ whole: tumours, parts: [i, beside], isExact: true })
  })
}

/** The new cases of distant disease, of whatever type, that `source_overlap` shows again by what found them. */
const isDistantCase = ({ count, dimensions }: Kind): boolean =>
  count === 'new_cases' && dimensions['extent'] === 'distant' && dimensions['certainty'] === HEADLINE_CUT

const isOfTumours = ({ count, dimensions }: Kind): boolean =>
  count === 'all_presentations' && dimensions['stage'] === 'first_diagnosis' && dimensions['ep_measure'] !== 'ep_first'

function betweenPlaces(entries: Entries, rests: Rests, geography: Geography, sums: SumBuilder): void {
  const { all, kinds, places } = entries
  const groupsCounted = new Set(all.map(({ of }) => of.cell.group))
  const aboveOf = byPlace(({ of }) => placeAbove(of.cell, places, geography))
  const quarters = byPlace(({ of }) => quartersOf(of.cell, places))
  const groups = byPlace(({ of }) => sharedOut(of.cell, places))
  const nodes: readonly Node[] = [...all, ...rests.all]
  const addYear = yearsOf(nodes, rests, sums)
  nodes.forEach((node, i) => {
    const { measure, id, dimensions } = node.kind
    const at = (place: number): number | undefined => (id < kinds.length ? entries : rests).at(id, place)
    const above = aboveOf(node)
    if (above !== null) {
      const whole = at(above.place) ?? (measure.denominator === 'people' ? at(above.month) : undefined)
      sums.add(i, whole, above.family, above.isExact)
    }
    if (measure.plan === 'events') {
      const parts = quarters(node).map(at)
      if (parts.length > 0 && parts.every((part) => part !== undefined)) addYear(i, parts)
    }
    if (measure.addsUpOverGroups?.(dimensions) !== true) return
    for (const { parts, isExact } of groups(node)) {
      const there = parts.flatMap(({ place }) => at(place) ?? [])
      // Anyone counted in a group that is not published there is left over.
      const isWhole = parts.every(({ group, place }) => !groupsCounted.has(group) || at(place) !== undefined)
      if (there.length > 0) sums.whole({ whole: i, parts: there, isExact: isExact && isWhole })
    }
  })
}

type Node = Entry | Rest

/** Ties years to their quarters, and to other years by the quarters that they share. */
function yearsOf(
  nodes: readonly Node[],
  rests: Rests,
  sums: SumBuilder,
): (year: number, quarters: readonly number[]) => void {
  /** The first year met, of any kind, by its first quarter. */
  const years = new Map<number, number>()
  /** Three quarters that two years may share, by the first of them. */
  const shared = new Map<number, number>()
  const sharedBy = (three: readonly number[]): number => {
    const known = shared.get(three[0]!)
    if (known !== undefined) return known
    const node = nodes[three[0]!]!
    const people = three.reduce((sum, quarter) => sum + nodes[quarter]!.people, 0)
    const rest = rests.beside(`three quarters of ${node.kind.id}`, node, people, false)
    shared.set(three[0]!, rest)
    sums.whole({ whole: rest, parts: three, isExact: true })
    return rest
  }
  /** Two years that begin a quarter apart differ by the two quarters that they do not share. Years of one span are one count. */
  return (year, quarters) => {
    const [first, last] = [quarters[0]!, quarters.at(-1)!]
    const same = years.get(first)
    if (same !== undefined) {
      sums.whole({ whole: same, parts: [year], isExact: true })
      return
    }
    years.set(first, year)
    sums.whole({ whole: year, parts: quarters, isExact: true })
    sums.whole({ whole: year, parts: [first, sharedBy(quarters.slice(1))], isExact: true })
    sums.whole({ whole: year, parts: [last, sharedBy(quarters.slice(0, -1))], isExact: true })
  }
}

/** What is worked out once for every place. */
function byPlace<T>(of: (node: Node) => T): (node: Node) => T {
  const known: T[] = []
  return (node) => (known[node.place] ??= of(node))
}

type SumBuilder = ReturnType<typeof sumBuilder>

function sumBuilder() {
  const all: Sum[] = []
  const families = new Map<string, Map<number, number[]>>()
  return {
    all,
    whole: (sum: Sum) => all.push(sum),
    /** One more part of a whole; nothing is added where either is not published. */
    add(part: number | undefined, whole: number | undefined, family: string, isExact: boolean) {
      if (part === undefined || whole === undefined) return
      const wholes = families.get(family) ?? new Map<number, number[]>()
      families.set(family, wholes)
      const parts = wholes.get(whole)
      if (parts !== undefined) {
        parts.push(part)
        return
      }
      const begun = [part]
      wholes.set(whole, begun)
      all.push({ whole, parts: begun, isExact })
    },
  }
}
