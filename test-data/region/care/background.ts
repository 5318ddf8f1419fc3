import type { Chance } from '../chance.ts'
import { DAYS_A_YEAR } from '../calendar.ts'
import { along, zip } from '../disease/incidence.ts'
import { RADIOTHERAPY_CENTRE } from '../geography.ts'
import { ageOn, CUT, FROM, type Life } from '../life.ts'
import { BACKGROUND, NOISE } from '../parameters.ts'
import { emergencyAdmission } from './emergency-admission.ts'
import type { Care } from './events.ts'
import type { GpConcept } from './site-codes.ts'

const rate = (values: readonly number[]): readonly (readonly [number, number])[] => zip(BACKGROUND.ages, values)
const GP_EVENTS = rate(BACKGROUND.gpEvents.value)
const GP_MEDICINES = rate(BACKGROUND.gpMedicines.value)
const OUTPATIENTS = rate(BACKGROUND.outpatients.value)
const ADMISSIONS = rate(BACKGROUND.admissions.value)
const ATTENDANCES = rate(BACKGROUND.emergencyAttendances.value)
const IMAGES = rate(BACKGROUND.images.value)
const EMERGENCY_SHARE = rate(BACKGROUND.emergencyShareOfAdmissions.value)

const CONCEPTS: readonly GpConcept[] = [
  'systolic pressure',
  'systolic pressure',
  'body mass index',
  'type 2 diabetes',
  'hypertension',
  'asthma',
  'depression',
  'chronic obstructive pulmonary disease',
  'osteoarthritis',
  'atrial fibrillation',
  'ischaemic heart disease',
  'smoker',
  'cough',
  'chest infection',
  'back pain',
  'family history of breast cancer',
]
const MEDICINES = [
  'atorvastatin',
  'ramipril',
  'amlodipine',
  'metformin',
  'omeprazole',
  'salbutamol',
  'sertraline',
  'levothyroxine',
  'co-codamol',
  'amoxicillin',
] as const
const PLANNED = [
  'H269',
  'K409',
  'K802',
  'M171',
  'M161',
  'Z138',
  'N840',
  'K635',
  'D123',
  'I839',
  'G560',
  'J342',
  'Z305',
  'N394',
  'K219',
  'H251',
] as const
const UNPLANNED = [
  'R074',
  'J189',
  'N390',
  'A419',
  'S720',
  'K529',
  'I639',
  'I500',
  'R55X',
  'J440',
  'L031',
  'K358',
  'S099',
  'R104',
  'I214',
  'T391',
] as const
const COMORBID = ['I10X', 'E119', 'J459', 'I489', 'F171', 'Z867', 'M199', 'E785', 'I251', 'F329'] as const
const SPECIALTIES = [
  '130',
  '110',
  '100',
  '502',
  '120',
  '301',
  '320',
  '340',
  '410',
  '330',
  '101',
  '400',
  '420',
  '501',
] as const

/** Contacts that have nothing to do with cancer, thinner than in life. */
export function backgroundCare(chance: Chance, life: Life, care: Care): void {
  const from = Math.max(FROM, life.enteredOn)
  const to = Math.min(CUT + 1, care.endsOn, life.returnsOn === null ? (life.leavesOn ?? CUT + 1) : CUT + 1)
  if (to <= from) return
  const years = (to - from) / DAYS_A_YEAR
  const age = ageOn(life, (from + to) / 2)
  const days = (yearly: number): number[] =>
    Array.from({ length: chance.poisson(yearly * years) }, () => chance.whole(from, to - 1))
  const provider = life.trust
  const elsewhere = (): string => (chance.happens(0.08) ? chance.weighted(life.area.trusts) : provider)
  for (const on of days(along(GP_EVENTS, age))) {
    const concept = chance.pick(CONCEPTS)
    const value =
      concept === 'systolic pressure'
        ? String(chance.whole(98, 175))
        : concept === 'body mass index'
          ? (18 + chance.uniform() * 20).toFixed(1)
          : undefined
    care.gpCodes.push(value === undefined ? { on, concept } : { on, concept, value })
  }
  for (const on of days(along(GP_MEDICINES, age))) care.prescriptions.push({ on, medicine: chance.pick(MEDICINES) })
  for (const on of days(along(OUTPATIENTS, age)))
    care.clinics.push({ on, specialty: chance.pick(SPECIALTIES), provider: elsewhere() })
  for (const on of days(along(ATTENDANCES, age))) care.attendances.push({ on, provider: elsewhere(), admitted: false })
  for (const on of days(along(IMAGES, age)))
    care.scans.push({
      on,
      modality: chance.weighted([
        ['C01X', 55],
        ['C05X', 22],
        ['C02X', 13],
        ['C03X', 10],
      ] as const),
      region: chance.pick(['chest', 'limb', 'abdomen', 'spine', 'head']),
      provider,
    })
  const emergencyShare = along(EMERGENCY_SHARE, age)
  for (const on of days(along(ADMISSIONS, age)))
    admission(chance, life, care, on, elsewhere(), chance.happens(emergencyShare))
  if (life.bornOn >= from && chance.happens(0.95))
    care.stay({
      admittedOn: life.bornOn,
      dischargedOn: life.bornOn + chance.whole(0, 3),
      method: '82',
      patientClass: '1',
      specialty: '424',
      provider,
      main: 'Z380',
      others: [],
      operations: [],
    })
  if (life.sex === '2') screening(chance, life, care, from, to)
  if (age > 25)
    for (const on of days(NOISE.referralsPerYear.value))
      care.waits.push({
        event: '',
        icd: '',
        modality: '',
        decidedOn: null,
        treatedOn: null,
        referredOn: on,
        seenOn: on + chance.whole(4, 14),
        endedOn: on + chance.whole(14, 40),
        status: chance.pick(['03', '03', '12', '13']),
        provider,
      })
}

function admission(chance: Chance, life: Life, care: Care, on: number, provider: string, emergency: boolean): void {
  const age = ageOn(life, on)
  const drawn = Array.from({ length: age > 60 ? chance.whole(0, 5) : chance.whole(0, 2) }, () => chance.pick(COMORBID))
  const others = [...new Set(drawn)]
  if (emergency) {
    emergencyAdmission(chance, care, on, {
      main: chance.pick(UNPLANNED),
      others,
      specialty: '300',
      provider,
      centre: RADIOTHERAPY_CENTRE[provider] ?? provider,
      stayDays: Math.floor(chance.exponential(age > 75 ? 7 : 2.5)),
    })
    return
  }
  if (life.sex === '2' && age > 18 && age < 42 && chance.happens(0.3)) {
    care.stay({
      admittedOn: on,
      dischargedOn: on + chance.whole(1, 3),
      method: '31',
      patientClass: '1',
      specialty: '501',
      provider,
      main: 'O800',
      others: ['Z370'],
      operations: [['R249', on]],
    })
    return
  }
  const dayCase = chance.happens(0.75)
  care.stay({
    admittedOn: on,
    dischargedOn: dayCase ? on : on + chance.whole(1, 4),
    method: chance.pick(['11', '11', '12', '13']),
    patientClass: dayCase ? '2' : '1',
    specialty: chance.pick(SPECIALTIES),
    provider,
    main: chance.pick(PLANNED),
    others,
    operations: [[chance.pick(['W371', 'C712', 'T202', 'G451', 'H221', 'W401', 'L841', 'A651', 'Q181']), on]],
  })
}

/** Breast screening every three years from 50 to 70 for most women. */
function screening(chance: Chance, life: Life, care: Care, from: number, to: number): void {
  if (!chance.happens(BACKGROUND.screeningAttendance.value * 0.4)) return
  const first = Math.max(from, life.bornOn + Math.floor(chance.between(50, 53) * DAYS_A_YEAR))
  for (let on = first; on < to && ageOn(life, on) < 71; on += 1095 + chance.whole(-40, 40))
    care.scans.push({ on, modality: 'C01M', region: 'breast', provider: life.trust })
}
