import type { Chance } from '../chance.ts'
import { yearOf } from '../calendar.ts'
import type { Episode, Site, Tumour } from '../disease/course.ts'
import { along, stepAt } from '../disease/incidence.ts'
import { otherCancer } from '../disease/other-cancers.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { ageOn, type Life } from '../life.ts'
import { CAPTURE, CARE, DELAY } from '../parameters.ts'
import type { Wish } from '../wish.ts'
import { emergencyAdmission } from './emergency-admission.ts'
import type { Care } from './events.ts'
import { SITE_CODES } from './site-codes.ts'
import { systemicTreatment } from './spread-drugs.ts'

export interface SpreadCare {
  readonly chance: Chance
  readonly life: Life
  readonly care: Care
  readonly episode: Episode
  readonly wish: Wish
}

/** What is done for somebody whose cancer has spread or relapsed. */
interface Plan {
  readonly systemic: boolean
  readonly endocrine: boolean
  readonly radiotherapy: 'none' | 'palliative' | 'radical'
  readonly palliativeTeam: boolean
}

const PALLIATIVE_MEDICINE = '315'
const SYMPTOMS: Readonly<Record<Site, readonly string[]>> = {
  bone: ['M844', 'M549', 'M495', 'E835', 'G952'],
  liver: ['R17X', 'R101', 'K729'],
  lung: ['R060', 'J189', 'J90X'],
  pleura: ['J91X', 'J90X', 'R060'],
  brain: ['R568', 'G936', 'R51X'],
  cns_other: ['G952', 'R298'],
  node_distant: ['R590', 'R104'],
  peritoneum: ['R18X', 'K566'],
  mediastinum: ['I871', 'R060'],
  adrenal: ['R531', 'E274'],
  ovary: ['R190', 'R104'],
  skin: ['L989', 'L031'],
  bowel: ['K566', 'K922'],
  other: ['R634', 'R53X'],
}

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

function planOf({ chance, life, episode, wish }: SpreadCare): Plan {
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
    nature: chance.happens(0.85) ? '5' : '9',
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
  const { actedOn, sites, tumour } = episode
  const provider = RADIOTHERAPY_CENTRE[life.trust]!
  let decidedOn = actedOn + chance.delay(DELAY.rtds.value)
  const courses = radical ? 1 : 1 + chance.poisson(0.6)
  for (let i = 0; i < courses; i++) {
    const site = sites.includes('bone') && chance.happens(0.75) ? 'bone' : chance.pick(sites)
    const startedOn = decidedOn + chance.whole(2, radical ? 30 : 12)
    if (startedOn >= care.endsOn) return
    const [dose, fractions] = doseFor(chance, site, radical)
    const secondary = chance.happens(0.22)
    care.radiotherapy.push({
      decidedOn,
      startedOn,
      endedOn: startedOn + (fractions === 1 ? 0 : Math.ceil(fractions * 1.4)),
      diagnosis: secondary ? SITE_CODES[site].icd10 : tumour.site,
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

/** Planned stays, unplanned stays and the last one; organs are added as the disease goes on. */
function hospitalStays({ chance, life, care, episode, wish }: SpreadCare, plan: Plan): void {
  const { actedOn, tumour, sites, onsetOn } = episode
  const provider = life.trust
  const centre = RADIOTHERAPY_CENTRE[provider]!
  const site = sites[0]
  const symptom = (): string =>
    site ? chance.pick(SYMPTOMS[chance.pick(sites)]) : chance.pick(['D649', 'A419', 'J189'])
  const query = DELAY.queryCode.value
  if (site && episode.type !== 'new' && chance.happens(query.share)) {
    const on = onsetOn - chance.whole(1, query.upToDaysEarly)
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(0, 4),
      method: '21',
      patientClass: '1',
      specialty: '300',
      provider,
      main: symptom(),
      others: [tumour.site],
      operations: [],
      episode,
    })
  }
  const untreated = !plan.systemic && plan.radiotherapy === 'none'
  if (chance.happens(CARE.plannedStayAtSpread.value[untreated ? 'untreated' : 'treated'])) {
    const on = actedOn + chance.delay(DELAY.hospital.value)
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(0, 3),
      method: chance.happens(0.6) ? '11' : '13',
      patientClass: chance.happens(0.6) ? '2' : '1',
      specialty: chance.pick(['370', '800', '103']),
      provider,
      main: chance.happens(0.5) ? tumour.site : symptom(),
      others: [tumour.site],
      operations: chance.happens(0.3) ? [['T124', on]] : [],
      episode,
    })
  }
  const until = Math.min(care.endsOn, actedOn + 12 * 365)
  const rate =
    CARE.unplannedAdmissionsPerYear.value *
    (wish.treatment === 'endocrine-only' || wish.treatment === 'none' ? 0.25 : untreated ? 0.5 : 1)
  for (
    let on = actedOn + 10 + Math.floor(chance.exponential(365 / rate));
    on < until;
    on += 7 + Math.floor(chance.exponential(365 / rate))
  )
    emergencyAdmission(chance, care, on, {
      main: chance.happens(0.6) ? symptom() : chance.pick(['A419', 'J189', 'R509', 'I269', 'N179']),
      others: chance.happens(1 - CAPTURE.hospitalWithoutPrimary.value) ? [tumour.site] : [],
      specialty: chance.pick(['300', '370', '800']),
      provider,
      centre,
      stayDays: chance.whole(1, 12),
      episode,
    })
  if (
    wish.treatment !== 'none' && wish.treatment !== 'endocrine-only'
      ? chance.happens(CARE.terminalAdmission.value)
      : chance.happens(0.2)
  ) {
    const on = care.endsOn - chance.whole(1, 25)
    if (on > actedOn && care.endsOn < until + 1)
      emergencyAdmission(chance, care, on, {
        main: symptom(),
        others: [tumour.site, 'Z515'],
        specialty: chance.pick(['300', '315']),
        provider,
        centre,
        stayDays: 30,
        episode,
      })
  }
}

/** The letter that reaches the GP record, sometimes again, in words that name an organ, the primary or neither. */
function letters({ chance, life, care, episode }: SpreadCare): void {
  const { actedOn, sites, tumour } = episode
  if (!chance.happens(CAPTURE.gpLetterCoded.value * (ageOn(life, actedOn) > 75 ? 1.1 : 1)) || sites.length === 0) return
  let on = actedOn + chance.delay(DELAY.gp.value)
  const times = chance.happens(CAPTURE.gpLetterRepeated.value) ? 2 : 1
  for (let i = 0; i < times && on < care.endsOn; i++) {
    const named = tumour.group === 'breast' ? 0.2 : 0
    const kind = chance.uniform()
    const concept =
      kind < named
        ? 'breast metastasis'
        : kind < named + 0.5
          ? chance.pick(sites)
          : kind < 0.93
            ? 'secondary cancer'
            : 'widespread cancer'
    care.gpCodes.push({ on, concept, episode })
    on += chance.whole(35, 420)
  }
}

function waitingTimes({ chance, life, care, episode }: SpreadCare, plan: Plan): void {
  const { actedOn, tumour, sites, type } = episode
  const provider = life.trust
  const treated = plan.systemic || plan.radiotherapy !== 'none'
  const share = treated
    ? CAPTURE.cwtTreated.value
    : plan.endocrine
      ? CAPTURE.cwtEndocrineOnly.value
      : CAPTURE.cwtUntreated.value
  const secondary = sites[0] && chance.happens(CAPTURE.cwtSecondaryAsDiagnosis.value)
  const icd = secondary ? SITE_CODES[sites[0]!].icd10 : tumour.site
  const decidedOn = actedOn + chance.delay(DELAY.cwt.value)
  if (chance.happens(share)) {
    const table =
      type === 'relapse'
        ? RELAPSE_EVENTS
        : type === 'new'
          ? CAPTURE.cwtEventNew.value
          : type === 'progression'
            ? CAPTURE.cwtEventProgression.value
            : CAPTURE.cwtEventRecurrence.value
    const event = chance.weighted<string>(table)
    const modality = plan.systemic
      ? chance.pick(['02', '03', '15', '21'])
      : plan.radiotherapy !== 'none'
        ? '05'
        : plan.endocrine
          ? '03'
          : chance.pick(['07', '09', '08'])
    const treatedOn = decidedOn + chance.whole(4, 24)
    const site =
      sites[0] && chance.happens(CAPTURE.cwtMetastaticSite.value) ? SITE_CODES[chance.pick(sites)].cosd : undefined
    if (decidedOn < care.endsOn)
      care.waits.push({
        event,
        icd,
        modality,
        decidedOn,
        treatedOn: treatedOn < care.endsOn ? treatedOn : null,
        provider,
        episode,
        how: howOfEvent(event, site),
        ...(site ? { site } : {}),
        ...(chance.happens(0.4) ? { mdtOn: decidedOn - chance.whole(0, 4) } : {}),
      })
  }
  if (type !== 'new' && chance.happens(treated ? CAPTURE.cwtStatusRow.value : 0.2)) {
    const status = type === 'progression' ? '31' : treated ? '16' : '18'
    const seenOn = actedOn + chance.whole(0, 5)
    care.waits.push({
      event: '',
      status,
      icd,
      modality: '',
      decidedOn: null,
      treatedOn: null,
      referredOn: actedOn - chance.whole(5, 14),
      seenOn,
      endedOn: seenOn + chance.whole(3, 20),
      provider,
      episode,
      how: 'weakly',
    })
    if (status === '18') care.met.add('recurrence-with-no-treatment-planned')
  }
}

const RELAPSE_EVENTS = [
  ['09', 62],
  ['02', 22],
  ['05', 4],
  ['10', 12],
] as const

/** The event types that say distant spread in so many words; the others need company. */
const howOfEvent = (event: string, site: string | undefined): 'plainly' | 'weakly' => {
  if (event === '05' || event === '12' || (event === '09' && site === undefined)) return 'plainly'
  return site !== undefined && site !== '12' && site !== '97' ? 'plainly' : 'weakly'
}

function nonPrimaryRecord({ chance, life, care, episode }: SpreadCare, plan: Plan): void {
  const { type, sites, tumour, actedOn } = episode
  if (type === 'new') return
  const share = (CAPTURE.cosdByTrust.value as Readonly<Record<string, number>>)[life.trust]!
  if (!chance.happens(share)) return
  const pathway = type === 'progression' ? 'progression' : 'recurrence'
  const written = sites.map((site) => SITE_CODES[site].cosd)
  care.nonPrimaries.push({
    on: actedOn + chance.whole(0, 4),
    pathway,
    icd: tumour.site,
    type: type === 'relapse' ? '' : chance.happens(CAPTURE.cosdTypeBlank.value) ? '' : '03',
    sites: written.length > 0 ? written : ['97'],
    emergency: episode.emergency,
    palliative: plan.palliativeTeam,
    provider: life.trust,
    episode,
  })
}
