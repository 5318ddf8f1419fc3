import { DefinitionError } from '../../domain/trouble.ts'
import { BLOOD } from './blood.ts'
import { BRAIN } from './brain.ts'
import { CROSS_SITE } from './cross-site.ts'
import { type CancerGroupRule, meets, type TumourFeatures } from './group.ts'
import { OTHER_GYNAECOLOGICAL, OVARY } from './gynaecological.ts'
import { SOLID } from './solid.ts'

/** The vintage of every code here: definitions and names change from edition to edition. */
const VINTAGE = 'ndrs2023'

/** Every group, main groups before their parts. */
export const NDRS_2023: readonly CancerGroupRule[] = [
  ...BLOOD,
  ...BRAIN,
  ...OVARY,
  ...OTHER_GYNAECOLOGICAL,
  ...SOLID,
  ...CROSS_SITE,
]

const BY_CODE = new Map(NDRS_2023.map((group) => [group.code, group]))
if (BY_CODE.size < NDRS_2023.length) throw new DefinitionError(VINTAGE, 'Two groups share a code.')

const MAINS = NDRS_2023.filter(({ partOf }) => partOf === null)
const PARTS = new Map(MAINS.map(({ code }) => [code, NDRS_2023.filter(({ partOf }) => partOf === code)]))

/** As it stands in `cancer_group`. */
export const ndrsKey = (code: string): string => `${VINTAGE}:${code}`

/** Undefined when the key is of another scheme or vintage. */
export const ndrsGroup = (key: string): CancerGroupRule | undefined =>
  key.startsWith(`${VINTAGE}:`) ? BY_CODE.get(key.slice(VINTAGE.length + 1)) : undefined

/** Every group that holds a tumour: a main group and at most one of its parts, in each family that it falls in. */
export function ndrsGroupsOf(tumour: TumourFeatures): readonly CancerGroupRule[] {
  return MAINS.filter((main) => meets(main, tumour)).flatMap((main) => {
    const parts = PARTS.get(main.code)!
    const part = parts.find((one) => !one.isRest && meets(one, tumour)) ?? parts.find(({ isRest }) => isRest)
    return part ? [main, part] : [main]
  })
}
