/**
 * The statements that are Athena's own, as the Athena user guide writes their syntax (UNLOAD, CREATE TABLE, CREATE VIEW,
 * INSERT INTO, DELETE), and only what of it is used here. The SQL inside them is left to an engine.
 */
export type AthenaStatement =
  | Unload
  | ExternalTable
  | { readonly is: 'view'; readonly name: string; readonly query: string }
  | {
      readonly is: 'insert'
      readonly into: readonly string[]
      readonly columns: readonly string[]
      readonly query: string
    }
  | { readonly is: 'delete'; readonly from: readonly string[]; readonly where: string }
  | { readonly is: 'query'; readonly query: string }

export interface Unload {
  readonly is: 'unload'
  readonly query: string
  readonly location: string
  readonly format: string
  readonly compression: string
  readonly partitionedBy: readonly string[]
}

export interface ExternalTable {
  readonly is: 'external table'
  readonly name: readonly string[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly location: string
}

/** "Query string length": a quota of Athena that cannot be raised. */
const MOST_BYTES = 262_144

const UNLOAD_PROPERTIES = ['format', 'compression', 'compression_level', 'field_delimiter', 'partitioned_by']
const PARQUET_COMPRESSIONS = ['GZIP', 'LZ4', 'SNAPPY', 'ZSTD', 'NONE']
const PLAIN_TYPES = [
  ...['boolean', 'tinyint', 'smallint', 'int', 'bigint', 'double', 'float', 'string', 'binary', 'date', 'timestamp'],
]

interface Token {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A word, a name in quotes or backticks, a text, a number or one other character. */
const TOKENS = /\s+|--[^\n]*|"(?:[^"]|"")*"|`[^`]*`|'(?:[^']|'')*'|[A-Za-z_][\w]*|\d[\w.]*|[^]/g

export function athenaStatement(text: string): AthenaStatement {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(`A statement has at most ${MOST_BYTES} bytes`)
  const cursor = new Cursor(text)
  const statement = read(cursor)
  cursor.end()
  return statement
}

function read(cursor: Cursor): AthenaStatement {
  if (cursor.isAt('SELECT') || cursor.isAt('WITH')) return { is: 'query', query: cursor.rest() }
  if (cursor.takes('UNLOAD')) return unload(cursor)
  if (cursor.takes('INSERT', 'INTO')) {
    const into = cursor.dotted('"')
    const columns = cursor.list(() => cursor.name('"'))
    return { is: 'insert', into, columns, query: query(cursor.rest()) }
  }
  if (cursor.takes('DELETE', 'FROM')) {
    const from = cursor.dotted('"')
    // Without WHERE a whole table would be emptied: Athena knows that, and nothing here may do it.
    cursor.expect('WHERE')
    return { is: 'delete', from, where: cursor.rest() }
  }
  if (cursor.takes('CREATE', 'OR', 'REPLACE', 'VIEW')) {
    const name = cursor.name('"')
    cursor.expect('AS')
    return { is: 'view', name, query: query(cursor.rest()) }
  }
  cursor.expect('CREATE', 'EXTERNAL', 'TABLE')
  return externalTable(cursor)
}

function unload(cursor: Cursor): Unload {
  const inner = query(cursor.parenthesised())
  cursor.expect('TO')
  const location = locationOf(cursor.string())
  cursor.expect('WITH')
  const properties = new Map<string, readonly string[]>()
  cursor.list(() => {
    const property = cursor.word()
    if (!UNLOAD_PROPERTIES.includes(property)) throw new Error(`UNLOAD has no property ${property}`)
    if (properties.has(property)) throw new Error(`UNLOAD says ${property} twice`)
    cursor.expect('=')
    const isList = property === 'partitioned_by'
    if (isList) cursor.expect('ARRAY')
    properties.set(property, isList ? cursor.list(() => cursor.string(), '[', ']') : [cursor.string()])
  })
  const format = properties.get('format')?.[0]
  if (format !== 'PARQUET') throw new Error('UNLOAD must name a format, and ours is Parquet')
  const compression = properties.get('compression')?.[0] ?? 'GZIP'
  if (!PARQUET_COMPRESSIONS.includes(compression)) throw new Error(`Parquet is not compressed by ${compression}`)
  return {
    is: 'unload',
    query: inner,
    location,
    format,
    compression,
    partitionedBy: properties.get('partitioned_by') ?? [],
  }
}

function externalTable(cursor: Cursor): ExternalTable {
  cursor.takes('IF', 'NOT', 'EXISTS')
  const name = cursor.dotted('`').map(catalogueName)
  const columns = cursor.list(() => {
    const column = catalogueName(cursor.name('`'))
    const type = cursor.word()
    if (!PLAIN_TYPES.includes(type)) throw new Error(`Athena has no type ${type}`)
    return { name: column, type }
  })
  const names = columns.map((column) => column.name.toLowerCase())
  if (new Set(names).size !== names.length) throw new Error('Athena does not tell capitals from small letters')
  cursor.expect('STORED', 'AS', 'PARQUET', 'LOCATION')
  return { is: 'external table', name, columns, location: locationOf(cursor.string()) }
}

function query(text: string): string {
  if (!/^\s*(SELECT|WITH)\s/.test(text)) throw new Error('A query begins with SELECT or WITH')
  return text
}

/** "Special characters other than underscore are not supported." */
function catalogueName(name: string): string {
  if (!/^\w{1,255}$/.test(name)) throw new Error(`Athena cannot hold the name ${name}`)
  return name
}

/** A folder, not a key and not a pattern. */
function locationOf(text: string): string {
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([\w=.-]+\/)*$/.test(text))
    throw new Error(`${text} is no folder in S3`)
  return text
}

/** Reads a text token by token. Keywords are compared without regard to case. */
class Cursor {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = [...text.matchAll(TOKENS)]
      .map((match): Token => ({ text: match[0], from: match.index, to: match.index + match[0].length }))
      .filter((token) => !/^(\s|--)/.test(token.text))
  }

  get #next(): string {
    return this.#tokens[this.#at]?.text ?? 'the end'
  }

  isAt(...words: readonly string[]): boolean {
    return words.every((word, i) => this.#tokens[this.#at + i]?.text.toUpperCase() === word)
  }

  takes(...words: readonly string[]): boolean {
    const taken = this.isAt(...words)
    if (taken) this.#at += words.length
    return taken
  }

  expect(...words: readonly string[]): void {
    if (!this.takes(...words)) throw new Error(`Expected ${words.join(' ')}, found ${this.#next}`)
  }

  /** A name between quotes: Athena's DDL takes backticks, its DML double quotes, and neither takes the other. */
  name(quote: '"' | '`'): string {
    const token = this.#next
    if (/^[a-z_]\w*$/i.test(token)) return this.word()
    if (token.length < 3 || !token.startsWith(quote)) throw new Error(`Expected a name in ${quote}, found ${token}`)
    this.#at++
    return token.slice(1, -1)
  }

  dotted(quote: '"' | '`'): readonly string[] {
    const parts = [this.name(quote)]
    while (this.takes('.')) parts.push(this.name(quote))
    return parts
  }

  word(): string {
    const token = this.#next
    if (!/^[a-z_]\w*$/i.test(token)) throw new Error(`Expected a word, found ${token}`)
    this.#at++
    return token
  }

  string(): string {
    const token = this.#next
    if (!token.startsWith("'") || token.length < 2) throw new Error(`Expected a text, found ${token}`)
    this.#at++
    return token.slice(1, -1).replaceAll("''", "'")
  }

  list<T>(one: () => T, opens = '(', closes = ')'): readonly T[] {
    this.expect(opens)
    const found = [one()]
    while (this.takes(',')) found.push(one())
    this.expect(closes)
    return found
  }

  /** The text between a parenthesis and the one that closes it. */
  parenthesised(): string {
    const open = this.#tokens[this.#at]
    this.expect('(')
    for (let depth = 1; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at]!
      if (token.text === '(') depth++
      if (token.text !== ')' || --depth > 0) continue
      this.#at++
      return this.#text.slice(open!.to, token.from).trim()
    }
    throw new Error('A parenthesis is not closed')
  }

  rest(): string {
    const from = this.#tokens[this.#at]?.from
    if (from === undefined) throw new Error('Something is missing at the end')
    const rest = this.#tokens.slice(this.#at)
    if (rest.some(({ text }) => text === ';')) throw new Error('One statement at a time')
    this.#at = this.#tokens.length
    return this.#text.slice(from)
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Error(`Expected the end, found ${this.#next}`)
  }
}
