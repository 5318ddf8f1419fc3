import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../algorithms/domain/day.ts'
import { BREAST_DRUGS, drugNamed, drugRule, drugsInRegimen, drugUseOn } from '../../algorithms/rules/drugs.ts'

describe('a medicine is known by its whole name', () => {
  test.each([
    { text: 'PACLITAXEL', is: 'paclitaxel', story: 'AC stands in it and is not meant' },
    { text: 'Pertuzumab', is: 'pertuzumab', story: 'so does RT' },
    { text: 'Doxorubicin Hydrochloride', is: 'doxorubicin', story: 'a salt' },
    { text: 'EPIRUBICIN HCL', is: 'epirubicin', story: 'a salt in short' },
    { text: 'Eribulin mesilate', is: 'eribulin', story: 'a salt' },
    { text: 'Vinorelbine (as tartrate) 30mg capsules', is: 'vinorelbine', story: 'salt, dose and form' },
    { text: 'Palbociclib 125mg capsules', is: 'palbociclib', story: 'a product of the dictionary of medicines' },
    { text: 'Abemaciclib 150 mg tablets', is: 'abemaciclib', story: 'a space before the unit' },
    {
      text: 'Fulvestrant 250mg/5ml solution for injection pre-filled syringes',
      is: 'fulvestrant',
      story: 'an injection',
    },
    { text: 'Denosumab 120mg/1.7ml solution for injection vials', is: 'denosumab', story: 'a decimal volume' },
    { text: 'Zoledronic acid 4mg/5ml solution for infusion vials', is: 'zoledronic acid', story: 'an infusion' },
    {
      text: 'Trastuzumab emtansine 100mg powder for solution for infusion vials',
      is: 'trastuzumab emtansine',
      story: 'a powder',
    },
    { text: 'Kadcyla', is: 'trastuzumab emtansine', story: 'a brand' },
    { text: 'T-DM1', is: 'trastuzumab emtansine', story: 'a name from the clinic' },
    { text: 'T-DXd', is: 'trastuzumab deruxtecan', story: 'another' },
    { text: 'Herceptin SC', is: 'trastuzumab', story: 'a route' },
    { text: '5-Fluorouracil', is: 'fluorouracil', story: 'a figure that is part of the name' },
    { text: 'Nab-Paclitaxel', is: 'nab-paclitaxel', story: 'not paclitaxel' },
    { text: 'Pegylated Liposomal Doxorubicin', is: 'liposomal doxorubicin', story: 'not doxorubicin' },
    { text: 'Doxorubicin (pegylated liposomal)', is: 'liposomal doxorubicin', story: 'nor so' },
    { text: 'Paclitaxel albumin-bound', is: 'nab-paclitaxel', story: 'the generic name of Abraxane' },
    { text: 'Xgeva', is: 'denosumab', story: 'judged by its dose' },
  ])('$text is $is: $story', ({ text, is }) => {
    expect(drugNamed(text)).toBe(is)
  })

  test.each(['AC', 'RT', 'taxel', 'trastuzumabum', 'carboplatin-like', ''])('“%s” is no medicine we know', (text) => {
    expect(drugRule(drugNamed(text))).toBeUndefined()
  })

  test('trastuzumab and its conjugates are three medicines', () => {
    const names = ['trastuzumab', 'trastuzumab emtansine', 'trastuzumab deruxtecan']
    expect(names.map((name) => drugRule(drugNamed(name))?.drug)).toEqual(names)
  })

  test('every brand leads to its medicine, and every medicine to itself', () => {
    for (const { drug, brands } of BREAST_DRUGS) {
      expect(drugNamed(drug)).toBe(drug)
      for (const brand of brands) expect(drugNamed(brand)).toBe(drug)
    }
  })
})

describe('the medicines of a regimen', () => {
  test.each([
    { regimen: 'CAPECITABINE + VINORELBINE', are: ['capecitabine', 'vinorelbine'] },
    { regimen: 'Docetaxel, Pertuzumab and Trastuzumab', are: ['docetaxel', 'pertuzumab', 'trastuzumab'] },
    { regimen: 'Palbociclib/Letrozole', are: ['palbociclib'] },
    { regimen: 'FEC-T', are: [] },
    { regimen: 'AC', are: [] },
    { regimen: 'PACLITAXEL ALBUMIN BOUND', are: ['nab-paclitaxel'] },
  ])('$regimen', ({ regimen, are }) => {
    expect(drugsInRegimen(regimen)).toEqual(are)
  })
})

describe('medicines that crossed into early disease, by the day of their appraisal', () => {
  test.each([
    { drug: 'abemaciclib', on: '2022-07-20', appraisal: 'NICE TA810' },
    { drug: 'trastuzumab emtansine', on: '2020-06-10', appraisal: 'NICE TA632' },
    { drug: 'pembrolizumab', on: '2022-12-14', appraisal: 'NICE TA851' },
    { drug: 'ribociclib', on: '2025-08-01', appraisal: 'NICE TA1086' },
  ])('$drug: metastatic until the day before $on ($appraisal)', ({ drug, on }) => {
    expect(drugUseOn(drug, addDays(day(on), -1))).toBe('metastatic')
    expect(drugUseOn(drug, day(on))).toBe('either')
    expect(drugRule(drug)?.longestAdjuvantDays).toBeGreaterThan(0)
  })

  test('no other medicine changed its use', () => {
    const crossed = BREAST_DRUGS.filter(({ use }) => use.length > 1).map(({ drug }) => drug)
    expect(crossed.toSorted()).toEqual(['abemaciclib', 'pembrolizumab', 'ribociclib', 'trastuzumab emtansine'])
  })

  test.each([
    { drug: 'palbociclib', is: 'metastatic', appraisal: 'NICE TA495' },
    { drug: 'fulvestrant', is: 'metastatic', appraisal: 'NICE TA239' },
    { drug: 'tucatinib', is: 'metastatic', appraisal: 'NICE TA786' },
    { drug: 'talazoparib', is: 'metastatic', appraisal: 'NICE TA952' },
    { drug: 'pertuzumab', is: 'either', appraisal: 'NICE TA424, TA509, TA569' },
    { drug: 'olaparib', is: 'either', appraisal: 'NICE TA886, TA1040' },
    { drug: 'capecitabine', is: 'either', appraisal: 'NICE TA62' },
    { drug: 'neratinib', is: 'adjuvant', appraisal: 'NICE TA612' },
  ])('$drug is $is at any time ($appraisal)', ({ drug, is }) => {
    expect(drugUseOn(drug, day('2012-01-01'))).toBe(is)
    expect(drugUseOn(drug, day('2026-01-01'))).toBe(is)
  })

  test('a medicine that the list does not hold says nothing', () => {
    expect(drugUseOn('aspirin', day('2020-01-01'))).toBeNull()
  })

  test('uses stand oldest first, and only the first has no day', () => {
    for (const { use } of BREAST_DRUGS) {
      expect(use[0]!.from).toBeUndefined()
      const froms = use.slice(1).map(({ from }) => from!)
      expect(froms).toEqual(froms.toSorted((a, b) => a - b))
    }
  })
})
