import { BONE_COURSES } from '../drugs.ts'
import { WINDOWS } from '../windows.ts'
import { evidenceRule } from './rule.ts'

const INTENT = 'SACT data set v2 to v4, INTENT OF TREATMENT'
const OURS = {
  is: 'one-of',
  column: 'names',
  values: ['breast', 'secondary'],
  says: 'the course names breast cancer or a secondary',
} as const
const NOT_ADJUVANT = {
  is: 'not-one-of',
  column: 'context',
  values: ['adjuvant', 'neoadjuvant'],
  says: 'the course is not called adjuvant or neoadjuvant',
} as const

export const SYSTEMIC_TREATMENT_EVIDENCE = [
  evidenceRule({
    id: 'treatment-non-curative',
    says: 'Systemic treatment of non-curative intent',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'intent', values: ['non_curative'] },
        OURS,
        {
          is: 'any-of',
          parts: [
            {
              is: 'not-one-of',
              column: 'early',
              values: ['yes'],
              says: 'it began more than a year after diagnosis and first surgery',
            },
            {
              is: 'one-of',
              column: 'use',
              values: ['metastatic'],
              says: 'its medicines are for metastatic disease only',
            },
          ],
        },
      ],
    },
    on: ['decided_on'],
    basis: 'sact',
    because: INTENT,
    status: 'verified',
    examples: [
      {
        given: { intent: 'non_curative', names: 'breast', use: 'either' },
        counts: true,
        note: 'palliative paclitaxel years after diagnosis',
      },
      {
        given: { intent: 'non_curative', names: 'breast', use: 'either', early: 'yes' },
        counts: false,
        note: 'a regimen also used adjuvantly in the first year',
      },
      { given: { intent: 'curative', names: 'breast', use: 'either' }, counts: false, note: 'curative' },
    ],
  }),
  evidenceRule({
    id: 'treatment-non-curative-early',
    says: 'Treatment of non-curative intent in the first year, on a regimen also used in early disease',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'intent', values: ['non_curative'] },
        OURS,
        { is: 'one-of', column: 'early', values: ['yes'] },
        { is: 'not-one-of', column: 'use', values: ['metastatic'] },
      ],
    },
    on: ['decided_on'],
    basis: 'sact',
    because: `${INTENT}: 3 to 5 % of intents are mis-entered, which on adjuvant courses outnumbers half the true onsets`,
    status: 'unverified',
    examples: [
      {
        given: { intent: 'non_curative', names: 'breast', use: 'either', early: 'yes' },
        counts: true,
        note: 'palliative FEC in the first year',
      },
      {
        given: { intent: 'non_curative', names: 'breast', use: 'metastatic', early: 'yes' },
        counts: false,
        note: 'palbociclib in the first year is never adjuvant',
      },
    ],
  }),
  evidenceRule({
    id: 'treatment-non-curative-line',
    says: 'SACT names a line of non-curative treatment',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'probable',
    where: { is: 'all-of', parts: [{ is: 'present', column: 'non_curative_line' }, OURS] },
    on: ['decided_on'],
    basis: 'sact',
    because: 'SACT data set v4, NON-CURATIVE LINE OF TREATMENT',
    status: 'verified',
    examples: [
      { given: { non_curative_line: '1', names: 'breast' }, counts: true, note: 'first line' },
      { given: { names: 'breast' }, counts: false, note: 'a curative course has no such line' },
    ],
  }),
  evidenceRule({
    id: 'treatment-metastatic-only-medicine',
    says: 'A medicine that on that day was for metastatic breast cancer only',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'use', values: ['metastatic'] },
        OURS,
        NOT_ADJUVANT,
        { is: 'not-one-of', column: 'intent', values: ['curative'] },
      ],
    },
    on: ['decided_on'],
    basis: 'sact',
    because: 'NICE technology appraisals, dated medicine by medicine',
    status: 'unverified',
    examples: [
      { given: { use: 'metastatic', names: 'breast' }, counts: true, note: 'palbociclib' },
      { given: { use: 'either', names: 'breast' }, counts: false, note: 'abemaciclib after July 2022' },
      { given: { use: 'metastatic', names: 'other' }, counts: false, note: 'everolimus for kidney cancer' },
    ],
  }),
  evidenceRule({
    id: 'treatment-metastatic-medicine-called-adjuvant',
    says: 'A medicine for metastatic disease in a course that is called adjuvant or curative',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'use', values: ['metastatic'] },
        OURS,
        {
          is: 'any-of',
          parts: [
            { is: 'one-of', column: 'context', values: ['adjuvant', 'neoadjuvant'] },
            { is: 'one-of', column: 'intent', values: ['curative'] },
          ],
        },
      ],
    },
    on: ['decided_on'],
    basis: 'sact',
    because: 'Adjuvant trials of metastatic medicines',
    status: 'unverified',
    examples: [
      {
        given: { use: 'metastatic', names: 'breast', context: 'adjuvant' },
        counts: true,
        note: 'an adjuvant trial of palbociclib',
      },
      { given: { use: 'either', names: 'breast', context: 'adjuvant' }, counts: false, note: 'an adjuvant medicine' },
    ],
  }),
  evidenceRule({
    id: 'treatment-outside-adjuvant-window',
    says: 'A medicine of early or metastatic disease, given too late or too long to be adjuvant',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'use', values: ['either'] },
        OURS,
        NOT_ADJUVANT,
        {
          is: 'any-of',
          parts: [
            { is: 'at-least', column: 'days_after_primary_treatment', value: WINDOWS.adjuvant.value },
            { is: 'at-least', column: 'days_beyond_adjuvant', value: WINDOWS.beyondAdjuvant.value },
          ],
        },
      ],
    },
    on: ['started_on'],
    basis: 'treatment_start',
    because: 'NICE technology appraisals, longest adjuvant course of each medicine',
    status: 'unverified',
    examples: [
      {
        given: { use: 'either', names: 'breast', days_after_primary_treatment: 900 },
        counts: true,
        note: 'capecitabine three years on',
      },
      {
        given: { use: 'either', names: 'breast', days_after_primary_treatment: 60 },
        counts: false,
        note: 'capecitabine for residual disease',
      },
    ],
  }),
  evidenceRule({
    id: 'treatment-denosumab-for-bone',
    says: 'Denosumab 120 mg twice within 70 days, the dose for bone metastases',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'probable',
    where: {
      is: 'all-of',
      parts: [
        { is: 'at-least', column: 'denosumab_120_within_70_days', value: BONE_COURSES.denosumab.doses },
        { is: 'not-one-of', column: 'names', values: ['other'] },
      ],
    },
    on: ['started_on'],
    basis: 'treatment_start',
    site: 'bone',
    because: 'NICE TA265 (2012); 60 mg is for osteoporosis',
    status: 'unverified',
    examples: [
      { given: { denosumab_120_within_70_days: 2, names: 'breast' }, counts: true, note: 'every four weeks' },
      { given: { denosumab_120_within_70_days: 1, names: 'breast' }, counts: false, note: 'a single dose' },
    ],
  }),
  evidenceRule({
    id: 'treatment-zoledronate-for-bone',
    says: 'Zoledronic acid 3 to 4 mg three times, six weeks apart at most',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        { is: 'at-least', column: 'zoledronate_within_42_days', value: BONE_COURSES['zoledronic acid'].doses },
        { is: 'not-one-of', column: 'names', values: ['other'] },
      ],
    },
    on: ['started_on'],
    basis: 'treatment_start',
    site: 'bone',
    withCompany: { strength: 'probable', notOf: [] },
    because: 'Six-monthly doses are adjuvant (NICE NG101, 2018)',
    status: 'unverified',
    examples: [
      { given: { zoledronate_within_42_days: 3, names: 'breast' }, counts: true, note: 'monthly' },
      { given: { zoledronate_within_42_days: 1, names: 'breast' }, counts: false, note: 'six-monthly, adjuvant' },
    ],
  }),
  evidenceRule({
    id: 'treatment-ended-in-progression',
    says: 'A non-curative course ended in progression',
    view: 'drug_course',
    shows: 'treatment',
    strength: 'corroborates',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'progressed', values: ['yes'] },
        { is: 'one-of', column: 'intent', values: ['non_curative'] },
        OURS,
      ],
    },
    on: ['started_on'],
    basis: 'treatment_start',
    because: 'SACT data set v4, END OF REGIMEN SUMMARY 2',
    status: 'verified',
    examples: [
      {
        given: { progressed: 'yes', intent: 'non_curative', names: 'breast' },
        counts: true,
        note: 'progression on palliative treatment',
      },
      { given: { progressed: 'yes', intent: 'curative', names: 'breast' }, counts: false, note: 'curative' },
    ],
  }),
]
