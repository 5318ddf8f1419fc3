import { WINDOWS } from '../windows.ts'
import { evidenceRule } from './rule.ts'

export const IMAGING_EVIDENCE = [
  evidenceRule({
    id: 'imaging-burst',
    says: 'Two or more staging scans within 60 days, a year or more after diagnosis',
    view: 'scans',
    shows: 'distant',
    strength: 'corroborates',
    where: {
      is: 'all-of',
      parts: [
        { is: 'at-least', column: 'scans_within_60_days', value: 2 },
        { is: 'at-least', column: 'days_since_diagnosis', value: WINDOWS.adjuvant.value },
      ],
    },
    on: ['first_scan_on'],
    basis: 'hospital',
    because: 'Diagnostic Imaging Dataset: a date and a region, no result',
    status: 'unverified',
    examples: [
      { given: { scans_within_60_days: 2, days_since_diagnosis: 800 }, counts: true, note: 'CT and bone scan' },
      { given: { scans_within_60_days: 2, days_since_diagnosis: 20 }, counts: false, note: 'staging at diagnosis' },
    ],
  }),
  evidenceRule({
    id: 'imaging-abnormal',
    says: 'A staging scan away from the breast is abnormal',
    view: 'scans',
    shows: 'distant',
    strength: 'corroborates',
    where: {
      is: 'all-of',
      parts: [
        { is: 'one-of', column: 'abnormal', values: ['yes'] },
        { is: 'at-least', column: 'days_since_diagnosis', value: 0 },
      ],
    },
    on: ['first_scan_on'],
    basis: 'hospital',
    because: 'NHS Data Dictionary, IMAGING OUTCOME 01',
    status: 'unverified',
    examples: [
      { given: { abnormal: 'yes', days_since_diagnosis: 900 }, counts: true, note: 'abnormal bone scan' },
      { given: { days_since_diagnosis: 900 }, counts: false, note: 'no outcome' },
    ],
  }),
]
