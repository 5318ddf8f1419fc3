import { type DayRange, days } from '../domain/day.ts'
import type { Status } from './codelists/codelist.ts'

interface Parameter<V> {
  readonly value: V
  readonly says: string
  readonly because: string
  readonly status: Status
}

const verified = <const V>(value: V, says: string, because: string): Parameter<V> => ({
  value,
  says,
  because,
  status: 'verified',
})

const unverified = <const V>(value: V, says: string, because: string): Parameter<V> => ({
  value,
  says,
  because,
  status: 'unverified',
})

const DICTIONARY = 'NHS Data Dictionary, METHOD OF ADMISSION'
const PHS = 'Public Health Scotland, cancer routes to diagnosis (open code)'
const ICBP = 'McPhail et al. 2022, Lancet Oncol 23:587–600 (ICBP Module 9)'
const QUARTERLY = 'NDRS, emergency presentations quarterly metric; exact specification not published in full'

/** Discharge destinations of an attendance that ended in a bed, SNOMED CT. */
const BEDS = [
  '306706006',
  '1066361000000104',
  '1066391000000105',
  '1066371000000106',
  '1066381000000108',
  '1066401000000108',
] as const

/** Ways in which an emergency presentation came about, and the methods of admission that say so. */
export const SUBROUTES = {
  emergency_department: ['21', '2A'],
  gp: ['22', '23'],
  outpatient: ['24'],
  other: ['25', '2B', '2D', '28'],
} as const

export type Subroute = keyof typeof SUBROUTES

/** Everything that the three measures of emergency presentation leave to choice. */
export const PRESENTATION = {
  emergencyMethods: verified(
    ['21', '22', '23', '24', '25', '28', '2A', '2B', '2D'],
    'Methods of admission that are emergencies: 2C (a birth at home as intended) is not, 25 (mental health crisis team) is, 28 is at any date: until March 2013 it held 2A, 2B and 2D',
    `${DICTIONARY}; the set of OpenSAFELY, which leaves out 2C`,
  ),
  unknownMethods: verified(
    ['98', '99'],
    'Methods of admission that say nothing, as a blank does: where such a stay is all there is in the thirty days, the measure cannot be told',
    DICTIONARY,
  ),
  subroutes: unverified(
    SUBROUTES,
    'Which methods make which sub-route',
    'NDRS, Routes to Diagnosis emergency sub-routes; the mapping itself is from professional knowledge',
  ),
  beforeDiagnosis: verified(
    days(0, 30),
    'ep_30d: days from the emergency admission to the diagnosis or onset, both ends in',
    `${ICBP}; ${PHS}`,
  ),
  sameStay: unverified(
    { gapDays: 0, transferGapDays: 2, transferMethods: ['2B', '81'], transferSources: ['51', '52', '53'] },
    'A spell continues the one before when it begins by the day that one ends, or up to two days later and says it is a transfer; a continuous stay has the method of its first spell, an emergency standing before any other admission of that day. Someone who comes back by a new emergency on the day of a planned discharge was not transferred: that is a stay of its own',
    `${PHS}; NHS England, continuous inpatient spells from HES`,
  ),
  attenders: unverified(
    ['3', '4'],
    'Regular day and night attenders (patient class) are no admissions; day cases and zero-day stays are',
    QUARTERLY,
  ),
  positions: unverified('any', 'ep_first: diagnosis positions searched for cancer, of all episodes', QUARTERLY),
  inScope: verified(
    { from: 'C00', to: 'C97', except: ['C44'] },
    'ep_first: malignant neoplasms other than non-melanoma skin cancer',
    QUARTERLY,
  ),
  earlierTumour: unverified(
    183,
    'ep_first: a tumour is earlier when its diagnosis lies more than this many days before the admission',
    'Declared here: a planned first admission some weeks after an outpatient diagnosis counts',
  ),
  lookBack: unverified(
    365,
    'ep_first: days of admission data, and of registration here, without which an admission cannot be known to be the first',
    'Declared here: no published look-back could be read',
  ),
  otherTumour: verified(
    548,
    'Another tumour of the person this near makes it unsure whose admission it was: said, and no admission is linked to a registered tumour by nearness alone',
    'NDRS analysts’ linkage of treatments to tumours: ±18 months',
  ),
  unknownPrimary: unverified(
    183,
    'A registration of unknown primary this near another tumour of the person is the spread of that one',
    'Declared here',
  ),
  mayBeAppropriate: unverified(
    { underAge: 15 },
    'An emergency may be the right route in children: completed years at diagnosis below this',
    'NDRS, emergency presentations: note on children; age range of the childhood cancer classification',
  ),
  withEcds: unverified(
    { category: ['1'], sameDayEmergencyCare: ['05'], emergencyDepartment: ['01', '02'], admittedTo: BEDS },
    'Sensitivity measure: an unplanned attendance at same-day emergency care, or at an emergency department from which the person was admitted, counts as an emergency admission',
    'NHS England, Emergency Care Data Set: same-day emergency care moves from admitted care to ECDS over 2023 to 2026',
  ),
  onsetFromAdmission: unverified(
    30,
    'An onset rests on admissions alone when no other source holds evidence of it up to this many days later',
    'Disease found by an admission is an emergency by construction',
  ),
  routesSettle: verified(
    24,
    'ep_rtd: months after which the registry has given nearly every tumour its route; no period is published before',
    'NDRS, Routes to Diagnosis: finalised registrations, 18 to 24 months after diagnosis',
  ),
  emergencyRoutes: verified(
    ['emergency presentation', 'emergency', 'ep'],
    'ep_rtd: texts of the registry route that are emergencies, in lower case; every other route, unknown ones among them, stays in the denominator',
    'NDRS, Routes to Diagnosis; Get Data Out counts unknown and unclassified routes in the denominator',
  ),
} as const satisfies Record<string, Parameter<unknown>>

export const EP_MEASURES = ['ep_30d', 'ep_first', 'ep_rtd'] as const
export type EpMeasure = (typeof EP_MEASURES)[number]

export const BEFORE_DIAGNOSIS: DayRange = PRESENTATION.beforeDiagnosis.value
