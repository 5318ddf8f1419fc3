import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  clean,
  cleanGroup,
  dashed,
  day,
  decimal,
  isIcd10,
  isSurelyDay,
  month,
  whole,
} from '../../algorithms/sql/cleaning.ts'
import { literal } from '../../algorithms/sql/text.ts'
import { dayOrNull } from '../../algorithms/domain/day.ts'
import { icd10OrNull } from '../../algorithms/domain/codes.ts'
import { type DuckDb, openDuckDb } from '../../engines/duckdb.ts'
import { ODD_TEXTS } from './odd-texts.ts'

const temporary = mkdtempSync(join(tmpdir(), 'cleaning-'))
let db: DuckDb

beforeAll(async () => {
  db = await openDuckDb({ temporary })
})

afterAll(() => {
  db.close()
  rmSync(temporary, { recursive: true })
})

/** What an expression over column `x` gives for one text. */
const valueOf = async (expression: string, text: string): Promise<unknown> =>
  (await db.rows(`SELECT ${expression} AS value FROM (SELECT ${literal(text)} AS x)`))[0]!.value

const dayText = (x: string): string => `cast(${day(x)} AS varchar)`

test.each([
  { text: ' A1 ', is: 'A1' },
  { text: '\tA1\r\n', is: 'A1' },
  { text: '\u00a0A1\u00a0', is: 'A1' },
  { text: 'two  words', is: 'two  words' },
  { text: '', is: null },
  { text: '   ', is: null },
  { text: '-', is: null },
  { text: ' NULL ', is: null },
  { text: '&', is: null },
  { text: 'null', is: 'null' },
])('$text cleaned is $is', async ({ text, is }) => {
  expect(await valueOf(clean('x', ['&']), text)).toBe(is)
})

test.each([
  { text: '2024-02-09', is: '2024-02-09' },
  { text: '20240209', is: '2024-02-09' },
  { text: '2024-02-29', is: '2024-02-29' },
  { text: '2023-02-29', is: null },
  { text: '2024-02-30', is: null },
  { text: '20240230', is: null },
  { text: '2024-2-9', is: null },
  { text: '2024/02/09', is: null },
  { text: '09/02/2024', is: null },
  { text: '2024-02-09 10:11:12', is: null },
  { text: 'infinity', is: null },
  { text: '0000-01-01', is: null },
  { text: '9999-12-31', is: '9999-12-31' },
])('the day $text is $is', async ({ text, is }) => {
  expect(await valueOf(dayText('x'), text)).toBe(is)
})

test.each([
  { text: '1950-04', is: '1950-04' },
  { text: '1950-13', is: null },
  { text: '195004', is: null },
  { text: '1950-04-01', is: null },
])('the month $text is $is', async ({ text, is }) => {
  expect(await valueOf(month('x'), text)).toBe(is)
})

test.each([
  { text: '12', is: 12 },
  { text: '007', is: 7 },
  { text: '12.0', is: null },
  { text: '-1', is: null },
  { text: '1e3', is: null },
  { text: '1234567890123456789', is: null },
])('the whole number $text is $is', async ({ text, is }) => {
  expect(await valueOf(whole('x'), text)).toBe(is)
})

test.each([
  { text: '12.5', is: '12.5' },
  { text: '-0.5', is: '-0.5' },
  { text: '100', is: '100' },
  { text: '.7', is: null },
  { text: '12.', is: null },
  { text: '1e3', is: null },
  { text: 'raised', is: null },
  { text: '1234567890', is: null },
  { text: '123456789.5', is: '123456789.5' },
])('the decimal $text is $is', async ({ text, is }) => {
  expect(await valueOf(decimal('x'), text)).toBe(is)
})

test.each([
  { text: '20240209', is: '2024-02-09' },
  { text: ' 20240209 ', is: '2024-02-09' },
  { text: '2024-02-09', is: '2024-02-09' },
  { text: '2024-2-9', is: '2024-2-9' },
])('$text with dashes is $is', async ({ text, is }) => {
  expect(await valueOf(dashed('x'), text)).toBe(is)
})

test.each([
  { members: ['C509', '', 'C787'], is: ['C509', '', 'C787'] },
  { members: [' C509 ', '-', '-', '&', 'C787'], is: ['C509', '', '', '', 'C787'] },
  { members: ['NULL', 'C50;9', '\u00a0'], is: ['', 'C509', ''] },
])('the group $members cleaned is $is', async ({ members, is }) => {
  expect(await valueOf(cleanGroup('x', ['&']), members.join('\u001f'))).toBe(is.join('\u001f'))
})

test('SQL and TypeScript read the same days', async () => {
  for (const text of ODD_TEXTS.filter((odd) => odd.length === 10 && !odd.startsWith('0000')))
    expect((await valueOf(dayText('x'), text)) !== null, JSON.stringify(text)).toBe(dayOrNull(text) !== null)
})

test('SQL and TypeScript take the same texts for ICD-10 codes', async () => {
  const texts = [
    'C50',
    'C509',
    'c50.9',
    'C50.9X',
    'C50X',
    'C509D',
    'C5099',
    'C50999',
    'C5',
    '50.9',
    'C50-',
    'C50.A',
    'C50†',
    'I10*',
    'ABC',
    'C50XX',
    'M4958A',
    'C79.51D',
    'C795 D',
    'C79.5 D',
    'C79.5+',
    'C79.5D+',
    'C7951X',
    'C 50',
    'C50..9',
  ]
  for (const text of [...texts, ...ODD_TEXTS.filter((odd) => odd.trim() === odd && odd !== '')])
    expect((await valueOf(isIcd10('x'), text)) === true, text).toBe(icd10OrNull(text) !== null)
})

test('what is surely a day before cleaning is a day after it', async () => {
  for (const text of ODD_TEXTS) {
    if ((await valueOf(isSurelyDay('x', ['9999-12-31']), text)) !== true) continue
    expect(await valueOf(dayText(`(${clean('x', ['9999-12-31'])})`), text), JSON.stringify(text)).not.toBeNull()
  }
})
