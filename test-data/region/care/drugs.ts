import { type Weighted } from '../chance.ts'
import { on } from '../calendar.ts'
import type { Subtype } from '../disease/course.ts'

/** A regimen that is given for spread, from a day on. `tells`: no other use of it in England at the time. */
export interface Regimen {
  readonly name: string
  readonly drugs: readonly { readonly name: string; readonly dose: number }[]
  readonly from: number
  readonly to?: number
  readonly weight: number
  readonly everyDays: number
  readonly tells: boolean
}

const regimen = (
  name: string,
  drugs: readonly (readonly [string, number])[],
  from: string,
  weight: number,
  everyDays: number,
  tells: boolean,
  to?: string,
): Regimen => ({
  name,
  drugs: drugs.map(([drug, dose]) => ({ name: drug, dose })),
  from: on(from),
  weight,
  everyDays,
  tells,
  ...(to === undefined ? {} : { to: on(to) }),
})

const START = '1960-01-01'
const capecitabine = regimen('CAPECITABINE', [['CAPECITABINE', 2150]], START, 20, 21, false)
const paclitaxel = regimen('PACLITAXEL WEEKLY', [['PACLITAXEL', 150]], START, 16, 21, false)
const docetaxel = regimen('DOCETAXEL', [['DOCETAXEL', 140]], START, 10, 21, false)
const vinorelbine = regimen('VINORELBINE', [['VINORELBINE', 60]], START, 10, 21, true)
const eribulin = regimen('ERIBULIN', [['ERIBULIN', 2.1]], '2016-12-21', 12, 21, true)
const carboplatin = regimen('CARBOPLATIN', [['CARBOPLATIN', 450]], START, 6, 21, false)

/** Lines of treatment for spread from breast cancer, first line and later. Dates are those of the NICE appraisals. */
export const SPREAD_REGIMENS: Readonly<
  Record<Subtype, { readonly first: readonly Regimen[]; readonly later: readonly Regimen[] }>
> = {
  'hr+her2-': {
    first: [
      regimen('PALBOCICLIB + LETROZOLE', [['PALBOCICLIB', 125]], '2017-12-20', 45, 28, true),
      regimen('RIBOCICLIB + LETROZOLE', [['RIBOCICLIB', 600]], '2017-12-20', 32, 28, true),
      regimen('ABEMACICLIB + ANASTROZOLE', [['ABEMACICLIB', 300]], '2019-02-27', 22, 28, true),
      paclitaxel,
      docetaxel,
      capecitabine,
      regimen(
        'FEC',
        [
          ['FLUOROURACIL', 850],
          ['EPIRUBICIN', 130],
          ['CYCLOPHOSPHAMIDE', 850],
        ],
        START,
        10,
        21,
        false,
        '2018-01-01',
      ),
    ],
    later: [
      capecitabine,
      paclitaxel,
      vinorelbine,
      eribulin,
      regimen(
        'EVEROLIMUS + EXEMESTANE',
        [
          ['EVEROLIMUS', 10],
          ['EXEMESTANE', 25],
        ],
        '2016-12-21',
        16,
        28,
        true,
      ),
      regimen(
        'ABEMACICLIB + FULVESTRANT',
        [
          ['ABEMACICLIB', 300],
          ['FULVESTRANT', 500],
        ],
        '2019-05-08',
        10,
        28,
        true,
      ),
      regimen(
        'ALPELISIB + FULVESTRANT',
        [
          ['ALPELISIB', 300],
          ['FULVESTRANT', 500],
        ],
        '2022-08-10',
        6,
        28,
        true,
      ),
      regimen(
        'CAPIVASERTIB + FULVESTRANT',
        [
          ['CAPIVASERTIB', 800],
          ['FULVESTRANT', 500],
        ],
        '2025-05-14',
        8,
        28,
        true,
      ),
      regimen('ELACESTRANT', [['ELACESTRANT', 345]], '2025-02-05', 5, 28, true),
    ],
  },
  'hr+her2+': {
    first: [
      regimen(
        'PERTUZUMAB + TRASTUZUMAB + DOCETAXEL',
        [
          ['PERTUZUMAB', 420],
          ['TRASTUZUMAB', 450],
          ['DOCETAXEL', 140],
        ],
        '2013-05-01',
        75,
        21,
        false,
      ),
      regimen(
        'TRASTUZUMAB + DOCETAXEL',
        [
          ['TRASTUZUMAB', 450],
          ['DOCETAXEL', 140],
        ],
        '2002-03-01',
        20,
        21,
        false,
      ),
      capecitabine,
    ],
    later: [
      regimen('TRASTUZUMAB DERUXTECAN', [['TRASTUZUMAB DERUXTECAN', 380]], '2021-05-26', 40, 21, true),
      regimen('TRASTUZUMAB EMTANSINE', [['TRASTUZUMAB EMTANSINE', 250]], '2014-02-01', 40, 21, true),
      regimen(
        'TUCATINIB + TRASTUZUMAB + CAPECITABINE',
        [
          ['TUCATINIB', 600],
          ['TRASTUZUMAB', 600],
          ['CAPECITABINE', 2000],
        ],
        '2022-04-27',
        20,
        21,
        true,
      ),
      regimen(
        'LAPATINIB + CAPECITABINE',
        [
          ['LAPATINIB', 1250],
          ['CAPECITABINE', 2000],
        ],
        '2008-01-01',
        10,
        21,
        true,
        '2018-01-01',
      ),
      vinorelbine,
      capecitabine,
    ],
  },
  'hr-her2+': {
    first: [
      regimen(
        'PERTUZUMAB + TRASTUZUMAB + DOCETAXEL',
        [
          ['PERTUZUMAB', 420],
          ['TRASTUZUMAB', 450],
          ['DOCETAXEL', 140],
        ],
        '2013-05-01',
        75,
        21,
        false,
      ),
      regimen(
        'TRASTUZUMAB + DOCETAXEL',
        [
          ['TRASTUZUMAB', 450],
          ['DOCETAXEL', 140],
        ],
        '2002-03-01',
        20,
        21,
        false,
      ),
    ],
    later: [
      regimen('TRASTUZUMAB DERUXTECAN', [['TRASTUZUMAB DERUXTECAN', 380]], '2021-05-26', 40, 21, true),
      regimen('TRASTUZUMAB EMTANSINE', [['TRASTUZUMAB EMTANSINE', 250]], '2014-02-01', 40, 21, true),
      vinorelbine,
      capecitabine,
    ],
  },
  triple_negative: {
    first: [
      paclitaxel,
      regimen(
        'ATEZOLIZUMAB + NAB-PACLITAXEL',
        [
          ['ATEZOLIZUMAB', 840],
          ['NAB-PACLITAXEL', 170],
        ],
        '2020-07-01',
        20,
        28,
        true,
      ),
      regimen(
        'PEMBROLIZUMAB + PACLITAXEL',
        [
          ['PEMBROLIZUMAB', 200],
          ['PACLITAXEL', 150],
        ],
        '2022-06-29',
        30,
        21,
        false,
      ),
      carboplatin,
      docetaxel,
      capecitabine,
    ],
    later: [
      regimen('SACITUZUMAB GOVITECAN', [['SACITUZUMAB GOVITECAN', 700]], '2022-08-17', 40, 21, true),
      regimen(
        'GEMCITABINE + CARBOPLATIN',
        [
          ['GEMCITABINE', 1700],
          ['CARBOPLATIN', 450],
        ],
        '2007-01-01',
        14,
        21,
        false,
      ),
      regimen(
        'GEMCITABINE + PACLITAXEL',
        [
          ['GEMCITABINE', 2100],
          ['PACLITAXEL', 300],
        ],
        '2007-01-01',
        6,
        21,
        true,
      ),
      regimen('TALAZOPARIB', [['TALAZOPARIB', 1]], '2024-02-21', 4, 28, true),
      eribulin,
      capecitabine,
      vinorelbine,
    ],
  },
}

export const openOn = (regimens: readonly Regimen[], dayNumber: number): Weighted<Regimen> =>
  regimens
    .filter((one) => one.from <= dayNumber && (one.to === undefined || dayNumber < one.to))
    .map((one) => [one, one.weight] as const)
