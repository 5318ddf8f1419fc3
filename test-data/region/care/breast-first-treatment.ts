import type { Chance } from '../chance.ts'
import { DAYS_A_YEAR, on, yearOf } from '../calendar.ts'
import { adjuvantUseOpen } from '../disease/breast.ts'
import type { Episode, Tumour } from '../disease/course.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { ageOn, type Life } from '../life.ts'
import { ADJUVANT_DRUGS, CARE, EMERGENCY } from '../parameters.ts'
import type { AdjuvantDrug, Wish } from '../wish.ts'
import { curativeRegimens } from './drugs.ts'
import { emergencyAdmission, emergencyDiagnosis } from './emergency-admission.ts'
import type { Care, DrugCourse, DrugPurpose } from './events.ts'

const BREAST_SURGERY = '103'
const CLINICAL_ONCOLOGY = '800'
const MEDICAL_ONCOLOGY = '370'

interface FirstTreatment {
  readonly chance: Chance
  readonly life: Life
  readonly care: Care
  readonly tumour: Tumour
  readonly wish: Wish
  /** Spread that was there at diagnosis. */
  readonly spread: Episode | undefined
}

/** Diagnosis, operation, radiotherapy, drugs and follow-up of one primary breast tumour. */
export function breastFirstTreatment(given: FirstTreatment): void {
  const { chance, life, care, tumour } = given
  const { diagnosedOn: day } = tumour
  if (day >= care.endsOn) return
  diagnosis(given)
  if (tumour.operatedOn !== null) operation(given, tumour.operatedOn)
  const metastatic = tumour.stage === 4
  if (!metastatic && tumour.behaviour === '3') {
    if (tumour.operatedOn !== null) adjuvant(given, tumour.operatedOn)
    else if (tumour.stage === 3 && chance.happens(CARE.locallyAdvancedPalliative.value)) palliativeToBreast(given)
    firstTreatmentWait(given)
  } else if (tumour.behaviour === '2') {
    firstTreatmentWait(given)
  }
  if (tumour.subtype?.startsWith('hr+')) endocrine(given)
  surveillance(given)
  if (chance.happens(EMERGENCY.admittedSoonAfterDiagnosis.value))
    emergencyAdmission(chance, care, day + chance.whole(1, 30), {
      main: chance.pick(['T814', 'L031', 'A419', 'R074', 'I269']),
      others: [tumour.site],
      specialty: '300',
      provider: life.trust,
      centre: RADIOTHERAPY_CENTRE[life.trust]!,
      stayDays: chance.whole(1, 6),
    })
}

function diagnosis({ chance, life, care, tumour, spread }: FirstTreatment): void {
  const { diagnosedOn: day } = tumour
  const provider = life.trust
  care.clinics.push({ on: day - chance.whole(3, 16), specialty: BREAST_SURGERY, provider })
  care.clinics.push({ on: day + chance.whole(3, 12), specialty: BREAST_SURGERY, provider })
  if (chance.happens(0.6))
    care.scans.push({ on: day - chance.whole(0, 12), modality: 'C01M', region: 'breast', provider })
  if (chance.happens(0.5))
    care.scans.push({ on: day - chance.whole(0, 10), modality: 'C05X', region: 'breast', provider })
  if ((tumour.stage ?? 0) >= 3 && chance.happens(0.8))
    care.scans.push({ on: day + chance.whole(3, 25), modality: 'C02X', region: 'chest', provider })
  care.specimens.push({ on: day, nature: '1', morphology: tumour.morphology, topography: 'T04000', provider })
  if (tumour.behaviour === '3') care.gpCodes.push({ on: day + chance.whole(2, 30), concept: 'breast cancer' })
  if (tumour.emergency)
    emergencyDiagnosis(chance, care, day, {
      main:
        tumour.stage === 4
          ? chance.pick(['J90X', 'M549', 'R17X', 'G952', 'M844', 'K566'])
          : chance.pick(['L984', 'I269', 'R074', tumour.site]),
      others: [tumour.site],
      specialty: '300',
      provider,
      centre: RADIOTHERAPY_CENTRE[provider]!,
      stayDays: chance.whole(2, 14),
      ...(spread ? { episode: spread } : {}),
    })
}

const OPERATIONS = ['B283', 'B282', 'B285', 'B274', 'B272', 'B276'] as const

function operation({ chance, life, care, tumour }: FirstTreatment, operatedOn: number): void {
  const nodes = tumour.behaviour === '3'
  const code = tumour.stage === 3 ? chance.pick(['B274', 'B272', 'B276']) : chance.pick(OPERATIONS)
  const side = tumour.side === 'L' ? 'Z943' : 'Z942'
  const axilla: readonly (readonly [string, number])[] = nodes
    ? [[tumour.nodePositive ? 'T852' : 'T873', operatedOn]]
    : []
  care.stay({
    admittedOn: operatedOn,
    dischargedOn: operatedOn + (code.startsWith('B27') ? chance.whole(1, 4) : chance.whole(0, 1)),
    method: chance.happens(0.7) ? '11' : '12',
    patientClass: code.startsWith('B28') && chance.happens(0.6) ? '2' : '1',
    specialty: BREAST_SURGERY,
    provider: life.trust,
    main: tumour.site,
    others: tumour.nodePositive && nodes && chance.happens(0.8) ? ['C773'] : [],
    operations: [[code, operatedOn], [side, operatedOn], ...axilla],
  })
  if (nodes)
    care.specimens.push({
      on: operatedOn,
      nature: tumour.nodePositive && chance.happens(0.6) ? '4' : '1',
      morphology: tumour.morphology,
      topography: tumour.nodePositive ? 'T08000' : 'T04000',
      provider: life.trust,
    })
  if (chance.happens(0.12)) {
    const again = operatedOn + chance.whole(14, 45)
    care.stay({
      admittedOn: again,
      dischargedOn: again,
      method: '12',
      patientClass: '2',
      specialty: BREAST_SURGERY,
      provider: life.trust,
      main: tumour.site,
      others: [],
      operations: [
        ['B283', again],
        [side, again],
      ],
    })
    care.specimens.push({
      on: again,
      nature: '2',
      morphology: tumour.morphology,
      topography: 'T04000',
      provider: life.trust,
    })
  }
}

/** Drugs and radiotherapy around a curative operation, each drug only once its adjuvant use had opened. */
function adjuvant(given: FirstTreatment, operatedOn: number): void {
  const { chance, life, care, tumour, wish } = given
  const { subtype, diagnosedOn } = tumour
  const year = yearOf(diagnosedOn)
  let finishedOn = operatedOn + 30
  if (tumour.chemotherapy !== 'none') {
    const before = tumour.chemotherapy === 'before'
    const startedOn = before ? diagnosedOn + chance.whole(18, 35) : operatedOn + chance.whole(25, 50)
    const [name, drugs] = chance.weighted(curativeRegimens(subtype!, year))
    const cycles = chance.whole(4, 6)
    const purpose = before ? 'neoadjuvant' : 'adjuvant'
    course(given, name, drugs, startedOn, cycles, 21, purpose)
    if (!before) finishedOn = startedOn + cycles * 21
    const her2 = subtype!.includes('her2+')
    const takes = (drug: AdjuvantDrug, due: number): boolean =>
      wish.adjuvant === drug ||
      (wish.adjuvant === undefined && adjuvantUseOpen(drug, due) && chance.happens(ADJUVANT_DRUGS[drug].share.value))
    if (her2 && (takes('trastuzumab', startedOn) || wish.adjuvant === 'pertuzumab')) {
      const withPertuzumab = (before || tumour.nodePositive) && takes('pertuzumab', startedOn)
      const residual = before && takes('trastuzumabEmtansine', operatedOn + 40)
      // Cardiac and surgical pauses stretch the eighteen cycles.
      const spacing = chance.happens(0.1) ? 24 : 21
      const list: readonly (readonly [string, number])[] = withPertuzumab
        ? [
            ['TRASTUZUMAB', 600],
            ['PERTUZUMAB', 420],
          ]
        : [['TRASTUZUMAB', 600]]
      course(
        given,
        withPertuzumab ? 'PERTUZUMAB + TRASTUZUMAB' : 'TRASTUZUMAB SC',
        list,
        startedOn + 21,
        residual ? 6 : chance.whole(15, 18),
        spacing,
        purpose,
      )
      if (residual || wish.adjuvant === 'trastuzumabEmtansine')
        course(
          given,
          'TRASTUZUMAB EMTANSINE',
          [['TRASTUZUMAB EMTANSINE', 250]],
          operatedOn + chance.whole(30, 60),
          chance.whole(10, 14),
          21,
          'adjuvant',
        )
    } else if (her2 && wish.adjuvant === 'trastuzumabEmtansine') {
      course(
        given,
        'TRASTUZUMAB EMTANSINE',
        [['TRASTUZUMAB EMTANSINE', 250]],
        operatedOn + chance.whole(30, 60),
        14,
        21,
        'adjuvant',
      )
    }
    if (subtype === 'hr+her2+' && takes('neratinib', operatedOn + 400))
      course(given, 'NERATINIB', [['NERATINIB', 240]], operatedOn + chance.whole(380, 480), 12, 28, 'adjuvant')
    if (subtype === 'triple_negative' && tumour.stage! >= 2) {
      if (before && takes('pembrolizumab', startedOn)) {
        course(given, 'PEMBROLIZUMAB', [['PEMBROLIZUMAB', 200]], startedOn, 8, 21, 'neoadjuvant')
        course(given, 'PEMBROLIZUMAB', [['PEMBROLIZUMAB', 200]], operatedOn + chance.whole(28, 55), 9, 21, 'adjuvant')
      } else if (takes('capecitabine', operatedOn)) {
        course(
          given,
          'CAPECITABINE',
          [['CAPECITABINE', 2150]],
          operatedOn + chance.whole(40, 90),
          chance.whole(6, 8),
          21,
          'adjuvant',
        )
      }
    }
    if (tumour.brcaCarrier && !her2 && tumour.stage! >= 2 && takes('olaparib', operatedOn + 90))
      course(given, 'OLAPARIB', [['OLAPARIB', 600]], operatedOn + chance.whole(70, 130), 12, 28, 'adjuvant')
  }
  const cdk =
    wish.adjuvant === 'abemaciclib' ||
    wish.adjuvant === 'ribociclib' ||
    (wish.adjuvant === undefined && subtype === 'hr+her2-' && tumour.stage! >= 2)
  if (cdk) cyclinInhibitor(given, finishedOn)
  const age = ageOn(life, diagnosedOn)
  const bone =
    wish.adjuvant === 'zoledronate' ||
    (wish.adjuvant === undefined &&
      age > 52 &&
      tumour.stage! >= 2 &&
      adjuvantUseOpen('zoledronate', operatedOn) &&
      chance.happens(CARE.boneDrugAdjuvant.value))
  if (bone)
    course(
      given,
      'ZOLEDRONIC ACID',
      [['ZOLEDRONIC ACID', 4]],
      operatedOn + chance.whole(60, 150),
      chance.whole(4, 6),
      182,
      'adjuvant',
    )
  if (wish.osteoporosisDrug ?? (age > 65 && chance.happens(CARE.osteoporosisDenosumab.value)))
    course(
      given,
      'DENOSUMAB',
      [['DENOSUMAB', 60]],
      operatedOn + chance.whole(300, 1200),
      chance.whole(4, 8),
      182,
      'curative',
    )
  if (chance.happens(CARE.curativeRadiotherapy.value)) curativeRadiotherapy(given, finishedOn + chance.whole(20, 50))
  if (wish.noise?.includes('palliative-intent')) {
    const last = care.drugs.findLast((one) => one.purpose !== 'palliative')
    if (last) last.wrongIntent = true
  }
}

function cyclinInhibitor(given: FirstTreatment, finishedOn: number): void {
  const { chance, tumour, wish } = given
  const startedOn = finishedOn + chance.whole(30, 80)
  const wanted = wish.adjuvant
  const highRisk = tumour.nodePositive && tumour.stage! >= 2
  if (
    wanted === 'abemaciclib' ||
    (wanted === undefined &&
      highRisk &&
      adjuvantUseOpen('abemaciclib', startedOn) &&
      chance.happens(ADJUVANT_DRUGS.abemaciclib.share.value * (tumour.stage === 3 ? 1 : 0.4)))
  )
    course(given, 'ABEMACICLIB + ENDOCRINE', [['ABEMACICLIB', 300]], startedOn, chance.whole(12, 26), 28, 'adjuvant')
  else if (
    wanted === 'ribociclib' ||
    (wanted === undefined &&
      adjuvantUseOpen('ribociclib', startedOn) &&
      chance.happens(ADJUVANT_DRUGS.ribociclib.share.value))
  )
    course(given, 'RIBOCICLIB + LETROZOLE', [['RIBOCICLIB', 400]], startedOn, chance.whole(12, 36), 28, 'adjuvant')
}

function course(
  { chance, life, care, tumour, wish }: FirstTreatment,
  regimen: string,
  drugs: readonly (readonly [string, number])[],
  startedOn: number,
  cycles: number,
  everyDays: number,
  purpose: DrugPurpose,
): void {
  const given = Array.from({ length: cycles }, (_, i) => startedOn + i * everyDays).filter((on) => on < care.endsOn)
  if (given.length === 0) return
  const provider = chance.happens(0.7) ? life.trust : RADIOTHERAPY_CENTRE[life.trust]!
  const one: DrugCourse = {
    decidedOn: startedOn - chance.whole(5, 16),
    startedOn,
    diagnosis: tumour.site,
    purpose,
    line: 0,
    regimen,
    drugs: drugs.map(([name, dose]) => ({ name, dose })),
    given,
    provider,
    tells: false,
    oftenUnsent: purpose === 'curative' || regimen === 'ZOLEDRONIC ACID' || regimen === 'NERATINIB',
    progressed: false,
    surelySent: wish.adjuvant !== undefined || wish.osteoporosisDrug === true,
  }
  care.drugs.push(one)
  if (regimen === 'ZOLEDRONIC ACID' || regimen === 'DENOSUMAB' || everyDays === 28) return
  for (const on of given)
    if (chance.happens(CARE.chemotherapyDayCaseCoded.value))
      care.stay({
        admittedOn: on,
        dischargedOn: on,
        method: '13',
        patientClass: chance.happens(0.5) ? '2' : '3',
        specialty: MEDICAL_ONCOLOGY,
        provider,
        main: 'Z511',
        others: [tumour.site],
        operations: [['X723', on]],
      })
}

function curativeRadiotherapy({ chance, life, care, tumour }: FirstTreatment, startedOn: number): void {
  if (startedOn >= care.endsOn) return
  const [dose, fractions] =
    startedOn >= on('2020-04-01')
      ? chance.happens(0.8)
        ? [26, 5]
        : [40, 15]
      : chance.happens(0.85)
        ? [40, 15]
        : [50, 25]
  care.radiotherapy.push({
    decidedOn: startedOn - chance.whole(18, 35),
    startedOn,
    endedOn: startedOn + Math.ceil((fractions * 7) / 5),
    diagnosis: tumour.site,
    palliative: false,
    region: tumour.nodePositive ? 'PR' : 'P',
    site: chance.happens(0.15) ? 'Z152' : '',
    dose: dose,
    fractions: fractions,
    provider: RADIOTHERAPY_CENTRE[life.trust]!,
  })
}

/** Breast radiotherapy for comfort in somebody whose disease had not spread. */
function palliativeToBreast({ chance, life, care, tumour }: FirstTreatment): void {
  const startedOn = tumour.diagnosedOn + chance.whole(60, 700)
  if (startedOn >= care.endsOn) return
  care.met.add('palliative-radiotherapy-to-breast')
  care.radiotherapy.push({
    decidedOn: startedOn - 14,
    startedOn,
    endedOn: startedOn + 7,
    diagnosis: tumour.site,
    palliative: true,
    region: 'P',
    site: 'Z152',
    dose: chance.happens(0.5) ? 30 : 36,
    fractions: chance.happens(0.5) ? 5 : 6,
    provider: RADIOTHERAPY_CENTRE[life.trust]!,
  })
}

function firstTreatmentWait({ chance, life, care, tumour }: FirstTreatment): void {
  const { diagnosedOn: day } = tumour
  const treatedOn = tumour.chemotherapy === 'before' ? day + 25 : (tumour.operatedOn ?? day + chance.whole(7, 25))
  const modality = tumour.chemotherapy === 'before' ? '02' : tumour.operatedOn === null ? '03' : '01'
  if (treatedOn >= care.endsOn || !chance.happens(0.96)) return
  const referredOn = day - chance.whole(8, 25)
  const provider = life.trust
  care.waits.push({
    event: '01',
    icd: tumour.site,
    modality,
    decidedOn: Math.min(treatedOn, day + chance.whole(4, 14)),
    treatedOn,
    provider,
    referredOn,
    seenOn: referredOn + chance.whole(5, 13),
    endedOn: day + chance.whole(0, 9),
    mdtOn: day + chance.whole(3, 10),
    status: tumour.screenDetected ? '14' : '08',
  })
  if (modality === '02' && tumour.operatedOn !== null)
    care.waits.push({
      event: '02',
      icd: tumour.site,
      modality: '01',
      decidedOn: tumour.operatedOn - 20,
      treatedOn: tumour.operatedOn,
      provider,
    })
}

function endocrine({ chance, life, care, tumour }: FirstTreatment): void {
  const medicine =
    ageOn(life, tumour.diagnosedOn) < 52
      ? 'tamoxifen'
      : chance.pick(['letrozole', 'anastrozole', 'letrozole', 'tamoxifen'])
  const from = (tumour.operatedOn ?? tumour.diagnosedOn) + chance.whole(20, 60)
  const until = Math.min(care.endsOn, from + CARE.endocrineYears.value * DAYS_A_YEAR * chance.between(0.5, 1.6))
  for (let on = from; on < until; on += chance.whole(80, 130)) care.prescriptions.push({ on, medicine })
}

/** Clinics and mammograms for five years; a few late operations that are not recurrence. */
function surveillance({ chance, life, care, tumour, wish }: FirstTreatment): void {
  const anchor = tumour.operatedOn ?? tumour.diagnosedOn
  for (let year = 1; year <= 5; year++) {
    const on = anchor + Math.floor(year * DAYS_A_YEAR) + chance.whole(-30, 30)
    if (on >= care.endsOn) break
    if (chance.happens(CARE.mammogramRecorded.value))
      care.scans.push({ on, modality: 'C01M', region: 'breast', provider: life.trust })
    if (chance.happens(year <= 2 ? 0.8 : 0.35))
      care.clinics.push({
        on: on + chance.whole(3, 20),
        specialty: year <= 2 && chance.happens(0.3) ? CLINICAL_ONCOLOGY : BREAST_SURGERY,
        provider: life.trust,
      })
  }
  if (tumour.operatedOn === null) return
  const late = (
    kind: 'late-reconstruction' | 'risk-reducing-mastectomy',
    code: string,
    on: number,
    side: string,
  ): void => {
    if (on >= care.endsOn) return
    care.met.add(kind)
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(1, 5),
      method: '11',
      patientClass: '1',
      specialty: BREAST_SURGERY,
      provider: life.trust,
      main: kind === 'late-reconstruction' ? 'Z421' : 'Z400',
      others: chance.happens(0.4) ? [tumour.site] : ['Z853'],
      operations: [
        [code, on],
        [side, on],
      ],
    })
  }
  const same = tumour.side === 'L' ? 'Z943' : 'Z942'
  const opposite = tumour.side === 'L' ? 'Z942' : 'Z943'
  if (wish.lateReconstruction ?? chance.happens(CARE.lateReconstruction.value))
    late(
      'late-reconstruction',
      chance.pick(['B382', 'B301', 'B293']),
      tumour.operatedOn + chance.whole(380, 1500),
      same,
    )
  if (wish.riskReducing ?? chance.happens(CARE.riskReducingSurgery.value))
    late('risk-reducing-mastectomy', 'B274', tumour.operatedOn + chance.whole(380, 1500), opposite)
}
