import { type Chance } from '../chance.ts'
import { DAYS_A_YEAR, yearOf } from '../calendar.ts'
import { ageOn, type Life } from '../life.ts'
import {
  DELAY,
  EMERGENCY,
  OTHER_CANCERS,
  OTHER_CANCER_AGES,
  OTHER_CANCER_DRIFT,
  OTHER_CARE,
  type OtherCancer,
} from '../parameters.ts'
import type { Wish } from '../wish.ts'
import { emergencyShare } from './breast.ts'
import { furtherSites, severalOf, typeOf } from './breast-spread.ts'
import type { Episode, Site, Tumour } from './course.ts'
import { along, Hazard, zip } from './incidence.ts'

/** A course of another cancer; `fatalOn` is its death without spread, null when there is none. */
interface OtherCourse {
  readonly tumour: Tumour
  readonly episode: Episode | null
  readonly fatalOn: number | null
}

const CANCERS = OTHER_CANCERS.value
const BY_GROUP = new Map(CANCERS.map((cancer) => [cancer.group, cancer]))
const HIGHEST = 1.65 * 1.05

export const otherCancer = (group: string): OtherCancer => BY_GROUP.get(group)!

const rates = (cancer: OtherCancer, sex: '1' | '2'): readonly (readonly [number, number])[] =>
  zip(OTHER_CANCER_AGES, sex === '1' ? cancer.male : cancer.female)

const TABLES = { '1': CANCERS.map((cancer) => rates(cancer, '1')), '2': CANCERS.map((cancer) => rates(cancer, '2')) }

const hazardOf = (sex: '1' | '2'): Hazard =>
  new Hazard((age) => (TABLES[sex].reduce((sum, table) => sum + along(table, age), 0) / 100_000) * HIGHEST)
const HAZARDS = { '1': hazardOf('1'), '2': hazardOf('2') }

/** Every other primary up to a day, each with its course. */
export function otherCancers(chance: Chance, life: Life, wish: Wish, until: number): readonly OtherCourse[] {
  const courses: OtherCourse[] = []
  if (wish.otherCancer !== undefined) {
    const group = chance.pick(wish.otherCancer)
    const anchor = life.breastOn ?? life.enteredOn
    const diagnosedOn = anchor + (wish.otherAfterBreast ? chance.whole(250, 2800) : chance.whole(-2000, 2500))
    if (diagnosedOn < until)
      courses.push(courseOf(chance, life, otherCancer(group), diagnosedOn, wish.otherCancerSpreads))
    return courses
  }
  if (life.breastOn !== null) return courses
  let age: number | null = 0
  while (courses.length < 3) {
    age = HAZARDS[life.sex].next(chance, age)
    if (age === null) break
    const diagnosedOn = Math.floor(life.bornOn + age * DAYS_A_YEAR)
    if (diagnosedOn > until) break
    const cancer = groupAt(chance, life.sex, age)
    const rate = along(OTHER_CANCER_DRIFT.value, yearOf(diagnosedOn)) * cancer.quintiles[life.area.quintile - 1]!
    if (!chance.happens(rate / HIGHEST) || courses.some(({ tumour }) => tumour.group === cancer.group)) continue
    courses.push(courseOf(chance, life, cancer, diagnosedOn, undefined))
  }
  return courses
}

function groupAt(chance: Chance, sex: '1' | '2', age: number): OtherCancer {
  const tables = TABLES[sex]
  return chance.weighted(CANCERS.map((cancer, i) => [cancer, along(tables[i]!, age)] as const))
}

function courseOf(
  chance: Chance,
  life: Life,
  cancer: OtherCancer,
  diagnosedOn: number,
  spreads: boolean | undefined,
): OtherCourse {
  const tumour = makeTumour(chance, life, cancer, diagnosedOn, spreads)
  const episode = spreads === false ? null : episodeOf(chance, cancer, tumour, spreads === true)
  const [share, months] = cancer.otherDeath
  const fatalOn =
    episode === null && spreads === undefined && chance.happens(share)
      ? diagnosedOn + 3 + Math.floor(chance.exponential((months * 30.4) / Math.LN2))
      : null
  return { tumour, episode, fatalOn }
}

function makeTumour(
  chance: Chance,
  life: Life,
  cancer: OtherCancer,
  diagnosedOn: number,
  spreads: boolean | undefined,
): Tumour {
  const stage4Share = cancer.metastaticAtDiagnosis ?? 0
  const stage4 = spreads === undefined && chance.happens(stage4Share)
  const stage =
    cancer.metastaticAtDiagnosis === null
      ? null
      : stage4
        ? 4
        : chance.weighted([
            [1, 35],
            [2, 33],
            [3, 32],
          ] as const)
  const operated = !stage4 && chance.happens(cancer.operated * (ageOn(life, diagnosedOn) > 80 ? 0.6 : 1))
  const irradiated = !stage4 && !operated && chance.happens(cancer.radiotherapy)
  const share =
    emergencyShare(cancer.emergency, stage4Share, stage4) * EMERGENCY.byQuintile.value[life.area.quintile - 1]!
  return {
    group: cancer.group,
    site: chance.weighted(cancer.sites),
    morphology: cancer.morphology,
    behaviour: '3',
    side: cancer.laterality ? (chance.happens(0.5) ? 'L' : 'R') : '8',
    diagnosedOn,
    stage,
    nodePositive: stage === 3,
    subtype: null,
    screenDetected: false,
    brcaCarrier: false,
    chemotherapy: !stage4 && chance.happens(cancer.drugs * (stage === 1 ? 0.3 : 1)) ? 'after' : 'none',
    emergency: chance.happens(share),
    operatedOn: operated ? diagnosedOn + chance.whole(5, 60) : null,
    curativeRadiotherapyOn: irradiated ? diagnosedOn + chance.whole(25, 70) : null,
    ids: {},
    plantedId: '',
  }
}

function episodeOf(chance: Chance, cancer: OtherCancer, tumour: Tumour, wished: boolean): Episode | null {
  const stage4 = tumour.stage === 4
  const [share, years] = cancer.laterSpread
  if (!stage4 && !wished && !chance.happens(share)) return null
  const shared = chance.delay(DELAY.shared.value)
  const later = 150 + Math.floor(chance.exponential((years * DAYS_A_YEAR) / Math.LN2))
  const actedOn = stage4 ? tumour.diagnosedOn : tumour.diagnosedOn + later + shared
  const sites = cancer.relapses
    ? []
    : severalOf(
        chance,
        cancer.spreadSites as readonly (readonly [Site, number])[],
        chance.weighted([
          [1, 62],
          [2, 28],
          [3, 10],
        ] as const),
      )
  const survival = chance.weibull(cancer.survivalMonthsAfterSpread * 30.4, 0.8)
  return {
    tumour,
    type: cancer.relapses ? 'relapse' : typeOf(tumour, actedOn),
    extent: cancer.relapses ? 'not_applicable' : 'distant',
    onsetOn: actedOn - shared,
    actedOn,
    sites,
    laterSites: cancer.relapses
      ? []
      : furtherSites(chance, cancer.spreadSites as readonly (readonly [Site, number])[], actedOn, Math.floor(survival)),
    emergency: stage4 ? tumour.emergency : chance.happens(OTHER_CARE.emergencyAtSpread.value),
    fatalOn: actedOn - shared + 3 + Math.floor(survival),
    kills: chance.happens(OTHER_CARE.diesOfSpread.value),
    chestWall: false,
    seenIn: new Map(),
    firstSeenOn: null,
  }
}
