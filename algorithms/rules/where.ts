import { type Codelist, holds } from './codelists/codelist.ts'

/** A fact's columns: text, numbers, days as numbers; null where the source says nothing. */
export type FactValues = Readonly<Record<string, string | number | null>>

/** A condition on one fact. It is data, so that the decision, the prose and the near misses all read the same thing. */
export type Where<Column extends string = string> =
  | { readonly is: 'one-of'; readonly column: Column; readonly values: readonly string[]; readonly says?: string }
  | { readonly is: 'not-one-of'; readonly column: Column; readonly values: readonly string[]; readonly says?: string }
  | { readonly is: 'code-in'; readonly column: Column; readonly list: Codelist }
  | { readonly is: 'at-least'; readonly column: Column; readonly value: number }
  | { readonly is: 'at-most'; readonly column: Column; readonly value: number }
  | { readonly is: 'absent'; readonly column: Column }
  | { readonly is: 'present'; readonly column: Column }
  | { readonly is: 'all-of'; readonly parts: readonly Where<Column>[] }
  | { readonly is: 'any-of'; readonly parts: readonly Where<Column>[] }

/** A null never satisfies a comparison; only `absent` and `not-one-of` hold of it, because they say so. */
export function matches(where: Where, fact: FactValues): boolean {
  switch (where.is) {
    case 'all-of':
      return where.parts.every((part) => matches(part, fact))
    case 'any-of':
      return where.parts.some((part) => matches(part, fact))
    case 'absent':
      return fact[where.column] == null
    case 'present':
      return fact[where.column] != null
    case 'not-one-of':
      return !where.values.includes(String(fact[where.column] ?? ''))
    case 'one-of': {
      const value = fact[where.column]
      return value != null && where.values.includes(String(value))
    }
    case 'code-in': {
      const code = fact[where.column]
      return typeof code === 'string' && holds(where.list, code)
    }
    case 'at-least': {
      const value = fact[where.column]
      return typeof value === 'number' && value >= where.value
    }
    case 'at-most': {
      const value = fact[where.column]
      return typeof value === 'number' && value <= where.value
    }
  }
}

const spoken = (column: string): string => column.replaceAll('_', ' ')

export function toWords(where: Where): string {
  switch (where.is) {
    case 'all-of':
      return where.parts.map(grouped).join(', and ')
    case 'any-of':
      return where.parts.map(grouped).join(', or ')
    case 'absent':
      return `there is no ${spoken(where.column)}`
    case 'present':
      return `there is a ${spoken(where.column)}`
    case 'one-of':
      return where.says ?? `${spoken(where.column)} is ${where.values.map(spoken).join(' or ')}`
    case 'not-one-of':
      return where.says ?? `${spoken(where.column)} is not ${where.values.map(spoken).join(' or ')}`
    case 'code-in':
      return `${spoken(where.column)} is in “${where.list.says}”`
    case 'at-least':
      return `${spoken(where.column)} is ${where.value} or more`
    case 'at-most':
      return `${spoken(where.column)} is ${where.value} or less`
  }
}

// "a, or b, and c" would leave open what the "or" reaches.
const grouped = (where: Where): string =>
  where.is === 'all-of' || where.is === 'any-of' ? `(${toWords(where)})` : toWords(where)

/** The parts that must all hold: those of an `all-of`, else the condition itself. */
export const partsOf = (where: Where): readonly Where[] => (where.is === 'all-of' ? where.parts : [where])
