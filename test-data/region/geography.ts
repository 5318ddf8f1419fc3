import { readFileSync } from 'node:fs'

/** A lower layer super output area of the region. `formerCode` is its 2011 code where that differs, else empty. */
export interface Area {
  readonly code: string
  readonly formerCode: string
  readonly subIcb: string
  /** 1 is most deprived (English Indices of Deprivation 2025). */
  readonly quintile: number
  readonly practices: readonly string[]
  readonly trusts: readonly (readonly [string, number])[]
}

/** Humber and North Yorkshire ICB: ONS lookup of 2021 areas to sub-ICB locations (2024) and IMD 2025, OGL v3. */
const AREAS_FILE = new URL('./geography/areas.csv', import.meta.url)
/** NHS ODS practices of the same ICB, about January 2024, OGL v3. */
const PRACTICES_FILE = new URL('./geography/practices.csv', import.meta.url)

/** Where people of each sub-ICB location are treated; shares near those of the ONS trust catchments of 2022. */
const TRUSTS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '03F': [
    ['RWA', 0.93],
    ['RJL', 0.02],
    ['RR8', 0.05],
  ],
  '02Y': [
    ['RWA', 0.8],
    ['RCB', 0.14],
    ['RR8', 0.06],
  ],
  '03H': [
    ['RJL', 0.88],
    ['RWA', 0.1],
    ['RR8', 0.02],
  ],
  '03K': [
    ['RJL', 0.84],
    ['RWA', 0.13],
    ['RR8', 0.03],
  ],
  '03Q': [
    ['RCB', 0.9],
    ['RR8', 0.07],
    ['RCD', 0.03],
  ],
  '42D': [
    ['RCB', 0.36],
    ['RCD', 0.38],
    ['RTR', 0.17],
    ['RR8', 0.09],
  ],
}

/** Chemotherapy and radiotherapy centres by trust: not every trust has its own. */
export const RADIOTHERAPY_CENTRE: Readonly<Record<string, string>> = {
  RWA: 'RWA',
  RJL: 'RWA',
  RCB: 'RR8',
  RCD: 'RR8',
  RTR: 'RTR',
  RR8: 'RR8',
}

export const AREAS: readonly Area[] = readAreas()

function readAreas(): readonly Area[] {
  const practices = new Map<string, string[]>()
  for (const [code, subIcb] of linesOf(PRACTICES_FILE)) {
    const known = practices.get(subIcb!) ?? []
    known.push(code!)
    practices.set(subIcb!, known)
  }
  return linesOf(AREAS_FILE).map(([code, formerCode, subIcb, quintile], i) => {
    const local = practices.get(subIcb!)!
    return {
      code: code!,
      formerCode: formerCode!,
      subIcb: subIcb!,
      quintile: Number(quintile),
      practices: [0, 1, 2].map((step) => local[(i + step * 7) % local.length]!),
      trusts: TRUSTS[subIcb!]!,
    }
  })
}

function linesOf(file: URL): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => line.split(','))
}
