import { expect, test } from 'vitest'
import { icd10OrNull } from '../../algorithms/domain/codes.ts'

test.each([
  ['C50.9', 'C509'],
  ['c509', 'C509'],
  ['\tC509 ', 'C509'],
  ['C50X', 'C50'],
  ['C79.5D', 'C795'],
  ['C795 D', 'C795'],
  ['C79.5+', 'C795'],
  ['C795-D', 'C795'],
  // A fifth character, then the mark: the field is an, nn, n, n, a in commissioning data sets.
  ['M4958A', 'M4958'],
  ['C7951X', null],
  ['C5', null],
  ['C50..9', null],
  ['8500/3', null],
])('ICD-10 written %s is %s', (text, is) => {
  expect(icd10OrNull(text)).toBe(is)
})
