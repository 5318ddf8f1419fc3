/** What a run with some profile of sources may expect, measured on synthetic regions. */
interface Expected {
  readonly sensitivity: string
  readonly specificity: string
  readonly ppv: string
}

const EXPECTED: Readonly<Record<string, Expected>> = {}

/** One sentence for a summary; says so where nothing was measured. */
export function expectedAccuracy(profile: string): string {
  const expected = EXPECTED[profile]
  return expected === undefined ? 'No accuracy has been measured for it.' : ''
}
