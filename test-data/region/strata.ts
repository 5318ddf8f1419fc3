import type { Care } from './care/events.ts'
import { type Course, type Episode, isBreast, isInvasiveBreast, type Tumour } from './disease/course.ts'
import { ageOn, type Life } from './life.ts'
import type { AdjuvantDrug, Wish } from './wish.ts'

/** A person with everything known about them, after their rows were written. */
export interface Known {
  readonly life: Life
  readonly course: Course
  readonly care: Care
}

/** A hard case or a decoy: what it is, why it is hard, how to ask for one, and how to recognise one. */
export interface Stratum {
  readonly name: string
  readonly says: string
  readonly because: string
  /** The person has no distant spread of the breast. */
  readonly isDecoy: boolean
  readonly wish: Wish
  readonly holds: (known: BreastFacts) => boolean
}

/** What the strata ask about. `spread` is the person's distant breast disease. */
export interface BreastFacts extends Known {
  readonly tumour: Tumour
  readonly spread: Episode | undefined
  /** Days from diagnosis to the first act on spread; infinite without spread. */
  readonly spreadAfter: number
}

const MODERN: readonly [number, number] = [2013, 2022.5]
const COMMON = { ageAtBreast: [45, 72], breastBetween: MODERN } as const satisfies Wish
const OPERATED = { ...COMMON, operated: true, stage: [1, 2, 3] } as const satisfies Wish
const QUIET = { ...OPERATED, spread: 'none', noise: [] } as const satisfies Wish

const has = (facts: Known, name: string): boolean => facts.care.met.has(name)
const seenOnly = (episode: Episode, ...sources: readonly string[]): boolean =>
  episode.seenIn.size > 0 && [...episode.seenIn.keys()].every((source) => sources.includes(source))
const gets = (facts: BreastFacts, drug: string, dose?: number): boolean =>
  facts.care.drugs.some(
    (course) =>
      course.purpose !== 'palliative' &&
      course.drugs.some((one) => one.name === drug && (dose === undefined || one.dose === dose)),
  )
const otherSpread = ({ course }: Known): boolean =>
  course.episodes.some((one) => !isBreast(one.tumour) && one.extent === 'distant')
const otherOf = ({ course }: Known, group: string): Tumour | undefined =>
  course.tumours.find((one) => one.group === group)
const breastTumours = ({ course }: Known): readonly Tumour[] => course.tumours.filter(isBreast)
const treatedByHospital = (facts: BreastFacts): boolean =>
  facts.care.drugs.some((one) => one.episode === facts.spread) ||
  facts.care.radiotherapy.some((one) => one.episode === facts.spread)

function adjuvantDecoy(
  name: string,
  drug: AdjuvantDrug,
  written: string,
  between: readonly [number, number],
  wish: Wish,
  says: string,
  because: string,
): Stratum {
  return {
    name,
    says,
    because,
    isDecoy: true,
    wish: { ...QUIET, breastBetween: between, adjuvant: drug, nodePositive: true, stage: [2, 3], ...wish },
    holds: (facts) => facts.spread === undefined && gets(facts, written),
  }
}

/** Every hard case and decoy. A person belongs to the first that holds, so the rarer stand before the commoner. */
export const STRATA: readonly Stratum[] = [
  // Hard cases: the cancer has spread.
  {
    name: 'death-certificate-only',
    says: 'Distant spread that only the death certificate tells of',
    because: 'Nothing but the certificate was written because of the spread',
    isDecoy: false,
    wish: {
      ...COMMON,
      ageAtBreast: [62, 80],
      breastBetween: [2012, 2021],
      operated: true,
      stage: [2, 3],
      spread: [700, 1600],
      survivesDays: [15, 90],
      onlyCertificate: true,
    },
    holds: ({ spread }) => spread !== undefined && seenOnly(spread, 'death'),
  },
  {
    name: 'mover-in-with-gp-history-only',
    says: 'Moved in with breast cancer behind them, known to the region by the GP history alone, then distant recurrence',
    because: 'The primary is in no registry that the region holds',
    isDecoy: false,
    wish: {
      ...OPERATED,
      breastBetween: [2008, 2015],
      movesInAfterBreast: true,
      registered: false,
      spread: [1800, 4000],
    },
    holds: ({ life, tumour, spread, spreadAfter }) =>
      spread !== undefined &&
      life.movedIn &&
      tumour.diagnosedOn < life.enteredOn &&
      unregistered(tumour) &&
      spread.actedOn > life.enteredOn &&
      spreadAfter > 180,
  },
  {
    name: 'late-recurrence-of-an-unregistered-primary',
    says: 'Distant recurrence ten years or more after a primary that no registry holds',
    because: 'Registries begin in 1995 and recurrence goes on for decades',
    isDecoy: false,
    wish: { ...OPERATED, ageAtBreast: [38, 55], breastBetween: [1984, 1994.9], spread: [10200, 14200] },
    holds: ({ tumour, spread, spreadAfter }) => spread !== undefined && unregistered(tumour) && spreadAfter > 3650,
  },
  {
    name: 'spread-in-two-cancers',
    says: 'Breast cancer and another cancer, both with distant spread',
    because: 'The metastases can be put under either',
    isDecoy: false,
    wish: {
      ...OPERATED,
      spread: [500, 2600],
      otherCancer: ['lung', 'bowel', 'ovary', 'kidney'],
      otherCancerSpreads: true,
    },
    holds: (facts) => facts.spread !== undefined && otherSpread(facts),
  },
  {
    name: 'breast-spread-with-another-primary',
    says: 'Distant spread of the breast in somebody who also has another primary that had not spread',
    because: 'Attribution has a competitor',
    isDecoy: false,
    wish: {
      ...OPERATED,
      spread: [500, 2600],
      otherCancer: ['lung', 'bowel', 'ovary', 'melanoma', 'uterus', 'bladder'],
      otherCancerSpreads: false,
    },
    holds: (facts) => facts.spread !== undefined && facts.course.tumours.some((one) => !isBreast(one)),
  },
  {
    name: 'in-situ-then-invasive-then-spread',
    says: 'In situ disease, then an invasive tumour, then distant spread',
    because: 'In situ disease itself never spreads',
    isDecoy: false,
    wish: {
      ...COMMON,
      breastBetween: [2009, 2016],
      inSituFirst: true,
      operated: true,
      stage: [1, 2],
      spread: [400, 2000],
    },
    holds: (facts) => facts.spread !== undefined && breastTumours(facts).some((one) => one.behaviour === '2'),
  },
  {
    name: 'contralateral-then-spread',
    says: 'Tumours of both breasts, then distant spread',
    because: 'A second primary is not a recurrence, and the spread belongs to one of them',
    isDecoy: false,
    wish: { ...OPERATED, breastBetween: [2009, 2016], contralateral: true, spread: [2300, 3600] },
    holds: (facts) => facts.spread !== undefined && breastTumours(facts).filter(isInvasiveBreast).length > 1,
  },
  {
    name: 'male-breast-spread',
    says: 'Distant spread from breast cancer in a man',
    because: 'Rules written for women lose them',
    isDecoy: false,
    wish: { ...OPERATED, sex: '1', ageAtBreast: [55, 78], spread: [300, 2500] },
    holds: ({ life, spread }) => spread !== undefined && life.sex === '1',
  },
  {
    name: 'spread-before-the-primary',
    says: 'Spread recorded 31 days or more before the breast was found to be its origin',
    because: 'First called cancer of unknown primary',
    isDecoy: false,
    wish: { ...COMMON, ageAtBreast: [50, 85], spread: 'new' },
    holds: ({ spreadAfter }) => spreadAfter < -30,
  },
  {
    name: 'registry-says-early-hospital-says-spread',
    says: 'Operated for early disease, spread shown by staging within 120 days of diagnosis',
    because: 'Stage at diagnosis in truth, while the registry says stage 1 to 3',
    isDecoy: false,
    wish: { ...OPERATED, stage: [2, 3], nodePositive: true, spread: [18, 85] },
    holds: ({ tumour, spreadAfter }) => tumour.stage !== 4 && tumour.operatedOn !== null && spreadAfter <= 120,
  },
  {
    name: 'early-relapse',
    says: 'Operated for early disease, relapsed 121 to 179 days after diagnosis',
    because: 'Between stage at diagnosis and recurrence',
    isDecoy: false,
    wish: { ...OPERATED, stage: [2, 3], subtype: 'triple_negative', spread: [122, 150] },
    holds: ({ tumour, spreadAfter }) => tumour.operatedOn !== null && spreadAfter > 120 && spreadAfter < 180,
  },
  {
    name: 'died-soon-after-the-first-sign',
    says: 'Dead within 90 days of the first act on the spread',
    because: 'A rule that waits for a second sign loses them',
    isDecoy: false,
    wish: { ...OPERATED, ageAtBreast: [60, 82], spread: [500, 2500], survivesDays: [35, 95] },
    holds: ({ spread, course }) =>
      spread !== undefined && course.diedOn !== null && course.diedOn - spread.actedOn <= 90,
  },
  {
    name: 'never-operated-progression',
    says: 'Never operated on, distant spread 180 days or more after diagnosis',
    because: 'Never rendered free of disease: progression, not recurrence',
    isDecoy: false,
    wish: { ...COMMON, ageAtBreast: [76, 90], operated: false, stage: [1, 2, 3], spread: [250, 1500] },
    holds: ({ tumour, spreadAfter }) =>
      tumour.operatedOn === null && tumour.stage !== 4 && spreadAfter >= 180 && Number.isFinite(spreadAfter),
  },
  {
    name: 'untreated-elderly',
    says: 'Aged 75 or over, spread never treated by a hospital',
    because:
      'No drug, no radiotherapy, often endocrine tablets alone: waiting times and chemotherapy data hold nothing',
    isDecoy: false,
    wish: {
      ...COMMON,
      ageAtBreast: [70, 84],
      subtype: 'hr+her2-',
      operated: true,
      stage: [1, 2, 3],
      spread: [700, 2600],
      treatment: 'endocrine-only',
    },
    holds: (facts) =>
      facts.spread !== undefined && ageOn(facts.life, facts.spread.onsetOn) >= 75 && !treatedByHospital(facts),
  },
  {
    name: 'recurrence-with-no-treatment-planned',
    says: 'A recurrence whose only waiting-times trace says that no treatment is planned',
    because: 'Patient status 18 is the only explicit sign',
    isDecoy: false,
    wish: { ...OPERATED, ageAtBreast: [66, 84], spread: [700, 2600], treatment: 'none' },
    holds: (facts) => facts.spread !== undefined && has(facts, 'recurrence-with-no-treatment-planned'),
  },
  {
    name: 'few-metastases-treated-radically',
    says: 'One organ treated by stereotactic radiotherapy with radical intent',
    because: 'Intent is anti-cancer although the region is metastasis',
    isDecoy: false,
    wish: { ...OPERATED, spread: [700, 2600], sites: ['bone'], treatment: 'radical' },
    holds: (facts) =>
      facts.spread !== undefined &&
      facts.care.radiotherapy.some((one) => one.episode === facts.spread && !one.palliative),
  },
  {
    name: 'distant-after-locoregional',
    says: 'A local or regional recurrence, then distant spread',
    because: 'Two recurrences, of which the second counts as distant',
    isDecoy: false,
    wish: { ...OPERATED, breastBetween: [2008, 2013], locoregional: 'local', spread: [2900, 3900] },
    holds: (facts) =>
      facts.spread !== undefined &&
      facts.course.episodes.some((one) => isBreast(one.tumour) && one.extent !== 'distant'),
  },
  {
    name: 'distant-nodes-alone',
    says: 'Distant lymph nodes are the only site',
    because: 'Node codes mix regional and distant',
    isDecoy: false,
    wish: { ...OPERATED, spread: [500, 2600], sites: ['node_distant'] },
    holds: ({ spread }) => spread?.sites.length === 1 && spread.sites[0] === 'node_distant',
  },
  {
    name: 'one-hospital-code-alone',
    says: 'True spread that shows as a single hospital code and nothing else',
    because: 'Looks exactly like a stray code',
    isDecoy: false,
    wish: { ...OPERATED, ageAtBreast: [66, 78], spread: [700, 2600], treatment: 'none', survivesDays: [1200, 3000] },
    holds: ({ spread }) =>
      spread !== undefined &&
      seenOnly(spread, 'apc', 'op') &&
      [...spread.seenIn.values()].every(({ weakDays, plain }) => !plain && weakDays.size === 1) &&
      spread.seenIn.size === 1,
  },
  {
    name: 'stage-missing-metastatic-at-diagnosis',
    says: 'Metastatic at diagnosis, and no registration says so',
    because: 'Stage is recorded for 33 to 43% of them',
    isDecoy: false,
    wish: { ...COMMON, ageAtBreast: [50, 85], spread: 'new' },
    holds: ({ tumour, spread }) =>
      spread !== undefined && tumour.stage === 4 && spread.seenIn.size > 0 && !spread.seenIn.has('registration'),
  },
  {
    name: 'emergency-at-recurrence',
    says: 'The recurrence came to light in an emergency admission',
    because: 'Emergency presentation at recurrence is counted apart',
    isDecoy: false,
    wish: { ...OPERATED, spread: [500, 2600], emergencyAtSpread: true },
    holds: ({ spread }) => spread !== undefined && spread.type !== 'new' && spread.emergency,
  },

  // Decoys: it looks like spread and is not.
  {
    name: 'other-cancer-spread',
    says: 'Another cancer has spread in somebody who had breast cancer',
    because: 'The metastases are not of the breast',
    isDecoy: true,
    wish: {
      ...QUIET,
      otherCancer: ['lung', 'bowel', 'pancreas', 'ovary', 'kidney', 'melanoma'],
      otherCancerSpreads: true,
      otherAfterBreast: true,
    },
    holds: (facts) => facts.spread === undefined && otherSpread(facts),
  },
  {
    name: 'second-primary-of-the-lung',
    says: 'A lung cancer without spread after breast cancer',
    because: 'A lung nodule may be a metastasis or a second primary',
    isDecoy: true,
    wish: { ...QUIET, otherCancer: ['lung'], otherCancerSpreads: false, otherAfterBreast: true },
    holds: (facts) => facts.spread === undefined && otherOf(facts, 'lung') !== undefined,
  },
  {
    name: 'second-primary-of-the-ovary',
    says: 'An ovarian cancer without distant spread after breast cancer',
    because: 'Peritoneum and ovary are sites of both',
    isDecoy: true,
    wish: { ...QUIET, otherCancer: ['ovary'], otherCancerSpreads: false, otherAfterBreast: true, sex: '2' },
    holds: (facts) => facts.spread === undefined && otherOf(facts, 'ovary') !== undefined,
  },
  {
    name: 'mis-keyed-waiting-times-05',
    says: 'Event type 05 keyed for a treatment of the primary',
    because: 'One explicit row that is wrong',
    isDecoy: true,
    wish: { ...QUIET, noise: ['cwt-05'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'mis-keyed-waiting-times-05'),
  },
  {
    name: 'mis-keyed-region-m',
    says: 'Breast radiotherapy keyed as treatment of a metastasis',
    because: 'One explicit row that is wrong',
    isDecoy: true,
    wish: { ...QUIET, noise: ['region-m'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'mis-keyed-region-m'),
  },
  {
    name: 'registry-metastatic-in-error',
    says: 'A registration says M1 or stage 4 and is wrong',
    because: 'The registry is not free of error either',
    isDecoy: true,
    wish: { ...QUIET, noise: ['registry-m1'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'registry-metastatic-in-error'),
  },
  {
    name: 'noise-code-repeated',
    says: 'A wrong secondary code, repeated in an ordinary stay a month or more later',
    because: 'Meets the two-date rule and is still wrong',
    isDecoy: true,
    wish: { ...QUIET, noise: ['repeated-code'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'noise-code-repeated'),
  },
  {
    name: 'noise-code-copied-forward',
    says: 'A wrong secondary code copied forward through day cases of one provider',
    because: 'Many rows, one statement',
    isDecoy: true,
    wish: { ...QUIET, noise: ['copied-forward'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'noise-code-copied-forward'),
  },
  {
    name: 'noise-code-then-clear-follow-up',
    says: 'A wrong secondary code, later a follow-up examination without disease',
    because: 'The later code takes the earlier one back',
    isDecoy: true,
    wish: { ...QUIET, noise: ['z08-after-code'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'noise-code-then-clear-follow-up'),
  },
  {
    name: 'letter-after-noise-code',
    says: 'A wrong hospital code whose discharge letter reached the GP record',
    because: 'Two families, one statement',
    isDecoy: true,
    wish: { ...QUIET, noise: ['letter-after-code'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'letter-after-noise-code'),
  },
  {
    name: 'lone-noise-code',
    says: 'One stay with a secondary code and nothing else, ever',
    because: 'A single code has a predictive value of about 14% (Nordström 2016)',
    isDecoy: true,
    wish: { ...QUIET, noise: ['lone-hospital-code'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'lone-noise-code'),
  },
  {
    name: 'lone-gp-code',
    says: 'One GP code of secondary cancer and nothing else',
    because: 'Chosen from the pick list by mistake',
    isDecoy: true,
    wish: { ...QUIET, noise: ['lone-gp-code'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'lone-gp-code'),
  },
  {
    name: 'recurrence-suspected-only',
    says: 'Recurrence suspected in waiting times and never confirmed',
    because: 'Status 15, 23 and 30 are suspicions',
    isDecoy: true,
    wish: { ...QUIET, noise: ['cwt-suspected'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'recurrence-suspected-only'),
  },
  {
    name: 'chest-wall-recurrence',
    says: 'Recurrence in the chest wall, coded as secondary skin cancer',
    because: 'C79.2 holds skin of the breast too',
    isDecoy: true,
    wish: { ...QUIET, locoregional: 'chest_wall' },
    holds: ({ spread, course }) => spread === undefined && course.episodes.some(({ chestWall }) => chestWall),
  },
  {
    name: 'regional-recurrence',
    says: 'Recurrence in the axilla or beside it',
    because: 'Regional nodes are not distant',
    isDecoy: true,
    wish: { ...QUIET, locoregional: 'regional' },
    holds: ({ spread, course }) => spread === undefined && course.episodes.some(({ extent }) => extent === 'regional'),
  },
  {
    name: 'local-recurrence',
    says: 'Recurrence in the breast',
    because: 'Local is not distant',
    isDecoy: true,
    wish: { ...QUIET, locoregional: 'local' },
    holds: ({ spread, course }) =>
      spread === undefined && course.episodes.some(({ extent, chestWall }) => extent === 'local' && !chestWall),
  },
  {
    name: 'nodal-code-c770-c771',
    says: 'A node code that mixes regional and distant, for regional nodes',
    because: 'Supraclavicular and internal mammary nodes are regional (TNM 8)',
    isDecoy: true,
    wish: { ...QUIET, noise: ['weak-node-code'], nodePositive: true, stage: [2, 3] },
    holds: (facts) => facts.spread === undefined && has(facts, 'nodal-code-c770-c771'),
  },
  adjuvantDecoy(
    'adjuvant-abemaciclib',
    'abemaciclib',
    'ABEMACICLIB',
    [2022.4, 2024.6],
    { subtype: 'hr+her2-' },
    'Two years of abemaciclib after high-risk early disease',
    'NICE TA810, July 2022',
  ),
  adjuvantDecoy(
    'adjuvant-ribociclib',
    'ribociclib',
    'RIBOCICLIB',
    [2024.9, 2025.1],
    { subtype: 'hr+her2-', operated: true },
    'Ribociclib after early disease',
    'NICE appraisal of adjuvant ribociclib, 2025',
  ),
  adjuvantDecoy(
    'adjuvant-olaparib',
    'olaparib',
    'OLAPARIB',
    [2023, 2024.6],
    { subtype: 'triple_negative', brcaCarrier: true },
    'One year of olaparib after high-risk early disease in a BRCA carrier',
    'NICE TA886, May 2023',
  ),
  adjuvantDecoy(
    'adjuvant-trastuzumab-emtansine',
    'trastuzumabEmtansine',
    'TRASTUZUMAB EMTANSINE',
    [2020.2, 2024],
    { subtype: 'hr-her2+' },
    'Trastuzumab emtansine for residual disease after neoadjuvant treatment',
    'NICE TA632, June 2020',
  ),
  adjuvantDecoy(
    'neoadjuvant-pertuzumab',
    'pertuzumab',
    'PERTUZUMAB',
    [2017, 2024],
    { subtype: 'hr+her2+' },
    'Pertuzumab before or after a curative operation',
    'NICE TA424 and TA569',
  ),
  adjuvantDecoy(
    'neoadjuvant-pembrolizumab',
    'pembrolizumab',
    'PEMBROLIZUMAB',
    [2023, 2024.6],
    { subtype: 'triple_negative' },
    'Pembrolizumab before and after a curative operation',
    'NICE TA851, December 2022',
  ),
  adjuvantDecoy(
    'extended-neratinib',
    'neratinib',
    'NERATINIB',
    [2019, 2023],
    { subtype: 'hr+her2+' },
    'A year of neratinib after adjuvant trastuzumab',
    'NICE TA612, November 2019',
  ),
  adjuvantDecoy(
    'adjuvant-capecitabine',
    'capecitabine',
    'CAPECITABINE',
    [2017.5, 2024],
    { subtype: 'triple_negative' },
    'Capecitabine for residual triple-negative disease',
    'CREATE-X practice',
  ),
  adjuvantDecoy(
    'adjuvant-zoledronate',
    'zoledronate',
    'ZOLEDRONIC ACID',
    [2016, 2023],
    { ageAtBreast: [56, 72] },
    'Zoledronate 4 mg every six months for three years',
    'NICE NG101, 2018',
  ),
  {
    name: 'denosumab-for-osteoporosis',
    says: 'Denosumab 60 mg every six months',
    because: 'The cancer dose is 120 mg every four weeks',
    isDecoy: true,
    wish: { ...QUIET, ageAtBreast: [64, 78], osteoporosisDrug: true },
    holds: (facts) => facts.spread === undefined && gets(facts, 'DENOSUMAB', 60),
  },
  {
    name: 'palliative-intent-mis-entered',
    says: 'Palliative intent entered for a curative course',
    because: '3 to 5% of intents are mis-entered',
    isDecoy: true,
    wish: {
      ...QUIET,
      noise: ['palliative-intent'],
      stage: [2, 3],
      subtype: 'triple_negative',
      adjuvant: 'capecitabine',
    },
    holds: (facts) => facts.spread === undefined && has(facts, 'palliative-intent-mis-entered'),
  },
  {
    name: 'palliative-radiotherapy-to-breast',
    says: 'Palliative radiotherapy to a breast tumour that had not spread',
    because: 'Locally advanced is not distant',
    isDecoy: true,
    wish: { ...COMMON, ageAtBreast: [76, 90], operated: false, stage: [3], spread: 'none', noise: [] },
    holds: (facts) => facts.spread === undefined && has(facts, 'palliative-radiotherapy-to-breast'),
  },
  {
    name: 'palliative-care-for-another-illness',
    says: 'Palliative care for another illness, an old breast cancer in the notes',
    because: 'Palliative care is not a sign of cancer',
    isDecoy: true,
    wish: { ...QUIET, ageAtBreast: [68, 82], palliativeForOtherReasons: true },
    holds: (facts) => facts.spread === undefined && has(facts, 'palliative-care-for-another-illness'),
  },
  {
    name: 'certificate-wrongly-names-spread',
    says: 'Died of something else, the certificate mentions secondaries',
    because: 'Certificates err',
    isDecoy: true,
    wish: { ...QUIET, ageAtBreast: [74, 88], noise: ['certificate-names-spread'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'certificate-wrongly-names-spread'),
  },
  {
    name: 'certificate-wrongly-names-the-cancer',
    says: 'Died of something else, the certificate gives the old breast cancer as the cause',
    because: 'Certificates err',
    isDecoy: true,
    wish: { ...QUIET, ageAtBreast: [74, 88], noise: ['certificate-names-cancer'] },
    holds: (facts) => facts.spread === undefined && has(facts, 'certificate-wrongly-names-the-cancer'),
  },
  {
    name: 'contralateral-breast-primary',
    says: 'A second tumour in the other breast, no spread',
    because: 'A second primary is not a recurrence',
    isDecoy: true,
    wish: { ...QUIET, breastBetween: [2010, 2018], contralateral: true },
    holds: (facts) => facts.spread === undefined && breastTumours(facts).filter(isInvasiveBreast).length > 1,
  },
  {
    name: 'late-reconstruction',
    says: 'A breast operation a year or more after diagnosis that rebuilds the breast',
    because: 'Not every late operation is a recurrence',
    isDecoy: true,
    wish: { ...QUIET, lateReconstruction: true },
    holds: (facts) => facts.spread === undefined && has(facts, 'late-reconstruction'),
  },
  {
    name: 'risk-reducing-mastectomy',
    says: 'A mastectomy of the other breast to prevent cancer',
    because: 'Not every late operation is a recurrence',
    isDecoy: true,
    wish: { ...QUIET, riskReducing: true },
    holds: (facts) => facts.spread === undefined && has(facts, 'risk-reducing-mastectomy'),
  },
  {
    name: 'in-situ-only',
    says: 'In situ disease of the breast and nothing else',
    because: 'In situ disease never spreads',
    isDecoy: true,
    wish: { ...COMMON, inSituFirst: true, spread: 'none', noise: [] },
    holds: (facts) => facts.spread === undefined && breastTumours(facts).every((one) => one.behaviour === '2'),
  },
]

/** Somebody who never had cancer, with a stray code: the only decoy without a breast tumour. */
export const STRAY_CODE: Omit<Stratum, 'holds'> = {
  name: 'stray-code-without-cancer',
  says: 'A secondary cancer code in somebody who never had cancer',
  because: 'Noise among people without spread',
  isDecoy: true,
  wish: { noise: ['cancer-free-code'] },
}

const unregistered = (tumour: Tumour): boolean => Object.keys(tumour.ids).length === 0

/** The facts the strata ask about; undefined for somebody without a breast tumour. */
export function breastFacts(known: Known): BreastFacts | undefined {
  const tumours = known.course.tumours.filter(isBreast)
  if (tumours.length === 0) return undefined
  const spread = known.course.episodes.find((one) => isBreast(one.tumour) && one.extent === 'distant')
  const tumour = spread?.tumour ?? tumours[0]!
  return { ...known, tumour, spread, spreadAfter: spread ? spread.actedOn - tumour.diagnosedOn : Infinity }
}

/** The stratum of a person; undefined for the many who are none. */
export function stratumOf(known: Known): Pick<Stratum, 'name' | 'isDecoy'> | undefined {
  const facts = breastFacts(known)
  if (facts) return STRATA.find((stratum) => stratum.holds(facts))
  return known.care.met.has('stray-code-without-cancer') && known.course.tumours.length === 0 ? STRAY_CODE : undefined
}

export const isOf = (stratum: Stratum, known: Known): boolean => {
  const facts = breastFacts(known)
  return facts !== undefined && stratum.holds(facts)
}
