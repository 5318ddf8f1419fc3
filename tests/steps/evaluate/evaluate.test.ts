import { describe, expect, it } from 'vitest'
import { day } from '../../../algorithms/domain/day.ts'
import { ppvAt } from '../../../algorithms/steps/evaluate/accuracy.ts'
import { evaluate } from '../../../algorithms/steps/evaluate/evaluate.ts'
import { shareOf, weightedMedian } from '../../../algorithms/steps/evaluate/share.ts'
import type {
  FoundEpisode,
  PlantedEpisode,
  PlantedPerson,
  PlantedTumour,
  Truth,
} from '../../../algorithms/steps/evaluate/truth.ts'

const tumour = (personId: string, more: Partial<PlantedTumour> = {}): PlantedTumour => ({
  personId,
  tumourId: `${personId}-t1`,
  cancerGroup: 'breast',
  diagnosedOn: day('2015-01-01'),
  ...more,
})

const planted = (personId: string, more: Partial<PlantedEpisode> = {}): PlantedEpisode => ({
  personId,
  tumourId: `${personId}-t1`,
  cancerGroup: 'breast',
  episodeType: 'recurrence',
  extent: 'distant',
  onsetOn: day('2020-01-01'),
  visibleIn: ['apc', 'cwt'],
  visibleWeaklyIn: [],
  firstVisibleOn: day('2020-01-11'),
  ...more,
})

const found = (personId: string, more: Partial<FoundEpisode> = {}): FoundEpisode => ({
  person_id: personId,
  tumour_id: `${personId}-t1`,
  cancer_group: 'breast',
  episode_type: 'recurrence',
  extent: 'distant',
  certainty: 'definite',
  onset_date: day('2020-02-10'),
  onset_earliest: day('2019-12-01'),
  onset_latest: day('2020-02-10'),
  primary_diagnosis_date: day('2015-01-01'),
  attribution: 'attributed',
  ...more,
})

const truthOf = (truth: Partial<Truth>): Truth => ({
  people: new Map(),
  tumours: [],
  episodes: [],
  strataOnly: false,
  ...truth,
})

const SETTINGS = { cut: day('2024-01-01'), cancerGroups: ['breast'], without: [] as string[] }

const distant = (truth: Truth, episodes: readonly FoundEpisode[], settings = SETTINGS) =>
  evaluate(truth, episodes, settings).extents.find((one) => one.extent === 'distant')!

describe('who is found', () => {
  // Four planted: two found, one missed though visible, one in no source. Five without distant disease, one of them found.
  const truth = truthOf({
    tumours: ['a', 'b', 'c', 'd', 'v', 'w', 'x', 'y', 'z'].map((id) => tumour(id)),
    episodes: [planted('a'), planted('b'), planted('c'), planted('d', { visibleIn: [], firstVisibleOn: null })],
  })
  const episodes = [
    found('a'),
    found('b', { certainty: 'probable' }),
    found('c', { certainty: 'possible' }),
    found('z'),
  ]

  it('follows the definitions of the contract', () => {
    const { standard, strict, broad } = distant(truth, episodes).overall!.by_certainty
    expect([standard.sensitivity_all.count, standard.sensitivity_all.of]).toEqual([2, 4])
    expect([standard.sensitivity_visible.count, standard.sensitivity_visible.of]).toEqual([2, 3])
    expect([standard.specificity.count, standard.specificity.of]).toEqual([4, 5])
    expect([standard.ppv_raw.count, standard.ppv_raw.of]).toEqual([2, 3])
    expect(strict.sensitivity_all.count).toBe(1)
    expect(broad.sensitivity_all.count).toBe(3)
  })

  it('counts nobody without a planted tumour as a negative, and everyone found as found', () => {
    const more = [...episodes, found('stranger')]
    const { standard } = distant(truth, more).overall!.by_certainty
    expect(standard.specificity.of).toBe(5)
    expect(standard.ppv_raw.of).toBe(4)
  })

  it('does not take a refuted episode, another group or another extent for a find', () => {
    const others = [
      found('a', { certainty: 'refuted' }),
      found('b', { cancer_group: 'lung' }),
      found('c', { extent: 'regional' }),
    ]
    expect(distant(truth, others).overall!.by_certainty.broad.sensitivity_all.count).toBe(0)
  })

  it('leaves out who is planted on or after the cut, from both sides', () => {
    const later = truthOf({
      tumours: [tumour('a'), tumour('b')],
      episodes: [planted('a', { onsetOn: SETTINGS.cut }), planted('b', { onsetOn: day('2023-12-31') })],
    })
    const { standard } = distant(later, []).overall!.by_certainty
    expect([standard.sensitivity_all.of, standard.specificity.of]).toEqual([1, 0])
  })

  it('counts as visible what the sources that were there show', () => {
    const weak = truthOf({
      tumours: [tumour('a'), tumour('b')],
      episodes: [
        planted('a', { visibleIn: ['apc', 'sact'], visibleWeaklyIn: ['apc'] }),
        planted('b', { visibleIn: ['sact'] }),
      ],
    })
    const all = distant(weak, []).overall!.by_certainty.standard
    expect([all.sensitivity_visible.of, all.sensitivity_visible_firmly.of]).toEqual([2, 2])
    const without = distant(weak, [], { ...SETTINGS, without: ['sact'] }).overall!.by_certainty.standard
    expect([without.sensitivity_visible.of, without.sensitivity_visible_firmly.of]).toEqual([1, 0])
  })

  it('judges local disease as recurrence alone', () => {
    const local = truthOf({
      tumours: [tumour('a'), tumour('b')],
      episodes: [planted('a', { extent: 'local' }), planted('b', { extent: 'local', episodeType: 'new' })],
    })
    const extents = evaluate(local, [found('b', { extent: 'local', episode_type: 'new' })], SETTINGS).extents
    const { standard } = extents.find((one) => one.extent === 'local')!.overall!.by_certainty
    expect([standard.sensitivity_all.of, standard.ppv_raw.of]).toEqual([1, 0])
  })
})

describe('predictive value at another prevalence', () => {
  it('is that of the published sample', () => {
    // Sensitivity 95.1% and specificity 99.2% at 184 cases in 1,028 give the published 96.2%.
    expect(ppvAt(184 / 1028, 0.951, 0.992)).toBeCloseTo(0.962, 2)
    expect(ppvAt(0.18, 0.966, 0.994)).toBeCloseTo(0.9725, 4)
    expect(ppvAt(0.18, 0, 1)).toBeNull()
    expect(ppvAt(0.18, null, 1)).toBeNull()
  })
})

describe('weights', () => {
  it('weigh the overall figures', () => {
    const people = new Map<string, PlantedPerson>([['a', { personId: 'a', stratum: '', isDecoy: false, weight: 3 }]])
    const truth = truthOf({ people, tumours: [tumour('a'), tumour('b')], episodes: [planted('a'), planted('b')] })
    const { standard } = distant(truth, [found('a')]).overall!.by_certainty
    expect(standard.sensitivity_all.share).toBe(0.75)
  })

  it('narrow no interval beyond the people behind them', () => {
    // Newcombe's worked example: 15 of 148 is 10.14%, from 6.24% to 16.05%.
    const equal = Array.from({ length: 148 }, (_, i) => ({ weight: 1, has: i < 15 }))
    const share = shareOf(equal, (one) => one.has)
    expect(share.lower_95).toBeCloseTo(0.0624, 4)
    expect(share.upper_95).toBeCloseTo(0.1605, 4)
    const tenfold = shareOf(
      equal.map((one) => ({ ...one, weight: 10 })),
      (one) => one.has,
    )
    expect(tenfold.lower_95).toBeCloseTo(0.0624, 4)
    expect(shareOf([], () => true).share).toBeNull()
  })

  it('move the median', () => {
    const at = (value: number, weight: number) => ({ value, weight })
    expect(weightedMedian([at(1, 1), at(2, 1), at(9, 1)])).toBe(2)
    expect(weightedMedian([at(1, 1), at(2, 1)])).toBe(1.5)
    expect(weightedMedian([at(9, 3), at(1, 1), at(2, 1)])).toBe(9)
    expect(weightedMedian([])).toBeNull()
  })
})

describe('dates, labels and attribution', () => {
  it('gives the onset error with its sign, beside that of the first visible row', () => {
    const truth = truthOf({
      tumours: [tumour('a'), tumour('b'), tumour('c')],
      episodes: [planted('a'), planted('b'), planted('c', { firstVisibleOn: day('2019-12-02') })],
    })
    const episodes = [
      found('a'), // 40 days late, inside its interval of 71 days
      found('b', { onset_date: day('2020-04-10'), onset_earliest: day('2020-04-01'), onset_latest: day('2020-04-10') }), // 100 days late
      found('c', { onset_date: day('2019-12-17'), onset_earliest: day('2019-12-17'), onset_latest: day('2020-01-01') }), // 15 days early
    ]
    const { onset } = distant(truth, episodes).overall!
    expect(onset.onset.median_days).toBe(40)
    expect([
      onset.onset.within_30_days.count,
      onset.onset.within_60_days.count,
      onset.onset.within_90_days.count,
    ]).toEqual([1, 2, 2])
    expect(onset.first_visible.median_days).toBe(10)
    expect(onset.first_visible.within_30_days.count).toBe(3)
    expect(onset.inside_interval.count).toBe(2)
    expect(onset.median_interval_days).toBe(15)
  })

  it('takes recurrence and progression for one label, and indeterminate for none', () => {
    const ids = ['a', 'b', 'c', 'd']
    const truth = truthOf({
      tumours: ids.map((id) => tumour(id)),
      episodes: ids.map((id) => planted(id, { episodeType: id === 'a' ? 'new' : 'recurrence' })),
    })
    const types = ['new', 'progression', 'new', 'indeterminate']
    const { label } = distant(
      truth,
      ids.map((id, i) => found(id, { episode_type: types[i]! })),
    ).overall!
    expect([label!.count, label!.of]).toEqual([2, 4])
  })

  it('judges attribution among people with two planted tumours', () => {
    const two = (id: string) => [tumour(id), tumour(id, { tumourId: `${id}-t2`, cancerGroup: 'lung' })]
    const truth = truthOf({
      tumours: [...two('a'), ...two('b'), ...two('c'), ...two('e'), tumour('d')],
      episodes: [
        planted('a'),
        planted('b', { tumourId: 'b-t2', cancerGroup: 'lung' }),
        planted('c'),
        planted('d'),
        planted('e'),
      ],
    })
    const { attribution } = evaluate(
      truth,
      [
        found('a'),
        found('b'),
        found('c', { attribution: 'uncertain', tumour_id: null }),
        found('d'),
        found('e', { tumour_id: 'NCRD9', primary_diagnosis_date: day('2015-03-01') }),
      ],
      SETTINGS,
    )
    expect([attribution!.right.count, attribution!.left_open.count, attribution!.wrong.count]).toEqual([2, 1, 1])
    expect(attribution!.right.of).toBe(4)
  })
})

describe('a region of strata', () => {
  const people = new Map<string, PlantedPerson>([
    ['a', { personId: 'a', stratum: 'bone-only', isDecoy: false, weight: 5 }],
    ['b', { personId: 'b', stratum: 'bone-only', isDecoy: false, weight: 1 }],
    ['c', { personId: 'c', stratum: 'lone-code', isDecoy: true, weight: 1 }],
    ['d', { personId: 'd', stratum: 'lone-code', isDecoy: true, weight: 1 }],
  ])
  const truth = truthOf({
    people,
    tumours: [tumour('a'), tumour('b'), tumour('c')],
    episodes: [planted('a'), planted('b')],
    strataOnly: true,
  })

  it('prints each stratum unweighted and nothing overall', () => {
    const judged = distant(truth, [found('a'), found('d')])
    expect(judged.overall).toBeNull()
    expect(evaluate(truth, [], SETTINGS).attribution).toBeNull()
    expect(
      judged.strata.map((one) => [one.stratum, one.is_decoy, one.people, one.sensitivity.share, one.specificity.share]),
    ).toEqual([
      ['bone-only', false, 2, 0.5, null],
      ['lone-code', true, 2, null, 0.5],
    ])
  })
})
