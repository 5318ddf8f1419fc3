import type { Chance } from '../chance.ts'
import type { Episode, Site, Tumour } from '../disease/course.ts'
import { stepAt } from '../disease/incidence.ts'
import { otherCancer } from '../disease/other-cancers.ts'
import { ageOn, type Life } from '../life.ts'
import { CARE } from '../parameters.ts'
import type { Wish } from '../wish.ts'
import type { Care } from './events.ts'

export interface SpreadCare {
  readonly chance: Chance
  readonly life: Life
  readonly care: Care
  readonly episode: Episode
  readonly wish: Wish
}

/** What is done for somebody whose cancer has spread or relapsed. */
export interface Plan {
  readonly systemic: boolean
  readonly endocrine: boolean
  readonly radiotherapy: 'none' | 'palliative' | 'radical'
  readonly palliativeTeam: boolean
}

/** The origin as it was known on a day: spread found first is of unknown primary. */
export const knownPrimary = ({ tumour }: Episode, dayNumber: number): string =>
  dayNumber < tumour.diagnosedOn - 3 ? 'C809' : tumour.site

export function planOf({ chance, life, episode, wish }: SpreadCare): Plan {
  const { tumour, sites, actedOn } = episode
  const age = ageOn(life, actedOn)
  const breast = tumour.group === 'breast'
  const share = breast ? stepAt(CARE.systemicBySpreadAge.value, age) : otherCancerSystemic(tumour, age)
  const systemic =
    wish.treatment === undefined || wish.treatment === 'radical' ? chance.happens(share) : wish.treatment === 'any-drug'
  const hormonal = tumour.subtype?.startsWith('hr+') === true
  const endocrine =
    wish.treatment === 'endocrine-only' ||
    (!systemic && wish.treatment !== 'none' && hormonal && chance.happens(CARE.endocrineOnlyShare.value))
  const has = (site: Site): boolean => sites.includes(site)
  const oligometastatic = breast && sites.length === 1 && ['bone', 'lung', 'liver', 'node_distant'].includes(sites[0]!)
  const radical =
    wish.treatment === 'radical' ||
    (wish.treatment === undefined && oligometastatic && chance.happens(CARE.oligometastatic.value))
  const palliativeShare =
    has('brain') || has('cns_other')
      ? CARE.radiotherapyForBrain.value
      : has('bone')
        ? CARE.radiotherapyForBone.value
        : CARE.radiotherapyOther.value
  const ageFactor = age > 85 ? 0.5 : 1
  const palliative =
    wish.treatment !== 'none' &&
    wish.treatment !== 'endocrine-only' &&
    sites.length > 0 &&
    chance.happens(palliativeShare * ageFactor)
  return {
    systemic,
    endocrine,
    radiotherapy: radical ? 'radical' : palliative ? 'palliative' : 'none',
    palliativeTeam: chance.happens(CARE.palliativeSpecialist.value * (wish.treatment === 'none' ? 0.6 : 1)),
  }
}

const otherCancerSystemic = (tumour: Tumour, age: number): number => {
  const base = Math.min(0.75, 0.25 + otherCancer(tumour.group).drugs * 0.6)
  return age < 70 ? base : age < 80 ? base * 0.7 : base * 0.25
}
