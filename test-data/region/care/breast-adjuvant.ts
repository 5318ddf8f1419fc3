import type { Chance } from '../chance.ts'
import { on, yearOf } from '../calendar.ts'
import { adjuvantUseOpen } from '../disease/breast.ts'
import type { Episode, Tumour } from '../disease/course.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { ageOn, type Life } from '../life.ts'
import { ADJUVANT_DRUGS, CARE } from '../parameters.ts'
import type { AdjuvantDrug, Wish } from '../wish.ts'
import { curativeRegimens } from './curative-regimens.ts'
import type { Care, DrugCourse, DrugPurpose } from './events.ts'

const MEDICAL_ONCOLOGY = '370'

export interface FirstTreatment {
  readonly chance: Chance
  readonly life: Life
  readonly care: Care
  readonly tumour: Tumour
  readonly wish: Wish
  /** Spread that was there at diagnosis. */
  readonly spread: Episode | undefined
}

/** Drugs and radiotherapy around a curative operation, each drug only once its adjuvant use had opened. */
export function adjuvant(given: FirstTreatment, operatedOn: number): void {
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
export function palliativeToBreast({ chance, life, care, tumour }: FirstTreatment): void {
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
