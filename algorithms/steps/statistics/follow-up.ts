/** One person's time under observation, in any one unit; `entry` null or absent means watched from the very start. */
export interface FollowUp {
  readonly entry?: number | null
  readonly exit: number
}

/** Follow-up that ended with the event, or was cut short by the end of observation. */
export interface Lifetime extends FollowUp {
  readonly event: boolean
}

/** One moment at which somebody's follow-up ended. */
export interface Departure<T extends FollowUp> {
  readonly time: number
  /** People who had entered before this moment and had not left before it. */
  readonly atRisk: number
  readonly leaving: readonly T[]
}

const entryOf = (person: FollowUp): number => person.entry ?? -Infinity

/**
 * Every distinct exit in order, with the people at risk there: a person is at risk after entry and up to exit, so that
 * those who leave at a moment still count in it and those who enter at it do not.
 * Source: Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data (2nd ed).
 */
export function departures<T extends FollowUp>(people: readonly T[]): readonly Departure<T>[] {
  requireFollowUps(people)
  const counted = riskCounter(people)
  const leavingByTime = new Map<number, T[]>()
  for (const person of people) {
    const leaving = leavingByTime.get(person.exit)
    if (leaving) leaving.push(person)
    else leavingByTime.set(person.exit, [person])
  }
  return [...leavingByTime]
    .sort(([a], [b]) => a - b)
    .map(([time, leaving]) => ({ time, atRisk: counted(time), leaving }))
}

/** How many people are at risk at any moment. */
export function riskCounter(people: readonly FollowUp[]): (time: number) => number {
  const entries = Float64Array.from(people, entryOf).sort()
  const exits = Float64Array.from(people, (person) => person.exit).sort()
  return (time) => countBefore(entries, time) - countBefore(exits, time)
}

function countBefore(ordered: Float64Array, time: number): number {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle] ?? Infinity) < time) low = middle + 1
    else high = middle
  }
  return low
}

function requireFollowUps(people: readonly FollowUp[]): void {
  for (const person of people) {
    if (!(person.exit >= 0 && Number.isFinite(person.exit))) throw new RangeError('exit must be zero or more')
    if (!(entryOf(person) < person.exit)) throw new RangeError('entry must be before exit')
  }
}
