import { evidenceRule } from './rule.ts'

const REGION = 'RTDS, RADIOTHERAPY TREATMENT REGION'
const GRAMMAR = 'Palliative dose grammar: 8 Gy in 1, 20 Gy in 5, 30 Gy in 10'
const OURS = {
  is: 'one-of',
  column: 'names',
  values: ['breast', 'secondary'],
  says: 'the prescription names breast cancer or a secondary',
} as const
const NOT_OTHER = {
  is: 'not-one-of',
  column: 'names',
  values: ['other'],
  says: 'the prescription does not name another cancer',
} as const
const NOT_BREAST = {
  is: 'not-one-of',
  column: 'place',
  values: ['breast'],
  says: 'what is treated is not the breast itself',
} as const
/** 40 Gy in 15 and 50 Gy in 25 are the schedules of the breast after an operation, and 26 Gy in 5 since 2020. */
const ADJUVANT_FRACTIONS = 15
const IN_A_WEEK = { fractions: 5, least: 26, most: 27 }
const OF_THE_BREAST = {
  is: 'any-of',
  parts: [
    { is: 'at-least', column: 'fractions', value: ADJUVANT_FRACTIONS },
    {
      is: 'all-of',
      parts: [
        { is: 'at-least', column: 'fractions', value: IN_A_WEEK.fractions },
        { is: 'at-most', column: 'fractions', value: IN_A_WEEK.fractions },
        { is: 'at-least', column: 'dose', value: IN_A_WEEK.least },
        { is: 'at-most', column: 'dose', value: IN_A_WEEK.most },
      ],
    },
  ],
} as const
const NOT_OF_THE_BREAST = {
  is: 'all-of',
  parts: [
    { is: 'at-most', column: 'fractions', value: ADJUVANT_FRACTIONS - 1 },
    {
      is: 'any-of',
      parts: [
        { is: 'at-most', column: 'fractions', value: IN_A_WEEK.fractions - 1 },
        { is: 'at-least', column: 'fractions', value: IN_A_WEEK.fractions + 1 },
        { is: 'absent', column: 'dose' },
        { is: 'at-most', column: 'dose', value: IN_A_WEEK.least - 0.01 },
        { is: 'at-least', column: 'dose', value: IN_A_WEEK.most + 0.01 },
      ],
    },
  ],
} as const
const PALLIATIVE = { is: 'one-of', column: 'intent', values: ['palliative'] } as const

export const RADIOTHERAPY_EVIDENCE = [
  evidenceRule({
    id: 'radiotherapy-to-metastasis',
    says: 'Radiotherapy to a metastasis',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'region', values: ['M'] },
        OURS,
        NOT_BREAST,
        {
          is: 'any-of',
          parts: [
            { is: 'not-one-of', column: 'intent', values: ['anti_cancer'] },
            { is: 'one-of', column: 'has_site', values: ['yes'] },
          ],
        },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    site: 'from-fact',
    because: `${REGION} M`,
    status: 'verified',
    examples: [
      { given: { region: 'M', names: 'breast', intent: 'palliative' }, counts: true, note: 'region M' },
      { given: { region: 'P', names: 'breast', intent: 'palliative' }, counts: false, note: 'the primary' },
      {
        given: { region: 'M', names: 'breast', intent: 'palliative', place: 'breast' },
        counts: false,
        note: 'the region says metastasis, the site the breast',
      },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-to-metastasis-anti-cancer',
    says: 'Radiotherapy of anti-cancer intent to a metastasis with no treated site',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'region', values: ['M'] },
        OURS,
        { is: 'one-of', column: 'intent', values: ['anti_cancer'] },
        { is: 'not-one-of', column: 'has_site', values: ['yes'] },
        {
          is: 'any-of',
          parts: [{ is: 'absent', column: 'fractions' }, NOT_OF_THE_BREAST],
        },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    because: `${REGION} M; oligometastases are treated with anti-cancer intent`,
    status: 'verified',
    examples: [
      { given: { region: 'M', names: 'breast', intent: 'anti_cancer' }, counts: true, note: 'no site' },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', has_site: 'yes' },
        counts: false,
        note: 'with a site it is definite',
      },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 15, dose: 40 },
        counts: false,
        note: 'the schedule of the breast after an operation',
      },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 5, dose: 26 },
        counts: false,
        note: 'the same in a week',
      },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 5, dose: 20 },
        counts: true,
        note: 'five fractions of a lower dose',
      },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 5, dose: 50 },
        counts: true,
        note: 'stereotactic',
      },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-region-doubtful',
    says: 'Radiotherapy whose region says metastasis, while its site or schedule are those of the breast after an operation',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'region', values: ['M'] },
        OURS,
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'place', values: ['breast'] },
            {
              is: 'all-of',
              parts: [
                { is: 'one-of', column: 'intent', values: ['anti_cancer'] },
                { is: 'not-one-of', column: 'has_site', values: ['yes'] },
                OF_THE_BREAST,
              ],
            },
          ],
        },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    because:
      'FAST-Forward and START trials: 26 Gy in 5, 40 Gy in 15 or 50 Gy in 25; a row that contradicts itself is a mis-keyed row until another speaks',
    status: 'unverified',
    examples: [
      { given: { region: 'M', names: 'breast', place: 'breast' }, counts: true, note: 'the breast itself' },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 15 },
        counts: true,
        note: 'fifteen fractions, no site',
      },
      {
        given: { region: 'M', names: 'breast', intent: 'anti_cancer', fractions: 5, dose: 26 },
        counts: true,
        note: '26 Gy in a week, no site',
      },
      { given: { region: 'M', names: 'breast', place: 'bone', fractions: 15 }, counts: false, note: 'a bone' },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-palliative-bone-or-brain',
    says: 'Palliative radiotherapy to bone or brain for breast cancer',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        PALLIATIVE,
        { is: 'one-of', column: 'place', values: ['bone', 'brain'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
        { is: 'not-one-of', column: 'region', values: ['O'] },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    site: 'from-fact',
    because: 'RTDS intent 1 with OPCS-4 Z63 to Z80 or Z01 to Z05',
    status: 'verified',
    examples: [
      { given: { intent: 'palliative', place: 'bone', names: 'breast' }, counts: true, note: 'spine' },
      {
        given: { intent: 'palliative', place: 'rib_cage', names: 'breast' },
        counts: false,
        note: 'the rib cage may be chest wall',
      },
      {
        given: { intent: 'palliative', place: 'brain', names: 'breast', region: 'O' },
        counts: false,
        note: 'prophylactic',
      },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-palliative-bone-or-brain-secondary',
    says: 'Palliative radiotherapy to bone or brain, coded as a secondary or not coded',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        PALLIATIVE,
        { is: 'one-of', column: 'place', values: ['bone', 'brain'] },
        { is: 'not-one-of', column: 'names', values: ['breast', 'other'] },
        { is: 'not-one-of', column: 'region', values: ['O'] },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    site: 'from-fact',
    because: 'RTDS intent 1 with OPCS-4 Z63 to Z80 or Z01 to Z05',
    status: 'verified',
    examples: [
      { given: { intent: 'palliative', place: 'bone', names: 'secondary' }, counts: true, note: 'coded C79.5' },
      { given: { intent: 'palliative', place: 'bone', names: 'other' }, counts: false, note: 'myeloma or prostate' },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-palliative-rib-cage',
    says: 'Palliative radiotherapy to the rib cage, which may be chest wall',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        PALLIATIVE,
        { is: 'one-of', column: 'place', values: ['rib_cage'] },
        NOT_OTHER,
        { is: 'not-one-of', column: 'region', values: ['O', 'M'] },
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    site: 'bone',
    because: 'OPCS-4 Z74',
    status: 'unverified',
    examples: [
      { given: { intent: 'palliative', place: 'rib_cage', names: 'breast' }, counts: true, note: 'Z74' },
      {
        given: { intent: 'anti_cancer', place: 'rib_cage', names: 'breast' },
        counts: false,
        note: 'adjuvant chest wall',
      },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-short-course-elsewhere',
    says: 'A short course of radiotherapy away from the breast, region not told',
    view: 'radiotherapy',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'at-most', column: 'fractions', value: 10 },
        { is: 'at-most', column: 'dose', value: 30 },
        { is: 'one-of', column: 'place', values: ['elsewhere', 'bone', 'brain'] },
        { is: 'absent', column: 'region' },
        { is: 'not-one-of', column: 'intent', values: ['palliative'] },
        NOT_OTHER,
      ],
    },
    on: ['decided_on'],
    basis: 'rtds',
    site: 'from-fact',
    because: GRAMMAR,
    status: 'unverified',
    examples: [
      {
        given: { fractions: 1, dose: 8, place: 'bone', names: 'breast' },
        counts: true,
        note: '8 Gy in 1, intent not told',
      },
      {
        given: { fractions: 15, dose: 40, place: 'elsewhere', names: 'breast' },
        counts: false,
        note: '40 Gy in 15 is curative',
      },
      {
        given: { fractions: 5, dose: 26, place: 'breast', names: 'breast' },
        counts: false,
        note: '26 Gy in 5 to the breast is adjuvant',
      },
    ],
  }),
  evidenceRule({
    id: 'radiotherapy-palliative-breast',
    says: 'Palliative radiotherapy to the breast or chest wall',
    view: 'radiotherapy',
    shows: 'local',
    strength: 'corroborates',
    where: { is: 'all-of', parts: [PALLIATIVE, { is: 'one-of', column: 'place', values: ['breast'] }, NOT_OTHER] },
    on: ['decided_on'],
    basis: 'rtds',
    because: 'A fungating tumour need not have spread',
    status: 'unverified',
    examples: [
      { given: { intent: 'palliative', place: 'breast', names: 'breast' }, counts: true, note: '36 Gy in 6 weekly' },
      { given: { intent: 'anti_cancer', place: 'breast', names: 'breast' }, counts: false, note: 'adjuvant' },
    ],
  }),
]
