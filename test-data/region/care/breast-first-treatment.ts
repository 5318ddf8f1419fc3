import { DAYS_A_YEAR } from '../calendar.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { ageOn } from '../life.ts'
import { CARE, EMERGENCY } from '../parameters.ts'
import { adjuvant, type FirstTreatment, palliativeToBreast } from './breast-adjuvant.ts'
import { emergencyAdmission, emergencyDiagnosis } from './emergency-admission.ts'

const BREAST_SURGERY = '103'
const CLINICAL_ONCOLOGY = '800'

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
  history(given)
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
    others: tumour.nodePositive && nodes && chance.happens(CARE.axillaryCodeAtOperation.value) ? ['C773'] : [],
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
  if (chance.happens(CARE.secondOperation.value)) {
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

function firstTreatmentWait({ chance, life, care, tumour }: FirstTreatment): void {
  const { diagnosedOn: day } = tumour
  const treatedOn = tumour.chemotherapy === 'before' ? day + 25 : (tumour.operatedOn ?? day + chance.whole(7, 25))
  const modality = tumour.chemotherapy === 'before' ? '02' : tumour.operatedOn === null ? '03' : '01'
  if (treatedOn >= care.endsOn || !chance.happens(CARE.firstTreatmentInWaitingTimes.value)) return
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

/** The old cancer as history: coded when a record is taken over, now and then years later. */
function history({ chance, life, care, tumour }: FirstTreatment): void {
  if (tumour.behaviour === '2') return
  const takenOver = life.movedIn && tumour.diagnosedOn < life.enteredOn
  if (!chance.happens(takenOver ? CARE.historyCodedAtMove.value : CARE.historyCodedLater.value)) return
  const on = takenOver ? life.enteredOn + chance.whole(5, 90) : tumour.diagnosedOn + chance.whole(900, 4000)
  if (on < care.endsOn) care.gpCodes.push({ on, concept: 'history of breast cancer' })
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
