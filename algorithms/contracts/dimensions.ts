const BETWEEN = '|'

/** A table's own text columns as one text, `name=value` in the order given, `|` between. */
export const dimensionsText = (dimensions: Readonly<Record<string, string>>): string =>
  Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .join(BETWEEN)

/** The columns back from their text. */
export const dimensionsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text === ''
      ? []
      : text.split(BETWEEN).map((part) => {
          const at = part.indexOf('=')
          return [part.slice(0, at), part.slice(at + 1)] as const
        }),
  )
