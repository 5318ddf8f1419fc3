import { type Chance, type Weighted } from '../chance.ts'
import { DAYS_A_YEAR, on, yearOf } from '../calendar.ts'
import { ageOn, type Life } from '../life.ts'
import { ADJUVANT_DRUGS, BREAST, CARE, DELAY, EMERGENCY } from '../parameters.ts'
import type { AdjuvantDrug, Wish } from '../wish.ts'
import { breastSpread, type SpreadDraw } from './breast-spread.ts'
import type { Episode, Subtype, Tumour } from './course.ts'
import { along, Hazard, stepAt, zip } from './incidence.ts'

const PER_CASE = 1 + BREAST.dcisPerInvasive.value
const HIGHEST = 1.04 * 1.08
const byAge = zip(BREAST.incidenceAges, BREAST.incidenceFemale.value)
const FEMALE = new Hazard((age) => (along(byAge, age) / 100_000) * PER_CASE * HIGHEST)
const MALE = new Hazard((age) => (along(byAge, age) / 100_000) * PER_CASE * HIGHEST * BREAST.incidenceMaleShare.value)

interface BreastHistory {
  readonly tumours: readonly Tumour[]
  readonly episodes: readonly Episode[]
}

const NONE: BreastHistory = { tumours: [], episodes: [] }

/** Primaries of the breast in order, and what became of them, as if nothing else could end the life. */
export function breastHistory(chance: Chance, life: Life, wish: Wish, until: number): BreastHistory {
  const firstOn = life.breastOn ?? firstDiagnosis(chance, life)
  if (firstOn === null || firstOn > until) return NONE
  const side = chance.happens(0.51) ? 'L' : 'R'
  const other = side === 'L' ? 'R' : 'L'
  const tumours: Tumour[] = []
  const inSitu = wish.inSituFirst ?? (life.breastOn === null && chance.happens(1 - 1 / PER_CASE))
  if (inSitu) {
    tumours.push(makeTumour(chance, life, wish, firstOn, '2', side))
    const invasiveOn =
      firstOn +
      (wish.inSituFirst && wish.spread !== 'none'
        ? chance.whole(300, 1800)
        : wait(chance, BREAST.invasiveAfterDcisPerYear.value))
    if (invasiveOn < until)
      tumours.push(makeTumour(chance, life, wish, invasiveOn, '3', chance.happens(0.6) ? side : other))
  } else {
    tumours.push(makeTumour(chance, life, wish, firstOn, '3', side))
    const contralateralOn = wish.contralateral
      ? firstOn + chance.whole(250, 2200)
      : firstOn + wait(chance, BREAST.contralateralPerYear.value)
    if (contralateralOn < until && contralateralOn - firstOn > 60 && tumours[0]!.stage !== 4)
      tumours.push(
        makeTumour(chance, life, wish.contralateral ? { ...wish, stage: [1, 2] } : wish, contralateralOn, '3', other),
      )
  }
  return { tumours, episodes: tumours.length === 0 ? [] : episodesOf(chance, life, wish, tumours) }
}

const wait = (chance: Chance, perYear: number): number => Math.floor(chance.exponential(DAYS_A_YEAR / perYear))

function firstDiagnosis(chance: Chance, life: Life): number | null {
  const hazard = life.sex === '2' ? FEMALE : MALE
  let age: number | null = 0
  for (;;) {
    age = hazard.next(chance, age)
    if (age === null) return null
    const dayNumber = Math.floor(life.bornOn + age * DAYS_A_YEAR)
    const rate =
      along(BREAST.incidenceDrift.value, yearOf(dayNumber)) * BREAST.incidenceByQuintile.value[life.area.quintile - 1]!
    if (chance.happens(rate / HIGHEST)) return dayNumber
  }
}

function makeTumour(
  chance: Chance,
  life: Life,
  wish: Wish,
  diagnosedOn: number,
  behaviour: '2' | '3',
  side: 'L' | 'R',
): Tumour {
  const age = ageOn(life, diagnosedOn)
  const subtype =
    behaviour === '2'
      ? null
      : (wish.subtype ?? chance.weighted(age >= 70 ? BREAST.subtypesOlder.value : BREAST.subtypes.value))
  const stage = behaviour === '2' ? 0 : drawStage(chance, life, wish, age)
  const screened =
    age >= 50 &&
    age < 71 &&
    chance.happens(stage === 0 ? 0.9 : stage <= 2 ? BREAST.screenDetected.value : 0.1) &&
    life.sex === '2'
  const chemotherapy = chemotherapyFor(chance, wish, age, stage, subtype, yearOf(diagnosedOn))
  const neverOperated =
    stage === 0 ? 0.03 : stage === 4 ? 1 - BREAST.operatedAtStage4.value : stepAt(BREAST.neverOperated.value, age)
  const operated = (stage < 4 ? wish.operated : undefined) ?? !chance.happens(neverOperated)
  const operatedOn = diagnosedOn + (chemotherapy === 'before' ? chance.whole(145, 215) : chance.whole(12, 48))
  return {
    group: 'breast',
    site: behaviour === '2' ? 'D051' : chance.weighted(SITES),
    morphology: behaviour === '2' ? '8500/2' : chance.weighted(MORPHOLOGIES),
    behaviour,
    side,
    diagnosedOn,
    stage,
    nodePositive:
      wish.nodePositive ?? (stage >= 3 || (stage === 2 && chance.happens(BREAST.nodePositiveAtStage2.value))),
    subtype,
    screenDetected: screened,
    brcaCarrier: wish.brcaCarrier ?? chance.happens(BREAST.brcaCarrier.value),
    chemotherapy,
    emergency:
      !screened &&
      chance.happens(
        emergencyShare(EMERGENCY.breast.value, 0.06, stage === 4) * EMERGENCY.byQuintile.value[life.area.quintile - 1]!,
      ),
    operatedOn: operated ? operatedOn : null,
    curativeRadiotherapyOn: null,
    ids: {},
    plantedId: '',
  }
}

const SITES: Weighted<string> = [
  ['C504', 42],
  ['C509', 22],
  ['C502', 11],
  ['C505', 8],
  ['C503', 6],
  ['C508', 6],
  ['C501', 5],
]
const MORPHOLOGIES: Weighted<string> = [
  ['8500/3', 76],
  ['8520/3', 13],
  ['8522/3', 5],
  ['8480/3', 2],
  ['8211/3', 2],
  ['8010/3', 2],
]

/** A group's emergency share split between stage 4 and the rest so that the whole stays as published. */
export function emergencyShare(share: number, stage4Share: number, stage4: boolean): number {
  const high = Math.pow(share, EMERGENCY.atStage4Power.value)
  if (stage4) return high
  return Math.max(0, (share - stage4Share * high) / (1 - stage4Share))
}

function drawStage(chance: Chance, life: Life, wish: Wish, age: number): number {
  if (wish.stage !== undefined) return chance.pick(wish.stage)
  if (wish.spread === 'new') return 4
  const band = BREAST.stageByAge.value.findLast((row) => age >= row.from)!
  const later = BREAST.laterStageByQuintile.value[life.area.quintile - 1]!
  const stages = band.stages.map(([stage, weight]) => [stage, stage >= 3 ? weight * later : weight] as const)
  const drawn = chance.weighted(stages)
  return drawn === 4 && wish.spread !== undefined ? 3 : drawn
}

function chemotherapyFor(
  chance: Chance,
  wish: Wish,
  age: number,
  stage: number,
  subtype: Subtype | null,
  year: number,
): Tumour['chemotherapy'] {
  if (subtype === null || stage === 0 || stage === 4) return 'none'
  if (wish.adjuvant !== undefined)
    return wish.adjuvant === 'pertuzumab' || wish.adjuvant === 'pembrolizumab' || wish.adjuvant === 'capecitabine'
      ? 'before'
      : 'after'
  const aggressive = subtype !== 'hr+her2-'
  const byStage = CARE.curativeChemotherapy.value[stage as 1 | 2 | 3]
  const share =
    (aggressive && stage < 3 ? CARE.chemotherapyHer2OrTriple.value : byStage) * (age < 70 ? 1 : age < 80 ? 0.25 : 0.02)
  if (!chance.happens(share)) return 'none'
  return chance.happens(aggressive && year >= 2016 ? 0.65 : CARE.neoadjuvant.value) ? 'before' : 'after'
}

/** Local and regional recurrences of each tumour, and the first distant spread of any. */
function episodesOf(chance: Chance, life: Life, wish: Wish, tumours: readonly Tumour[]): readonly Episode[] {
  const episodes: Episode[] = []
  let distant: Episode | null = null
  for (const tumour of tumours) {
    if (tumour.behaviour === '2') continue
    const locoregional = locoregionalOf(chance, wish, tumour)
    const draw: SpreadDraw = { chance, life, wish, tumour, after: locoregional }
    const spread = breastSpread(draw)
    if (locoregional && (spread === null || locoregional.onsetOn < spread.onsetOn - 60)) episodes.push(locoregional)
    if (spread && (distant === null || spread.onsetOn < distant.onsetOn)) distant = spread
  }
  if (distant) episodes.push(distant)
  return episodes
}

function locoregionalOf(chance: Chance, wish: Wish, tumour: Tumour): Episode | null {
  if (tumour.operatedOn === null || tumour.stage === 4) return null
  const localIn = wait(chance, BREAST.localRecurrencePerYear.value)
  const regionalIn = wait(chance, BREAST.regionalRecurrencePerYear.value)
  const wished = wish.locoregional
  if (wished === undefined && Math.min(localIn, regionalIn) > 15 * DAYS_A_YEAR) return null
  const since = wished === undefined ? 200 + Math.min(localIn, regionalIn) : chance.whole(400, 2600)
  const onsetOn = tumour.operatedOn + since
  const regional = wished === undefined ? regionalIn < localIn : wished === 'regional'
  const chestWall =
    wished === undefined ? !regional && chance.happens(BREAST.chestWallShareOfLocal.value) : wished === 'chest_wall'
  return {
    tumour,
    type: 'recurrence',
    extent: regional ? 'regional' : 'local',
    onsetOn,
    actedOn: onsetOn + chance.delay(DELAY.shared.value),
    sites: [],
    laterSites: [],
    emergency: false,
    fatalOn: null,
    kills: false,
    chestWall,
    seenIn: new Map(),
    firstSeenOn: null,
  }
}

/** Whether the adjuvant use of a drug was open on a day. */
export const adjuvantUseOpen = (drug: AdjuvantDrug, dayNumber: number): boolean =>
  dayNumber >= on(ADJUVANT_DRUGS[drug].from)
