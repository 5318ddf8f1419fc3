import { source } from '../source.ts'

export const gpEvent = source({
  name: 'gp_event',
  says: 'Coded events in the GP record',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    event_date: { says: 'Effective date', type: 'day', required: true },
    code_system: { says: 'snomed, read2 or ctv3', type: 'text', required: true, oneOf: ['snomed', 'read2', 'ctv3'] },
    code: { says: 'Code in that system', type: 'text', required: true },
    value: { says: 'A number, where the event has one', type: 'decimal' },
  },
  eventDate: ['event_date'],
  lagMonths: 1,
  family: 'gp',
  keyItems: ['code'],
})
