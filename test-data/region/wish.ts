import type { Site, Subtype } from './disease/course.ts'

/** Wrong rows that can be asked for by name. */
export type Noise =
  | 'lone-hospital-code'
  | 'copied-forward'
  | 'repeated-code'
  | 'lone-gp-code'
  | 'weak-node-code'
  | 'chest-wall-code'
  | 'cwt-05'
  | 'cwt-suspected'
  | 'region-m'
  | 'registry-m1'
  | 'cosd-wrong'
  | 'palliative-intent'
  | 'certificate-names-cancer'
  | 'certificate-names-spread'
  | 'cancer-free-code'
  | 'z08-after-code'
  | 'letter-after-code'

export type AdjuvantDrug =
  | 'trastuzumab'
  | 'pertuzumab'
  | 'trastuzumabEmtansine'
  | 'neratinib'
  | 'abemaciclib'
  | 'ribociclib'
  | 'olaparib'
  | 'pembrolizumab'
  | 'capecitabine'
  | 'zoledronate'

/** What a stratum asks of the processes: each part that is present replaces a draw, the rest stays chance. */
export interface Wish {
  readonly sex?: '1' | '2'
  /** Breast cancer diagnosed at this age … */
  readonly ageAtBreast?: readonly [number, number]
  /** … and in these calendar years. */
  readonly breastBetween?: readonly [number, number]
  readonly inSituFirst?: true
  readonly contralateral?: true
  readonly stage?: readonly number[]
  readonly nodePositive?: boolean
  readonly subtype?: Subtype
  readonly brcaCarrier?: true
  readonly operated?: boolean
  /** `none`, at diagnosis, or this many days after diagnosis. */
  readonly spread?: 'none' | 'new' | readonly [number, number]
  readonly sites?: readonly Site[]
  readonly survivesDays?: readonly [number, number]
  readonly locoregional?: 'local' | 'regional' | 'chest_wall'
  readonly otherCancer?: readonly string[]
  readonly otherCancerSpreads?: boolean
  readonly otherAfterBreast?: true
  readonly adjuvant?: AdjuvantDrug
  readonly treatment?: 'endocrine-only' | 'none' | 'radical' | 'any-drug'
  readonly noise?: readonly Noise[]
  readonly registered?: false
  readonly movesInAfterBreast?: true
  readonly emergencyAtSpread?: boolean
  readonly onlyCertificate?: true
  readonly osteoporosisDrug?: true
  readonly palliativeForOtherReasons?: true
  readonly lateReconstruction?: true
  readonly riskReducing?: true
}
