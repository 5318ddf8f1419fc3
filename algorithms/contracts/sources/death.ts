import { source } from '../source.ts'

export const death = source({
  name: 'death',
  says: 'Civil registration of deaths with every cause mentioned',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    death_date: { says: 'Day of death', type: 'day', required: true },
    underlying_cause: { says: 'Underlying cause, ICD-10', type: 'icd10' },
    cause_codes: { says: 'Every mentioned cause, ICD-10, ; between', type: 'text' },
  },
  eventDate: ['death_date'],
  lagMonths: 1,
  family: 'deaths',
  keyItems: ['underlying_cause', 'cause_codes'],
})
