import { coveredByAny } from '../../domain/codes.ts'
import { CANCER_TYPES } from '../cancer-types.ts'
import type { CancerGroupRule } from './group.ts'
import { NOT_LESS_COMMON, UNDER_PLAIN_NAME } from './groups-of.ts'
import { NDRS_2023, ndrsKey } from './ndrs-2023.ts'

/** Groups none of whose tumours is in two of them, and that another group holds. */
export interface GroupSum {
  readonly whole: string
  readonly parts: readonly string[]
  /** Whether every tumour of the whole is in a part; otherwise it holds others too. */
  readonly isExact: boolean
}

/** Every way in which published groups share out the tumours of another. Groups that cut across sites are not parts of sites. */
export const GROUP_SUMS: readonly GroupSum[] = [
  { whole: 'any', parts: [...NOT_LESS_COMMON, 'less_common'], isExact: true },
  {
    whole: 'less_common',
    parts: Object.keys(CANCER_TYPES).filter((group) => !NOT_LESS_COMMON.includes(group)),
    isExact: false,
  },
  ...NDRS_2023.filter(({ partOf }) => partOf === null).flatMap((main): readonly GroupSum[] => {
    const parts = NDRS_2023.filter(({ partOf }) => partOf === main.code)
    if (parts.length === 0) return []
    const plain = UNDER_PLAIN_NAME[main.code]
    return [
      {
        whole: plain ?? ndrsKey(main.code),
        parts: parts.map(({ code }) => ndrsKey(code)),
        // A plain group goes by site alone and holds blood cancers of the organ too.
        isExact: plain === undefined && holdAll(parts, main),
      },
    ]
  }),
]

/** Whether parts leave nothing over: one is the rest, or their sites alone are all of the main group's. */
function holdAll(parts: readonly CancerGroupRule[], main: CancerGroupRule): boolean {
  if (parts.some(({ isRest }) => isRest)) return true
  const bySite = parts.filter(
    ({ morphologies, t, behaviours }) => !morphologies && !t && behaviours === main.behaviours,
  )
  return main.sites !== undefined && main.sites.every((site) => bySite.some(({ sites }) => coveredByAny(sites!, site)))
}
