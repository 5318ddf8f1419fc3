import { type DayRange, days } from '../domain/day.ts'
import type { Status } from './codelists/codelist.ts'

interface Window<V> {
  readonly value: V
  readonly says: string
  readonly because: string
  readonly status: Status
}

const window = <const V>(value: V, says: string, because: string, status: Status = 'unverified'): Window<V> => ({
  value,
  says,
  because,
  status,
})

const RECUR =
  'Hassett et al. 2014 and Ritzwoller et al. 2018 (RECUR): one code 11 %, two 56 %, code with radiotherapy 41 %'
const OHDSI =
  'OHDSI PhenotypeLibrary cohorts 792 and 793: a second record within 183 days; synchronous and metachronous windows'
const ICR = 'ICR-CTSU algorithm (Kilburn; Sawyer 2024): 64 weeks, 52 weeks, 8 weeks'

/** Every length of time the decision uses, in days. Windows are policy, not code: each says who chose it. */
export const WINDOWS = {
  sameTumour: window(
    183,
    'Registrations of one site and side this close are one tumour',
    'Contract of the registration source',
  ),
  samePrescription: window(
    60,
    'Attendances of one radiotherapy prescription begin this close; a department may number its next course alike',
    'The longest radical courses last seven weeks',
  ),
  atDiagnosis: window(
    days(-180, 120),
    'Spread shown this many days around diagnosis is metastatic at diagnosis',
    'RECUR blanks 12 months, OHDSI -180 to +30, SEER staging 4 months; staging scans of node-positive disease follow surgery in many units',
  ),
  earlyRelapse: window(
    days(121, 179),
    'Between staging and recurrence: the class depends on surgery and on the registry stage',
    OHDSI,
  ),
  longBefore: window(-30, 'Spread earlier than this before diagnosis is flagged', OHDSI),
  namedClass: window(
    180,
    'A source that names recurrence or progression decides the class of an onset this near',
    'COSD guide: recurrence and progression are clinical statements',
  ),
  cluster: window(180, 'Evidence with gaps no longer than this is one cluster', OHDSI),
  beforeFirstProbable: window(
    90,
    'A cluster begins no earlier than this before the evidence became probable',
    'Chubak et al. 2015: earliest-event dating, 82 % within 60 days',
  ),
  walkBackHospital: window(365, 'A hospital code this much earlier dates the onset', 'Chubak et al. 2015'),
  independentRepeat: window(days(30, 365), 'Two hospital codes this far apart are independent', RECUR),
  company: window(180, 'Evidence of another family this near gives company', OHDSI),
  codeCompany: window(days(-60, 180), 'Company of a single hospital code', RECUR),
  deathAfterCode: window(
    90,
    'Death of cancer this soon after a first code makes it probable',
    'A second code cannot come after death',
  ),
  thriceSpan: window(60, 'Three or more independent dates must span at least this', RECUR),
  dischargeLetter: window(
    90,
    'A GP organ code this soon after a hospital code is its discharge letter',
    'Professional knowledge',
  ),
  retractedByFollowUp: window(
    60,
    'Follow-up with no disease this long after a lone code refutes it',
    'ICD-10 Z08: follow-up examination after treatment for malignant neoplasm',
  ),
  retractedBySurvival: window(
    730,
    'Alive this long, with a breast contact and no further sign, refutes codes alone',
    'Median survival with metastatic breast cancer is about two years (NAoMe 2025)',
  ),
  copiedForward: window(
    365,
    'Codes alone that keep coming for longer than this are not refuted by survival',
    'Secondary codes are copied from stay to stay of one course of care, seldom beyond a year',
  ),
  initialNodes: window(448, 'Axillary nodes coded up to here belong to the first diagnosis', ICR),
  localAgain: window(364, 'Breast excision later than this is local recurrence', ICR),
  localWithDistant: window(56, 'Local or regional and distant disease this close are one event', ICR),
  newPrimary: window(56, 'Spread this close to a new primary belongs to it', ICR),
  olderTumour: window(
    180,
    'Of several breast tumours, those diagnosed this long before the onset are considered first',
    ICR,
  ),
  historyBefore: window(
    180,
    'An unregistered primary coded this long before the onset makes it a recurrence',
    'Pedersen et al. 2020: late recurrence in Danish registries',
  ),
  adjuvant: window(365, 'Treatment begun this soon after diagnosis or first surgery may be adjuvant', RECUR),
  beyondAdjuvant: window(
    90,
    'A course this much longer than the longest adjuvant course is not adjuvant',
    'NICE technology appraisals of each medicine',
  ),
  cancerCareBeforeDeath: window(365, 'Cancer care this long before death from breast cancer', 'Professional knowledge'),
  competitorAfter: window(180, 'A primary diagnosed later than this after the spread does not compete for it', OHDSI),
} as const satisfies Record<string, Window<number | DayRange>>
