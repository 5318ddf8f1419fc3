import type { Cell } from './setting.ts'

/** Where a count stands, whatever it counts: a group in a period, an area and a value of a breakdown. Places go by number. */
export interface Places {
  /** The number of a place, which it gets when it is first asked for. */
  readonly idOf: (cell: Cell) => number
  /** `NOWHERE` when no cell stands there. */
  readonly find: (cell: Cell) => number
}

/** A place at which nothing is published. */
const NOWHERE = -1

export function placesOf(): Places {
  const byText = new Map<string, number>()
  // Cells never change, and each is asked for its place once for every count.
  const known = new WeakMap<Cell, number>()
  return {
    idOf(cell) {
      let id = known.get(cell)
      if (id === undefined) {
        const text = placeText(cell)
        id = byText.get(text) ?? byText.size
        byText.set(text, id)
        known.set(cell, id)
      }
      return id
    },
    find: (cell) => byText.get(placeText(cell)) ?? NOWHERE,
  }
}

const placeText = ({ group, period, geographyType, geographyCode, breakdown, breakdownValue }: Cell): string =>
  `${group}|${period.type}|${period.firstMonth}|${period.lastMonth}|` +
  `${geographyType}|${geographyCode}|${breakdown}|${breakdownValue}`
