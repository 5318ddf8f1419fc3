import { source } from '../source.ts'

export const apc = source({
  name: 'apc',
  says: 'Admitted patient care: one row per finished consultant episode',
  columns: {
    person_id: { says: 'Pseudonymised person', type: 'text', required: true },
    spell_id: { says: 'Hospital provider spell', type: 'text' },
    provider_code: { says: 'Provider', type: 'text' },
    admidate: { says: 'Admission date', type: 'day', required: true },
    admimeth: { says: 'Method of admission', type: 'text' },
    admisorc: { says: 'Source of admission', type: 'text' },
    disdate: { says: 'Discharge date', type: 'day' },
    dismeth: { says: 'Method of discharge', type: 'text' },
    disdest: { says: 'Destination on discharge', type: 'text' },
    epiorder: { says: 'Order of the consultant episode in its spell', type: 'whole' },
    epistart: { says: 'Start of the consultant episode', type: 'day', required: true },
    epiend: { says: 'End of the consultant episode', type: 'day' },
    epistat: { says: '1 unfinished, 3 finished, 9 derived unfinished', type: 'text' },
    epitype: { says: '1 general, 2 delivery, 3 birth, 4 detained, 5 other delivery, 6 other birth', type: 'text' },
    classpat: { says: '1 ordinary, 2 day case, 3 regular day, 4 regular night, 5 mother and baby', type: 'text' },
    mainspef: { says: 'Main specialty', type: 'text' },
    tretspef: { says: 'Treatment specialty', type: 'text' },
    diag: { says: 'Diagnoses, ICD-10, first is the main one', type: 'icd10', repeats: 20 },
    opertn: { says: 'Operations, OPCS-4', type: 'opcs4', repeats: 24 },
    opdate: { says: 'Dates of the operations', type: 'day', repeats: 24 },
  },
  eventDate: ['epistart'],
  outOfScope: [
    {
      reason: 'unfinished_episode',
      says: 'The consultant episode had not finished',
      when: [{ column: 'epistat', is: 'one-of', values: ['1', '9'] }],
    },
    {
      reason: 'birth_or_delivery',
      says: 'A birth or a delivery',
      when: [{ column: 'epitype', is: 'one-of', values: ['2', '3', '5', '6'] }],
    },
  ],
  lagMonths: 2,
  family: 'hospital',
  keyItems: ['diag', 'opertn', 'admimeth', 'tretspef'],
})
