import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { icd10OrNull } from '../../algorithms/domain/codes.ts'
import type { Codelist } from '../../algorithms/rules/codelists/codelist.ts'
import { EVIDENCE_RULES } from '../../algorithms/rules/evidence/registry.ts'
import type { EvidenceRule } from '../../algorithms/rules/evidence/rule.ts'
import { GATHER_CODES } from '../../algorithms/rules/gather-codes.ts'
import type { Where } from '../../algorithms/rules/where.ts'
import { clean } from '../../algorithms/sql/cleaning.ts'
import { mayBeCancer, mayBeCode } from '../../algorithms/sql/gather/evidence.ts'
import { literal } from '../../algorithms/sql/text.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'

const temporary = mkdtempSync(join(tmpdir(), 'push-down-'))
let db: DuckDb

beforeAll(async () => {
  db = await openDuckDb({ temporary })
})

afterAll(() => {
  db.close()
  rmSync(temporary, { recursive: true })
})

/** Few codes, many spellings: the mistakes are in case, dots, fillers, and blanks of every kind. */
const blank = fc.constantFrom('', ' ', '\t', '\u00a0', '\u2003', '\ufeff', '\n', '\r', '  ', '"', "'", '-')
const spelled = (codes: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      before: blank,
      after: blank,
      code: fc.constantFrom(...codes),
      dot: fc.constantFrom(-1, 0, 1, 2, 3, 4),
      lower: fc.boolean(),
      tail: fc.constantFrom('', 'X', '-', '9', 'D', 'A', '*', '†', '+', ' D', '1A', '00', ';I10X', '..'),
    })
    .map(({ before, after, code, dot, lower, tail }) => {
      const dotted = dot < 0 ? code : `${code.slice(0, dot)}.${code.slice(dot)}`
      return `${before}${lower ? dotted.toLowerCase() : dotted}${tail}${after}`
    })

/** Whether a test on column `x` lets each text through, and what the text is once SQL has cleaned it. */
async function passed(test: string, texts: readonly string[]): Promise<{ passes: boolean; cleaned: string }[]> {
  const values = texts.map((text, i) => `(${i}, ${literal(text)})`).join(', ')
  const rows = await db.rows(
    `SELECT ${test} AS passes, coalesce(${clean('x')}, '') AS cleaned FROM (VALUES ${values}) v(i, x) ORDER BY i`,
  )
  return rows.map((row) => ({ passes: row.passes === true, cleaned: String(row.cleaned) }))
}

const NEIGHBOURS = ['I10', 'D06', 'D64', 'Z09', 'Z51', 'B99', 'C98', 'E11', 'CC5', 'X50']
const stems = [...GATHER_CODES.icd10Stems]
const someTexts = (codes: readonly string[]) =>
  fc.uniqueArray(fc.oneof(spelled(codes), fc.string({ maxLength: 6 })), { minLength: 100, maxLength: 300 })

test('the search for cancer codes never misses a diagnosis that TypeScript reads as one', async () => {
  await fc.assert(
    fc.asyncProperty(someTexts([...stems, ...NEIGHBOURS]), async (texts) => {
      const seen = await passed(mayBeCancer(['x']), texts)
      for (const [i, text] of texts.entries()) {
        const { passes, cleaned } = seen[i]!
        for (const read of [icd10OrNull(text), icd10OrNull(cleaned)])
          if (read !== null && stems.some((stem) => read.startsWith(stem)))
            expect(passes, JSON.stringify(text)).toBe(true)
      }
    }),
    { numRuns: 10, endOnFailure: true },
  )
})

test('a code among several in one text is found wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(someTexts([...stems, ...NEIGHBOURS]), async (texts) => {
      const lists = texts.map((text, i) => `${texts[(i + 1) % texts.length]!};${text}`)
      const seen = await passed(mayBeCancer([], ['x']), lists)
      for (const [i, list] of lists.entries()) {
        const codes = list.split(';').map(icd10OrNull)
        if (codes.some((code) => code !== null && stems.some((stem) => code.startsWith(stem))))
          expect(seen[i]!.passes, JSON.stringify(list)).toBe(true)
      }
    }),
    { numRuns: 10, endOnFailure: true },
  )
})

test('ordinary diagnoses of other chapters are let go', async () => {
  const others = ['I10X', 'E119', 'J189', 'D649', 'Z511', 'A41.9', 'O800', 'Z09', 'D06']
  const seen = await passed(mayBeCancer(['x']), others)
  expect(seen.map(({ passes }) => passes)).toEqual(others.map(() => false))
})

test.each([
  {
    kind: 'selecting',
    whole: GATHER_CODES.gpSelectingSnomed,
    read: GATHER_CODES.gpSelectingReadStems,
  },
  { kind: 'kept', whole: GATHER_CODES.gpKeptSnomed, read: GATHER_CODES.gpKeptReadStems },
  { kind: 'medicine', whole: GATHER_CODES.gpKeptMedicines, read: [] },
])('the search for $kind codes of the GP record never misses one', async ({ whole, read }) => {
  await fc.assert(
    fc.asyncProperty(someTexts([...whole, ...read, '12345', 'B99']), async (texts) => {
      const seen = await passed(mayBeCode('x', whole, read), texts)
      for (const [i, text] of texts.entries()) {
        const { passes, cleaned } = seen[i]!
        for (const code of [cleaned, text.trim()])
          if (whole.includes(code) || read.some((stem) => code.startsWith(stem)))
            expect(passes, JSON.stringify(text)).toBe(true)
      }
    }),
    { numRuns: 10, endOnFailure: true },
  )
})

const codelistsOf = (where: Where): readonly Codelist[] => {
  if (where.is === 'code-in') return [where.list]
  return where.is === 'all-of' || where.is === 'any-of' ? where.parts.flatMap(codelistsOf) : []
}

/** A rule that only corroborates needs other evidence of the person, and that evidence selects them. */
const selectsAlone = (rule: EvidenceRule): boolean => rule.strength !== 'corroborates' && rule.strength !== 'nothing'

const codedRules = EVIDENCE_RULES.map((rule) => ({
  id: rule.id,
  view: rule.view,
  selectsAlone: selectsAlone(rule),
  codes: codelistsOf(rule.where).flatMap((list) => list.codes),
})).filter(({ view, codes }) => (view === 'hospital_code' || view === 'gp_code') && codes.length > 0)

test('the rules that look at codes are there to be tested', () => {
  expect(codedRules.filter((rule) => rule.selectsAlone && rule.view === 'hospital_code').length).toBeGreaterThan(5)
  expect(codedRules.filter((rule) => rule.selectsAlone && rule.view === 'gp_code').length).toBeGreaterThan(3)
})

test.each(codedRules)('every code that $id counts is gathered, however it is spelled', async (rule) => {
  const { gpSelectingSnomed, gpSelectingReadStems, gpKeptSnomed, gpKeptReadStems } = GATHER_CODES
  const tests =
    rule.view === 'hospital_code'
      ? rule.selectsAlone
        ? [mayBeCancer(['x'])]
        : []
      : [
          mayBeCode('x', gpKeptSnomed, gpKeptReadStems),
          ...(rule.selectsAlone ? [mayBeCode('x', gpSelectingSnomed, gpSelectingReadStems)] : []),
        ]
  const padded = fc.record({ before: blank, code: fc.constantFrom(...rule.codes), after: blank })
  await fc.assert(
    fc.asyncProperty(fc.array(padded, { minLength: 20, maxLength: 60 }), async (values) => {
      const texts = values
        .filter(({ before, after }) => /^\s*$/.test(before + after))
        .map(({ before, code, after }) => before + code + after)
      fc.pre(texts.length > 0)
      for (const pushed of tests)
        expect((await passed(pushed, texts)).map(({ passes }) => passes)).toEqual(texts.map(() => true))
    }),
    { numRuns: 3, endOnFailure: true },
  )
})
