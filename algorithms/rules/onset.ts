import type { Status } from './codelists/codelist.ts'
import type { OnsetBasis } from './evidence/rule.ts'

interface Delay {
  /** 95th centile of the days from onset to a row of this basis. */
  readonly days: number
  readonly because: string
  readonly status: Status
}

const SHARED =
  'One delay shared by all sources (exponential, median 18 days) and one of each source; 82 % within 60 days as Chubak et al. 2015 found'

const delay = (days: number): Delay => ({ days, because: SHARED, status: 'unverified' })

/** How long after onset a row of each basis can come: the onset's earliest day lies this much before it. */
export const ONSET_DELAYS: Readonly<Record<OnsetBasis, Delay>> = {
  registry: delay(78),
  pathology: delay(78),
  cosd: delay(78),
  cwt: delay(98),
  sact: delay(110),
  treatment_start: delay(110),
  gp: delay(110),
  rtds: delay(130),
  hospital: delay(167),
  death: delay(1095),
}

/** Where nothing but hospital codes or a death speaks of the disease, it may have been there this long. */
export const DELAY_OF_CODES_ALONE: Delay = {
  days: 730,
  because: 'Median survival with metastatic breast cancer is about two years (NAoMe 2025)',
  status: 'unverified',
}

/** Days by which the onset may be later than its date, for dates of diagnosis or sample, and for others. */
export const LATER_BY = { sampled: 31, other: 14 } as const

export const SAMPLED_BASES: readonly OnsetBasis[] = ['registry', 'pathology', 'cosd']
