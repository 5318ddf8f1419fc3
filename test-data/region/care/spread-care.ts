import type { Chance } from '../chance.ts'
import { yearOf } from '../calendar.ts'
import type { Site } from '../disease/course.ts'
import { along } from '../disease/incidence.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { CARE, DELAY } from '../parameters.ts'
import { emergencyAdmission } from './emergency-admission.ts'
import { SITE_CODES } from './site-codes.ts'
import { systemicTreatment } from './spread-drugs.ts'
import { knownPrimary, planOf, type SpreadCare } from './spread-plan.ts'
import { letters, nonPrimaryRecord, waitingTimes } from './spread-records.ts'
import { hospitalStays, SYMPTOMS } from './spread-stays.ts'

const PALLIATIVE_MEDICINE = '315'

export function spreadCare(given: SpreadCare): void {
  const { chance, life, care, episode, wish } = given
  const { actedOn, tumour } = episode
  if (wish.onlyCertificate || actedOn >= care.endsOn) return
  const plan = planOf(given)
  const provider = life.trust
  firstContact(given)
  if (
    tumour.group === 'breast' &&
    chance.happens(along(CARE.biopsyOfMetastasis.value, yearOf(actedOn))) &&
    plan.systemic
  )
    biopsy(given)
  if (plan.systemic) systemicTreatment(given)
  if (plan.endocrine) endocrineTablets(given)
  if (plan.radiotherapy !== 'none') radiotherapy(given, plan.radiotherapy === 'radical')
  hospitalStays(given, plan)
  letters(given)
  waitingTimes(given, plan)
  nonPrimaryRecord(given, plan)
  if (plan.palliativeTeam) {
    const on = Math.max(actedOn + chance.whole(5, 60), care.endsOn - chance.whole(10, 240))
    care.clinics.push({ on, specialty: PALLIATIVE_MEDICINE, provider })
    if (chance.happens(0.7)) care.gpCodes.push({ on: on + chance.whole(3, 30), concept: 'palliative care' })
  }
}

/** The first act: an emergency admission, or a clinic with staging scans. */
function firstContact({ chance, life, care, episode }: SpreadCare): void {
  const { actedOn, sites, tumour } = episode
  const provider = life.trust
  const region = sites[0] ? SITE_CODES[sites[0]].imaging : 'abdomen'
  if (episode.emergency && episode.type !== 'new') {
    emergencyAdmission(chance, care, actedOn, {
      main: sites[0] ? chance.pick(SYMPTOMS[sites[0]]) : chance.pick(['D649', 'A419', 'R53X']),
      others: [tumour.site],
      specialty: '300',
      provider,
      centre: RADIOTHERAPY_CENTRE[provider]!,
      stayDays: chance.whole(2, 16),
      episode,
    })
  } else if (episode.type !== 'new') {
    care.clinics.push({
      on: actedOn + chance.whole(0, 6),
      specialty: chance.pick(['103', '800', '370']),
      provider,
      episode,
    })
  }
  const scans = chance.whole(1, 3)
  for (let i = 0; i < scans; i++) {
    const modality = chance.weighted([
      ['C02X', 55],
      ['C06X', 18],
      ['C03X', 17],
      ['C04X', 10],
    ] as const)
    care.scans.push({
      on: actedOn + chance.whole(0, 28),
      modality,
      region: i === 0 ? region : chance.pick(['chest', 'abdomen', 'spine', 'whole body']),
      provider,
    })
  }
}

function biopsy({ chance, life, care, episode }: SpreadCare): void {
  const site = episode.sites[0]
  if (!site) return
  const codes = SITE_CODES[site]
  const morphology = chance.weighted([
    ['8500/6', 55],
    ['8010/6', 20],
    ['M-85006', 10],
    ['8500/3', 15],
  ] as const)
  care.specimens.push({
    on: episode.actedOn + chance.whole(0, 12),
    nature: chance.happens(CARE.specimenCalledMetastatic.value) ? '5' : '9',
    morphology,
    topography: chance.happens(0.5) ? codes.topography : codes.icd10,
    provider: life.trust,
    episode,
  })
}

function endocrineTablets({ chance, care, episode }: SpreadCare): void {
  for (let on = episode.actedOn + chance.whole(10, 40); on < care.endsOn; on += chance.whole(70, 130))
    care.prescriptions.push({ on, medicine: chance.happens(0.7) ? 'letrozole' : 'anastrozole' })
}

/** Palliative courses by site, the first at its own delay and further ones while life lasts; or stereotactic treatment of few metastases. */
function radiotherapy({ chance, life, care, episode }: SpreadCare, radical: boolean): void {
  const { actedOn, sites } = episode
  const provider = RADIOTHERAPY_CENTRE[life.trust]!
  let decidedOn = actedOn + chance.delay(DELAY.rtds.value)
  const courses = radical ? 1 : 1 + chance.poisson(0.6)
  for (let i = 0; i < courses; i++) {
    const site = sites.includes('bone') && chance.happens(0.75) ? 'bone' : chance.pick(sites)
    const startedOn = decidedOn + chance.whole(2, radical ? 30 : 12)
    if (startedOn >= care.endsOn) return
    const [dose, fractions] = doseFor(chance, site, radical)
    const secondary = chance.happens(CARE.radiotherapyDiagnosisIsSecondary.value)
    care.radiotherapy.push({
      decidedOn,
      startedOn,
      endedOn: startedOn + (fractions === 1 ? 0 : Math.ceil(fractions * 1.4)),
      diagnosis: secondary ? SITE_CODES[site].icd10 : knownPrimary(episode, decidedOn),
      palliative: !radical,
      region: 'M',
      site: chance.pick(SITE_CODES[site].opcs),
      dose,
      fractions,
      provider,
      episode,
    })
    decidedOn = startedOn + Math.floor(chance.exponential(300)) + 30
  }
}

function doseFor(chance: Chance, site: Site, radical: boolean): readonly [number, number] {
  if (radical)
    return chance.pick([
      [24, 3],
      [30, 3],
      [35, 5],
      [50, 5],
      [60, 5],
    ] as const)
  if (site === 'brain')
    return chance.pick([
      [20, 5],
      [30, 10],
      [12, 2],
    ] as const)
  return chance.weighted([
    [[8, 1], 60],
    [[20, 5], 33],
    [[30, 10], 7],
  ] as const)
}
