import { evidenceRule } from './rule.ts'

const GUIDE = 'COSD user guide v10, non-primary pathway; NHS Data Dictionary, METASTATIC TYPE'
const DISTANT_SITES = ['01', '02', '03', '04', '09', '10', '11', '98', '99']
const NOT_OTHER = {
  is: 'not-one-of',
  column: 'names',
  values: ['other'],
  says: 'the original primary is not another cancer',
} as const
const NOT_REGIONAL_SITE = {
  is: 'not-one-of',
  column: 'site_code',
  values: ['12'],
  says: 'the site is not regional nodes',
} as const

export const COSD_EVIDENCE = [
  evidenceRule({
    id: 'cosd-distant-recurrence',
    says: 'COSD records a distant recurrence of breast cancer',
    view: 'non_primary',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'pathway', values: ['recurrence'] },
        { is: 'one-of', column: 'metastatic_type', values: ['03'] },
        NOT_REGIONAL_SITE,
        { is: 'one-of', column: 'names', values: ['breast'] },
      ],
    },
    on: ['diagnosed_on'],
    basis: 'cosd',
    site: 'from-fact',
    namesClass: 'recurrence',
    because: GUIDE,
    status: 'verified',
    examples: [
      { given: { pathway: 'recurrence', metastatic_type: '03', names: 'breast' }, counts: true, note: 'distant' },
      { given: { pathway: 'recurrence', metastatic_type: '02', names: 'breast' }, counts: false, note: 'regional' },
      {
        given: { pathway: 'recurrence', metastatic_type: '03', site_code: '12', names: 'breast' },
        counts: false,
        note: 'called distant at regional nodes: contradictory',
      },
    ],
  }),
  evidenceRule({
    id: 'cosd-recurrence-at-distant-site',
    says: 'COSD records a recurrence at a distant site without saying that it is distant, or of an unnamed primary',
    view: 'non_primary',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'pathway', values: ['recurrence'] },
        {
          is: 'any-of',
          parts: [
            {
              is: 'all-of',
              parts: [
                { is: 'absent', column: 'metastatic_type' },
                { is: 'one-of', column: 'site_code', values: DISTANT_SITES },
              ],
            },
            {
              is: 'all-of',
              parts: [
                { is: 'one-of', column: 'metastatic_type', values: ['03'] },
                { is: 'not-one-of', column: 'names', values: ['breast'] },
              ],
            },
          ],
        },
        NOT_REGIONAL_SITE,
        NOT_OTHER,
      ],
    },
    on: ['diagnosed_on'],
    basis: 'cosd',
    site: 'from-fact',
    namesClass: 'recurrence',
    because: GUIDE,
    status: 'verified',
    examples: [
      { given: { pathway: 'recurrence', site_code: '03', names: 'breast' }, counts: true, note: 'liver, type blank' },
      {
        given: { pathway: 'recurrence', site_code: '12', names: 'breast' },
        counts: false,
        note: 'regional nodes, type blank',
      },
      {
        given: { pathway: 'recurrence', metastatic_type: '03', names: 'other' },
        counts: false,
        note: 'of another cancer',
      },
    ],
  }),
  evidenceRule({
    id: 'cosd-distant-progression',
    says: 'COSD records progression to distant disease',
    view: 'non_primary',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'pathway', values: ['progression'] },
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'metastatic_type', values: ['03'] },
            {
              is: 'all-of',
              parts: [
                { is: 'absent', column: 'metastatic_type' },
                { is: 'one-of', column: 'site_code', values: DISTANT_SITES },
              ],
            },
          ],
        },
        NOT_REGIONAL_SITE,
        NOT_OTHER,
      ],
    },
    on: ['diagnosed_on'],
    basis: 'cosd',
    site: 'from-fact',
    namesClass: 'progression',
    because: GUIDE,
    status: 'verified',
    examples: [
      {
        given: { pathway: 'progression', metastatic_type: '03', names: 'breast' },
        counts: true,
        note: 'distant progression',
      },
      {
        given: { pathway: 'progression', metastatic_type: '01', names: 'breast' },
        counts: false,
        note: 'local progression',
      },
    ],
  }),
  evidenceRule({
    id: 'cosd-local-recurrence',
    says: 'COSD records a local recurrence',
    view: 'non_primary',
    shows: 'local',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'metastatic_type', values: ['01'] },
        { is: 'one-of', column: 'pathway', values: ['recurrence'] },
        NOT_REGIONAL_SITE,
        NOT_OTHER,
      ],
    },
    on: ['diagnosed_on'],
    basis: 'cosd',
    because: GUIDE,
    status: 'verified',
    examples: [
      { given: { pathway: 'recurrence', metastatic_type: '01', names: 'breast' }, counts: true, note: 'local' },
      { given: { pathway: 'recurrence', metastatic_type: '03', names: 'breast' }, counts: false, note: 'distant' },
    ],
  }),
  evidenceRule({
    id: 'cosd-regional-recurrence',
    says: 'COSD records a regional recurrence',
    view: 'non_primary',
    shows: 'regional',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'metastatic_type', values: ['02'] },
            { is: 'one-of', column: 'site_code', values: ['12'] },
          ],
        },
        { is: 'one-of', column: 'pathway', values: ['recurrence'] },
        NOT_OTHER,
      ],
    },
    on: ['diagnosed_on'],
    basis: 'cosd',
    site: 'node_regional',
    because: GUIDE,
    status: 'verified',
    examples: [
      { given: { pathway: 'recurrence', metastatic_type: '02', names: 'breast' }, counts: true, note: 'regional' },
      { given: { pathway: 'recurrence', metastatic_type: '01', names: 'breast' }, counts: false, note: 'local' },
    ],
  }),
  evidenceRule({
    id: 'cosd-palliative-specialist',
    says: 'A palliative specialist was seen at recurrence',
    view: 'non_primary',
    shows: 'distant',
    strength: 'corroborates',
    where: { is: 'all-of', parts: [{ is: 'one-of', column: 'palliative_specialist', values: ['Y'] }, NOT_OTHER] },
    on: ['diagnosed_on'],
    basis: 'cosd',
    because: GUIDE,
    status: 'verified',
    examples: [
      { given: { palliative_specialist: 'Y', names: 'breast' }, counts: true, note: 'seen' },
      { given: { palliative_specialist: 'N', names: 'breast' }, counts: false, note: 'not seen' },
    ],
  }),
  evidenceRule({
    id: 'specimen-of-breast-metastasis',
    says: 'A specimen from a metastatic site other than regional nodes shows breast cancer',
    view: 'specimen',
    shows: 'distant',
    strength: 'definite',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'morphology', values: ['breast'] },
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'nature', values: ['5'] },
            {
              is: 'all-of',
              parts: [
                { is: 'one-of', column: 'behaviour', values: ['6'] },
                { is: 'one-of', column: 'place', values: ['elsewhere'] },
              ],
            },
          ],
        },
      ],
    },
    on: ['taken_on'],
    basis: 'pathology',
    site: 'from-fact',
    because: 'NHS Data Dictionary, CANCER SPECIMEN NATURE 5; SNOMED morphology /6',
    status: 'verified',
    examples: [
      { given: { nature: '5', morphology: 'breast' }, counts: true, note: 'metastatic site, ductal carcinoma' },
      {
        given: { nature: '4', morphology: 'breast', behaviour: '6', place: 'node' },
        counts: false,
        note: 'regional nodes',
      },
      { given: { nature: '5', morphology: 'other' }, counts: false, note: 'another cancer’s morphology' },
    ],
  }),
  evidenceRule({
    id: 'specimen-of-metastasis',
    says: 'A specimen from a metastatic site other than regional nodes, morphology not told',
    view: 'specimen',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'nature', values: ['5'] },
        { is: 'absent', column: 'morphology' },
      ],
    },
    on: ['taken_on'],
    basis: 'pathology',
    site: 'from-fact',
    because: 'NHS Data Dictionary, CANCER SPECIMEN NATURE 5',
    status: 'unverified',
    examples: [
      { given: { nature: '5' }, counts: true, note: 'metastatic site, no morphology' },
      { given: { nature: '1' }, counts: false, note: 'the primary' },
    ],
  }),
]
