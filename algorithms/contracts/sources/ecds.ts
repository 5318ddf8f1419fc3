import { source } from '../source.ts'

export const ecds = source({
  name: 'ecds',
  says: 'Emergency care attendances',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    arrival_date: { says: 'Arrival', type: 'day', required: true },
    attendance_category: { says: '1 unplanned first, 2 planned follow-up, 3 and 4 unplanned follow-up', type: 'text' },
    department_type: {
      says: '01 consultant-led, 02 single specialty, 03 urgent treatment, 04 walk-in, 05 same-day emergency care',
      type: 'text',
    },
    acuity: { says: 'Acuity, SNOMED CT', type: 'text' },
    arrival_mode: { says: 'Arrival mode, SNOMED CT', type: 'text' },
    discharge_destination: { says: 'Discharge destination, SNOMED CT', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
  },
  eventDate: ['arrival_date'],
  lagMonths: 2,
  family: 'hospital',
  keyItems: ['attendance_category', 'department_type', 'discharge_destination'],
})
