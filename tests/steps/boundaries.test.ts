/** The last day in and the first day out of each window of the decision. Read it aloud. */
import { describe, expect, test } from 'vitest'
import { addDays, type Day, day, dayText } from '../../algorithms/domain/day.ts'
import {
  certaintyOfDistant,
  clinic,
  dayCase,
  decided,
  died,
  distantOf,
  doses,
  early,
  followUp,
  gp,
  GP,
  mastectomy,
  medicine,
  metastatic,
  nonPrimary,
  radiotherapy,
  registered,
  rulesFor,
  scan,
  type SourceRow,
  specimen,
  stay,
  waiting,
} from './patient.ts'

const DIAGNOSED = day('2018-01-10')
/** Years after treatment, far from every window around diagnosis. */
const LATER = day('2021-06-01')
const after = (days: number, from: Day = LATER): Day => addDays(from, days)

const classed = (rows: readonly SourceRow[]): string => {
  const found = distantOf(...rows)
  return found === undefined ? 'none' : [found.episode_type, found.flags].filter((text) => text !== '').join(' ')
}

describe('the class of distant disease, by days from diagnosis', () => {
  const operated = mastectomy(after(20, DIAGNOSED))
  test.each([
    { days: -181, story: 'long before the primary', is: 'indeterminate spread_long_before_primary' },
    { days: -180, story: 'the first day of the window', is: 'new spread_before_primary' },
    { days: -31, story: 'more than a month before', is: 'new spread_before_primary' },
    { days: -30, story: 'a month before', is: 'new' },
    { days: 0, story: 'on the day', is: 'new' },
    { days: 120, story: 'the last day of the window', is: 'new' },
    { days: 121, story: 'the day after: neither new nor returned', is: 'indeterminate stage_unknown' },
    { days: 179, story: 'the last day of the gap', is: 'indeterminate stage_unknown' },
    { days: 180, story: 'half a year on, never operated', is: 'progression stage_unknown' },
  ])('unstaged, not operated, $days days: $story', ({ days, is }) => {
    expect(classed([registered(DIAGNOSED), specimen(after(days, DIAGNOSED))])).toBe(is)
  })

  test.each([
    { days: 120, story: 'staging scans follow surgery', is: 'new found_after_surgery;registry_discordant' },
    { days: 121, story: 'returned soon after a staged operation', is: 'recurrence early_relapse' },
    { days: 179, story: 'the last day that is called early', is: 'recurrence early_relapse' },
    { days: 180, story: 'returned', is: 'recurrence' },
  ])('stage 2, operated, $days days: $story', ({ days, is }) => {
    expect(classed([registered(DIAGNOSED, early), operated, specimen(after(days, DIAGNOSED))])).toBe(is)
  })

  test.each([
    { days: 121, is: 'indeterminate stage_unknown' },
    { days: 179, is: 'indeterminate stage_unknown' },
    { days: 180, is: 'recurrence' },
  ])('unstaged, operated, $days days', ({ days, is }) => {
    expect(classed([registered(DIAGNOSED), operated, specimen(after(days, DIAGNOSED))])).toBe(is)
  })

  test.each([
    { days: 120, is: 'new registry_discordant' },
    { days: 121, is: 'indeterminate' },
    { days: 180, is: 'progression' },
  ])('stage 2, not operated, $days days', ({ days, is }) => {
    expect(classed([registered(DIAGNOSED, early), specimen(after(days, DIAGNOSED))])).toBe(is)
  })

  test('an operation on the day of the finding does not come before it', () => {
    const found = after(200, DIAGNOSED)
    expect(classed([registered(DIAGNOSED, early), mastectomy(found), specimen(found)])).toBe('progression')
    expect(classed([registered(DIAGNOSED, early), mastectomy(after(-1, found)), specimen(found)])).toBe('recurrence')
  })

  test('spread found while adjuvant treatment runs is flagged', () => {
    const adjuvant = medicine(after(60, DIAGNOSED), 'trastuzumab', {
      intent_of_treatment: '1',
      adjunctive_therapy: '1',
      regimen_end_date: after(400, DIAGNOSED),
    })
    const history = [registered(DIAGNOSED, early), operated, adjuvant]
    expect(classed([...history, specimen(after(399, DIAGNOSED))])).toBe('recurrence during_primary_treatment')
    expect(classed([...history, specimen(after(400, DIAGNOSED))])).toBe('recurrence')
  })

  test('the first treatment counts as the diagnosis when it came first', () => {
    const treatedFirst = [mastectomy(after(-10, DIAGNOSED)), registered(DIAGNOSED, early)]
    expect(classed([...treatedFirst, specimen(after(110, DIAGNOSED))])).toMatch(/^new/)
    expect(classed([...treatedFirst, specimen(after(111, DIAGNOSED))])).toBe('recurrence early_relapse')
  })

  test.each([
    { days: 120, is: 'new registry_discordant', story: 'the table decides inside the window' },
    { days: 121, is: 'recurrence', story: 'a source that names recurrence decides outside it' },
  ])('named a recurrence at $days days: $story', ({ days, is }) => {
    expect(classed([registered(DIAGNOSED, early), nonPrimary(after(days, DIAGNOSED), { metastatic_type: '03' })])).toBe(
      is,
    )
  })

  test.each([
    { gap: 180, is: 'recurrence' },
    { gap: 181, is: 'progression' },
  ])('a recurrence named $gap days after the first sign', ({ gap, is }) => {
    const rows = [registered(DIAGNOSED, early), specimen(LATER), waiting(after(gap), '06')]
    expect(classed(rows)).toBe(is)
  })
})

describe('hospital codes', () => {
  const history = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  test.each([
    { gap: 29, is: 'possible', story: 'the same episode of care' },
    { gap: 30, is: 'probable', story: 'the first independent day' },
    { gap: 365, is: 'probable', story: 'the last' },
    { gap: 366, is: 'possible', story: 'two lone codes' },
  ])('a code again after $gap days: $story', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), stay(after(gap), 'C787'))).toBe(is)
  })

  test.each([
    { again: dayCase(after(40), 'C787'), is: 'possible', story: 'a day case of the same hospital and organ' },
    { again: dayCase(after(40), 'C795'), is: 'probable', story: 'a day case for another organ' },
    { again: dayCase(after(40), 'C787', { provider_code: 'RXB' }), is: 'probable', story: 'another hospital' },
    { again: stay(after(40), 'C787'), is: 'probable', story: 'an ordinary stay' },
    { again: clinic(after(40), 'C787'), is: 'possible', story: 'an appointment at the same hospital' },
  ])('repeated: $story', ({ again, is }) => {
    expect(certaintyOfDistant(...history, dayCase(LATER, 'C787'), again)).toBe(is)
  })

  test.each([
    { gap: -61, is: 'possible' },
    { gap: -60, is: 'probable' },
    { gap: 180, is: 'probable' },
    { gap: 181, is: 'possible' },
  ])('company of a code $gap days from it', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), waiting(after(gap), '10'))).toBe(is)
  })

  test.each([
    { gap: 90, cause: 'C809', is: 'probable', story: 'death of cancer, the last day' },
    { gap: 91, cause: 'C809', is: 'possible', story: 'the day after' },
    { gap: 30, cause: 'I219', is: 'possible', story: 'death of a heart attack' },
    { gap: 30, cause: 'C449', is: 'possible', story: 'death certified to skin cancer other than melanoma' },
  ])('death $gap days after a code: $story', ({ gap, cause, is }) => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), died(after(gap), cause))).toBe(is)
  })

  test.each([
    { gap: 0, is: 'possible', story: 'the letter of the same day' },
    { gap: 90, is: 'possible', story: 'still the discharge letter' },
    { gap: 91, is: 'probable', story: 'a statement of its own' },
    { gap: -1, is: 'probable', story: 'before the stay: no letter of it' },
  ])('a GP code $gap days after the hospital code: $story', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), gp(after(gap), GP.liver))).toBe(is)
  })

  test('three independent codes and another source are definite, two are not', () => {
    const palliative = waiting(after(70), '10')
    const twice = [stay(LATER, 'C787'), stay(after(30), 'C787')]
    expect(certaintyOfDistant(...history, ...twice, palliative)).toBe('probable')
    expect(certaintyOfDistant(...history, ...twice, stay(after(59), 'C787'), palliative)).toBe('probable')
    expect(certaintyOfDistant(...history, ...twice, stay(after(60), 'C787'), palliative)).toBe('definite')
    expect(certaintyOfDistant(...history, ...twice, stay(after(60), 'C787'))).toBe('probable')
  })

  test('other or unknown sites need a repeat and company', () => {
    const once = stay(LATER, 'C799')
    const again = stay(after(30), 'C799')
    const company = waiting(after(10), '10')
    expect(certaintyOfDistant(...history, once, again)).toBe('possible')
    expect(certaintyOfDistant(...history, once, company)).toBe('possible')
    expect(certaintyOfDistant(...history, once, stay(after(29), 'C799'), company)).toBe('possible')
    expect(certaintyOfDistant(...history, once, again, company)).toBe('probable')
  })
})

describe('company of weak statements', () => {
  const history = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  test.each([
    { gap: 180, is: 'probable' },
    { gap: 181, is: 'possible' },
    { gap: -180, is: 'probable' },
    { gap: -181, is: 'possible' },
  ])('a GP organ code and progression in waiting times $gap days apart', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, gp(LATER, GP.bone), waiting(after(gap), '10'))).toBe(is)
  })

  test.each([
    { gap: 180, is: 'possible', story: 'explains it' },
    { gap: 181, is: 'probable', story: 'is another matter' },
  ])('local recurrence $gap days after a multiple recurrence $story', ({ gap, is }) => {
    const rows = [
      ...history,
      waiting(LATER, '06'),
      medicine(after(20), 'capecitabine'),
      gp(after(gap), GP.localRecurrence),
    ]
    expect(certaintyOfDistant(...rows)).toBe(is)
  })

  test.each([
    { beside: [], is: 'probable', story: 'a liver secondary shows its extent' },
    { beside: [stay(LATER, 'C792')], is: 'probable', story: 'and skin beside it takes nothing back' },
    { beside: [gp(LATER, GP.localRecurrence)], is: 'possible', story: 'but a local recurrence beside it explains it' },
  ])('multiple recurrence: $story', ({ beside, is }) => {
    const rows = [waiting(LATER, '06'), stay(after(61), 'C787'), ...beside]
    expect(certaintyOfDistant(...history, ...rows)).toBe(is)
  })

  test('recurrence of an extent not told, with skin alone beside it, says nothing of distant disease', () => {
    const treated = medicine(after(300), 'capecitabine')
    const rows = [waiting(LATER, '06'), stay(LATER, 'C792'), treated]
    expect(certaintyOfDistant(...history, ...rows)).toBe('possible')
  })

  test.each([
    { gap: 180, is: 'probable' },
    { gap: 181, is: 'possible' },
  ])('three weak sources, the last $gap days after the first', ({ gap, is }) => {
    const rows = [gp(LATER, GP.secondary), medicine(after(90), 'capecitabine'), waiting(after(gap), '10')]
    expect(certaintyOfDistant(...history, ...rows)).toBe(is)
  })

  test('one explicit row is probable; another day or source makes it definite', () => {
    expect(certaintyOfDistant(...history, waiting(LATER, '05'))).toBe('probable')
    expect(certaintyOfDistant(...history, waiting(LATER, '05'), waiting(LATER, '05', { provider_code: 'RXB' }))).toBe(
      'probable',
    )
    expect(certaintyOfDistant(...history, waiting(LATER, '05'), waiting(after(1), '05'))).toBe('definite')
    expect(certaintyOfDistant(...history, waiting(LATER, '05'), gp(LATER, GP.palliative))).toBe('definite')
  })

  test('one waiting-times row is one statement, whatever dates it holds', () => {
    const oneRow = waiting(after(20), '05', { patient_status: '16', date_first_seen: LATER })
    expect(certaintyOfDistant(...history, oneRow)).toBe('probable')
  })

  test('the registrations of one tumour are one record', () => {
    const twice = [
      registered(DIAGNOSED, metastatic),
      registered(after(9, DIAGNOSED), { ...metastatic, registry: 'RCRD' }),
    ]
    expect(certaintyOfDistant(...twice)).toBe('probable')
    expect(certaintyOfDistant(...twice, specimen(after(9, DIAGNOSED)))).toBe('definite')
  })
})

describe('retraction', () => {
  const history = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  const stroke = (days: number): SourceRow => died(after(days), 'I639')
  test.each([
    { gap: 59, is: 'possible' },
    { gap: 60, is: 'refuted' },
  ])('follow-up without disease $gap days after a lone code', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), followUp(after(gap)), stroke(600))).toBe(is)
  })

  test.each([
    { alive: 729, is: 'possible' },
    { alive: 730, is: 'refuted' },
  ])('a mammogram, and alive $alive days after a lone code', ({ alive, is }) => {
    const mammogram = scan(after(200), { modality: 'C01M', body_region: 'breast' })
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), mammogram, stroke(alive))).toBe(is)
  })

  test.each([
    { contact: 59, is: 'possible' },
    { contact: 60, is: 'refuted' },
  ])('alive for years, last seen in a breast clinic $contact days after a lone code', ({ contact, is }) => {
    const seen = clinic(after(contact), null, { tretspef: '103' })
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), seen, stroke(1000))).toBe(is)
  })

  test.each([
    { last: 365, is: 'refuted', story: 'copied from stay to stay' },
    { last: 366, is: 'probable', story: 'they kept coming' },
  ])('codes over $last days, then clear for two years: $story', ({ last, is }) => {
    const codes = [stay(LATER, 'C787'), stay(after(200), 'C787'), stay(after(last), 'C787')]
    expect(certaintyOfDistant(...history, ...codes, followUp(after(last + 100)), stroke(last + 800))).toBe(is)
  })

  test('follow-up alone does not refute codes that repeat', () => {
    const codes = [stay(LATER, 'C787'), stay(after(40), 'C787')]
    expect(certaintyOfDistant(...history, ...codes, followUp(after(100)), stroke(500))).toBe('probable')
  })

  test('neither treatment nor a certificate is ever refuted', () => {
    const clear = [followUp(after(100)), followUp(after(400))]
    const lone = radiotherapy(LATER, { treatment_region: 'M', radiotherapy_intent: '1' })
    expect(certaintyOfDistant(...history, lone, ...clear)).toBe('probable')
    expect(certaintyOfDistant(...history, waiting(LATER, '10'), ...clear)).toBe('possible')
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), ...clear, died(after(900), 'C509'))).not.toBe('refuted')
  })
})

describe('local and regional recurrence', () => {
  const episodes = (...rows: readonly SourceRow[]): string =>
    decided(...rows)
      .members.filter(({ extent }) => extent !== 'distant')
      .map(({ extent, certainty }) => `${extent} ${certainty}`)
      .join(', ')

  test.each([
    { days: 448, is: '', story: 'nodes of the first diagnosis' },
    { days: 449, is: 'regional possible', story: 'nodes that are new' },
  ])('axillary nodes $days days after diagnosis: $story', ({ days, is }) => {
    expect(episodes(registered(DIAGNOSED, early), stay(after(days, DIAGNOSED), 'C773'))).toBe(is)
  })

  test.each([
    { days: 448, is: '' },
    { days: 449, is: 'regional probable' },
  ])('an axillary clearance $days days after diagnosis', ({ days, is }) => {
    const clearance = stay(after(days, DIAGNOSED), 'C773', { opertn: 'T852' })
    expect(episodes(registered(DIAGNOSED, early), clearance)).toBe(is)
  })

  test.each([
    { code: 'C779', days: 448, is: '' },
    { code: 'C779', days: 449, is: 'regional possible' },
    { code: 'C770', days: 448, is: '' },
    { code: 'C770', days: 449, is: 'regional possible' },
    { code: 'C792', days: 448, is: '' },
    { code: 'C792', days: 449, is: 'local possible' },
  ])('$code alone $days days after diagnosis', ({ code, days, is }) => {
    expect(episodes(registered(DIAGNOSED, early), stay(after(days, DIAGNOSED), code))).toBe(is)
  })

  test.each([
    { days: 364, is: '' },
    { days: 365, is: 'local probable' },
  ])('the breast operated on again $days days after diagnosis', ({ days, is }) => {
    expect(episodes(registered(DIAGNOSED, early), mastectomy(after(days, DIAGNOSED)))).toBe(is)
  })

  test.each([
    { gap: 56, is: '', story: 'one event with the distant disease' },
    { gap: 57, is: 'local probable', story: 'an event before it' },
  ])('local recurrence $gap days before distant disease: $story', ({ gap, is }) => {
    expect(episodes(registered(DIAGNOSED, early), waiting(after(-gap), '03'), specimen(LATER))).toBe(is)
  })

  test.each([
    { gap: 180, is: 'regional definite' },
    { gap: 181, is: 'local probable, regional probable' },
  ])('local, then regional recurrence $gap days later', ({ gap, is }) => {
    expect(episodes(registered(DIAGNOSED, early), waiting(LATER, '03'), waiting(after(gap), '04'))).toBe(is)
  })

  test('one waiting-times row is one statement of regional recurrence', () => {
    const oneRow = waiting(after(20), '04', { patient_status: '16', date_first_seen: LATER })
    expect(episodes(registered(DIAGNOSED, early), oneRow)).toBe('regional probable')
  })
})

describe('treatment', () => {
  const history = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  test.each([
    { days: 365, is: 'treatment-non-curative-early' },
    { days: 366, is: 'treatment-non-curative' },
  ])('palliative paclitaxel $days days after diagnosis', ({ days, is }) => {
    const course = medicine(after(days, DIAGNOSED), 'paclitaxel', { intent_of_treatment: '2' })
    expect(rulesFor(registered(DIAGNOSED, early), course)).toEqual([is])
  })

  test.each([
    { days: 365, is: 'treatment-non-curative-early' },
    { days: 366, is: 'treatment-non-curative' },
  ])('palliative paclitaxel $days days after treatment of a local recurrence', ({ days, is }) => {
    const course = medicine(after(days), 'paclitaxel', { intent_of_treatment: '2' })
    expect(rulesFor(...history, waiting(LATER, '03'), course)).toContain(is)
  })

  test.each([
    { dose: '26', fractions: 5, is: 'possible', story: 'the breast in a week' },
    { dose: '40', fractions: 15, is: 'possible', story: 'the breast in three weeks' },
    { dose: '20', fractions: 5, is: 'probable', story: 'a bone' },
    { dose: '50', fractions: 5, is: 'probable', story: 'stereotactic' },
    { dose: null, fractions: 5, is: 'probable', story: 'five fractions of an unknown dose' },
  ])('region M of anti-cancer intent, $dose Gy in $fractions: $story', ({ dose, fractions, is }) => {
    const given = { treatment_region: 'M', radiotherapy_intent: '2', prescribed_dose: dose }
    expect(certaintyOfDistant(...history, radiotherapy(LATER, { ...given, prescribed_fractions: fractions }))).toBe(is)
  })

  test.each([
    { gap: 70, is: 'probable' },
    { gap: 71, is: 'none' },
  ])('denosumab 120 mg twice, $gap days apart', ({ gap, is }) => {
    expect(certaintyOfDistant(...history, doses(LATER, 'denosumab', 120, 2, gap))).toBe(is)
  })

  test.each([
    { mg: 60, every: 180, is: 'none', story: 'for osteoporosis' },
    { mg: 60, every: 28, is: 'none', story: 'the wrong dose' },
    { mg: 120, every: 28, is: 'probable', story: 'for bone metastases' },
  ])('denosumab $mg mg every $every days: $story', ({ mg, every, is }) => {
    expect(certaintyOfDistant(...history, doses(LATER, 'Xgeva', mg, 3, every))).toBe(is)
  })

  test.each([
    { every: 42, count: 3, is: 'possible' },
    { every: 43, count: 3, is: 'none' },
    { every: 28, count: 2, is: 'none' },
    { every: 182, count: 6, is: 'none' },
  ])('zoledronic acid 4 mg, $count doses every $every days', ({ every, count, is }) => {
    expect(certaintyOfDistant(...history, doses(LATER, 'zoledronic acid', 4, count, every))).toBe(is)
  })

  test.each([
    { mg: 2.5, is: 'none', story: 'too little' },
    { mg: 3, is: 'possible', story: 'weak kidneys' },
    { mg: 3.5, is: 'possible', story: 'weak kidneys' },
    { mg: 5, is: 'none', story: 'the yearly dose for osteoporosis' },
  ])('zoledronic acid $mg mg monthly: $story', ({ mg, is }) => {
    expect(certaintyOfDistant(...history, doses(LATER, 'zoledronic acid', mg, 3, 28))).toBe(is)
  })

  test.each([
    { days: 364, is: 'none' },
    { days: 365, is: 'possible' },
  ])('capecitabine $days days after the operation', ({ days, is }) => {
    expect(certaintyOfDistant(...history, medicine(after(days, after(20, DIAGNOSED)), 'capecitabine'))).toBe(is)
  })

  test.each([
    { lasts: 269, is: 'none' },
    { lasts: 270, is: 'possible' },
  ])('capecitabine for $lasts days, when half a year is the longest adjuvant course', ({ lasts, is }) => {
    const begun = after(60, DIAGNOSED)
    const course = medicine(begun, 'capecitabine', { regimen_end_date: after(lasts, begun) })
    expect(certaintyOfDistant(...history, course)).toBe(is)
  })

  test.each([
    { cycles: 19, is: 'none' },
    { cycles: 20, is: 'possible' },
  ])('trastuzumab over many months, $cycles cycles', ({ cycles, is }) => {
    expect(certaintyOfDistant(...history, doses(after(60, DIAGNOSED), 'trastuzumab', 600, cycles, 28))).toBe(is)
  })
})

describe('death', () => {
  test.each([
    { days: 365, is: 'probable', story: 'under care that year' },
    { days: 366, is: 'possible', story: 'no care that year' },
  ])('died of breast cancer $days days after an oncology visit: $story', ({ days, is }) => {
    const visit = clinic(LATER, null, { tretspef: '800' })
    expect(certaintyOfDistant(registered(DIAGNOSED, early), visit, died(after(days), 'C509'))).toBe(is)
  })
})

describe('the onset', () => {
  const history = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  const dated = (...rows: readonly SourceRow[]): string | undefined => {
    const found = distantOf(...history, ...rows)
    return found && dayText(found.onset_date)
  }

  test.each([
    { gap: 90, is: -90, story: 'begins the cluster' },
    { gap: 91, is: 0, story: 'is too early for it' },
  ])('a weak medicine $gap days before the biopsy $story', ({ gap, is }) => {
    const rows = [medicine(after(-gap), 'capecitabine'), specimen(LATER)]
    expect(dated(...rows)).toBe(dayText(after(is)))
  })

  test.each([
    { gap: 365, is: -365 },
    { gap: 366, is: 0 },
  ])('a hospital code $gap days before the biopsy', ({ gap, is }) => {
    expect(dated(stay(after(-gap), 'C787'), specimen(LATER))).toBe(dayText(after(is)))
  })

  test('a GP statement walks the onset back for years, unless absence was recorded since', () => {
    const letter = gp(after(-900), GP.secondary)
    expect(dated(letter, specimen(LATER))).toBe(dayText(after(-900)))
    expect(dated(letter, clinic(after(-400), 'Z853'), specimen(LATER))).toBe(dayText(LATER))
  })

  test('a bone medicine dates the disease by the first of its doses, however densely it is given later', () => {
    const course = [...doses(LATER, 'denosumab', 120, 2, 28), ...doses(after(43), 'denosumab', 120, 4, 7)]
    expect(dated(...course)).toBe(dayText(LATER))
    const monthly = [...doses(LATER, 'zoledronic acid', 4, 3, 28), ...doses(after(200), 'zoledronic acid', 4, 6, 28)]
    expect(dated(...monthly)).toBe(dayText(LATER))
  })

  test('of one day the most trusted basis is named', () => {
    const found = distantOf(...history, waiting(LATER, '05'), gp(LATER, GP.breastMetastasis), specimen(LATER))
    expect(found?.onset_basis).toBe('pathology')
  })

  test.each([
    { rows: [specimen(LATER)], earliest: -78, latest: 31, basis: 'pathology' },
    { rows: [waiting(LATER, '05')], earliest: -98, latest: 14, basis: 'cwt' },
    { rows: [gp(LATER, GP.breastMetastasis)], earliest: -110, latest: 14, basis: 'gp' },
    { rows: [radiotherapy(LATER, { treatment_region: 'M' })], earliest: -130, latest: 14, basis: 'rtds' },
    { rows: [stay(LATER, 'C787'), stay(after(40), 'C787')], earliest: -730, latest: 40, basis: 'hospital' },
    { rows: [stay(LATER, 'C787'), waiting(after(40), '05')], earliest: -167, latest: 40, basis: 'hospital' },
    { rows: [died(LATER, 'C509', 'C509;C787')], earliest: -1095, latest: 14, basis: 'death' },
  ])('an onset on the basis of $basis lies between $earliest and $latest days from it', (expected) => {
    const found = distantOf(...history, ...expected.rows)!
    expect([found.onset_basis, found.onset_earliest - LATER, found.onset_latest - LATER]).toEqual([
      expected.basis,
      expected.earliest,
      expected.latest,
    ])
  })

  test('disease was absent on the last day that recorded its absence', () => {
    const found = distantOf(...history, clinic(after(-50), 'Z853'), waiting(LATER, '05'))!
    expect(found.onset_earliest - LATER).toBe(-50)
  })
})

describe('whose spread it is', () => {
  const breast = [registered(DIAGNOSED, early), mastectomy(after(20, DIAGNOSED))]
  const bowel = (when: Day): SourceRow =>
    registered(when, { site_icd10: 'C187', tumour_id: 'bowel', laterality: null, stage_best: '3' })
  const liver = [stay(LATER, 'C787'), stay(after(40), 'C787')]
  const belongs = (...rows: readonly SourceRow[]): string => distantOf(...rows)?.attribution ?? 'none'
  test.each([
    { gap: 56, is: 'none', story: 'it is the new cancer’s' },
    { gap: 57, is: 'uncertain', story: 'it could be either’s' },
  ])('a bowel cancer found $gap days before the spread: $story', ({ gap, is }) => {
    expect(belongs(...breast, bowel(after(-gap)), ...liver)).toBe(is)
  })

  test.each([
    { site: 'C800', is: 'uncertain', story: 'competes once a registry holds it' },
    { site: 'C795', is: 'attributed', story: 'is no primary, and so no competitor' },
  ])('a registered $site $story', ({ site, is }) => {
    const unknown = registered(after(-100), { site_icd10: site, tumour_id: 'unknown', laterality: null })
    expect(belongs(...breast, unknown, ...liver)).toBe(is)
  })

  test.each([
    { topography: 'C773', is: 'none', story: 'the armpit is regional' },
    { topography: 'C771', is: 'probable', story: 'the chest is not' },
    { topography: 'C787', is: 'probable', story: 'nor is the liver' },
  ])('a specimen called metastatic from $topography: $story', ({ topography, is }) => {
    expect(certaintyOfDistant(...breast, specimen(LATER, { topography }))).toBe(is)
  })

  test.each([
    { coded: 120, is: 'new', story: 'the first that was known of it' },
    { coded: -120, is: 'new', story: 'the first that was known of it' },
    { coded: -121, is: 'indeterminate', story: 'known before' },
  ])('a primary that the GP alone codes, $coded days from its spread, was $story', ({ coded, is }) => {
    expect(distantOf(gp(after(coded), GP.breastCancer), specimen(LATER))?.episode_type).toBe(is)
  })

  test.each([
    { gap: 180, is: 'uncertain' },
    { gap: 181, is: 'attributed' },
  ])('a bowel cancer found $gap days after the spread', ({ gap, is }) => {
    expect(belongs(...breast, ...liver, bowel(after(gap)))).toBe(is)
  })
})
