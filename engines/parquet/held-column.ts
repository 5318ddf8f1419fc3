import type { Cell } from './read.ts'

/** A column held in as little memory as its values allow: beside the heap where they are days, codes or long texts. */
export interface HeldColumn {
  at(row: number): Cell
}

/** Takes the cells of a column in the order of their rows. */
export interface ColumnHolder {
  hold(cells: readonly Cell[]): void
  held(): HeldColumn
}

/** More texts than these are written one after another; fewer stand once each and are pointed at with two bytes. */
const MOST_WORDS = 65_535

/** No day and no count of a source is as small. */
const NO_NUMBER = -(2 ** 31)

class Numbers implements HeldColumn {
  readonly values: Int32Array
  constructor(rows: number) {
    this.values = new Int32Array(rows).fill(NO_NUMBER)
  }
  at(row: number): Cell {
    const value = this.values[row]!
    return value === NO_NUMBER ? null : value
  }
}

class Words implements HeldColumn {
  readonly codes: Uint16Array
  readonly words: Cell[] = [null]
  readonly #codeOf = new Map<string, number>()
  constructor(rows: number) {
    this.codes = new Uint16Array(rows)
  }
  /** False when there are too many. */
  set(row: number, text: string): boolean {
    let code = this.#codeOf.get(text)
    if (code === undefined) {
      code = this.words.length
      if (code > MOST_WORDS) return false
      this.#codeOf.set(text, code)
      this.words.push(text)
    }
    this.codes[row] = code
    return true
  }
  at(row: number): Cell {
    return this.words[this.codes[row]!]!
  }
}

const BYTES_A_TEXT = 24

class Texts implements HeldColumn {
  #bytes: Buffer
  #isAscii = true
  /** Where each text ends; one that ends where the one before did is absent. */
  readonly #ends: Uint32Array
  constructor(rows: number) {
    this.#bytes = Buffer.allocUnsafeSlow(rows * BYTES_A_TEXT + 1024)
    this.#ends = new Uint32Array(rows + 1)
  }
  /** Rows come in their order, each once. */
  push(row: number, text: string | null): void {
    const from = this.#ends[row]!
    let end = from
    if (text !== null) {
      const most = from + text.length * 3
      if (most > this.#bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.ceil(most * 1.3))
        this.#bytes.copy(larger, 0, 0, from)
        this.#bytes = larger
      }
      end = from + this.#bytes.write(text, from)
      if (end - from !== text.length) this.#isAscii = false
    }
    this.#ends[row + 1] = end
  }
  at(row: number): Cell {
    const from = this.#ends[row]!
    const end = this.#ends[row + 1]!
    return from === end ? null : this.#bytes.toString(this.#isAscii ? 'latin1' : 'utf8', from, end)
  }
}

class Cells implements HeldColumn {
  readonly cells: Cell[]
  constructor(rows: number) {
    this.cells = new Array<Cell>(rows).fill(null)
  }
  at(row: number): Cell {
    return this.cells[row]!
  }
}

const NOTHING: HeldColumn = { at: () => null }

const isNumber = (cell: Cell): cell is number =>
  typeof cell === 'number' && (cell | 0) === cell && cell !== NO_NUMBER && !Object.is(cell, -0)

/** Text that may be written after another: an empty one could not be told from none. */
const isText = (cell: Cell): cell is string => typeof cell === 'string' && cell !== ''

/** Holds a column of so many rows as it comes. */
export function plainHolder(rows: number): ColumnHolder {
  const column = new Cells(rows)
  let done = 0
  return {
    hold(added) {
      for (const cell of added) column.cells[done++] = cell
    },
    held: () => column,
  }
}

/** Holds a column of so many rows in little memory. It begins with the smallest form and goes on to a larger one when a value asks for it. */
export function columnHolder(rows: number): ColumnHolder {
  let numbers: Numbers | null = null
  let words: Words | null = null
  let texts: Texts | null = null
  let cells: Cells | null = null
  let done = 0

  const toTexts = (): void => {
    texts = new Texts(rows)
    for (let row = 0; row < done; row++) texts.push(row, words!.at(row) as string | null)
    words = null
  }
  const toCells = (): void => {
    cells = new Cells(rows)
    const before = numbers ?? words ?? texts
    for (let row = 0; before !== null && row < done; row++) cells.cells[row] = before.at(row)
    numbers = words = texts = null
  }
  const take = (cell: Cell): void => {
    if (cells !== null) cells.cells[done] = cell
    else if (cell === null) texts?.push(done, null)
    else if (isNumber(cell) && words === null && texts === null) (numbers ??= new Numbers(rows)).values[done] = cell
    else if (isText(cell) && numbers === null) {
      if (texts === null && !(words ??= new Words(rows)).set(done, cell)) toTexts()
      texts?.push(done, cell)
    } else {
      toCells()
      cells!.cells[done] = cell
    }
    done++
  }
  return {
    hold(added) {
      for (const cell of added) take(cell)
    },
    held: () => numbers ?? words ?? texts ?? cells ?? NOTHING,
  }
}
