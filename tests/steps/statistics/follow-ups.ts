import fc from 'fast-check'

const lifetimes = (rows: readonly (readonly [number, 0 | 1])[]): readonly { exit: number; event: boolean }[] =>
  rows.map(([exit, event]) => ({ exit, event: event === 1 }))

/**
 * Weeks in remission on 6-mercaptopurine and on placebo: Freireich et al. 1963, Blood 21:699–716, the worked example
 * of most textbooks of survival analysis.
 */
export const REMISSION = {
  mercaptopurine: lifetimes([
    // prettier-ignore
    [6, 1],
    [6, 1],
    [6, 1],
    [6, 0],
    [7, 1],
    [9, 0],
    [10, 1],
    [10, 0],
    [11, 0],
    [13, 1],
    [16, 1],
    [17, 0],
    [19, 0],
    [20, 0],
    [22, 1],
    [23, 1],
    [25, 0],
    [32, 0],
    [32, 0],
    [34, 0],
    [35, 0],
  ]),
  placebo: lifetimes(
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((week) => [week, 1] as const),
  ),
}

/** Ten people of whom seven came under observation late. */
export const LATE_ENTRIES = (
  [
    [null, 4, 1],
    [null, 7, 1],
    [1, 5, 1],
    [2, 7, 0],
    [3, 7, 1],
    [3, 9, 0],
    [5, 8, 1],
    [null, 2, 1],
    [4, 10, 1],
    [6, 11, 0],
  ] as const
).map(([entry, exit, event]) => ({ entry, exit, event: event === 1 }))

/** Crowded follow-ups: ties of events with each other and with censoring are where mistakes are. */
export const crowdedLifetime = fc.record({ exit: fc.integer({ min: 1, max: 12 }), event: fc.boolean() })
