import { source } from '../source.ts'

export const op = source({
  name: 'op',
  says: 'Outpatient appointments',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    appointment_date: { says: 'Appointment', type: 'day', required: true },
    attended: { says: '5 seen, 6 seen late; 2, 3, 4, 7 not attended', type: 'text' },
    tretspef: { says: 'Treatment specialty', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
    diag: { says: 'Diagnoses, ICD-10', type: 'icd10', repeats: 12 },
    opertn: { says: 'Operations, OPCS-4', type: 'opcs4', repeats: 24 },
  },
  eventDate: ['appointment_date'],
  lagMonths: 2,
  family: 'hospital',
  keyItems: ['diag', 'tretspef', 'attended'],
})
