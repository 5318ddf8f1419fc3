/** Old, unregistered and moved primaries; codes that were wrong; and dates that a recorded absence moves. */
import {
  clinic,
  died,
  early,
  followUp,
  GP,
  gp,
  mastectomy,
  medicine,
  metastatic,
  nonPrimary,
  radiotherapy,
  registered,
  scan,
  specimen,
  stay,
  waiting,
} from '../steps/patient.ts'
import { story } from './story.ts'

const treated2012 = [registered('2012-03-05', early), mastectomy('2012-03-20')]

story(
  'eighteen years after a primary that no registry here holds',
  [
    stay('2009-02-01', 'K802;Z853'),
    stay('2021-04-01', 'C795;C509'),
    radiotherapy('2021-04-20', { treatment_region: 'M', radiotherapy_intent: '1', anatomical_site: 'Z663' }),
  ],
  {
    distant: 'recurrence definite historical_primary_unregistered',
    onset: '2021-04-01',
    attribution: 'unregistered_primary',
    diseaseFreeDays: null,
  },
)

story('first heard of with her metastases', [stay('2021-04-01', 'C795;C509'), waiting('2021-04-20', '12')], {
  distant: 'recurrence definite historical_primary_unregistered',
})

story(
  'first coded with her metastases, and nothing names a return',
  [stay('2021-04-01', 'C795;C509'), radiotherapy('2021-04-20', { treatment_region: 'M' })],
  { distant: 'new definite historical_primary_unregistered' },
)

story(
  'never operated on: primary endocrine treatment, then spread',
  [registered('2017-03-05', early), specimen('2020-02-01'), stay('2020-02-10', 'C787;C509')],
  { distant: 'progression definite', diseaseFreeDays: null },
)

story(
  'stage 2 in the registry, liver disease in hospital within two months',
  [registered('2020-03-05', early), stay('2020-04-20', 'C787;C509'), stay('2020-06-20', 'C787;C509')],
  { distant: 'new probable registry_discordant', onset: '2020-04-20' },
)

story(
  'the registry has no stage, the hospital shows liver disease at diagnosis',
  [registered('2020-03-05'), stay('2020-03-20', 'C787;C509'), stay('2020-06-20', 'C787;C509')],
  { distant: 'new probable', onset: '2020-03-20' },
)

story(
  'neoadjuvant treatment, surgery, and spread at five months',
  [
    registered('2020-03-05', early),
    medicine('2020-03-20', 'paclitaxel', { intent_of_treatment: '1', adjunctive_therapy: '2' }),
    mastectomy('2020-07-20'),
    specimen('2020-08-05'),
  ],
  { distant: 'recurrence probable early_relapse', onset: '2020-08-05' },
)

story(
  'a scan to rule out liver disease, coded as if found, then years of clear follow-up',
  [treated2012, stay('2019-04-01', 'C787;C509'), followUp('2019-09-01'), followUp('2020-09-01')],
  {
    distant: 'recurrence refuted follow_up_found_no_disease',
    sentence:
      'Distant recurrence, breast, dated 1 April 2019 (between 1 April 2017 and 15 April 2019). Refuted: a single weak item. Refuted because later follow-up found no disease. First sign: a hospital stay or appointment codes a secondary cancer of a distant organ. 1 item from 1 source. The primary was diagnosed on 5 March 2012. Disease-free for 2568 days.',
  },
)

story(
  'a refuted code does not hide a local recurrence',
  [treated2012, stay('2017-04-01', 'C787'), followUp('2017-09-01'), waiting('2019-05-01', '03')],
  { distant: 'recurrence refuted follow_up_found_no_disease', before: ['local probable 2019-05-01'] },
)

story(
  'a code copied between two hospitals, then seven clear years',
  [
    treated2012,
    stay('2016-04-01', 'C787'),
    stay('2016-06-01', 'C787', { provider_code: 'RXB' }),
    scan('2018-03-01', { modality: 'C01M', body_region: 'breast' }),
  ],
  { distant: 'recurrence refuted alive_and_clear_for_two_years' },
)

story(
  'the twelfth diagnosis of an eye clinic',
  [treated2012, stay('2019-04-01', 'H251;I10;E119;J459;M199;K219;N183;F329;Z921;Z867;Z864;C787', { tretspef: '130' })],
  {
    distant: 'none',
    nearMiss:
      'hospital-distant-organ: not met: it is not a low position outside oncology and palliative care; it is not a low position outside oncology and palliative care',
  },
)

story('an appointment that was not kept', [treated2012, clinic('2019-04-01', 'C787', { attended: '3' })], {
  distant: 'none',
})

story(
  'an old GP code, absence recorded since, then disease',
  [
    treated2012,
    gp('2013-04-01', GP.secondary),
    clinic('2016-01-10', 'Z853', { tretspef: '103' }),
    waiting('2020-02-01', '05'),
    stay('2020-02-10', 'C795;C509'),
  ],
  { distant: 'recurrence definite', onset: '2020-02-01' },
)

story(
  'M1 in the registry stands, whatever history was coded later',
  [
    registered('2012-03-05', metastatic),
    mastectomy('2012-03-20'),
    followUp('2014-09-01'),
    specimen('2020-02-01'),
    stay('2020-02-10', 'C795;C509'),
  ],
  { distant: 'new definite', onset: '2012-03-05' },
)

story(
  'a staging scale that is not TNM',
  [registered('2015-05-01', { stage_best: '4', stage_best_system: 'FIGO', m_best: '0' })],
  { distant: 'none' },
)

story(
  'called distant at regional nodes: contradictory',
  [treated2012, nonPrimary('2019-04-01', { metastatic_type: '03', metastatic_site: '12' })],
  { distant: 'none', before: ['regional probable 2019-04-01'] },
)

story(
  'a second recurrence of unsaid extent, years before the first sign of distance, dates nothing',
  [
    treated2012,
    waiting('2016-02-01', '06'),
    waiting('2019-04-01', '05'),
    radiotherapy('2019-04-20', { treatment_region: 'M', radiotherapy_intent: '1', anatomical_site: 'Z663' }),
  ],
  { distant: 'recurrence definite', onset: '2019-04-01', basis: 'cwt' },
)

story(
  'a letter years before a primary that was metastatic from its start dates nothing',
  [
    gp('2008-05-01', GP.secondary),
    registered('2012-03-05', metastatic),
    radiotherapy('2012-04-20', { treatment_region: 'M', radiotherapy_intent: '1', anatomical_site: 'Z663' }),
  ],
  { distant: 'new definite', onset: '2012-03-05', basis: 'registry' },
)

story(
  'the heading of the Read chapter, with its dots and with the figures of its term',
  [treated2012, gp('2019-04-01', 'B58..00', 'read2'), gp('2020-04-01', 'B58..', 'ctv3'), waiting('2020-06-01', '05')],
  { distant: 'recurrence definite', onset: '2019-04-01', basis: 'gp' },
)

story(
  'follow-up on the very day of the letter says nothing of what comes after it',
  [treated2012, gp('2019-04-01', GP.breastMetastasis), followUp('2019-04-01'), waiting('2020-06-01', '05')],
  { distant: 'recurrence definite', onset: '2019-04-01', basis: 'gp' },
)

story(
  'a certificate stands, whatever follow-up came between it and a code of long ago',
  [treated2012, stay('2015-03-01', 'C787;C509'), followUp('2015-09-01'), died('2021-07-01', 'C509', 'C787')],
  { distant: 'recurrence probable' },
)

story(
  'a lone waiting-times row stands, though follow-up says nothing of disease years later',
  [treated2012, waiting('2016-06-01', '05'), followUp('2019-06-01')],
  { distant: 'recurrence probable', onset: '2016-06-01' },
)

story(
  'stage 4 in the rapid registry, with palliative care half a year later, is more than one statement',
  [
    registered('2018-03-05', { ...metastatic, registry: 'RCRD' }),
    gp('2018-09-20', GP.palliative),
    followUp('2021-06-01'),
  ],
  { distant: 'new probable', onset: '2018-03-05' },
)

story(
  'stage 4 in the rapid registry alone, and follow-up that finds no disease two years on',
  [registered('2018-03-05', { ...metastatic, registry: 'RCRD' }), followUp('2021-06-01')],
  { distant: 'new refuted follow_up_found_no_disease' },
)
