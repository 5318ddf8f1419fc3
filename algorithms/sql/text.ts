/** A column or table name in SQL. Names come from contracts and from file headers, so they are always quoted. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text literal in SQL. Only declared codes, fillers and file names become literals, never a person's facts. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** `(…)` around literals, for IN. */
export const literals = (texts: readonly string[]): string => `(${texts.map(literal).join(', ')})`

/** True when any of the conditions holds; false when there are none. */
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'FALSE' : `(${conditions.join(' OR ')})`

/** True when all of the conditions hold, or when there are none. */
export const allOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'TRUE' : `(${conditions.join(' AND ')})`
