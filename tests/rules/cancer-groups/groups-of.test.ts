import { describe, expect, test } from 'vitest'
import type { TumourFeatures } from '../../../algorithms/rules/cancer-groups/group.ts'
import { groupsOf, isStageable } from '../../../algorithms/rules/cancer-groups/groups-of.ts'
import { NDRS_2023, ndrsKey } from '../../../algorithms/rules/cancer-groups/ndrs-2023.ts'

const features = (site: string, given: Partial<TumourFeatures> = {}): TumourFeatures => ({
  site,
  morphology: null,
  behaviour: null,
  t: null,
  sex: 'female',
  ...given,
})

const groups = (site: string, given: Partial<TumourFeatures> = {}): string =>
  groupsOf(features(site, given))?.countedIn.join(' ').replaceAll('ndrs2023:', '~') ?? 'none'

describe('every tumour in the groups that its site, histology and behaviour say', () => {
  test.each([
    ['C504', {}, 'any breast'],
    ['C187', {}, 'any bowel ~colon'],
    ['C443', {}, 'none'],
    ['C920', {}, 'any leukaemia less_common ~blood ~aml'],
    ['C950', { morphology: 9835 }, 'any leukaemia less_common ~blood ~all'],
    ['C169', { morphology: 9699 }, 'any stomach less_common ~blood ~marginal_zone'],
    ['C900', { morphology: 9731 }, 'any myeloma less_common ~blood ~blood_other'],
    ['D45', {}, '~blood ~polycythaemia_vera'],
    ['C711', {}, 'any brain less_common ~brain ~brain_malignant'],
    ['D320', { behaviour: '0' }, '~brain ~brain_non_malignant'],
    ['D352', {}, '~brain ~brain_endocrine_benign'],
    ['C56', { morphology: 8441 }, 'any ovary less_common ~ovary ~ovary_epithelial'],
    ['C56', { morphology: 9071 }, 'any ovary less_common ~ovary ~ovary_sex_cord_germ_cell'],
    ['D391', { behaviour: '1' }, '~ovary ~ovary_borderline'],
    ['C482', { sex: 'male' }, 'any less_common'],
    ['C80', {}, 'any less_common ~unknown_primary ~unknown_primary_unspecified'],
    ['C787', { behaviour: '6' }, 'any less_common ~unknown_primary ~unknown_primary_organs'],
    ['C160', { morphology: 8936 }, 'any stomach less_common ~stomach_gist ~sarcoma ~sarcoma_gist'],
    ['C250', { morphology: 8246 }, 'any pancreas less_common ~pancreas_neuroendocrine ~neuroendocrine'],
    ['C679', { t: '1' }, 'any bladder less_common ~bladder ~bladder_t1'],
    ['D090', { behaviour: '2', t: 'is' }, '~bladder ~bladder_ta_tis'],
    ['C73', {}, 'any less_common ~endocrine ~thyroid'],
    ['C519', {}, 'any vulva less_common ~vulva'],
    ['C52', {}, 'any vulva less_common ~vagina'],
    ['D05', { behaviour: '2' }, 'none'],
  ] as const)('%s %j: %s', (site, given, expected) => {
    expect(groups(site, given)).toBe(expected)
  })
})

test('a code is of one group in the vintage, and a part belongs to a main group', () => {
  const mains = new Set(NDRS_2023.filter(({ partOf }) => partOf === null).map(({ code }) => code))
  expect(new Set(NDRS_2023.map(({ code }) => ndrsKey(code))).size).toBe(NDRS_2023.length)
  expect(NDRS_2023.filter(({ partOf }) => partOf !== null && !mains.has(partOf))).toEqual([])
})

test.each([
  ['C509', 2020, true],
  ['C711', 2020, false],
  ['C920', 2020, false],
  ['C911', 2012, false],
  ['C911', 2013, true],
  ['C900', 2020, true],
  ['C80', 2020, false],
] as const)('%s in %i can carry a stage: %s', (site, year, is) => {
  expect(isStageable(groupsOf(features(site))!, year)).toBe(is)
})
