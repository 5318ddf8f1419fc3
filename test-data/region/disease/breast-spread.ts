import type { Chance } from '../chance.ts'
import { DAYS_A_YEAR, yearOf } from '../calendar.ts'
import { ageOn, type Life } from '../life.ts'
import { BREAST, BREAST_SPREAD, DELAY } from '../parameters.ts'
import type { Wish } from '../wish.ts'
import type { Episode, EpisodeType, Site, Tumour } from './course.ts'
import { along, stepAt } from './incidence.ts'

export interface SpreadDraw {
  readonly chance: Chance
  readonly life: Life
  readonly wish: Wish
  readonly tumour: Tumour
  /** A local or regional recurrence, which makes distant spread likelier. */
  readonly after: Episode | null
}

const MONTH = DAYS_A_YEAR / 12

/** The distant spread of one breast tumour, if it ever comes. */
export function breastSpread(draw: SpreadDraw): Episode | null {
  const { chance, wish, tumour } = draw
  if (wish.spread === 'none') return null
  if (tumour.stage === 4) return atDiagnosis(draw)
  const since = daysUntilSpread(draw)
  if (since === null) return null
  const onsetOn = tumour.diagnosedOn + since
  const emergency = chance.happens(emergencyAt(wish))
  const actedOn = onsetOn + chance.delay(DELAY.shared.value) + (emergency ? chance.delay(DELAY.emergency.value) : 0)
  return spreadEpisode(draw, onsetOn, actedOn, emergency)
}

const emergencyAt = (wish: Wish): number =>
  wish.emergencyAtSpread === undefined ? BREAST_SPREAD.presentsAsEmergency.value : Number(wish.emergencyAtSpread)

/** The spread was there before the diagnosis that found it; now and then it was found before the breast was looked at. */
function atDiagnosis(draw: SpreadDraw): Episode {
  const { chance, wish, tumour } = draw
  const foundFirst = Array.isArray(wish.spread) ? false : chance.happens(BREAST.onsetBeforePrimary.value)
  const actedOn = foundFirst ? tumour.diagnosedOn - chance.whole(31, 170) : tumour.diagnosedOn
  return spreadEpisode(draw, actedOn - chance.delay(DELAY.shared.value), actedOn, tumour.emergency)
}

function spreadEpisode(draw: SpreadDraw, onsetOn: number, actedOn: number, emergency: boolean): Episode {
  const { chance, tumour, wish } = draw
  const sites = wish.sites ?? drawSites(chance, tumour)
  const survival = wish.survivesDays ? chance.whole(...wish.survivesDays) : 4 + survivalDays(draw, onsetOn, sites)
  return {
    tumour,
    type: typeOf(tumour, actedOn),
    extent: 'distant',
    onsetOn,
    actedOn,
    sites,
    laterSites: furtherSites(chance, BREAST_SPREAD.recurrentSites.value, onsetOn, survival),
    emergency,
    fatalOn: onsetOn + survival,
    kills: chance.happens(BREAST_SPREAD.diesOfIt.value),
    chestWall: false,
    seenIn: new Map(),
    firstSeenOn: null,
  }
}

/** Four months after diagnosis spread is still stage at diagnosis; later it is relapse if disease was removed, else progression. */
export function typeOf(tumour: Tumour, actedOn: number): EpisodeType {
  const since = actedOn - tumour.diagnosedOn
  const treated = [tumour.operatedOn, tumour.curativeRadiotherapyOn].some((on) => on !== null && on < actedOn)
  if (tumour.stage === 4 || since <= 120) return 'new'
  if (since < 180) return treated ? 'recurrence' : 'indeterminate'
  return treated ? 'recurrence' : 'progression'
}

function daysUntilSpread({ chance, wish, tumour, after }: SpreadDraw): number | null {
  if (wish.spread !== undefined && wish.spread !== 'new' && wish.spread !== 'none') return chance.whole(...wish.spread)
  if (tumour.operatedOn !== null && tumour.stage! >= 2 && chance.happens(BREAST.spreadFoundLateInStaging.value))
    return chance.whole(20, 95)
  const regional = tumour.nodePositive
  const yearly = regional ? BREAST.distantHazardRegional.value : BREAST.distantHazardLocalised.value
  const factors = BREAST.distantBySubtype.value[tumour.subtype!]
  const weight =
    along(BREAST.distantDrift.value, yearOf(tumour.diagnosedOn)) *
    (tumour.operatedOn === null ? BREAST.distantWhenNeverOperated.value : 1)
  let left = chance.exponential(1)
  let days: number | null = null
  for (let year = 0; year < 45; year++) {
    const hazard =
      (yearly[Math.min(year, yearly.length - 1)]! / 100) * weight * factors[year < 3 ? 0 : year < 5 ? 1 : 2]
    if (left < hazard) {
      days = Math.floor((year + left / hazard) * DAYS_A_YEAR)
      break
    }
    left -= hazard
  }
  if (after && chance.happens(BREAST.distantAfterLocoregional.value)) {
    const following = after.onsetOn - tumour.diagnosedOn + chance.whole(90, 1100)
    days = days === null ? following : Math.min(days, following)
  }
  return days
}

export function drawSites(chance: Chance, tumour: Tumour): readonly Site[] {
  const table = tumour.stage === 4 ? BREAST_SPREAD.deNovoSites.value : BREAST_SPREAD.recurrentSites.value
  const factors: Partial<Record<Site, number>> = tumour.subtype ? BREAST_SPREAD.siteBySubtype.value[tumour.subtype] : {}
  const weights: (readonly [Site, number])[] = table.map(([site, weight]) => [site, weight * (factors[site] ?? 1)])
  return severalOf(chance, weights, chance.weighted(BREAST_SPREAD.siteCount.value))
}

/** Organs that follow while the person lives with the spread. */
export function furtherSites(
  chance: Chance,
  table: readonly (readonly [Site, number])[],
  onsetOn: number,
  survival: number,
): Episode['laterSites'] {
  const count = Math.min(
    4,
    chance.poisson((BREAST_SPREAD.newSitePerYear.value * Math.min(survival, 2000)) / DAYS_A_YEAR),
  )
  return Array.from({ length: count }, () => ({
    site: chance.weighted(table),
    on: onsetOn + chance.whole(60, Math.max(61, survival)),
  }))
}

/** Distinct outcomes in the order drawn. */
export function severalOf(
  chance: Chance,
  weights: readonly (readonly [Site, number])[],
  count: number,
): readonly Site[] {
  const left = [...weights]
  const drawn: Site[] = []
  while (drawn.length < count && left.length > 0) {
    const site = chance.weighted(left)
    drawn.push(site)
    left.splice(
      left.findIndex(([name]) => name === site),
      1,
    )
  }
  return drawn
}

function survivalDays({ chance, life, tumour }: SpreadDraw, onsetOn: number, sites: readonly Site[]): number {
  const p = BREAST_SPREAD
  let median = p.medianSurvivalMonths.value[tumour.subtype!] * stepAt(p.survivalByAge.value, ageOn(life, onsetOn))
  median *= along(p.survivalDrift.value, yearOf(onsetOn))
  if (sites.includes('brain') || sites.includes('cns_other')) median *= p.survivalBrain.value
  else if (sites.length === 1 && sites[0] === 'bone') median *= p.survivalBoneOnly.value
  if (sites.length > 1) median *= p.survivalSeveralSites.value
  return Math.floor(chance.weibull(median * MONTH, p.survivalShape.value))
}
