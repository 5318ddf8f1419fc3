import { source } from '../source.ts'

export const imaging = source({
  name: 'imaging',
  says: 'Diagnostic imaging: when and where, seldom with what result',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    imaging_date: { says: 'Examination', type: 'day', required: true },
    modality: { says: 'Modality, COSD C01X to CXXX', type: 'text' },
    body_region: { says: 'Body region', type: 'text' },
    outcome: {
      says: 'COSD: 01 abnormal, 02 normal, 03 benign, 04 non-diagnostic, 05 inadequate, 09 not known; empty in DID',
      type: 'text',
    },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['imaging_date'],
  lagMonths: 4,
  family: 'imaging',
  keyItems: ['modality', 'body_region', 'outcome'],
})
