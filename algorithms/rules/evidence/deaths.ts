import { evidenceRule } from './rule.ts'

const ONS = 'ONS rules for underlying cause: the primary is chosen, so a secondary stands only as a mention'

export const DEATH_EVIDENCE = [
  evidenceRule({
    id: 'certificate-names-breast-and-secondary',
    says: 'The death certificate names breast cancer and a secondary',
    view: 'certificate',
    shows: 'distant',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'mentions_breast', values: ['yes'] },
        { is: 'one-of', column: 'mentions_secondary', values: ['yes'] },
        {
          is: 'not-one-of',
          column: 'underlying',
          values: ['other'],
          says: 'the underlying cause is not another cancer, whose spread it would be',
        },
      ],
    },
    on: ['died_on'],
    basis: 'death',
    site: 'from-fact',
    because: ONS,
    status: 'verified',
    examples: [
      { given: { mentions_breast: 'yes', mentions_secondary: 'yes' }, counts: true, note: 'C50 and C78.7' },
      { given: { mentions_breast: 'yes' }, counts: false, note: 'C50 alone' },
      {
        given: { underlying: 'other', mentions_breast: 'yes', mentions_secondary: 'yes' },
        counts: false,
        note: 'died of metastatic lung cancer, with breast cancer of long ago mentioned',
      },
    ],
  }),
  evidenceRule({
    id: 'certificate-underlying-breast-in-care',
    says: 'Breast cancer is the underlying cause of death, after cancer care in the year before',
    view: 'certificate',
    shows: 'death',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'underlying', values: ['breast'] },
        { is: 'one-of', column: 'cancer_care_within_a_year', values: ['yes'] },
        { is: 'not-one-of', column: 'mentions_secondary', values: ['yes'] },
      ],
    },
    on: ['died_on'],
    basis: 'death',
    because: ONS,
    status: 'unverified',
    examples: [
      {
        given: { underlying: 'breast', cancer_care_within_a_year: 'yes' },
        counts: true,
        note: 'died of breast cancer in treatment',
      },
      { given: { underlying: 'breast' }, counts: false, note: 'no care recorded in the year before' },
    ],
  }),
  evidenceRule({
    id: 'certificate-underlying-breast',
    says: 'Breast cancer is the underlying cause of death and nothing else is known of the year before',
    view: 'certificate',
    shows: 'death',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'underlying', values: ['breast'] },
        {
          is: 'not-one-of',
          column: 'cancer_care_within_a_year',
          values: ['yes'],
          says: 'no cancer care is recorded in the year before',
        },
        { is: 'not-one-of', column: 'mentions_secondary', values: ['yes'] },
      ],
    },
    on: ['died_on'],
    basis: 'death',
    because: ONS,
    status: 'unverified',
    examples: [
      { given: { underlying: 'breast' }, counts: true, note: 'certificate only' },
      { given: { underlying: 'other' }, counts: false, note: 'died of another cancer' },
    ],
  }),
]
