/** Medicines that crossed from metastatic into early disease, and treatment that only looks palliative. */
import { doses, early, mastectomy, medicine, metastatic, radiotherapy, registered, stay } from '../steps/patient.ts'
import { story } from './story.ts'

const treated = (when: string, operated: string) => [registered(when, early), mastectomy(operated)]

story(
  'adjuvant abemaciclib in 2023',
  [
    treated('2022-10-01', '2022-11-01'),
    medicine('2023-04-01', 'abemaciclib', {
      intent_of_treatment: '1',
      adjunctive_therapy: '1',
      regimen_end_date: 20_179 as never,
    }),
  ],
  { distant: 'none' },
)

story(
  'the same prescription in 2021, when abemaciclib was for metastatic disease',
  [treated('2018-10-01', '2018-11-01'), medicine('2021-04-01', 'abemaciclib')],
  { distant: 'recurrence probable', onset: '2021-04-01', basis: 'sact' },
)

story(
  'trastuzumab emtansine for residual disease',
  [treated('2020-12-01', '2021-06-10'), doses('2021-07-20', 'trastuzumab emtansine', 220, 14, 21)],
  { distant: 'none' },
)

story(
  'neoadjuvant pembrolizumab and adjuvant capecitabine for triple negative cancer',
  [
    registered('2023-01-10', early),
    medicine('2023-02-01', 'pembrolizumab', { intent_of_treatment: '01', adjunctive_therapy: '02' }),
    mastectomy('2023-08-01'),
    doses('2023-10-01', 'capecitabine', 1500, 8, 21),
  ],
  { distant: 'none' },
)

story(
  'olaparib for a year after surgery, then talazoparib',
  [
    treated('2023-06-01', '2023-07-01'),
    medicine('2024-01-10', 'olaparib', { adjunctive_therapy: '1', intent_of_treatment: '1' }),
    medicine('2025-09-01', 'talazoparib', { intent_of_treatment: '2' }),
  ],
  { distant: 'recurrence probable', onset: '2025-09-01' },
)

story(
  'zoledronic acid every six months for three years',
  [treated('2018-03-01', '2018-04-01'), doses('2018-09-01', 'zoledronic acid', 4, 6, 182)],
  { distant: 'none' },
)

story(
  'monthly zoledronic acid with a bone code',
  [treated('2015-03-01', '2015-04-01'), doses('2019-09-01', 'Zometa', 4, 6, 28), stay('2019-10-01', 'C795;C509')],
  { distant: 'recurrence probable', onset: '2019-09-01', sites: 'bone' },
)

story(
  'FEC entered as palliative in the first months',
  [
    treated('2019-01-10', '2019-02-10'),
    medicine('2019-03-20', 'epirubicin', { regimen: 'FEC', intent_of_treatment: '2' }),
  ],
  { distant: 'new possible found_after_surgery;registry_discordant' },
)

story(
  'palbociclib within an adjuvant trial',
  [
    treated('2018-01-10', '2018-02-10'),
    medicine('2018-08-01', 'palbociclib', { adjunctive_therapy: '1', intent_of_treatment: '1' }),
  ],
  { distant: 'recurrence possible' },
)

story(
  'a regimen whose only recorded doses are of supportive medicines',
  [treated('2014-01-10', '2014-02-10'), medicine('2020-08-01', 'dexamethasone', { regimen: 'ERIBULIN' })],
  { distant: 'recurrence probable', onset: '2020-08-01' },
)

story(
  'whole breast radiotherapy of 26 Gy in 5',
  [
    treated('2021-01-10', '2021-02-10'),
    radiotherapy('2021-04-01', {
      treatment_region: 'P',
      radiotherapy_intent: '2',
      anatomical_site: 'Z151',
      prescribed_dose: '26',
      prescribed_fractions: 5,
    }),
  ],
  { distant: 'none', nearMiss: 'none' },
)

story(
  'palliative radiotherapy to a fungating tumour that had not spread',
  [
    registered('2021-01-10', { stage_best: '3B', stage_best_system: 'TNM', m_best: '0' }),
    radiotherapy('2021-02-01', { treatment_region: 'P', radiotherapy_intent: '1', anatomical_site: 'Z151' }),
  ],
  { distant: 'none', before: [] },
)

story(
  'radiotherapy for a meningioma',
  [
    treated('2012-01-10', '2012-02-10'),
    radiotherapy('2020-02-01', {
      radiotherapy_diagnosis_icd: 'D320',
      radiotherapy_intent: '1',
      anatomical_site: 'Z019',
    }),
  ],
  { distant: 'none' },
)

story(
  'a single fraction to the hip against ossification',
  [
    treated('2012-01-10', '2012-02-10'),
    radiotherapy('2020-02-01', {
      radiotherapy_diagnosis_icd: 'M615',
      radiotherapy_intent: '3',
      anatomical_site: 'Z756',
      prescribed_dose: '8',
      prescribed_fractions: 1,
    }),
  ],
  { distant: 'none' },
)

story(
  'radiotherapy for a rodent ulcer',
  [
    treated('2012-01-10', '2012-02-10'),
    radiotherapy('2020-02-01', {
      radiotherapy_diagnosis_icd: 'C443',
      anatomical_site: 'Z471',
      prescribed_dose: '20',
      prescribed_fractions: 1,
    }),
  ],
  { distant: 'none' },
)

story(
  'two courses of radiotherapy that a department numbers alike',
  [
    treated('2014-01-10', '2014-02-10'),
    radiotherapy('2014-05-01', {
      prescription_id: '1',
      treatment_region: 'P',
      radiotherapy_intent: '2',
      anatomical_site: 'Z151',
      provider_code: 'RXA',
    }),
    radiotherapy('2019-05-01', {
      prescription_id: '1',
      treatment_region: 'M',
      radiotherapy_intent: '1',
      anatomical_site: 'Z663',
      provider_code: 'RXA',
    }),
  ],
  { distant: 'recurrence probable', onset: '2019-05-01', sites: 'bone' },
)

story(
  'metastatic from the start, by registry and treatment',
  [
    registered('2021-01-10', metastatic),
    medicine('2021-02-01', 'palbociclib', { intent_of_treatment: '2' }),
    stay('2021-01-15', 'C509;C795'),
  ],
  { distant: 'new definite', onset: '2021-01-10', basis: 'registry', sites: 'bone', diseaseFreeDays: null },
)
