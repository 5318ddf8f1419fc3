import * as lists from '../codelists/gp.ts'
import { WINDOWS } from '../windows.ts'
import { evidenceRule } from './rule.ts'

const LETTER = 'A lone letter code is like a lone hospital code: of people with nothing else a third and more are false'

export const GP_EVIDENCE = [
  evidenceRule({
    id: 'gp-metastasis-from-breast',
    says: 'The GP record codes metastasis from breast cancer',
    view: 'gp_code',
    shows: 'distant',
    strength: 'probable',
    where: { is: 'code-in', column: 'snomed', list: lists.gpBreastMetastasis },
    on: ['recorded_on'],
    basis: 'gp',
    because: 'SNOMED CT 315004001 names the breast as origin',
    status: 'verified',
    examples: [
      { given: { snomed: '315004001' }, counts: true, note: 'metastasis from breast' },
      { given: { snomed: '314998002' }, counts: false, note: 'metastasis from colon' },
    ],
  }),
  evidenceRule({
    id: 'gp-secondary-of-organ',
    says: 'The GP record codes a secondary cancer of an organ',
    view: 'gp_code',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'any-of',
      parts: [
        { is: 'code-in', column: 'snomed', list: lists.gpOrganSecondaries },
        {
          is: 'all-of',
          parts: [
            { is: 'code-in', column: 'read', list: lists.readOrganSecondaries },
            { is: 'not-one-of', column: 'read', values: ['B5826'], says: 'it is not the skin of the breast' },
          ],
        },
      ],
    },
    on: ['recorded_on'],
    basis: 'gp',
    site: 'from-fact',
    withCompany: { strength: 'probable', notOf: [] },
    onlyCancer: true,
    because: LETTER,
    status: 'verified',
    examples: [
      { given: { snomed: '94381002' }, counts: true, note: 'liver' },
      { given: { read: 'B577' }, counts: true, note: 'liver, Read' },
      { given: { read: 'B563' }, counts: false, note: 'axillary nodes' },
    ],
  }),
  evidenceRule({
    id: 'gp-nodes',
    says: 'The GP record codes secondary cancer of lymph nodes',
    view: 'gp_code',
    shows: 'regional',
    strength: 'possible',
    where: {
      is: 'all-of',
      parts: [
        {
          is: 'any-of',
          parts: [
            { is: 'code-in', column: 'snomed', list: lists.gpNodes },
            { is: 'code-in', column: 'read', list: lists.readNodes },
            { is: 'one-of', column: 'read', values: lists.READ_HEADINGS.nodes },
          ],
        },
        { is: 'at-least', column: 'days_since_diagnosis', value: WINDOWS.initialNodes.value + 1 },
      ],
    },
    on: ['recorded_on'],
    basis: 'gp',
    site: 'node_indeterminate',
    onlyCancer: true,
    because: LETTER,
    status: 'unverified',
    examples: [
      { given: { read: 'B563', days_since_diagnosis: 900 }, counts: true, note: 'axillary nodes, years on' },
      {
        given: { read: 'B563', days_since_diagnosis: 90 },
        counts: false,
        note: 'axillary nodes of the first diagnosis',
      },
    ],
  }),
  evidenceRule({
    id: 'gp-local-recurrence',
    says: 'The GP record codes local recurrence of breast cancer',
    view: 'gp_code',
    shows: 'local',
    strength: 'probable',
    where: { is: 'code-in', column: 'snomed', list: lists.gpLocalRecurrence },
    on: ['recorded_on'],
    basis: 'gp',
    because: 'SNOMED CT 314955001',
    status: 'verified',
    examples: [
      { given: { snomed: '314955001' }, counts: true, note: 'local recurrence' },
      { given: { snomed: '315004001' }, counts: false, note: 'metastasis' },
    ],
  }),
  evidenceRule({
    id: 'gp-secondary-unspecified',
    says: 'The GP record codes secondary cancer without an organ',
    view: 'gp_code',
    shows: 'distant',
    strength: 'possible',
    where: {
      is: 'any-of',
      parts: [
        { is: 'code-in', column: 'snomed', list: lists.gpSecondaryUnspecified },
        { is: 'code-in', column: 'read', list: lists.readSecondaryUnspecified },
        { is: 'one-of', column: 'read', values: lists.READ_HEADINGS.organs },
      ],
    },
    on: ['recorded_on'],
    basis: 'gp',
    site: 'unknown',
    because: LETTER,
    status: 'verified',
    examples: [
      { given: { snomed: '128462008' }, counts: true, note: 'secondary cancer' },
      { given: { read: 'B58' }, counts: true, note: 'secondary cancer of other sites, Read heading' },
      { given: { read: 'B585' }, counts: false, note: 'bone, which the rule of organs counts' },
      { given: { snomed: '254837009' }, counts: false, note: 'breast cancer' },
    ],
  }),
  evidenceRule({
    id: 'gp-palliative-register',
    says: 'The GP record codes palliative care',
    view: 'gp_code',
    shows: 'distant',
    strength: 'corroborates',
    where: { is: 'code-in', column: 'snomed', list: lists.gpPalliative },
    on: ['recorded_on'],
    basis: 'gp',
    because: 'Primary care palliative register; may be of another disease',
    status: 'verified',
    examples: [
      { given: { snomed: '103735009' }, counts: true, note: 'palliative care' },
      { given: { snomed: '254837009' }, counts: false, note: 'breast cancer' },
    ],
  }),
  evidenceRule({
    id: 'gp-endocrine-change',
    says: 'One aromatase inhibitor is changed for another after half a year',
    view: 'medicine_change',
    shows: 'distant',
    strength: 'corroborates',
    where: { is: 'at-least', column: 'days_on_the_first', value: 180 },
    on: ['changed_on'],
    basis: 'gp',
    because: 'A change may follow progression, though side effects are the usual reason',
    status: 'unverified',
    examples: [
      { given: { days_on_the_first: 400 }, counts: true, note: 'anastrozole to letrozole in the second year' },
      { given: { days_on_the_first: 30 }, counts: false, note: 'changed within the first months' },
    ],
  }),
]
