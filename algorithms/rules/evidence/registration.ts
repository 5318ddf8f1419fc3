import { evidenceRule } from './rule.ts'

const TNM = 'TNM 8th edition; NDRS registry stage and M category'
const ENCR = 'ENCR basis of diagnosis; COSD v10'
const COSD_SITE = 'NHS Data Dictionary, METASTATIC SITE (AT DIAGNOSIS)'
const RCRD = 'NDRS rapid registration quality report: 6.0 % extra or wrong, 12.1 % missing'

export const REGISTRATION_EVIDENCE = [
  evidenceRule({
    id: 'registry-m1-at-diagnosis',
    says: 'The national registry records distant metastasis (M1) at diagnosis',
    view: 'registration',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'm_category', values: ['m1'] },
        { is: 'one-of', column: 'registry', values: ['NCRD'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    because: TNM,
    status: 'verified',
    examples: [
      {
        given: { m_category: 'm1', registry: 'NCRD', names: 'breast' },
        counts: true,
        note: 'M1 in the national registry',
      },
      { given: { m_category: 'm0', registry: 'NCRD', names: 'breast' }, counts: false, note: 'M0' },
    ],
  }),
  evidenceRule({
    id: 'registry-stage-4-at-diagnosis',
    says: 'The national registry records stage 4 at diagnosis',
    view: 'registration',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'tnm_stage', values: ['4'] },
        { is: 'one-of', column: 'registry', values: ['NCRD'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    because: TNM,
    status: 'verified',
    examples: [
      { given: { tnm_stage: '4', registry: 'NCRD', names: 'breast' }, counts: true, note: 'stage 4' },
      { given: { tnm_stage: '3', registry: 'NCRD', names: 'breast' }, counts: false, note: 'stage 3 is not distant' },
    ],
  }),
  evidenceRule({
    id: 'rapid-registration-stage-4',
    says: 'A rapid or trust registration records stage 4 or M1 at diagnosis',
    view: 'registration',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'tnm_stage', values: ['4'] },
            { is: 'one-of', column: 'm_category', values: ['m1'] },
          ],
        },
        { is: 'not-one-of', column: 'registry', values: ['NCRD'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    because: RCRD,
    status: 'verified',
    examples: [
      {
        given: { tnm_stage: '4', registry: 'RCRD', names: 'breast' },
        counts: true,
        note: 'rapid registration, stage 4',
      },
      { given: { tnm_stage: '2', registry: 'RCRD', names: 'breast' }, counts: false, note: 'stage 2' },
    ],
  }),
  evidenceRule({
    id: 'registry-histology-of-metastasis',
    says: 'The diagnosis rests on histology of a metastasis',
    view: 'registration',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'basis_of_diagnosis', values: ['6', '7.2'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
        { is: 'not-one-of', column: 'm_category', values: ['m0'], says: 'the same registration does not say M0' },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    because: `${ENCR}; it could be a nodal metastasis`,
    status: 'verified',
    examples: [
      { given: { basis_of_diagnosis: '6', names: 'breast' }, counts: true, note: 'histology of metastasis' },
      { given: { basis_of_diagnosis: '7', names: 'breast' }, counts: false, note: 'histology of the primary' },
      {
        given: { basis_of_diagnosis: '6', names: 'breast', m_category: 'm0' },
        counts: false,
        note: 'a biopsy of the axilla: nodes only',
      },
    ],
  }),
  evidenceRule({
    id: 'registry-secondary-registration',
    says: 'A secondary or unknown-primary cancer is registered',
    view: 'registration',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'names', values: ['secondary'] },
        { is: 'one-of', column: 'behaviour', values: ['6', '9'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    because: 'ICD-O-3 behaviour 6 and 9: metastatic, or uncertain whether primary or metastatic',
    status: 'verified',
    examples: [
      { given: { names: 'secondary', behaviour: '6' }, counts: true, note: 'C79 registered as a metastasis' },
      { given: { names: 'breast', behaviour: '3' }, counts: false, note: 'an ordinary primary' },
    ],
  }),
  evidenceRule({
    id: 'distant-site-at-diagnosis',
    says: 'COSD records a distant metastatic site at diagnosis',
    view: 'site_at_diagnosis',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'site_code', values: ['01', '02', '03', '04', '09', '10', '11', '98', '99'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    site: 'from-fact',
    because: COSD_SITE,
    status: 'verified',
    examples: [
      { given: { site_code: '03', names: 'breast' }, counts: true, note: 'liver' },
      { given: { site_code: '12', names: 'breast' }, counts: false, note: 'regional lymph nodes are not distant' },
      { given: { site_code: '97', names: 'breast' }, counts: false, note: 'not applicable' },
    ],
  }),
  evidenceRule({
    id: 'unknown-site-at-diagnosis',
    says: 'COSD records metastasis at diagnosis at a site it does not name',
    view: 'site_at_diagnosis',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'site_code', values: ['06', '07'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    site: 'from-fact',
    because: COSD_SITE,
    status: 'unverified',
    examples: [
      { given: { site_code: '07', names: 'breast' }, counts: true, note: 'unknown site' },
      { given: { site_code: '97', names: 'breast' }, counts: false, note: 'not applicable' },
    ],
  }),
  evidenceRule({
    id: 'skin-at-diagnosis',
    says: 'COSD records skin as the metastatic site at diagnosis, which may be the skin of the breast',
    view: 'site_at_diagnosis',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'site_code', values: ['08'] },
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'registry',
    site: 'from-fact',
    because: COSD_SITE,
    status: 'unverified',
    examples: [
      { given: { site_code: '08', names: 'breast' }, counts: true, note: 'skin' },
      { given: { site_code: '12', names: 'breast' }, counts: false, note: 'regional nodes' },
    ],
  }),
]
