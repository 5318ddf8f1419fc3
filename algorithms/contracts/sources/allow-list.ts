import { source } from '../source.ts'

export const allowList = source({
  name: 'allow_list',
  says: 'The only people who may be processed, where opt-outs were applied upstream',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
  },
  eventDate: [],
  lagMonths: 0,
  family: 'people',
  keyItems: [],
})
