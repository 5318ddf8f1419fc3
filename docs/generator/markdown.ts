/** One page of the documentation, by its path from the root of the project. */
export interface Page {
  readonly path: string
  readonly content: string
}

/** The first line of every page that is written from declarations. */
export const GENERATED = '<!-- Written by `npm run docs` from the declarations. Change those, not this page. -->'

export const page = (name: string, title: string, ...parts: readonly string[]): Page => ({
  path: `docs/reference/${name}.md`,
  content: `${[GENERATED, `# ${title}`, ...parts.filter((part) => part !== '')].join('\n\n')}\n`,
})

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n')
}

export const code = (text: string): string => `\`${text}\``

export const codes = (texts: readonly string[], between = ', '): string => texts.map(code).join(between)

/** A sentence begins with a capital letter, unless with the name of a column, and ends with a full stop. */
export function sentence(text: string): string {
  const whole = /^\w*[_\d]/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}

/** A value that is not yet read in its source is marked, so that nobody takes it for settled. */
export const statusMark = (status: string): string => (status === 'verified' ? 'verified' : '*unverified*')
