const BETWEEN = '|'

/** A table's own text columns as one text, `name=value` in the order given, `|` between. */
export function dimensionsText(dimensions: Readonly<Record<string, string>>): string {
  let text = TEXTS.get(dimensions)
  if (text === undefined) {
    text = Object.entries(dimensions)
      .map(([name, value]) => `${name}=${value}`)
      .join(BETWEEN)
    TEXTS.set(dimensions, text)
  }
  return text
}

/** Tens of thousands of cells share a few of these, and none of them ever changes. */
const TEXTS = new WeakMap<Readonly<Record<string, string>>, string>()

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
