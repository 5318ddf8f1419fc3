import { derived, published, unverified } from './parameter.ts'

/**
 * Every rate, delay and gap of the synthetic region. Nothing here may be changed together with a rule.
 * Only choices that no measure can feel (which symptom, which of two operations) stand where they are drawn.
 */

const LORD = 'Lord SJ et al, Medical Journal of Australia 2022;217:402 and Cancer Epidemiol Biomarkers Prev 2024;33:314'
const NCIN_PILOT = 'NCIN, Recurrent and Metastatic Breast Cancer pilot, 2011'
const GDO = 'NDRS Get Data Out, release of March 2021'
const KNOWN = 'Professional knowledge, not checked against a source'

// ---------------------------------------------------------------- the extract

export const EXTRACT = {
  from: unverified(
    '2012-04-01',
    'Fourteen financial years; the national waiting-times product itself begins in April 2018',
  ),
  cut: unverified('2026-03-31', 'End of the last financial year of the extract'),
  registryFrom: published('1995-01-01', 'NDRS: registrations complete since 1995'),
  ncrdTo: unverified('2023-12-31', 'Finalised registrations come 18 to 24 months after the year'),
  rcrdFrom: published('2018-01-01', 'NDRS, Rapid Cancer Registration Dataset quality page'),
  ecdsFrom: published('2017-10-01', 'NHS England, Emergency Care Data Set'),
  cosdFrom: published('2013-01-01', 'NHS Information Standard DCB1521: recurrence mandatory since January 2013'),
  rtdsFrom: published('2009-04-01', 'NDRS, Radiotherapy Data Set'),
  sactFrom: published('2012-04-01', 'NDRS, Systemic Anti-Cancer Therapy dataset: roll-out 2012, mandated April 2014'),
} as const

/** Median days from a fact to its first day in the feed; the rest is an exponential tail. */
export const LAG_DAYS = {
  person: unverified(0, KNOWN),
  death: unverified(12, KNOWN),
  registration: published(135, 'NDRS: rapid registrations 4 to 5 months after diagnosis'),
  ncrd: unverified(600, 'Finalised registrations 18 to 24 months'),
  cosd_non_primary: published(45, 'COSD submission timetable: 25 working days after the month'),
  cosd_pathology: published(45, 'COSD submission timetable: 25 working days after the month'),
  cwt: unverified(35, 'Monthly submission, 25 working days'),
  sact: published(120, 'NDRS: 4 to 7 months in the rapid registration dashboards'),
  rtds: published(50, 'NDRS radiotherapy data set profile: about 2 months'),
  apc: unverified(40, '4 to 8 weeks'),
  op: unverified(40, '4 to 8 weeks'),
  ecds: unverified(30, '4 to 8 weeks'),
  gp_event: unverified(3, 'Daily to weekly'),
  gp_medication: unverified(3, 'Daily to weekly'),
  imaging: unverified(95, '3 to 4 months'),
} as const

// ---------------------------------------------------------------- people

export const PEOPLE = {
  presentAtStart: unverified(
    0.77,
    'Of all people ever registered over fourteen years; the rest are born in or move in',
  ),
  bornDuring: derived(0.12, 'About 1.1 births per 100 people a year over fourteen years'),
  femaleShare: published(0.507, 'ONS mid-year estimates, England'),
  /** Share of people by age at the start of the data, in ten-year bands from 0. */
  ageShares: published(
    [0.119, 0.129, 0.137, 0.131, 0.147, 0.122, 0.107, 0.07, 0.031, 0.007],
    'ONS mid-2012 population estimates, England, ten-year bands',
  ),
  ageOfMovers: unverified([0.14, 0.18, 0.32, 0.15, 0.08, 0.05, 0.04, 0.025, 0.012, 0.003], KNOWN),
  leavesPerYear: published(
    0.011,
    'Emigration and deregistration 1 to 3% a year; the lower end, since moves within the ICB stay',
  ),
  leavesPerYearAge20to39: unverified(0.03, KNOWN),
  returns: unverified(0.2, KNOWN),
  changesPracticePerYear: unverified(0.025, KNOWN),
  overlappingPeriods: unverified(0.01, 'A second registration that starts before the first one ends'),
  formerAreaCode: unverified(0.4, 'Of people who live where the 2011 area was redrawn'),
  registersWithoutArea: unverified(0.01, KNOWN),
  sexNotKnown: unverified(0.0008, KNOWN),
  ethnicity: derived(
    [
      ['A', 84],
      ['B', 0.5],
      ['C', 5.2],
      ['D', 0.4],
      ['E', 0.3],
      ['F', 0.5],
      ['G', 0.5],
      ['H', 1.2],
      ['J', 0.9],
      ['K', 0.5],
      ['L', 0.9],
      ['M', 0.3],
      ['N', 1.1],
      ['P', 0.2],
      ['R', 0.6],
      ['S', 0.9],
      ['Z', 4],
      ['99', 1],
    ],
    'Near Census 2021, Humber and North Yorkshire, with a little more variety so that every group appears',
  ),
  /** Gompertz hazard of death from causes other than a planted cancer: a·exp(b·age) per year. */
  mortality: derived(
    { female: { a: 1.15e-5, b: 0.1 }, male: { a: 1.9e-5, b: 0.097 } },
    'Fitted by eye to ONS national life tables 2018-20, less cancer deaths',
  ),
  mortalityByQuintile: derived([1.4, 1.18, 1, 0.88, 0.76], 'ONS, health state life expectancies by deprivation'),
} as const

/** Background contact rates per person-year at ages 0, 20, 40, 60, 80. Far thinner than real life, to keep the region small. */
export const BACKGROUND = {
  ages: [0, 20, 40, 60, 80],
  gpEvents: unverified([0.15, 0.22, 0.38, 0.75, 1.1], 'About a twentieth of a real GP record'),
  gpMedicines: unverified([0.06, 0.1, 0.2, 0.6, 1.0], 'About a fortieth of real prescribing'),
  outpatients: unverified([0.08, 0.1, 0.17, 0.33, 0.45], 'About a quarter of NHS England outpatient activity'),
  admissions: unverified([0.05, 0.05, 0.07, 0.14, 0.3], 'About half of NHS England admitted activity'),
  emergencyAttendances: unverified([0.12, 0.14, 0.1, 0.12, 0.28], 'About half of NHS England activity'),
  images: unverified([0.02, 0.03, 0.05, 0.09, 0.12], 'About a tenth of the Diagnostic Imaging Dataset'),
  emergencyShareOfAdmissions: published(
    [0.7, 0.4, 0.3, 0.3, 0.5],
    'NHS England admitted patient care activity, rounded',
  ),
  screeningAttendance: published(
    0.7,
    'NHS Breast Screening Programme: about 70% of women aged 50 to 70 attend every three years',
  ),
} as const

// ---------------------------------------------------------------- breast: who gets it and what it is

export const BREAST = {
  /** Invasive cases per 100,000 women a year by age. */
  incidenceAges: [0, 25, 35, 45, 50, 55, 65, 70, 80, 95],
  incidenceFemale: derived(
    [0, 5, 45, 150, 245, 255, 365, 340, 365, 365],
    'NHS England cancer registration statistics 2019, 48,387 cases, smoothed, and lowered by a tenth because the planted second tumours come on top',
  ),
  incidenceMaleShare: unverified(0.007, 'About 1 case in 150 is in a man'),
  /** Multiplies incidence by calendar year. */
  incidenceDrift: derived(
    [
      [1960, 0.5],
      [1980, 0.62],
      [1995, 0.8],
      [2005, 0.92],
      [2015, 1],
      [2026, 1.04],
    ],
    'Rising incidence, Cancer Research UK',
  ),
  incidenceByQuintile: derived([0.9, 0.95, 1, 1.04, 1.08], 'Less common among the most deprived'),
  dcisPerInvasive: derived(0.14, 'NHS England cancer registration: about 7,000 in situ cases beside 48,000 invasive'),
  stageByAge: unverified(
    [
      {
        from: 0,
        stages: [
          [1, 36],
          [2, 46],
          [3, 13],
          [4, 5],
        ],
      },
      {
        from: 50,
        stages: [
          [1, 49],
          [2, 37],
          [3, 9.3],
          [4, 4.7],
        ],
      },
      {
        from: 70,
        stages: [
          [1, 37],
          [2, 44],
          [3, 12],
          [4, 7],
        ],
      },
      {
        from: 80,
        stages: [
          [1, 23],
          [2, 53],
          [3, 14.5],
          [4, 9.5],
        ],
      },
    ] as const,
    'Metastatic at diagnosis about 5 to 8% of new cases: 11,468 in three years (National Audit of Metastatic Breast Cancer) is the upper end',
  ),
  laterStageByQuintile: unverified([1.25, 1.1, 1, 0.95, 0.88], 'Odds of stage 3 and 4 against stage 1 and 2'),
  nodePositiveAtStage2: unverified(0.5, KNOWN),
  subtypes: unverified(
    [
      ['hr+her2-', 70],
      ['hr+her2+', 10],
      ['hr-her2+', 5],
      ['triple_negative', 15],
    ],
    KNOWN,
  ),
  subtypesOlder: unverified(
    [
      ['hr+her2-', 80],
      ['hr+her2+', 7],
      ['hr-her2+', 3],
      ['triple_negative', 10],
    ],
    'From age 70',
  ),
  borderlineHer2: unverified(0.04, KNOWN),
  screenDetected: unverified(0.5, 'Of stage 1 and 2 at ages 50 to 70, and 0.9 of in situ'),
  neverOperated: unverified(
    [
      [0, 0.02],
      [70, 0.08],
      [75, 0.18],
      [80, 0.38],
      [85, 0.6],
      [90, 0.8],
    ],
    'Primary endocrine treatment of older women, stage 1 to 3',
  ),
  operatedAtStage4: unverified(0.08, KNOWN),
  brcaCarrier: unverified(0.06, KNOWN),

  /** Annual hazard of distant recurrence (%) in years 1, 2, … since diagnosis; the last one holds for later years. */
  distantHazardLocalised: published(
    [0.8, 2.8, 1.9, 1.4, 1.0, 1.0, 1.0, 1.0, 0.95, 0.9, 0.9, 0.8, 0.8, 0.8, 0.7],
    `${LORD}: peak 2.8% in year 2, about 1% from year 5, 14.3% in 14 years`,
  ),
  distantHazardRegional: published(
    [4.2, 9.1, 6.3, 4.4, 3.3, 2.6, 2.1, 2.0, 2.0, 1.9, 1.8, 1.8, 1.7, 1.7, 1.5],
    `${LORD}: peak 9.1% in year 2, about 2% from year 7, 34.7% in 14 years`,
  ),
  /** Subtype factors for years 1-3, 4-5 and later. */
  distantBySubtype: unverified(
    {
      'hr+her2-': [0.8, 1.0, 1.15],
      'hr+her2+': [1.1, 0.95, 0.9],
      'hr-her2+': [1.35, 0.9, 0.5],
      triple_negative: [1.7, 0.9, 0.35],
    },
    'Late relapse of hormone-positive disease, early relapse of the rest',
  ),
  distantDrift: unverified(
    [
      [1990, 0.95],
      [2002, 0.86],
      [2007, 0.71],
      [2015, 0.57],
      [2026, 0.51],
    ],
    `${LORD}: 18.6% to 15.0% between 2001-02 and 2006-07; continued since`,
  ),
  distantWhenNeverOperated: unverified(1.5, KNOWN),
  localRecurrencePerYear: unverified(0.0055, 'Local and regional recurrence about 1% a year together, falling'),
  regionalRecurrencePerYear: unverified(0.0022, KNOWN),
  distantAfterLocoregional: unverified(0.3, 'Distant disease follows within three years'),
  contralateralPerYear: unverified(0.0045, '0.4 to 0.5% a year'),
  invasiveAfterDcisPerYear: unverified(0.006, KNOWN),
  spreadFoundLateInStaging: unverified(
    0.008,
    'Of operated stage 2 and 3 disease: spread shown by staging after the operation, within 120 days',
  ),
  onsetBeforePrimary: unverified(
    0.035,
    'Of metastatic at diagnosis: spread recorded 31 to 170 days before the breast was found',
  ),
  chestWallShareOfLocal: unverified(0.2, KNOWN),
} as const

export const BREAST_SPREAD = {
  siteCount: derived(
    [
      [1, 60],
      [2, 25],
      [3, 11],
      [4, 4],
    ],
    'Multiple sites in 33% at diagnosis (SEER 2010-15, BMC Cancer 2019;19:1091), about 45% at recurrence',
  ),
  deNovoSites: published(
    [
      ['bone', 62],
      ['lung', 17],
      ['liver', 14],
      ['node_distant', 9],
      ['pleura', 5],
      ['brain', 3],
      ['skin', 2],
      ['peritoneum', 1],
      ['adrenal', 1],
      ['other', 1],
    ],
    'SEER 2010-15: bone-only 39.8%, lung-only 10.9%, liver-only 7.3%, brain-only 1.5%',
  ),
  recurrentSites: unverified(
    [
      ['bone', 48],
      ['liver', 21],
      ['lung', 21],
      ['brain', 8],
      ['node_distant', 16],
      ['pleura', 8],
      ['peritoneum', 3],
      ['mediastinum', 3],
      ['ovary', 1],
      ['adrenal', 1],
      ['skin', 3],
      ['cns_other', 2],
      ['bowel', 1],
      ['other', 2],
    ],
    'First site of recurrence',
  ),
  siteBySubtype: unverified(
    {
      'hr+her2-': { bone: 1.25, brain: 0.5 },
      'hr+her2+': { liver: 1.4, brain: 1.6 },
      'hr-her2+': { liver: 1.7, brain: 2.6, bone: 0.7 },
      triple_negative: { lung: 1.6, brain: 2.2, bone: 0.55 },
    } as const,
    KNOWN,
  ),
  medianSurvivalMonths: unverified(
    { 'hr+her2-': 48, 'hr+her2+': 58, 'hr-her2+': 45, triple_negative: 15 },
    'Before the factors of age and site: after them the pooled median is near 28 months (26 at diagnosis, 23 at recurrence, PMC8804182; the audit implies 28)',
  ),
  survivalShape: derived(
    0.8,
    'One-year survival 65% and three-year 44%, National Audit of Metastatic Breast Cancer 2025',
  ),
  survivalBrain: unverified(0.4, KNOWN),
  survivalBoneOnly: unverified(1.25, KNOWN),
  survivalSeveralSites: unverified(0.75, KNOWN),
  survivalByAge: unverified(
    [
      [0, 1.1],
      [60, 1],
      [75, 0.65],
      [85, 0.45],
    ],
    KNOWN,
  ),
  survivalDrift: unverified(
    [
      [1995, 0.65],
      [2010, 0.85],
      [2018, 1],
      [2026, 1.1],
    ],
    KNOWN,
  ),
  presentsAsEmergency: unverified(0.2, 'Share of distant recurrences whose first act is an emergency admission'),
  newSitePerYear: unverified(0.5, 'Further organs while alive with spread'),
  diesOfIt: unverified(0.93, 'Of deaths after spread, those caused by it'),
} as const

// ---------------------------------------------------------------- other cancers

/** Ages at which the incidence of other cancers is given; straight lines between. */
export const OTHER_CANCER_AGES = [0, 20, 40, 55, 70, 85] as const

export interface OtherCancer {
  readonly group: string
  readonly sites: readonly (readonly [string, number])[]
  readonly morphology: string
  /** Cases per 100,000 a year at OTHER_CANCER_AGES. */
  readonly male: readonly number[]
  readonly female: readonly number[]
  /** Share metastatic at diagnosis; null where staging by spread means nothing. */
  readonly metastaticAtDiagnosis: number | null
  /** Share of the rest who later have distant spread (or a relapse), and the median years until then. */
  readonly laterSpread: readonly [number, number]
  readonly relapses: boolean
  /** Share who die of the cancer without distant spread, and the median months. */
  readonly otherDeath: readonly [number, number]
  readonly spreadSites: readonly (readonly [string, number])[]
  readonly survivalMonthsAfterSpread: number
  readonly operated: number
  readonly drugs: number
  readonly radiotherapy: number
  readonly nodeCode: string
  readonly operation: string
  readonly specialty: string
  readonly curativeRegimen: readonly [string, readonly string[]]
  readonly palliativeRegimens: readonly (readonly [string, readonly string[]])[]
  /** Share presenting as an emergency by route to diagnosis. */
  readonly emergency: number
  readonly emergencyBecause: string
  readonly laterality: boolean
  readonly quintiles: readonly number[]
}

const EVEN = [1, 1, 1, 1, 1] as const
const SMOKING = [1.65, 1.25, 0.95, 0.75, 0.6] as const
const NOT_IN_GDO = 'Routes to Diagnosis about 2019 to 2021, from knowledge: unverified'

/** Incidence: near NHS England cancer registration statistics 2019. Courses and treatment: professional knowledge. */
export const OTHER_CANCERS = unverified<readonly OtherCancer[]>(
  [
    {
      group: 'bowel',
      sites: [
        ['C187', 30],
        ['C180', 18],
        ['C182', 12],
        ['C189', 5],
        ['C19X', 8],
        ['C20X', 27],
      ],
      morphology: '8140/3',
      male: [0, 1, 15, 90, 260, 450],
      female: [0, 1, 14, 65, 170, 330],
      metastaticAtDiagnosis: 0.22,
      laterSpread: [0.2, 1.8],
      relapses: false,
      otherDeath: [0.12, 20],
      spreadSites: [
        ['liver', 60],
        ['lung', 28],
        ['peritoneum', 18],
        ['bone', 4],
        ['brain', 2],
        ['node_distant', 8],
      ],
      survivalMonthsAfterSpread: 15,
      operated: 0.8,
      drugs: 0.35,
      radiotherapy: 0.12,
      nodeCode: 'C772',
      operation: 'H333',
      specialty: '100',
      curativeRegimen: ['CAPECITABINE + OXALIPLATIN', ['CAPECITABINE', 'OXALIPLATIN']],
      palliativeRegimens: [
        ['FOLFIRI + CETUXIMAB', ['IRINOTECAN', 'FLUOROURACIL', 'CETUXIMAB']],
        ['FOLFOX', ['OXALIPLATIN', 'FLUOROURACIL']],
      ],
      emergency: 0.22,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'lung',
      sites: [
        ['C341', 50],
        ['C343', 28],
        ['C349', 15],
        ['C342', 5],
        ['C340', 2],
      ],
      morphology: '8140/3',
      male: [0, 0.3, 5, 75, 300, 420],
      female: [0, 0.3, 6, 75, 260, 280],
      metastaticAtDiagnosis: 0.46,
      laterSpread: [0.3, 0.9],
      relapses: false,
      otherDeath: [0.3, 9],
      spreadSites: [
        ['bone', 32],
        ['brain', 24],
        ['liver', 20],
        ['adrenal', 16],
        ['lung', 18],
        ['pleura', 20],
      ],
      survivalMonthsAfterSpread: 5,
      operated: 0.3,
      drugs: 0.4,
      radiotherapy: 0.35,
      nodeCode: 'C771',
      operation: 'E543',
      specialty: '340',
      curativeRegimen: ['CISPLATIN + VINORELBINE', ['CISPLATIN', 'VINORELBINE']],
      palliativeRegimens: [
        ['PEMBROLIZUMAB', ['PEMBROLIZUMAB']],
        ['CARBOPLATIN + PEMETREXED', ['CARBOPLATIN', 'PEMETREXED']],
      ],
      emergency: 0.335,
      emergencyBecause: NOT_IN_GDO,
      laterality: true,
      quintiles: SMOKING,
    },
    {
      group: 'prostate',
      sites: [['C61X', 1]],
      morphology: '8140/3',
      male: [0, 0, 1, 150, 620, 650],
      female: [0, 0, 0, 0, 0, 0],
      metastaticAtDiagnosis: 0.16,
      laterSpread: [0.12, 5],
      relapses: false,
      otherDeath: [0.03, 60],
      spreadSites: [
        ['bone', 85],
        ['node_distant', 22],
        ['liver', 5],
        ['lung', 5],
      ],
      survivalMonthsAfterSpread: 38,
      operated: 0.16,
      drugs: 0.06,
      radiotherapy: 0.3,
      nodeCode: 'C775',
      operation: 'M611',
      specialty: '101',
      curativeRegimen: ['DOCETAXEL', ['DOCETAXEL']],
      palliativeRegimens: [
        ['ENZALUTAMIDE', ['ENZALUTAMIDE']],
        ['ABIRATERONE', ['ABIRATERONE']],
        ['DOCETAXEL', ['DOCETAXEL']],
      ],
      emergency: 0.069,
      emergencyBecause: `${GDO}: 2,847 of 41,161 in 2016`,
      laterality: false,
      quintiles: [0.85, 0.95, 1, 1.05, 1.1],
    },
    {
      group: 'ovary',
      sites: [
        ['C56X', 85],
        ['C570', 11],
        ['C482', 4],
      ],
      morphology: '8461/3',
      male: [0, 0, 0, 0, 0, 0],
      female: [0, 3, 9, 28, 52, 60],
      metastaticAtDiagnosis: 0.2,
      laterSpread: [0.3, 1.6],
      relapses: false,
      otherDeath: [0.15, 20],
      spreadSites: [
        ['peritoneum', 55],
        ['liver', 25],
        ['pleura', 25],
        ['lung', 8],
        ['node_distant', 10],
      ],
      survivalMonthsAfterSpread: 20,
      operated: 0.75,
      drugs: 0.7,
      radiotherapy: 0.01,
      nodeCode: 'C772',
      operation: 'Q223',
      specialty: '503',
      curativeRegimen: ['CARBOPLATIN + PACLITAXEL', ['CARBOPLATIN', 'PACLITAXEL']],
      palliativeRegimens: [
        ['CARBOPLATIN + LIPOSOMAL DOXORUBICIN', ['CARBOPLATIN', 'LIPOSOMAL DOXORUBICIN']],
        ['PACLITAXEL WEEKLY', ['PACLITAXEL']],
      ],
      emergency: 0.27,
      emergencyBecause: `${GDO}: 1,892 of 7,002 in 2016`,
      laterality: true,
      quintiles: EVEN,
    },
    {
      group: 'cervix',
      sites: [
        ['C539', 80],
        ['C531', 12],
        ['C530', 8],
      ],
      morphology: '8070/3',
      male: [0, 0, 0, 0, 0, 0],
      female: [0, 3, 16, 11, 9, 9],
      metastaticAtDiagnosis: 0.09,
      laterSpread: [0.15, 1.5],
      relapses: false,
      otherDeath: [0.1, 18],
      spreadSites: [
        ['lung', 35],
        ['bone', 20],
        ['liver', 20],
        ['node_distant', 35],
      ],
      survivalMonthsAfterSpread: 10,
      operated: 0.5,
      drugs: 0.3,
      radiotherapy: 0.4,
      nodeCode: 'C775',
      operation: 'Q074',
      specialty: '503',
      curativeRegimen: ['CISPLATIN', ['CISPLATIN']],
      palliativeRegimens: [['CARBOPLATIN + PACLITAXEL', ['CARBOPLATIN', 'PACLITAXEL']]],
      emergency: 0.1,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: [1.6, 1.2, 0.95, 0.8, 0.65],
    },
    {
      group: 'uterus',
      sites: [
        ['C541', 92],
        ['C55X', 8],
      ],
      morphology: '8380/3',
      male: [0, 0, 0, 0, 0, 0],
      female: [0, 0.3, 6, 50, 85, 60],
      metastaticAtDiagnosis: 0.08,
      laterSpread: [0.1, 1.8],
      relapses: false,
      otherDeath: [0.07, 24],
      spreadSites: [
        ['lung', 40],
        ['peritoneum', 30],
        ['liver', 20],
        ['bone', 10],
        ['node_distant', 20],
      ],
      survivalMonthsAfterSpread: 11,
      operated: 0.88,
      drugs: 0.15,
      radiotherapy: 0.25,
      nodeCode: 'C775',
      operation: 'Q074',
      specialty: '503',
      curativeRegimen: ['CARBOPLATIN + PACLITAXEL', ['CARBOPLATIN', 'PACLITAXEL']],
      palliativeRegimens: [['CARBOPLATIN + PACLITAXEL', ['CARBOPLATIN', 'PACLITAXEL']]],
      emergency: 0.09,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'vulva',
      sites: [
        ['C519', 80],
        ['C510', 20],
      ],
      morphology: '8070/3',
      male: [0, 0, 0, 0, 0, 0],
      female: [0, 0, 1, 4, 9, 20],
      metastaticAtDiagnosis: 0.04,
      laterSpread: [0.12, 1.5],
      relapses: false,
      otherDeath: [0.12, 20],
      spreadSites: [
        ['lung', 40],
        ['node_distant', 40],
        ['liver', 15],
        ['bone', 10],
      ],
      survivalMonthsAfterSpread: 8,
      operated: 0.85,
      drugs: 0.08,
      radiotherapy: 0.25,
      nodeCode: 'C774',
      operation: 'P052',
      specialty: '503',
      curativeRegimen: ['CISPLATIN', ['CISPLATIN']],
      palliativeRegimens: [['CARBOPLATIN + PACLITAXEL', ['CARBOPLATIN', 'PACLITAXEL']]],
      emergency: 0.09,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'pancreas',
      sites: [
        ['C250', 55],
        ['C259', 25],
        ['C251', 10],
        ['C252', 10],
      ],
      morphology: '8500/3',
      male: [0, 0.1, 2, 16, 55, 100],
      female: [0, 0.1, 2, 13, 45, 95],
      metastaticAtDiagnosis: 0.52,
      laterSpread: [0.4, 0.8],
      relapses: false,
      otherDeath: [0.4, 5],
      spreadSites: [
        ['liver', 72],
        ['peritoneum', 25],
        ['lung', 20],
      ],
      survivalMonthsAfterSpread: 3.5,
      operated: 0.22,
      drugs: 0.35,
      radiotherapy: 0.04,
      nodeCode: 'C772',
      operation: 'J551',
      specialty: '100',
      curativeRegimen: ['GEMCITABINE + CAPECITABINE', ['GEMCITABINE', 'CAPECITABINE']],
      palliativeRegimens: [
        ['FOLFIRINOX', ['OXALIPLATIN', 'IRINOTECAN', 'FLUOROURACIL']],
        ['GEMCITABINE + NAB-PACLITAXEL', ['GEMCITABINE', 'NAB-PACLITAXEL']],
      ],
      emergency: 0.438,
      emergencyBecause: `${GDO}: 11,144 of 25,420 in 2014 to 2016`,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'stomach',
      sites: [
        ['C169', 40],
        ['C163', 25],
        ['C160', 25],
        ['C162', 10],
      ],
      morphology: '8140/3',
      male: [0, 0.1, 2, 11, 40, 80],
      female: [0, 0.1, 1.5, 5, 18, 40],
      metastaticAtDiagnosis: 0.38,
      laterSpread: [0.3, 1.1],
      relapses: false,
      otherDeath: [0.25, 9],
      spreadSites: [
        ['liver', 42],
        ['peritoneum', 38],
        ['lung', 14],
        ['ovary', 4],
        ['bone', 8],
      ],
      survivalMonthsAfterSpread: 5.5,
      operated: 0.4,
      drugs: 0.4,
      radiotherapy: 0.08,
      nodeCode: 'C772',
      operation: 'G281',
      specialty: '100',
      curativeRegimen: ['FLOT', ['FLUOROURACIL', 'OXALIPLATIN', 'DOCETAXEL']],
      palliativeRegimens: [
        ['CAPECITABINE + OXALIPLATIN', ['CAPECITABINE', 'OXALIPLATIN']],
        ['CISPLATIN + CAPECITABINE + TRASTUZUMAB', ['CISPLATIN', 'CAPECITABINE', 'TRASTUZUMAB']],
      ],
      emergency: 0.299,
      emergencyBecause: `${GDO}: 4,831 of 16,148 in 2014 to 2016`,
      laterality: false,
      quintiles: [1.4, 1.15, 1, 0.85, 0.75],
    },
    {
      group: 'oesophagus',
      sites: [
        ['C155', 57],
        ['C154', 20],
        ['C159', 23],
      ],
      morphology: '8140/3',
      male: [0, 0, 1.5, 22, 60, 90],
      female: [0, 0, 0.5, 6, 22, 45],
      metastaticAtDiagnosis: 0.36,
      laterSpread: [0.35, 1.1],
      relapses: false,
      otherDeath: [0.25, 9],
      spreadSites: [
        ['liver', 48],
        ['lung', 28],
        ['bone', 16],
        ['node_distant', 30],
        ['brain', 4],
      ],
      survivalMonthsAfterSpread: 5.5,
      operated: 0.35,
      drugs: 0.45,
      radiotherapy: 0.35,
      nodeCode: 'C771',
      operation: 'G021',
      specialty: '100',
      curativeRegimen: ['FLOT', ['FLUOROURACIL', 'OXALIPLATIN', 'DOCETAXEL']],
      palliativeRegimens: [['CAPECITABINE + OXALIPLATIN', ['CAPECITABINE', 'OXALIPLATIN']]],
      emergency: 0.193,
      emergencyBecause: `${GDO}: 4,399 of 22,762 in 2014 to 2016`,
      laterality: false,
      quintiles: [1.2, 1.08, 1, 0.92, 0.88],
    },
    {
      group: 'liver',
      sites: [
        ['C220', 55],
        ['C221', 35],
        ['C229', 10],
      ],
      morphology: '8170/3',
      male: [0.3, 0.2, 1.5, 15, 40, 55],
      female: [0.2, 0.2, 1, 6, 18, 32],
      metastaticAtDiagnosis: 0.22,
      laterSpread: [0.2, 0.9],
      relapses: false,
      otherDeath: [0.55, 8],
      spreadSites: [
        ['lung', 50],
        ['bone', 30],
        ['peritoneum', 20],
        ['adrenal', 10],
      ],
      survivalMonthsAfterSpread: 4,
      operated: 0.22,
      drugs: 0.15,
      radiotherapy: 0.03,
      nodeCode: 'C772',
      operation: 'J023',
      specialty: '306',
      curativeRegimen: ['CAPECITABINE', ['CAPECITABINE']],
      palliativeRegimens: [
        ['SORAFENIB', ['SORAFENIB']],
        ['ATEZOLIZUMAB + BEVACIZUMAB', ['ATEZOLIZUMAB', 'BEVACIZUMAB']],
      ],
      emergency: 0.42,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: [1.5, 1.2, 0.95, 0.82, 0.7],
    },
    {
      group: 'kidney',
      sites: [['C64X', 100]],
      morphology: '8312/3',
      male: [1, 0.5, 8, 32, 70, 75],
      female: [1, 0.5, 5, 17, 38, 42],
      metastaticAtDiagnosis: 0.19,
      laterSpread: [0.18, 3],
      relapses: false,
      otherDeath: [0.07, 24],
      spreadSites: [
        ['lung', 55],
        ['bone', 35],
        ['liver', 18],
        ['brain', 10],
        ['adrenal', 10],
      ],
      survivalMonthsAfterSpread: 20,
      operated: 0.75,
      drugs: 0.05,
      radiotherapy: 0.01,
      nodeCode: 'C772',
      operation: 'M025',
      specialty: '101',
      curativeRegimen: ['PEMBROLIZUMAB', ['PEMBROLIZUMAB']],
      palliativeRegimens: [
        ['SUNITINIB', ['SUNITINIB']],
        ['NIVOLUMAB + IPILIMUMAB', ['NIVOLUMAB', 'IPILIMUMAB']],
      ],
      emergency: 0.209,
      emergencyBecause: `${GDO}: malignant kidney, 5,824 of 27,905 in 2014 to 2016`,
      laterality: true,
      quintiles: EVEN,
    },
    {
      group: 'bladder',
      sites: [
        ['C679', 70],
        ['C672', 20],
        ['C66X', 5],
        ['C65X', 5],
      ],
      morphology: '8120/3',
      male: [0, 0.2, 2, 20, 90, 190],
      female: [0, 0.1, 1, 6, 24, 50],
      metastaticAtDiagnosis: 0.09,
      laterSpread: [0.16, 1.6],
      relapses: false,
      otherDeath: [0.12, 18],
      spreadSites: [
        ['bone', 35],
        ['lung', 32],
        ['liver', 26],
        ['node_distant', 30],
      ],
      survivalMonthsAfterSpread: 7,
      operated: 0.85,
      drugs: 0.2,
      radiotherapy: 0.12,
      nodeCode: 'C775',
      operation: 'M421',
      specialty: '101',
      curativeRegimen: ['GEMCITABINE + CISPLATIN', ['GEMCITABINE', 'CISPLATIN']],
      palliativeRegimens: [
        ['CARBOPLATIN + GEMCITABINE', ['CARBOPLATIN', 'GEMCITABINE']],
        ['ATEZOLIZUMAB', ['ATEZOLIZUMAB']],
      ],
      emergency: 0.117,
      emergencyBecause: `${GDO}: malignant and in situ bladder, 5,942 of 50,655 in 2014 to 2016`,
      laterality: false,
      quintiles: [1.2, 1.08, 1, 0.92, 0.88],
    },
    {
      group: 'melanoma',
      sites: [
        ['C435', 38],
        ['C437', 25],
        ['C436', 20],
        ['C433', 17],
      ],
      morphology: '8720/3',
      male: [0, 3, 14, 30, 70, 110],
      female: [0, 6, 24, 35, 50, 65],
      metastaticAtDiagnosis: 0.02,
      laterSpread: [0.11, 2.5],
      relapses: false,
      otherDeath: [0.01, 30],
      spreadSites: [
        ['lung', 40],
        ['brain', 25],
        ['liver', 25],
        ['skin', 22],
        ['node_distant', 20],
        ['bone', 12],
      ],
      survivalMonthsAfterSpread: 20,
      operated: 0.97,
      drugs: 0.06,
      radiotherapy: 0.02,
      nodeCode: 'C773',
      operation: 'S065',
      specialty: '330',
      curativeRegimen: ['NIVOLUMAB', ['NIVOLUMAB']],
      palliativeRegimens: [
        ['IPILIMUMAB + NIVOLUMAB', ['IPILIMUMAB', 'NIVOLUMAB']],
        ['PEMBROLIZUMAB', ['PEMBROLIZUMAB']],
      ],
      emergency: 0.025,
      emergencyBecause: NOT_IN_GDO,
      laterality: true,
      quintiles: [0.6, 0.8, 1, 1.2, 1.35],
    },
    {
      group: 'head_neck',
      sites: [
        ['C329', 19],
        ['C099', 20],
        ['C029', 18],
        ['C01X', 14],
        ['C049', 8],
        ['C139', 6],
        ['C07X', 6],
        ['C300', 5],
        ['C119', 4],
      ],
      morphology: '8070/3',
      male: [0.1, 0.8, 7, 48, 62, 60],
      female: [0.1, 0.8, 4, 18, 25, 28],
      metastaticAtDiagnosis: 0.04,
      laterSpread: [0.13, 1.3],
      relapses: false,
      otherDeath: [0.2, 14],
      spreadSites: [
        ['lung', 65],
        ['bone', 20],
        ['liver', 16],
      ],
      survivalMonthsAfterSpread: 7,
      operated: 0.55,
      drugs: 0.25,
      radiotherapy: 0.65,
      nodeCode: 'C770',
      operation: 'F221',
      specialty: '120',
      curativeRegimen: ['CISPLATIN', ['CISPLATIN']],
      palliativeRegimens: [
        ['NIVOLUMAB', ['NIVOLUMAB']],
        ['CETUXIMAB + CISPLATIN', ['CETUXIMAB', 'CISPLATIN']],
      ],
      emergency: 0.074,
      emergencyBecause: `${GDO}: 2,160 of 29,102 in 2014 to 2016`,
      laterality: false,
      quintiles: SMOKING,
    },
    {
      group: 'brain',
      sites: [
        ['C711', 30],
        ['C712', 25],
        ['C719', 25],
        ['C713', 20],
      ],
      morphology: '9440/3',
      male: [3.5, 2.5, 5, 12, 22, 20],
      female: [3, 2, 4, 8, 15, 14],
      metastaticAtDiagnosis: null,
      laterSpread: [0, 1],
      relapses: false,
      otherDeath: [0.8, 9],
      spreadSites: [],
      survivalMonthsAfterSpread: 9,
      operated: 0.5,
      drugs: 0.4,
      radiotherapy: 0.5,
      nodeCode: '',
      operation: 'A029',
      specialty: '150',
      curativeRegimen: ['TEMOZOLOMIDE', ['TEMOZOLOMIDE']],
      palliativeRegimens: [['LOMUSTINE', ['LOMUSTINE']]],
      emergency: 0.499,
      emergencyBecause: `${GDO}: malignant brain, 7,048 of 14,119 in 2014 to 2016`,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'leukaemia',
      sites: [
        ['C911', 42],
        ['C920', 32],
        ['C921', 8],
        ['C910', 9],
        ['C931', 5],
        ['C959', 4],
      ],
      morphology: '9823/3',
      male: [5, 3, 5, 14, 55, 110],
      female: [4, 2, 4, 9, 30, 65],
      metastaticAtDiagnosis: null,
      laterSpread: [0.25, 2],
      relapses: true,
      otherDeath: [0.35, 16],
      spreadSites: [],
      survivalMonthsAfterSpread: 12,
      operated: 0,
      drugs: 0.6,
      radiotherapy: 0,
      nodeCode: '',
      operation: '',
      specialty: '303',
      curativeRegimen: ['CYTARABINE + DAUNORUBICIN', ['CYTARABINE', 'DAUNORUBICIN']],
      palliativeRegimens: [
        ['VENETOCLAX', ['VENETOCLAX']],
        ['AZACITIDINE', ['AZACITIDINE']],
      ],
      emergency: 0.37,
      emergencyBecause: 'Leukaemia UK, quoting Routes to Diagnosis: 37%',
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'lymphoma',
      sites: [
        ['C833', 40],
        ['C829', 20],
        ['C819', 14],
        ['C859', 12],
        ['C884', 8],
        ['C844', 6],
      ],
      morphology: '9680/3',
      male: [1, 4, 9, 24, 65, 95],
      female: [0.8, 4, 7, 18, 45, 65],
      metastaticAtDiagnosis: null,
      laterSpread: [0.25, 2],
      relapses: true,
      otherDeath: [0.18, 14],
      spreadSites: [],
      survivalMonthsAfterSpread: 18,
      operated: 0.05,
      drugs: 0.7,
      radiotherapy: 0.2,
      nodeCode: '',
      operation: 'T872',
      specialty: '303',
      curativeRegimen: ['R-CHOP', ['RITUXIMAB', 'CYCLOPHOSPHAMIDE', 'DOXORUBICIN', 'VINCRISTINE']],
      palliativeRegimens: [
        ['POLATUZUMAB + BENDAMUSTINE + RITUXIMAB', ['POLATUZUMAB VEDOTIN', 'BENDAMUSTINE', 'RITUXIMAB']],
        ['R-GDP', ['RITUXIMAB', 'GEMCITABINE', 'CISPLATIN']],
      ],
      emergency: 0.25,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'myeloma',
      sites: [['C900', 100]],
      morphology: '9732/3',
      male: [0, 0, 1.5, 11, 35, 55],
      female: [0, 0, 1, 8, 22, 38],
      metastaticAtDiagnosis: null,
      laterSpread: [0.55, 2.5],
      relapses: true,
      otherDeath: [0.2, 18],
      spreadSites: [],
      survivalMonthsAfterSpread: 26,
      operated: 0,
      drugs: 0.75,
      radiotherapy: 0.15,
      nodeCode: '',
      operation: '',
      specialty: '303',
      curativeRegimen: ['BORTEZOMIB + THALIDOMIDE + DEXAMETHASONE', ['BORTEZOMIB', 'THALIDOMIDE']],
      palliativeRegimens: [
        ['LENALIDOMIDE', ['LENALIDOMIDE']],
        ['DARATUMUMAB + BORTEZOMIB', ['DARATUMUMAB', 'BORTEZOMIB']],
      ],
      emergency: 0.3,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
    {
      group: 'less_common',
      sites: [
        ['C73X', 22],
        ['C629', 16],
        ['C800', 18],
        ['C450', 14],
        ['C499', 12],
        ['C23X', 6],
        ['C211', 8],
        ['C179', 4],
      ],
      morphology: '8010/3',
      male: [4, 12, 12, 20, 50, 110],
      female: [3, 8, 14, 18, 38, 90],
      metastaticAtDiagnosis: 0.25,
      laterSpread: [0.15, 1.5],
      relapses: false,
      otherDeath: [0.2, 12],
      spreadSites: [
        ['lung', 35],
        ['liver', 35],
        ['bone', 20],
        ['node_distant', 15],
        ['brain', 5],
      ],
      survivalMonthsAfterSpread: 4.5,
      operated: 0.55,
      drugs: 0.25,
      radiotherapy: 0.15,
      nodeCode: 'C779',
      operation: 'T965',
      specialty: '100',
      curativeRegimen: ['CISPLATIN + ETOPOSIDE', ['CISPLATIN', 'ETOPOSIDE']],
      palliativeRegimens: [
        ['CARBOPLATIN + ETOPOSIDE', ['CARBOPLATIN', 'ETOPOSIDE']],
        ['DOXORUBICIN', ['DOXORUBICIN']],
      ],
      emergency: 0.3,
      emergencyBecause: NOT_IN_GDO,
      laterality: false,
      quintiles: EVEN,
    },
  ],
  KNOWN,
)

export const OTHER_CANCER_DRIFT = unverified(
  [
    [1970, 0.6],
    [1995, 0.75],
    [2010, 0.95],
    [2026, 1.05],
  ],
  'All-cancer incidence has risen by about a third since the early 1990s',
)

// ---------------------------------------------------------------- emergency presentation

export const EMERGENCY = {
  breast: unverified(0.045, NOT_IN_GDO),
  /** At stage 4 the share is the group's own to this power, the other stages balancing, so that the group's share stays. */
  atStage4Power: unverified(0.6, KNOWN),
  byQuintile: unverified(
    [1.16, 1.06, 0.98, 0.92, 0.86],
    'Most against least deprived 1.9 in GPRD 1999-2008; milder since',
  ),
  /** Days from the emergency admission to diagnosis: mostly the same stay. */
  daysBeforeDiagnosis: unverified(
    [
      [0, 18],
      [2, 22],
      [5, 25],
      [9, 17],
      [16, 11],
      [25, 7],
    ],
    KNOWN,
  ),
  /** The route is an emergency although the admission lies 31 to 60 days before. */
  admittedTooEarly: unverified(0.07, KNOWN),
  sameDayTransfer: unverified(0.08, KNOWN),
  methods: published(
    [
      ['21', 68],
      ['22', 17],
      ['2A', 5],
      ['24', 4],
      ['2D', 4],
      ['23', 2],
    ],
    'Routes to Diagnosis 2006-2015: 62% A&E, 24% GP and falling, 14% other',
  ),
  admittedSoonAfterDiagnosis: unverified(0.03, 'A near miss: emergency admission in the 30 days after diagnosis'),
} as const

// ---------------------------------------------------------------- care

export const CARE = {
  /** Chemotherapy for operable breast cancer by stage, under 70; a fifth of that above. */
  curativeChemotherapy: unverified({ 1: 0.12, 2: 0.42, 3: 0.75 }, KNOWN),
  chemotherapyHer2OrTriple: unverified(0.72, 'At stage 1 and 2, under 70'),
  neoadjuvant: unverified(0.35, 'Of curative chemotherapy; 0.65 where HER2 positive or triple negative since 2016'),
  curativeRadiotherapy: unverified(0.68, KNOWN),
  boneDrugAdjuvant: unverified(0.22, 'Of postmenopausal women with stage 2 and 3 since 2016'),
  endocrineYears: unverified(5, KNOWN),
  lateReconstruction: unverified(0.05, 'Of operated women, 1 to 4 years on'),
  riskReducingSurgery: unverified(0.015, KNOWN),
  mammogramRecorded: unverified(0.5, 'Share of yearly surveillance mammograms that stand in the thin imaging extract'),
  osteoporosisDenosumab: unverified(
    0.012,
    'Women with early breast cancer over 65 who get denosumab 60 mg every six months',
  ),
  palliativeForOtherReasons: unverified(
    0.06,
    'Of last years of life without spread: palliative care for another illness',
  ),
  locallyAdvancedPalliative: unverified(
    0.06,
    'Of never operated stage 3 without spread: palliative breast radiotherapy',
  ),

  /** Of people with distant spread from breast cancer. */
  systemicBySpreadAge: unverified(
    [
      [0, 0.92],
      [60, 0.85],
      [75, 0.58],
      [85, 0.22],
    ],
    'Any drug given by a hospital',
  ),
  endocrineOnlyShare: unverified(
    0.68,
    'Of hormone-positive disease without hospital drugs: endocrine tablets from the GP',
  ),
  radiotherapyForBone: unverified(0.46, KNOWN),
  radiotherapyForBrain: unverified(0.62, KNOWN),
  radiotherapyOther: unverified(0.13, KNOWN),
  oligometastatic: unverified(0.03, 'Treated by stereotactic radiotherapy with radical intent'),
  boneDrugForBone: unverified(0.62, 'Denosumab 120 mg or zoledronate 4 mg'),
  biopsyOfMetastasis: unverified(
    [
      [2005, 0.12],
      [2015, 0.3],
      [2022, 0.45],
    ],
    KNOWN,
  ),
  unplannedAdmissionsPerYear: unverified(1.5, 'While living with spread'),
  terminalAdmission: unverified(0.58, KNOWN),
  plannedStayAtSpread: unverified(
    { treated: 0.88, untreated: 0.55 },
    'A planned stay or day case near the start: biopsy, drainage, line, fixation',
  ),
  palliativeSpecialist: unverified(
    0.55,
    'Referral to palliative care or a nurse specialist recorded in 53%, NCIN pilot',
  ),
  chemotherapyDayCaseCoded: unverified(0.4, 'Cycles that become an admitted day case; a policy of the trust'),
  firstTreatmentInWaitingTimes: unverified(0.96, KNOWN),
  historyCodedAtMove: unverified(0.45, KNOWN),
  historyCodedLater: unverified(0.12, KNOWN),
  axillaryCodeAtOperation: unverified(0.8, KNOWN),
  secondOperation: unverified(0.12, KNOWN),
  emergencyElsewhere: unverified(0.12, KNOWN),
  terminalAdmissionUntreated: unverified(0.2, KNOWN),
  radiotherapyDiagnosisIsSecondary: unverified(0.22, KNOWN),
  specimenCalledMetastatic: unverified(0.85, KNOWN),
  stopsAfterALine: unverified(0.25, KNOWN),
  denosumabForBone: unverified(0.65, KNOWN),
  boneDrugCalledPalliative: unverified(0.6, KNOWN),
} as const

/** Curative use of drugs by date (NICE appraisals); later the same drug no longer proves metastatic disease. */
export const ADJUVANT_DRUGS = {
  trastuzumab: { from: '2006-08-23', share: unverified(0.85, 'NICE TA107; HER2 positive') },
  pertuzumab: {
    from: '2016-12-21',
    share: unverified(0.6, 'NICE TA424 and TA569; HER2 positive, node positive or neoadjuvant'),
  },
  trastuzumabEmtansine: { from: '2020-06-10', share: unverified(0.3, 'NICE TA632; HER2 positive residual disease') },
  neratinib: { from: '2019-11-20', share: unverified(0.05, 'NICE TA612; hormone and HER2 positive') },
  abemaciclib: {
    from: '2022-07-20',
    share: unverified(0.55, 'NICE TA810; hormone positive, HER2 negative, high risk node positive'),
  },
  ribociclib: {
    from: '2025-08-13',
    share: unverified(0.3, 'NICE, adjuvant ribociclib appraisal; hormone positive stage 2 and 3'),
  },
  olaparib: { from: '2023-05-10', share: unverified(0.7, 'NICE TA886; BRCA carriers at high risk') },
  pembrolizumab: { from: '2022-12-14', share: unverified(0.6, 'NICE TA851; triple negative stage 2 and 3') },
  capecitabine: { from: '2017-06-01', share: unverified(0.22, 'CREATE-X practice; triple negative residual disease') },
  zoledronate: {
    from: '2016-01-01',
    share: unverified(0.22, 'NICE NG101; postmenopausal, 4 mg every six months for three years'),
  },
} as const

// ---------------------------------------------------------------- recording

/** Median days, exponential: one delay shared by all sources until anyone acts, then each source's own. */
export const DELAY = {
  shared: unverified(
    18,
    'With the capture below gives 84% of first evidence within 60 days; 82% is published (Chubak 2015, PMC4592686)',
  ),
  emergency: unverified(10, 'Longer still where nobody acted until an emergency'),
  cwt: unverified(10, KNOWN),
  sact: unverified(14, KNOWN),
  gp: unverified(14, KNOWN),
  rtds: unverified(20, KNOWN),
  hospital: unverified(30, KNOWN),
  queryCode: unverified({ share: 0.05, upToDaysEarly: 90 }, 'A hospital code for a suspicion that later proved right'),
} as const

export const CAPTURE = {
  cwtTreated: derived(0.985, `${NCIN_PILOT}: waiting times held 81%, and 93% of those missing had no treatment`),
  cwtEndocrineOnly: unverified(
    0.7,
    'Hormone treatment stands under the 31-day standard, but often begins before anyone counts',
  ),
  cwtUntreated: derived(0.1, `${NCIN_PILOT}: as above`),
  cwtStatusRow: unverified(0.15, 'Recurrence came by urgent referral, so a patient status of recurrence is filled'),
  cwtMetastaticSite: unverified(0.2, KNOWN),
  cwtEventRecurrence: unverified(
    [
      ['05', 66],
      ['12', 9],
      ['06', 9],
      ['10', 4],
      ['08', 2],
      ['02', 5],
      ['03', 2],
      ['04', 2],
      ['09', 1],
    ],
    'How a distant recurrence is keyed',
  ),
  cwtEventProgression: unverified(
    [
      ['05', 34],
      ['12', 16],
      ['10', 36],
      ['06', 4],
      ['02', 10],
    ],
    KNOWN,
  ),
  cwtEventSpreadAtStaging: unverified(
    [
      ['02', 55],
      ['05', 22],
      ['12', 15],
      ['10', 8],
    ],
    'Spread found by staging after the operation',
  ),
  cwtEventBeforePrimary: unverified(
    [
      ['07', 55],
      ['05', 12],
      ['01', 33],
    ],
    'Spread found before its origin',
  ),
  cwtEventNew: unverified(
    [
      ['01', 88],
      ['12', 5],
      ['05', 2],
      ['07', 1],
      ['02', 4],
    ],
    KNOWN,
  ),
  cwtSecondaryAsDiagnosis: unverified(0.15, 'The diagnosis on a recurrence row is C77 to C79'),
  /** COSD recurrence by trust: a few fill it, most do not. */
  cosdByTrust: unverified(
    { RWA: 0.08, RJL: 0.05, RCB: 0.38, RCD: 0.36, RTR: 0.1, RR8: 0.4 },
    'Breast Cancer Care, Who is counting?, 2016: two thirds of trusts did not collect in full',
  ),
  cosdTypeBlank: unverified(0.12, KNOWN),
  pathologyByTrust: unverified({ RWA: 0.6, RJL: 0.35, RCB: 0.75, RCD: 0.7, RTR: 0.5, RR8: 0.8 }, KNOWN),
  sact: unverified(
    [
      [2012, 0.45],
      [2013, 0.6],
      [2014.3, 0.9],
      [2018, 0.95],
      [2026, 0.96],
    ],
    'NDRS: roll-out from 2012, mandated April 2014',
  ),
  sactIntentWrong: unverified(0.04, '3 to 5% of intents are mis-entered'),
  sactIntentNotKnown: unverified(0.04, KNOWN),
  oralAndBoneDrugs: unverified(0.55, 'Bone drugs are inconsistently sent'),
  rtds: unverified(0.97, KNOWN),
  rtdsRegionM: unverified(0.9, '85 to 95% of metastatic prescriptions have region M'),
  rtdsIntentBefore2014: published(0.35, 'Intent was not mandatory before 2014 (NDRS radiotherapy data set)'),
  hospitalNeverCoded: unverified(0.05, 'Any C78 or C79 in 85 to 95% of people with spread, eventually'),
  hospitalStayCoded: unverified(0.88, 'A stay of somebody with spread carries the secondary code'),
  hospitalWithoutPrimary: unverified(0.2, 'The stay names the spread but not the primary'),
  outpatientCoded: unverified(0.05, 'Outpatient diagnoses are R69X nearly always'),
  gpLetterCoded: unverified(0.58, 'A GP practice codes the letter that tells of spread'),
  gpLetterRepeated: unverified(0.35, KNOWN),
  gpPrimaryCoded: unverified(0.92, KNOWN),
  gpHistoryTransferred: unverified(0.8, 'A record of an earlier practice that reaches the next one'),
  deathSecondaryMentioned: unverified(0.5, 'Of deaths from breast cancer after spread'),
  deathUnderlyingOther: unverified(0.05, KNOWN),
  ncrd: published(0.98, 'NDRS: near complete'),
  wrongPrimaryForSpread: unverified(
    0.03,
    'Of people with spread to lung, liver or brain: a rapid registration of a primary there',
  ),
  rcrdMissing: published(0.121, 'NDRS rapid registration quality page: 12.1% missing against 2018'),
  rcrdWrong: published(0.06, 'NDRS rapid registration quality page: 6.0% extra, wrong site or wrong date'),
  registeredCosdByTrust: unverified({ RWA: 0.8, RJL: 0.7, RCB: 0.9, RCD: 0.88, RTR: 0.75, RR8: 0.92 }, KNOWN),
  stageOfMetastaticNcrd: unverified(0.85, 'Of metastatic at diagnosis, final registration'),
  stageOfMetastaticRcrd: published(0.4, 'National Audit of Metastatic Breast Cancer: stage recorded for 33 to 43%'),
  stageOfOthers: unverified(0.88, 'Stages 1 to 3, final registration; 0.8 in the rapid one'),
  registryCallsSpreadEarly: unverified(0.05, 'Registry says stage 2 or 3 although spread was there at diagnosis'),
  cosdSiteAtDiagnosis: unverified(0.45, 'Of metastatic at diagnosis in the trust record'),
  metastasisAsBasis: unverified(0.08, 'Basis of diagnosis 6 among metastatic at diagnosis'),
  registeredWhenElsewhere: unverified(0.35, 'A primary diagnosed before moving in that reaches the extract'),
  deathAfterLeaving: unverified(0.5, KNOWN),
} as const

/** Wrong rows among people with a cancer and no distant spread, over their follow-up unless said otherwise. */
export const NOISE = {
  loneHospitalCode: unverified(
    0.022,
    'One stay with C78 or C79; with the rest, false distant evidence in 1 to 14% (Nordström 2016; Probert 2025; Northern Ireland)',
  ),
  copiedForwardCode: unverified(0.004, 'The wrong code again in day cases of the same provider, or beyond position 10'),
  repeatedIndependently: unverified(0.0012, 'The wrong code again in an ordinary stay, 30 or more days on'),
  gpLetterAfterHospitalCode: unverified(0.35, 'The discharge letter of a wrong code reaches the GP record'),
  loneGpCode: unverified(0.004, KNOWN),
  weakNodeCode: unverified(0.012, 'C770, C771, C778 or C779 for regional nodes'),
  misKeyedCwt05: unverified(0.0022, KNOWN),
  suspectedOnlyCwt: unverified(0.012, 'Patient status 15, 23 or 30: recurrence suspected and excluded'),
  misKeyedRegionM: unverified(0.002, 'Of breast radiotherapy courses'),
  registryM1: unverified(0.0012, 'Of registrations'),
  cosdWrong: unverified(0.0006, KNOWN),
  pathologyWrong: unverified(0.0006, KNOWN),
  followUpZ08: unverified(0.35, 'Of breast survivors: at least one stay or visit coded Z08 or with Z853'),
  primaryCopiedForward: unverified(0.15, 'Stays of survivors that still carry the primary as if active'),
  historyCode: unverified(0.45, 'Stays of survivors that carry Z853'),
  certificateNamesCancer: unverified(0.04, 'Of other deaths of survivors: breast cancer as the underlying cause'),
  certificateNamesSpread: unverified(0.006, 'Of other deaths of survivors: a secondary mentioned with the cancer'),
  noCancerHospitalCode: unverified(0.00022, 'Of stays of people who never had cancer: a stray C77 to C80'),
  referralsPerYear: unverified(0.012, 'Urgent referrals a year that end in no cancer'),
  copiedBeyondPosition10: unverified(0.35, KNOWN),
  copyBeyondPosition10: unverified(0.4, KNOWN),
  suspicionCausesCode: unverified(0.12, KNOWN),
  onAStayThatHappenedAnyway: unverified(0.7, KNOWN),
} as const

/** First day of each version of the chemotherapy data set. */
export const SACT_VERSIONS = {
  three: unverified('2018-01-01', KNOWN),
  four: unverified('2024-09-01', KNOWN),
} as const

/** Months in which a provider sent nothing of a source, both ends included. */
export const GAPS = unverified(
  [
    { source: 'apc', provider: 'RJL', from: '2019-07', to: '2019-08' },
    { source: 'op', provider: 'RCD', from: '2016-04', to: '2016-09' },
    { source: 'cwt', provider: 'RCB', from: '2021-11', to: '2021-12' },
    { source: 'sact', provider: 'RTR', from: '2016-01', to: '2016-03' },
    { source: 'sact', provider: 'RWA', from: '2023-09', to: '2023-10' },
    { source: 'rtds', provider: 'RWA', from: '2018-05', to: '2018-06' },
    { source: 'ecds', provider: 'RTR', from: '2017-10', to: '2018-03' },
    { source: 'cosd_pathology', provider: 'RJL', from: '2013-01', to: '2015-12' },
    { source: 'imaging', provider: 'RCB', from: '2014-02', to: '2014-04' },
  ] as const,
  'Invented, of the kind that data quality reports show',
)

/** Oddities of format, per row. */
export const BLEMISH = {
  paddedCode: unverified(0.004, 'Blank-padded, dotted, lower-case or dagger-marked codes'),
  fillerForAbsent: unverified(0.003, 'A dash, NULL or blanks where nothing is known'),
  unreadableOptional: unverified(0.0006, 'An optional value that cannot be read'),
  rejected: unverified(0.0004, 'A required value missing or impossible, or a person nobody knows'),
  duplicate: unverified(0.0008, 'The same row twice'),
  /** These write every date as YYYYMMDD. */
  compactDates: unverified(
    [
      { source: 'op', provider: 'RJL' },
      { source: 'rtds', provider: 'RR8' },
    ] as const,
    KNOWN,
  ),
} as const

/** How completely items are filled where nothing published says so. */
export const FILL = {
  secondConsultantEpisode: unverified(0.25, KNOWN),
  unfinishedVersion: unverified(0.002, KNOWN),
  spreadAsMainDiagnosis: unverified(0.3, KNOWN),
  eachSiteCoded: unverified(0.85, KNOWN),
  spreadOfUnspecifiedSite: unverified(0.04, KNOWN),
  nodesCodedBeside: unverified(0.1, KNOWN),
  appointmentAttended: unverified(0.93, KNOWN),
  imagingOutcome: unverified(0.03, KNOWN),
  registryRaisesStageAfterStaging: unverified(0.3, KNOWN),
  mOfNonMetastatic: unverified(0.85, KNOWN),
  mOfMetastatic: unverified(0.85, KNOWN),
  rapidErrorIsOfSite: unverified(0.3, KNOWN),
  regionalNodesAsSiteAtDiagnosis: unverified(0.1, KNOWN),
  siteAtDiagnosisNotApplicable: unverified(0.15, KNOWN),
  trustDateDiffers: unverified(0.2, KNOWN),
  morphology: unverified(0.94, KNOWN),
  laterality: unverified(0.95, KNOWN),
  dateOfFirstSurgery: unverified(0.85, KNOWN),
  originalPrimary: unverified(0.93, KNOWN),
  siteUnknown: unverified(0.05, KNOWN),
  stageOfOthersTrust: unverified(0.75, KNOWN),
  stageOfMetastaticTrust: unverified(0.55, KNOWN),
  stageOfOthersRcrd: unverified(0.8, KNOWN),
  receptorsNational: unverified(0.9, KNOWN),
  receptorsTrust: unverified(0.75, KNOWN),
  her2NotKnown: unverified(0.03, KNOWN),
  drugDecisionDate: unverified(0.93, KNOWN),
  sactVersion: unverified(0.92, KNOWN),
  adjunctiveTherapy: unverified(0.9, KNOWN),
  anatomicalSite: unverified(0.85, KNOWN),
  radiotherapyDecisionDate: unverified(0.95, KNOWN),
  certificateSpreadUnspecified: unverified(0.25, KNOWN),
  certificateMentionsOldCancer: unverified(0.12, KNOWN),
  certificateMentionsSpreadBeside: unverified(0.5, KNOWN),
} as const

/** Shares of local and regional recurrences of the breast. */
export const LOCOREGIONAL = {
  operated: unverified(0.85, KNOWN),
  inWaitingTimes: unverified(0.8, KNOWN),
  gpLetterCoded: unverified(0.45, KNOWN),
  radiotherapy: unverified(0.4, KNOWN),
  chemotherapy: unverified(0.3, KNOWN),
} as const

/** Care of cancers other than of the breast. */
export const OTHER_CARE = {
  emergencyNamesCancer: unverified(0.55, KNOWN),
  plannedStayAtDiagnosis: unverified(0.85, KNOWN),
  plannedStayNamesCancer: unverified(0.85, KNOWN),
  inWaitingTimes: unverified(0.9, KNOWN),
  chemotherapyDayCaseCoded: unverified(0.25, KNOWN),
  emergencyAtSpread: unverified(0.25, KNOWN),
  diesOfSpread: unverified(0.94, KNOWN),
} as const
