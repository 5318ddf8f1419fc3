import { inKeyOrder } from '../contracts/key-order.ts'
import { type Tally, tally } from '../contracts/results/internal.ts'

/** What is counted: the first column of `tally`. */
export const TALLIES = {
  /** Everyone in `person`. */
  everyone: 'everyone',
  /** Registration periods that overlapped one that started later. */
  overlapping: 'overlapping_registration',
  /** How people's last registration was placed in an area: detail says by what. */
  placed: 'placed_by',
  /** Rows of selected people, by source. */
  read: 'read',
  /** Optional codes that are none of their system, by source and column. */
  unreadableCode: 'unreadable_code',
  /** People and episodes left after each step of decide: the item is one of `DECIDE_STEPS`. */
  decided: 'decided',
} as const

/** The steps of decide in order; each holds a part of the one before. */
export const DECIDE_STEPS = [
  { item: 'with_evidence', says: 'People with any cancer evidence are read' },
  { item: 'with_episode', says: 'A disease episode is found that no later fact refutes' },
  { item: 'distant', says: 'Distant disease is found, at any certainty' },
  { item: 'distant_standard', says: 'Distant disease is definite or probable' },
  { item: 'registered_at_onset', says: 'The person was registered on the day of onset' },
] as const

export type DecideStep = (typeof DECIDE_STEPS)[number]['item']

export interface TallyBook {
  add(
    tally: string,
    item: string,
    detail: string,
    count: { readonly people: number; readonly records: number; readonly rowRef?: string },
  ): void
  /** Sorted by key. */
  rows(): readonly Tally[]
}

export function tallyBook(): TallyBook {
  const sums = new Map<string, { -readonly [K in keyof Tally]: Tally[K] }>()
  return {
    add(name, item, detail, { people, records, rowRef }) {
      const key = `${name}|${item}|${detail}`
      let sum = sums.get(key)
      if (sum === undefined) {
        sum = { tally: name, item, detail, people: 0, records: 0, example_row_ref: null }
        sums.set(key, sum)
      }
      sum.people += people
      sum.records += records
      if (rowRef !== undefined) sum.example_row_ref = smaller(sum.example_row_ref, rowRef)
    },
    rows: () => inKeyOrder(tally, [...sums.values()]),
  }
}

/** Null stands for no reference. */
const smaller = (a: string | null, b: string): string => (a === null || b < a ? b : a)
