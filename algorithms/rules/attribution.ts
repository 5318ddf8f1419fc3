import type { Status } from './codelists/codelist.ts'

interface Weight {
  readonly points: number
  readonly says: string
  readonly because: string
  readonly status: Status
}

const weight = (points: number, says: string, because: string): Weight => ({
  points,
  says,
  because,
  status: 'unverified',
})

const OUR_SCORE = 'Log-odds style score in place of the ICR-CTSU rule of 8 weeks'

/** What speaks for a primary when spread could belong to several. The best must lead by the margin, else attribution is uncertain. */
export const ATTRIBUTION = {
  named: weight(3, 'a row names this cancer as the origin', OUR_SCORE),
  codedBeside: weight(1, 'this cancer is coded in the same stay', OUR_SCORE),
  typicalSite: weight(1, 'it typically spreads there', 'TNM 8; ESMO guidelines'),
  seldomSite: weight(-1, 'it seldom spreads there', 'TNM 8; ESMO guidelines'),
  sameOrgan: weight(
    2,
    'a secondary of that organ is likely this primary itself',
    'OHDSI PhenotypeLibrary: organ-specific exclusions',
  ),
  newPrimary: weight(2, 'it was diagnosed within 56 days of the spread', 'ICR-CTSU algorithm'),
  stageFour: weight(2, 'it was stage 4 when diagnosed', OUR_SCORE),
  biology: weight(2, 'a medicine is given for no other cancer', OUR_SCORE),
  stageOne: weight(-1, 'it was stage 1', OUR_SCORE),
  highPrior: weight(1, 'it usually spreads', OUR_SCORE),
  lowPrior: weight(-1, 'it seldom spreads', OUR_SCORE),
} as const satisfies Record<string, Weight>

export type AttributionReason = keyof typeof ATTRIBUTION

/** Points by which the best primary must lead. */
export const ATTRIBUTION_MARGIN = 2
