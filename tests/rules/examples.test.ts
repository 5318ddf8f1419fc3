import { describe, expect, test } from 'vitest'
import { SOURCES } from '../../algorithms/contracts/sources.ts'
import { ATTRIBUTION } from '../../algorithms/rules/attribution.ts'
import { CANCER_TYPES } from '../../algorithms/rules/cancer-types.ts'
import { COMBINATIONS } from '../../algorithms/rules/certainty.ts'
import type { Codelist } from '../../algorithms/rules/codelists/codelist.ts'
import * as gpLists from '../../algorithms/rules/codelists/gp.ts'
import * as hospitalLists from '../../algorithms/rules/codelists/hospital.ts'
import { BREAST_DRUGS } from '../../algorithms/rules/drugs.ts'
import { EVIDENCE_RULES, rulesOfView } from '../../algorithms/rules/evidence/registry.ts'
import { evidenceRule, ONSET_BASES } from '../../algorithms/rules/evidence/rule.ts'
import { type ViewName, VIEWS } from '../../algorithms/rules/evidence/views.ts'
import { GATHER_CODES } from '../../algorithms/rules/gather-codes.ts'
import { METASTATIC_SITES } from '../../algorithms/rules/metastatic-sites.ts'
import { ONSET_DELAYS } from '../../algorithms/rules/onset.ts'
import { matches, toWords, type Where } from '../../algorithms/rules/where.ts'
import { WINDOWS } from '../../algorithms/rules/windows.ts'

const factOf = (view: ViewName, given: Readonly<Record<string, string | number | null | undefined>>) =>
  Object.fromEntries(Object.keys(VIEWS[view].columns).map((column) => [column, given[column] ?? null]))

const leavesOf = (where: Where): readonly Exclude<Where, { is: 'all-of' | 'any-of' }>[] =>
  where.is === 'all-of' || where.is === 'any-of' ? where.parts.flatMap(leavesOf) : [where]

describe.each(EVIDENCE_RULES)('$id', (rule) => {
  test.each(rule.examples)('$note', ({ given, counts }) => {
    expect(matches(rule.where, factOf(rule.view, given))).toBe(counts)
  })

  test('shows something with nothing in the row: it does not', () => {
    expect(matches(rule.where, factOf(rule.view, {}))).toBe(false)
  })

  test('reads only columns of its view, and is dated by one', () => {
    const columns = Object.keys(VIEWS[rule.view].columns)
    for (const { column } of leavesOf(rule.where)) expect(columns).toContain(column)
    expect(rule.on.length).toBeGreaterThan(0)
    for (const column of rule.on) expect(column.endsWith('_on') && columns.includes(column)).toBe(true)
  })

  test('can be read by a clinician and looked up', () => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    expect(rule.says).toMatch(/^[A-Z].{10,}[^.]$/)
    expect(rule.because.length).toBeGreaterThan(8)
    expect(toWords(rule.where)).not.toMatch(/_|undefined/)
    expect(ONSET_BASES).toContain(rule.basis)
    if (rule.site !== undefined && rule.site !== 'from-fact') expect(METASTATIC_SITES).toContain(rule.site)
  })

  test('reads no code that gather would leave behind', () => {
    const namesBreast = leavesOf(rule.where).some(
      (leaf) => leaf.is === 'one-of' && leaf.column === 'names' && leaf.values.includes('breast'),
    )
    for (const leaf of leavesOf(rule.where)) {
      if (leaf.is !== 'code-in') continue
      // A hospital row travels whole, so a row that must also code breast cancer is selected by that.
      if (leaf.list.system === 'icd10' && namesBreast) continue
      for (const code of leaf.list.codes) expect(isGathered(leaf.list.system, code, rule.strength)).toBe(true)
    }
  })
})

/** Whether the push-down keeps a person for this code, or keeps the code for people kept anyway. */
function isGathered(system: Codelist['system'], code: string, strength: string): boolean {
  const selects = strength !== 'corroborates'
  if (system === 'icd10') return GATHER_CODES.icd10Stems.includes(code.slice(0, 3))
  if (system === 'snomed') return (selects ? GATHER_CODES.gpSelectingSnomed : GATHER_CODES.gpKeptSnomed).includes(code)
  if (system === 'read')
    return (selects ? GATHER_CODES.gpSelectingReadStems : GATHER_CODES.gpKeptReadStems).some((stem) =>
      code.startsWith(stem),
    )
  return system === 'dmd' && GATHER_CODES.gpKeptMedicines.includes(code)
}

test('ids are never used twice, and every view and its source is looked at', () => {
  const ids = EVIDENCE_RULES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const view of Object.keys(VIEWS) as ViewName[]) {
    expect(rulesOfView(view).length).toBeGreaterThan(0)
    expect(Object.keys(SOURCES)).toContain(VIEWS[view].source)
  }
})

test('rules that other rules are asked to ignore exist', () => {
  const ids = EVIDENCE_RULES.map(({ id }) => id)
  for (const { withCompany } of EVIDENCE_RULES) for (const id of withCompany?.notOf ?? []) expect(ids).toContain(id)
})

test('every declared value says how sure we are of it', () => {
  const statuses = [
    ...Object.values(WINDOWS),
    ...Object.values(ATTRIBUTION),
    ...Object.values(CANCER_TYPES),
    ...Object.values(ONSET_DELAYS),
    ...BREAST_DRUGS,
    ...EVIDENCE_RULES,
    ...Object.values({ ...gpLists, ...hospitalLists }).filter((value): value is Codelist => isCodelist(value)),
  ].map(({ status }) => status as string)
  expect(statuses.filter((status) => status !== 'verified' && status !== 'unverified')).toEqual([])
  expect(statuses.length).toBeGreaterThan(180)
})

const isCodelist = (value: unknown): boolean => typeof value === 'object' && value !== null && 'system' in value

test('combinations are tried from the surest', () => {
  const order = ['definite', 'probable', 'possible']
  const places = COMBINATIONS.map(({ gives }) => order.indexOf(gives))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

describe('a rule that has not been thought through does not load', () => {
  const rule = EVIDENCE_RULES.find(({ id }) => id === 'hospital-skin')!
  const declared = { ...rule, view: 'hospital_code' as const } as unknown as Parameters<
    typeof evidenceRule<'hospital_code'>
  >[0]
  test.each([
    { fault: 'no counter-example', examples: rule.examples.filter(({ counts }) => counts) },
    { fault: 'an example that comes out otherwise', examples: rule.examples.map((e) => ({ ...e, counts: !e.counts })) },
  ])('$fault', ({ examples }) => {
    expect(() => evidenceRule({ ...declared, examples })).toThrow('hospital-skin')
  })
})
