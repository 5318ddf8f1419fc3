import { source } from '../source.ts'

export const person = source({
  name: 'person',
  says: 'Everyone registered, one row per registration period. Denominators come from here',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    sex: { says: '1 male, 2 female, 0 not known, 9 not specified', type: 'text' },
    birth_month: { says: 'Month of birth, YYYY-MM', type: 'month' },
    ethnic_category: { says: 'NHS ethnic category code, A to S, Z', type: 'text' },
    lsoa_code: { says: 'Lower layer super output area of residence, 2011 or 2021', type: 'text' },
    gp_practice_code: { says: 'Practice of registration', type: 'text' },
    registered_from: { says: 'First day of the registration period; absent means open', type: 'day' },
    registered_to: { says: 'Last day of the registration period; absent means open', type: 'day' },
  },
  eventDate: [],
  lagMonths: 0,
  family: 'people',
  keyItems: ['sex', 'birth_month', 'ethnic_category', 'lsoa_code', 'gp_practice_code'],
})
