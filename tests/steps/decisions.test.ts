/** Single choices of the decision that neither a window nor a story shows: each kills a fault that was put in on purpose. */
import { describe, expect, test } from 'vitest'
import { addDays, type Day, day } from '../../algorithms/domain/day.ts'
import {
  certaintyOfDistant,
  clinic,
  died,
  distantOf,
  early,
  followUp,
  GP,
  gp,
  mastectomy,
  medicine,
  metastatic,
  radiotherapy,
  referral,
  registered,
  scan,
  type SourceRow,
  specimen,
  stay,
  waiting,
} from './patient.ts'

const history = [registered('2012-03-05', early), mastectomy('2012-03-20')]
const LATER = day('2021-06-01')
const after = (days: number): Day => addDays(LATER, days)
const onset = (...rows: readonly SourceRow[]): number => distantOf(...history, ...rows)!.onset_date - LATER

describe('certainty', () => {
  test('two codes two months apart and another source are no three codes', () => {
    expect(certaintyOfDistant(...history, stay(LATER, 'C787'), stay(after(70), 'C787'), waiting(after(80), '10'))).toBe(
      'probable',
    )
  })

  test('a stay dated after the death is no code before it', () => {
    expect(certaintyOfDistant(...history, died(LATER, 'C809'), stay(after(10), 'C787'))).toBe('possible')
  })

  test('one weak source beside two corroborators is not three weak sources', () => {
    const rows = [gp(LATER, GP.secondary), stay(after(5), 'C509;Z515'), scan(after(8)), scan(after(9))]
    expect(certaintyOfDistant(...history, ...rows)).toBe('possible')
  })

  test('scans of years before do not hide those that keep the disease company', () => {
    const before = [scan(after(-900)), scan(after(-890), { modality: 'C06X' }), scan(after(-880), { outcome: '1' })]
    const beside = [scan(after(-9)), scan(after(-2), { modality: 'C06X' })]
    const alone = waiting(LATER, '05')
    expect(certaintyOfDistant(...history, alone, ...beside)).toBe('definite')
    expect(distantOf(...history, alone, ...before, ...beside)!.sentence).toContain('4 items from 2 sources')
  })

  test('an unspecified site is too weak to keep a multiple recurrence company', () => {
    expect(certaintyOfDistant(...history, waiting(LATER, '06'), stay(after(100), 'C799'))).toBe('possible')
    expect(certaintyOfDistant(...history, waiting(LATER, '06'), stay(after(100), 'C787'))).toBe('probable')
  })

  test('a code becomes probable on the day of death, not before', () => {
    const found = distantOf(...history, stay(LATER, 'C787'), died(after(80), 'C809'))!
    expect(found.onset_latest - LATER).toBe(80)
  })

  test('the national registry’s early stage overwrites a rapid registration', () => {
    const rapid = registered('2012-03-01', { ...metastatic, registry: 'RCRD' })
    expect(certaintyOfDistant(rapid)).toBe('probable')
    expect(certaintyOfDistant(rapid, ...history)).toBe('none')
  })
})

describe('onset', () => {
  test('statements of waiting times and GPs walk back for years, treatment does not', () => {
    expect(onset(waiting(after(-400), '10'), specimen(LATER))).toBe(-400)
    expect(onset(gp(after(-400), GP.secondary), specimen(LATER))).toBe(-400)
    expect(onset(medicine(after(-400), 'capecitabine'), specimen(LATER))).toBe(0)
  })

  test('a lone statement is unsaid by an absence; signs that kept coming are not', () => {
    const absent = clinic(after(300), 'Z853')
    const true2023 = [specimen(after(600)), stay(after(610), 'C787')]
    expect(onset(waiting(LATER, '05'), absent, ...true2023)).toBe(600)
    expect(onset(waiting(LATER, '05'), waiting(after(20), '05'), absent, ...true2023)).toBe(0)
    expect(onset(waiting(LATER, '05'), clinic(LATER, 'Z853'), ...true2023)).toBe(0)
    expect(onset(waiting(LATER, '05'), absent)).toBe(0)
  })

  test('a sign of the day on which a history was coded is the first of the disease', () => {
    const sameDay = [clinic(after(500), 'Z853'), specimen(after(500)), waiting(after(510), '05')]
    expect(onset(waiting(LATER, '05'), ...sameDay)).toBe(500)
  })

  test('hospital codes confirmed by death alone may have been there long', () => {
    const found = distantOf(...history, stay(LATER, 'C787'), died(after(40), 'C509', 'C509;C787'))!
    expect([found.onset_basis, found.onset_earliest - LATER]).toEqual(['hospital', -730])
  })
})

describe('class', () => {
  const right = registered('2012-03-05', { ...early, tumour_id: 'right' })
  const left2020 = registered('2020-06-01', { laterality: 'L', tumour_id: 'left' })

  test('a recurrence named beside a new primary is of the earlier one', () => {
    const leftSpread = registered('2020-06-01', { ...metastatic, laterality: 'L', tumour_id: 'left' })
    for (const left of [left2020, leftSpread]) {
      const found = distantOf(right, mastectomy('2012-03-20'), left, waiting('2020-07-01', '05'))!
      expect(found.episode_type).toBe('recurrence')
    }
  })

  test('metastatic by registry is metastatic at diagnosis, however long treatment had begun before', () => {
    const found = distantOf(mastectomy('2019-01-01'), registered('2019-06-01', metastatic))!
    expect([found.episode_type, found.flags]).toEqual(['new', ''])
  })

  test('stage 0 is no early invasive stage, and M0 alone is', () => {
    const at = (given: object) => [registered('2018-01-10', given), mastectomy('2018-01-20'), specimen('2018-06-01')]
    expect(distantOf(...at({ stage_best: '0' }))!.flags).toBe('')
    expect(distantOf(...at({ m_best: '0' }))!.flags).toBe('early_relapse')
    expect(distantOf(...at({ stage_best: '3A' }))!.flags).toBe('early_relapse')
  })

  test('a recurrence coded as a secondary names no class', () => {
    const unnamed = waiting(LATER, '05', { primary_diagnosis_icd: 'C795' })
    expect(distantOf(registered('2012-03-05', early), unnamed, specimen(after(3)))!.episode_type).toBe('progression')
    expect(distantOf(registered('2012-03-05', early), waiting(LATER, '05'))!.episode_type).toBe('recurrence')
  })

  test('a recurrence outranks a progression', () => {
    const rows = [waiting(LATER, '05'), referral(after(3), '16')]
    expect(distantOf(registered('2012-03-05', early), ...rows)!.episode_type).toBe('recurrence')
  })

  test('of two old tumours the higher stage is the origin, then the older', () => {
    const of = (first: string, second: string) =>
      distantOf(
        registered('2010-01-01', { stage_best: first, tumour_id: 'first' }),
        registered('2015-01-01', { stage_best: second, tumour_id: 'second', laterality: 'L' }),
        specimen(LATER),
      )!.tumour_id
    expect([of('1', '3'), of('3', '1'), of('2', '2')]).toEqual(['second', 'first', 'first'])
  })

  test('a tumour found just before the spread is not preferred to an old one', () => {
    const found = distantOf(
      right,
      registered(after(-60), { stage_best: '3', tumour_id: 'left', laterality: 'L' }),
      specimen(LATER),
    )
    expect(found!.tumour_id).toBe('right')
  })

  test('an unregistered primary coded half a year before is recurrent', () => {
    const at = (days: number) => distantOf(stay(after(-days), 'K802;Z853'), specimen(LATER))!.episode_type
    expect([at(179), at(180)]).toEqual(['indeterminate', 'recurrence'])
  })
})

describe('retraction', () => {
  const clear = [followUp(after(100)), followUp(after(900))]

  test('two sources near each other are not one mis-keyed row', () => {
    const two = [medicine(LATER, 'palbociclib'), waiting(after(10), '10')]
    expect(certaintyOfDistant(...history, ...two, ...clear)).toBe('probable')
  })

  test('definite evidence stands', () => {
    const rows = [stay(LATER, 'C787'), stay(after(40), 'C787'), stay(after(80), 'C787'), gp(after(200), GP.bone)]
    expect(certaintyOfDistant(...history, ...rows, followUp(after(300)))).toBe('definite')
  })

  test.each([
    { rows: [gp(LATER, GP.bone)], is: 'refuted', story: 'a GP letter' },
    { rows: [referral(LATER, '16')], is: 'refuted', story: 'a referral’s status' },
    { rows: [stay(LATER, 'C787'), died(after(1500), 'C509')], is: 'probable', story: 'a certificate came' },
    { rows: [waiting(LATER, '05')], is: 'probable', story: 'one explicit row stands' },
    { rows: [waiting(LATER, '05'), radiotherapy(after(20), { treatment_region: 'M' })], is: 'definite', story: 'two' },
  ])('$story: $is', ({ rows, is }) => {
    expect(certaintyOfDistant(...history, ...rows, ...clear)).toBe(is)
  })

  test('a GP letter is not refuted by follow-up within two years', () => {
    expect(certaintyOfDistant(...history, gp(LATER, GP.bone), followUp(after(100)), died(after(600), 'I219'))).toBe(
      'possible',
    )
  })

  test('a GP letter is refuted by two clear years and a mammogram, a treatment is not', () => {
    const mammogram = scan(after(200), { modality: 'C01M', body_region: 'breast' })
    expect(certaintyOfDistant(...history, gp(LATER, GP.bone), mammogram)).toBe('refuted')
    expect(certaintyOfDistant(...history, referral(LATER, '16'), mammogram)).toBe('refuted')
    expect(certaintyOfDistant(...history, waiting(LATER, '10'), mammogram)).toBe('possible')
  })

  test('possible codes that kept coming are refuted by survival all the same', () => {
    const codes = [stay(LATER, 'C787'), stay(after(400), 'C787')]
    expect(
      certaintyOfDistant(...history, ...codes, scan(after(600), { modality: 'C01M', body_region: 'breast' })),
    ).toBe('refuted')
  })

  test('follow-up must come after the last code, not the first', () => {
    const codes = [stay(LATER, 'C787'), stay(after(20), 'C787')]
    expect(certaintyOfDistant(...history, ...codes, followUp(after(70)), died(after(400), 'I219'))).toBe('possible')
  })
})

describe('attribution', () => {
  const other = (site: string, when: Day | string, given: object = {}) =>
    registered(when, { site_icd10: site, tumour_id: site, laterality: null, ...given })
  const belongs = (...rows: readonly SourceRow[]): string => distantOf(...history, ...rows)?.attribution ?? 'none'
  const twice = (code: string) => [stay(LATER, code), stay(after(40), code)]

  test.each([
    { rows: [other('C61', '2015-01-01'), ...twice('C787')], is: 'attributed', story: 'prostate seldom spreads' },
    { rows: [other('C541', '2015-01-01'), ...twice('C787')], is: 'uncertain', story: 'the womb might' },
    {
      rows: [other('C541', '2015-01-01', { stage_best: '1' }), ...twice('C787')],
      is: 'attributed',
      story: 'not at stage 1',
    },
    {
      rows: [other('C541', '2015-01-01', { stage_best: '4' }), ...twice('C780')],
      is: 'none',
      story: 'surely at stage 4',
    },
    { rows: [other('C341', '2015-01-01'), ...twice('C795')], is: 'uncertain', story: 'lung spreads to bone' },
    { rows: [other('C561', '2015-01-01'), ...twice('C796')], is: 'none', story: 'a secondary of the ovary is itself' },
    { rows: [other('C187', '2015-01-01'), ...twice('C785')], is: 'none', story: 'a secondary of the bowel is itself' },
    { rows: [other('C719', '2015-01-01'), ...twice('C787')], is: 'attributed', story: 'brain tumours do not spread' },
  ])('$story: $is', ({ rows, is }) => {
    expect(belongs(...rows)).toBe(is)
  })

  test('a cancer coded in the same stay speaks for itself, and so does a treatment that names it', () => {
    const bowel = other('C187', '2018-01-01')
    expect(belongs(other('C541', '2018-01-01'), ...twice('C787'))).toBe('uncertain')
    expect(belongs(other('C541', '2018-01-01'), ...twice('C787;C509'))).toBe('attributed')
    expect(belongs(bowel, ...twice('C787'))).toBe('uncertain')
    const breastMedicine = medicine(after(10), 'fulvestrant', { primary_diagnosis: 'C787' })
    expect(belongs(bowel, ...twice('C787'), breastMedicine)).toBe('attributed')
    expect(belongs(bowel, ...twice('C787'), waiting(after(10), '05', { primary_diagnosis_icd: 'C187' }))).toBe('none')
  })
})
