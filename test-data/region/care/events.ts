import type { Episode, Site, Tumour } from '../disease/course.ts'
import type { GpConcept } from './site-codes.ts'

/** What happened to a person, as it was; what the sources make of it is the recording's business. */

export interface Stay {
  readonly admittedOn: number
  readonly dischargedOn: number
  readonly method: string
  /** 1 ordinary, 2 day case, 3 regular day attender. */
  readonly patientClass: '1' | '2' | '3'
  readonly specialty: string
  readonly provider: string
  readonly main: string
  readonly others: readonly string[]
  readonly operations: readonly (readonly [string, number])[]
  /** Spread the team knew about and a coder ought to write. */
  readonly episode?: Episode
  /** Spread codes written wrongly; `deep` puts them beyond position 10. */
  wrong?: { readonly codes: readonly string[]; readonly deep: boolean }
  /** A follow-up without disease was coded. */
  clear?: 'Z08' | 'Z853'
  readonly diedInHospital?: boolean
  /** Continues the stay before it: a transfer. */
  readonly transfer?: boolean
}

export interface Clinic {
  readonly on: number
  readonly specialty: string
  readonly provider: string
  readonly diagnoses?: readonly string[]
  readonly operations?: readonly string[]
  readonly episode?: Episode
}

export interface Attendance {
  readonly on: number
  readonly provider: string
  readonly admitted: boolean
}

export interface GpCode {
  readonly on: number
  readonly concept: GpConcept | Site
  readonly value?: string
  readonly episode?: Episode
}

export interface Prescription {
  readonly on: number
  readonly medicine: string
}

export interface Scan {
  readonly on: number
  readonly modality: string
  readonly region: string
  readonly provider: string
}

export type DrugPurpose = 'adjuvant' | 'neoadjuvant' | 'curative' | 'palliative'

export interface DrugCourse {
  readonly decidedOn: number
  readonly startedOn: number
  readonly diagnosis: string
  readonly purpose: DrugPurpose
  /** Line of non-curative treatment, from 1. */
  readonly line: number
  readonly regimen: string
  readonly drugs: readonly { readonly name: string; readonly dose: number }[]
  readonly given: readonly number[]
  readonly provider: string
  readonly episode?: Episode
  /** The drug itself was only in use for metastatic disease that year. */
  readonly tells: boolean
  /** Bone drugs and oral endocrine partners, which centres send inconsistently. */
  readonly oftenUnsent: boolean
  readonly progressed: boolean
  wrongIntent?: boolean
  /** Set by an error on purpose, so that a region can hold one of them for certain. */
  readonly surelySent?: boolean
}

export interface RadiotherapyCourse {
  readonly decidedOn: number
  readonly startedOn: number
  readonly endedOn: number
  readonly diagnosis: string
  readonly palliative: boolean
  readonly region: string
  readonly site: string
  readonly dose: number
  readonly fractions: number
  readonly provider: string
  readonly episode?: Episode
  wrongRegion?: boolean
}

/** A waiting-times row to be: a treatment, a referral, or both. */
export interface Waiting {
  readonly event: string
  readonly status?: string
  readonly icd: string
  readonly modality: string
  readonly decidedOn: number | null
  readonly treatedOn: number | null
  readonly referredOn?: number
  readonly seenOn?: number
  readonly endedOn?: number
  readonly mdtOn?: number
  readonly site?: string
  readonly provider: string
  readonly episode?: Episode
  readonly how?: 'plainly' | 'weakly'
}

export interface NonPrimary {
  readonly on: number
  readonly pathway: 'recurrence' | 'progression' | 'transformation'
  readonly icd: string
  readonly type: '01' | '02' | '03' | ''
  readonly sites: readonly string[]
  readonly emergency: boolean
  readonly palliative: boolean
  readonly provider: string
  readonly episode?: Episode
}

export interface Specimen {
  readonly on: number
  readonly nature: string
  readonly morphology: string
  readonly topography: string
  readonly provider: string
  readonly episode?: Episode
}

/** Everything done for one person, in no order. */
export class Care {
  readonly stays: Stay[] = []
  readonly clinics: Clinic[] = []
  readonly attendances: Attendance[] = []
  readonly gpCodes: GpCode[] = []
  readonly prescriptions: Prescription[] = []
  readonly scans: Scan[] = []
  readonly drugs: DrugCourse[] = []
  readonly radiotherapy: RadiotherapyCourse[] = []
  readonly waits: Waiting[] = []
  readonly nonPrimaries: NonPrimary[] = []
  readonly specimens: Specimen[] = []
  /** Nothing happens from this day on: death, or the day after the cut. */
  readonly endsOn: number
  /** Names of hard cases and decoys that these processes met on their way. */
  readonly met = new Set<string>()
  /** Registrations that will wrongly say that the disease had spread. */
  readonly wronglyMetastatic = new Set<Tumour>()
  /** The certificate will wrongly name the cancer, or its spread. */
  certificate: 'as-it-was' | 'names-cancer' | 'names-spread' = 'as-it-was'

  constructor(endsOn: number) {
    this.endsOn = endsOn
  }

  /** Adds what falls within the life; a stay is cut short by death. */
  stay(stay: Stay): void {
    if (stay.admittedOn >= this.endsOn) return
    if (stay.dischargedOn < this.endsOn) this.stays.push(stay)
    else this.stays.push({ ...stay, dischargedOn: this.endsOn, diedInHospital: true })
  }
}
