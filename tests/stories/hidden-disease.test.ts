/** Disease that leaves few traces: endocrine treatment only, no treatment at all, or a death soon after. */
import {
  ANASTROZOLE,
  clinic,
  dayCase,
  died,
  doses,
  early,
  GP,
  gp,
  LETROZOLE,
  lives,
  mastectomy,
  prescribed,
  radiotherapy,
  referral,
  registered,
  scan,
  specimen,
  stay,
  waiting,
} from '../steps/patient.ts'
import { story } from './story.ts'

const treated2012 = [registered('2012-03-05', early), mastectomy('2012-03-20')]

story(
  'an 84-year-old on letrozole whose bone disease is known from a GP letter and denosumab',
  [treated2012, gp('2021-02-10', GP.bone), doses('2021-03-01', 'denosumab', 120, 6, 28)],
  {
    distant: 'recurrence definite',
    onset: '2021-02-10',
    basis: 'gp',
    sites: 'bone',
    diseaseFreeDays: 3249,
    sentence:
      'Distant recurrence, breast, dated 10 February 2021 (between 23 October 2020 and 1 March 2021). Definite: probable evidence from two independent sources. First sign: the GP record codes a secondary cancer of an organ. 2 items from 2 sources. The primary was diagnosed on 5 March 2012. Disease-free for 3249 days.',
  },
)

story(
  'a GP letter that names the breast as origin, and nothing else',
  [treated2012, gp('2021-02-10', GP.breastMetastasis)],
  { distant: 'recurrence probable', onset: '2021-02-10' },
)

story('a GP letter that names only the organ, and nothing else', [treated2012, gp('2021-02-10', GP.bone)], {
  distant: 'recurrence possible',
})

story(
  'a burst of scans, a change of aromatase inhibitor and the palliative register, with no statement of disease',
  [
    treated2012,
    prescribed('2012-06-01', ANASTROZOLE),
    prescribed('2021-01-20', LETROZOLE),
    scan('2021-01-05'),
    scan('2021-01-15', { modality: 'C06X', body_region: 'whole body' }),
    gp('2021-02-01', GP.palliative),
  ],
  {
    distant: 'none',
    nearMiss:
      'gp-endocrine-change: it only supports other evidence, and there is none; another source showed distant disease',
  },
)

story(
  'an untreated recurrence: a referral that ended in “recurrence, no treatment planned”',
  [treated2012, referral('2021-05-04', '18')],
  { distant: 'recurrence possible', onset: '2021-05-04', before: ['unknown probable 2021-05-04'] },
)

story(
  'an untreated recurrence that a hospital stay confirms',
  [treated2012, referral('2021-05-04', '18'), stay('2021-05-20', 'C787;C509')],
  { distant: 'recurrence probable', onset: '2021-05-04', sites: 'liver', before: [] },
)

story('a suspicion and the code it caused', [treated2012, referral('2021-05-04', '15'), stay('2021-05-20', 'C787')], {
  distant: 'recurrence possible',
  onset: '2021-05-20',
})

story('a suspicion that nothing confirmed', [treated2012, referral('2021-05-04', '15')], {
  distant: 'none',
  nearMiss:
    'waiting-times-suspected: a suspicion counts for nothing until it is confirmed; the suspicion were confirmed',
})

story(
  'dead of liver failure from breast cancer six weeks after the first code',
  [treated2012, stay('2021-05-20', 'C787;C509'), died('2021-07-01', 'C509')],
  { distant: 'recurrence probable', onset: '2021-05-20', basis: 'hospital' },
)

story(
  'known from the certificate alone, after an oncology visit that year',
  [treated2012, clinic('2021-03-01', null, { tretspef: '800' }), died('2021-07-01', 'C509')],
  { distant: 'recurrence probable certificate_only', onset: '2021-07-01', basis: 'death' },
)

story('known from the certificate alone, with no care that year', [treated2012, died('2021-07-01', 'C509')], {
  distant: 'recurrence possible certificate_only',
})

story(
  'a certificate that names breast cancer and its liver metastases',
  [treated2012, died('2021-07-01', 'C509', 'C509;C787')],
  { distant: 'recurrence probable certificate_only', sites: 'liver' },
)

story(
  'chemotherapy day cases of one hospital repeat one code: one statement copied forward',
  [treated2012, ...[0, 1, 2, 3, 4, 5].map((month) => dayCase(`2021-0${month + 1}-10`, 'C509;C795'))],
  { distant: 'recurrence possible' },
)

story(
  'the same day cases with spinal radiotherapy',
  [
    treated2012,
    ...[0, 1, 2, 3, 4, 5].map((month) => dayCase(`2021-0${month + 1}-10`, 'C509;C795')),
    radiotherapy('2021-02-01', {
      radiotherapy_intent: '01',
      anatomical_site: 'Z663',
      prescribed_dose: '8',
      prescribed_fractions: 1,
    }),
  ],
  { distant: 'recurrence definite', onset: '2021-01-10', sites: 'bone' },
)

story(
  'progression in a new organ is no second onset',
  [
    treated2012,
    specimen('2019-04-01', { topography: 'T-56000' }),
    waiting('2019-04-20', '05'),
    stay('2020-09-01', 'C793;C509'),
    stay('2021-02-01', 'C793;C509'),
  ],
  { distant: 'recurrence definite', onset: '2019-04-01', sites: 'brain;liver' },
)

story(
  'moved here with her disease: prevalent before she came',
  [
    treated2012,
    lives({ registered_from: 18_800 as never }),
    gp('2019-06-01', GP.breastMetastasis),
    waiting('2021-08-01', '05'),
  ],
  { distant: 'recurrence definite imported_prevalent', onset: '2019-06-01' },
)

story(
  'a GP letter of spread, and years later a hospital code: each confirms the other',
  [treated2012, gp('2016-04-01', GP.secondary), stay('2019-05-01', 'C795;C509')],
  { distant: 'recurrence probable', onset: '2016-04-01' },
)

story(
  'a GP letter months after the hospital code may be about it',
  [treated2012, stay('2019-05-01', 'C795;C509'), gp('2020-04-01', GP.secondary)],
  { distant: 'recurrence possible' },
)

story(
  'region M on forty grays to the breast in fifteen fractions, after an operation',
  [
    treated2012,
    radiotherapy('2012-06-01', {
      treatment_region: 'M',
      radiotherapy_intent: '2',
      anatomical_site: 'Z152',
      prescribed_fractions: 15,
      prescribed_dose: '40',
    }),
  ],
  { distant: 'new possible found_after_surgery;registry_discordant' },
)

story(
  'region M, fifteen fractions and no site, with a bone code in a later stay',
  [
    treated2012,
    radiotherapy('2019-06-01', { treatment_region: 'M', radiotherapy_intent: '2', prescribed_fractions: 15 }),
    stay('2019-07-01', 'C795;C509'),
  ],
  { distant: 'recurrence probable', onset: '2019-06-01' },
)
