import { sum } from './amounts.ts'
import { chiSquareUpperTail } from './distributions.ts'
import { departures, type Lifetime, riskCounter } from './follow-up.ts'
import { type Answer, given, none } from './interval.ts'

/** One person's follow-up, the group compared, and the stratum it is compared within. */
export interface GroupedLifetime extends Lifetime {
  readonly group: string
  readonly stratum?: string
}

export interface LogRank {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  /** The chance of so great a chi-square if survival were the same in every group. */
  readonly pValue: number
  /** In the order in which the groups first appear. */
  readonly groups: readonly {
    readonly group: string
    readonly people: number
    readonly observed: number
    readonly expected: number
  }[]
}

/**
 * The log-rank test, stratified where strata are given: U'V⁻¹U over groups but one, U = Σ(d_g − d·n_g/n) and V the
 * hypergeometric covariance Σ d(n − d)/(n − 1) · (n_g/n)(1[g = h] − n_h/n). A group never at risk when something
 * happened takes no part in the degrees of freedom. Null when nothing happened, or when no two groups were ever at
 * risk together.
 * Source: Mantel 1966, Cancer Chemother Rep 50:163–70; Peto and Peto 1972; conventions as R's `survdiff`.
 */
export function logRank(people: readonly GroupedLifetime[]): Answer<LogRank, 'no_events' | 'nothing_to_compare'> {
  const names = [...new Set(people.map((person) => person.group))]
  const expected = names.map(() => 0)
  const observed = names.map((name) => people.filter((person) => person.group === name && person.event).length)
  const variance = names.map(() => names.map(() => 0))
  for (const stratum of new Set(people.map((person) => person.stratum))) {
    const within = people.filter((person) => person.stratum === stratum)
    addStratum(within, names, expected, variance)
  }
  if (sum(observed) === 0) return none('no_events')

  const compared = names.flatMap((_, g) => (at(expected, g) > 0 ? [g] : [])).slice(1)
  const excess = compared.map((g) => at(observed, g) - at(expected, g))
  const solved = solve(
    compared.map((g) => compared.map((h) => at(variance[g] ?? [], h))),
    excess,
  )
  if (compared.length === 0 || solved === null) return none('nothing_to_compare')
  const chiSquare = sum(excess.map((value, i) => value * at(solved, i)))
  return given({
    chiSquare,
    degreesOfFreedom: compared.length,
    pValue: chiSquareUpperTail(chiSquare, compared.length),
    groups: names.map((group, g) => ({
      group,
      people: people.filter((person) => person.group === group).length,
      observed: at(observed, g),
      expected: at(expected, g),
    })),
  })
}

/** Adds one stratum's expected events and covariance to the running sums. */
function addStratum(
  people: readonly GroupedLifetime[],
  names: readonly string[],
  expected: number[],
  variance: number[][],
): void {
  const counters = names.map((name) => riskCounter(people.filter((person) => person.group === name)))
  for (const { time, atRisk: n, leaving } of departures(people)) {
    const events = leaving.filter((person) => person.event).length
    if (events === 0) continue
    const shares = counters.map((counted) => counted(time) / n)
    const spread = n > 1 ? (events * (n - events)) / (n - 1) : 0
    shares.forEach((share, g) => {
      expected[g] = at(expected, g) + events * share
      const row = variance[g] ?? []
      shares.forEach((other, h) => {
        row[h] = at(row, h) + spread * share * ((g === h ? 1 : 0) - other)
      })
    })
  }
}

/** Solves a symmetric positive system by Cholesky's method; null when it has no one answer. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const factor: number[][] = []
  const forward: number[] = []
  for (const [i, row] of matrix.entries()) {
    const made: number[] = []
    for (let j = 0; j < i; j += 1) made.push((at(row, j) - dot(made, factor[j] ?? [], j)) / at(factor[j] ?? [], j))
    const pivot = at(row, i) - dot(made, made, i)
    if (!(pivot > 1e-12 * at(row, i))) return null
    made.push(Math.sqrt(pivot))
    factor.push(made)
    forward.push((at(right, i) - dot(made, forward, i)) / at(made, i))
  }
  const answer = forward.slice()
  for (let i = answer.length - 1; i >= 0; i -= 1) {
    let rest = at(forward, i)
    for (let j = i + 1; j < answer.length; j += 1) rest -= at(factor[j] ?? [], i) * at(answer, j)
    answer[i] = rest / at(factor[i] ?? [], i)
  }
  return answer
}

const dot = (a: readonly number[], b: readonly number[], length: number): number => {
  let total = 0
  for (let i = 0; i < length; i += 1) total += at(a, i) * at(b, i)
  return total
}

const at = (values: readonly number[], i: number): number => values[i] ?? Number.NaN
