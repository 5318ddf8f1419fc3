import type { Chance } from '../chance.ts'
import type { Episode, Tumour } from '../disease/course.ts'
import { otherCancer } from '../disease/other-cancers.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import type { Life } from '../life.ts'
import { EMERGENCY, OTHER_CARE } from '../parameters.ts'
import { emergencyAdmission, emergencyDiagnosis, type EmergencyReason } from './emergency-admission.ts'
import type { Care } from './events.ts'
import type { GpConcept } from './site-codes.ts'

const GP_NAMES: Readonly<Record<string, GpConcept>> = {
  bowel: 'bowel cancer',
  lung: 'lung cancer',
  prostate: 'prostate cancer',
  ovary: 'ovarian cancer',
  pancreas: 'pancreatic cancer',
}

/** Diagnosis and first treatment of a cancer other than of the breast. */
export function otherFirstTreatment(
  chance: Chance,
  life: Life,
  care: Care,
  tumour: Tumour,
  spread: Episode | undefined,
): void {
  const { diagnosedOn: day } = tumour
  if (day >= care.endsOn) return
  const cancer = otherCancer(tumour.group)
  const provider = life.trust
  const reason: EmergencyReason = {
    main: chance.happens(OTHER_CARE.emergencyNamesCancer.value)
      ? tumour.site
      : chance.pick(['R104', 'K566', 'D649', 'R060', 'R568', 'J189', 'R17X', 'A419', 'K922']),
    others: [tumour.site],
    specialty: '300',
    provider,
    centre: RADIOTHERAPY_CENTRE[provider]!,
    stayDays: chance.whole(2, 16),
  }
  if (tumour.emergency) emergencyDiagnosis(chance, care, day, spread ? { ...reason, episode: spread } : reason)
  else {
    care.clinics.push({ on: day - chance.whole(3, 21), specialty: cancer.specialty, provider })
    if (chance.happens(OTHER_CARE.plannedStayAtDiagnosis.value))
      care.stay({
        admittedOn: day,
        dischargedOn: day,
        method: chance.happens(0.6) ? '11' : '13',
        patientClass: '2',
        specialty: cancer.specialty,
        provider,
        main: chance.happens(OTHER_CARE.plannedStayNamesCancer.value) ? tumour.site : 'R104',
        others: [],
        operations: [],
      })
  }
  care.clinics.push({ on: day + chance.whole(3, 20), specialty: cancer.specialty, provider })
  if (chance.happens(0.7))
    care.scans.push({
      on: day + chance.whole(-10, 10),
      modality: 'C02X',
      region: chance.pick(['chest', 'abdomen']),
      provider,
    })
  if (chance.happens(0.8))
    care.gpCodes.push({ on: day + chance.whole(2, 40), concept: GP_NAMES[tumour.group] ?? 'other cancer' })
  if (chance.happens(0.8))
    care.specimens.push({ on: day, nature: '1', morphology: tumour.morphology, topography: tumour.site, provider })
  if (tumour.operatedOn !== null) {
    const on = tumour.operatedOn
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(1, 9),
      method: tumour.emergency && chance.happens(0.4) ? '21' : '11',
      patientClass: '1',
      specialty: cancer.specialty,
      provider,
      main: tumour.site,
      others: tumour.nodePositive && cancer.nodeCode ? [cancer.nodeCode] : [],
      operations: cancer.operation ? [[cancer.operation, on]] : [],
    })
  }
  if (tumour.chemotherapy !== 'none' && tumour.stage !== 4) drugs(chance, life, care, tumour)
  if (tumour.curativeRadiotherapyOn !== null && tumour.curativeRadiotherapyOn < care.endsOn) {
    const startedOn = tumour.curativeRadiotherapyOn
    care.radiotherapy.push({
      decidedOn: startedOn - 20,
      startedOn,
      endedOn: startedOn + 28,
      diagnosis: tumour.site,
      palliative: false,
      region: 'P',
      site: '',
      dose: 60,
      fractions: 20,
      provider: RADIOTHERAPY_CENTRE[provider]!,
    })
  }
  if (tumour.stage !== 4 && chance.happens(OTHER_CARE.inWaitingTimes.value)) {
    const treatedOn = tumour.operatedOn ?? tumour.curativeRadiotherapyOn ?? day + chance.whole(10, 50)
    const modality =
      tumour.operatedOn !== null
        ? '01'
        : tumour.curativeRadiotherapyOn !== null
          ? '05'
          : tumour.chemotherapy !== 'none'
            ? '02'
            : '08'
    if (treatedOn < care.endsOn)
      care.waits.push({
        event: '01',
        icd: tumour.site,
        modality,
        decidedOn: Math.min(treatedOn, day + chance.whole(4, 20)),
        treatedOn,
        provider,
        ...(tumour.emergency ? {} : { referredOn: day - chance.whole(8, 40), status: '08' }),
      })
  }
  if (chance.happens(EMERGENCY.admittedSoonAfterDiagnosis.value * 1.5))
    emergencyAdmission(chance, care, day + chance.whole(1, 30), {
      ...reason,
      main: chance.pick(['A419', 'J189', 'I269', 'N179']),
    })
}

function drugs(chance: Chance, life: Life, care: Care, tumour: Tumour): void {
  const [regimen, names] = otherCancer(tumour.group).curativeRegimen
  const startedOn = (tumour.operatedOn ?? tumour.diagnosedOn) + chance.whole(20, 60)
  const given = Array.from({ length: chance.whole(4, 6) }, (_, i) => startedOn + i * 21).filter(
    (on) => on < care.endsOn,
  )
  if (given.length === 0) return
  care.drugs.push({
    decidedOn: startedOn - chance.whole(5, 16),
    startedOn,
    diagnosis: tumour.site,
    purpose: tumour.operatedOn === null ? 'curative' : 'adjuvant',
    line: 0,
    regimen,
    drugs: names.map((name) => ({ name, dose: chance.whole(50, 400) })),
    given,
    provider: life.trust,
    tells: false,
    oftenUnsent: false,
    progressed: false,
  })
  for (const on of given)
    if (chance.happens(OTHER_CARE.chemotherapyDayCaseCoded.value))
      care.stay({
        admittedOn: on,
        dischargedOn: on,
        method: '13',
        patientClass: '2',
        specialty: '370',
        provider: life.trust,
        main: 'Z511',
        others: [tumour.site],
        operations: [['X723', on]],
      })
}
