import { source } from '../source.ts'

export const gpMedication = source({
  name: 'gp_medication',
  says: 'Medicines issued in primary care',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    issue_date: { says: 'Issue', type: 'day', required: true },
    dmd_code: { says: 'Medicine, dm+d (a SNOMED CT identifier)', type: 'text', required: true },
  },
  eventDate: ['issue_date'],
  lagMonths: 1,
  family: 'gp',
  keyItems: ['dmd_code'],
})
