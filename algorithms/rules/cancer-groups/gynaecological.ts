import { families } from '../../domain/codes.ts'
import { BLOOD_MORPHOLOGIES, GDO, mainGroup, type Morphologies, NDRS, SINCE_TNM } from './group.ts'

const SEX = { sex: 'female', notMorphologies: BLOOD_MORPHOLOGIES, stageableFrom: SINCE_TNM } as const

const SEX_CORD_OR_GERM_CELL: Morphologies = [
  [8590, 8670],
  [9060, 9105],
]
/** Sarcomas, mesothelioma and the like of the peritoneum are not of the ovary. */
const NOT_PERITONEAL_CARCINOMA: Morphologies = [
  8693,
  [8800, 8806],
  8963,
  8990,
  8991,
  [9040, 9044],
  [8810, 8921],
  [9120, 9373],
  9490,
  9500,
  [9530, 9582],
  [9050, 9053],
  ...BLOOD_MORPHOLOGIES,
]

export const OVARY = mainGroup(
  {
    ...SEX,
    code: 'ovary',
    says: 'Ovary, fallopian tube and primary peritoneal carcinomas',
    sites: families('C56', 'C57', 'C48', 'D391'),
    notMorphologies: NOT_PERITONEAL_CARCINOMA,
    behaviours: ['3', '5', '1'],
    because: `${GDO}: D39.1 in, D07.3 and C45.1 out; ovarian cancer audit, appendix 1, for C48`,
    status: 'verified',
  },
  [
    { code: 'ovary_borderline', says: 'Borderline ovary', behaviours: ['1'], status: 'unverified' },
    {
      code: 'ovary_sex_cord_germ_cell',
      says: 'Sex cord-stromal and germ cell ovary',
      morphologies: SEX_CORD_OR_GERM_CELL,
      status: 'unverified',
    },
    {
      code: 'ovary_epithelial',
      says: 'Malignant epithelial ovary',
      morphologies: [
        [8010, 8589],
        [8930, 8982],
        [9000, 9015],
        [9110, 9110],
      ],
      sites: families('C56', 'C570', 'C48'),
      status: 'unverified',
    },
    {
      code: 'ovary_non_specific_site',
      says: 'Non-specific site of the ovary group',
      sites: families('C571', 'C572', 'C573', 'C574', 'C577', 'C578', 'C579'),
      status: 'unverified',
    },
    { code: 'ovary_other', says: 'Miscellaneous and unspecified ovary', isRest: true, status: 'unverified' },
  ],
)

export const OTHER_GYNAECOLOGICAL = [
  ...mainGroup({ ...SEX, code: 'cervix', says: 'Cervix', sites: families('C53') }),
  ...mainGroup({ ...SEX, code: 'uterus', says: 'Uterus', sites: families('C54', 'C55') }, [
    {
      code: 'uterus_endometrial',
      says: 'Endometrial carcinoma',
      morphologies: [
        [8010, 8589],
        [8950, 8951],
        [8980, 8980],
      ],
      sitesWithoutMorphology: families('C54'),
    },
    { code: 'uterus_other', says: 'Non-endometrial uterus', isRest: true },
  ]),
  ...mainGroup({ ...SEX, code: 'vulva', says: 'Vulva', sites: families('C51') }),
  ...mainGroup({ ...SEX, code: 'vagina', says: 'Vagina', sites: families('C52') }),
  ...mainGroup({
    ...SEX,
    code: 'placenta',
    says: 'Placenta',
    sites: families('C58'),
    because: `${NDRS}: shown apart here because each gynaecological site is`,
  }),
]
