import {
  COMMON_SOURCE_COLUMNS,
  type RowTest,
  type Source,
  type SourceColumn,
  type SourceType,
} from '../../algorithms/contracts/source.ts'
import { DEFAULT_REJECT_LIMIT } from '../../algorithms/contracts/source-catalogue.ts'
import { SOURCES } from '../../algorithms/contracts/sources.ts'
import { code, codes, type Page, page, sentence, table } from './markdown.ts'

const READ_AS: Readonly<Record<SourceType, string>> = {
  text: 'text',
  icd10: 'ICD-10 code',
  opcs4: 'OPCS-4 code',
  day: 'date, `YYYY-MM-DD` or `YYYYMMDD`',
  month: 'month, `YYYY-MM`',
  whole: 'whole number',
  decimal: 'number',
}

/** The page of the source contracts. */
export const sourcePages = (): readonly Page[] => [
  page(
    'sources',
    'Sources',
    'What a run reads: `DATA/<source>.csv`, `.csv.gz` or `.parquet`, or every such file in the folder `DATA/<source>/`. Only `person` and one source that can show cancer are needed. Column names are matched without regard to case; `sources.json` maps other names and says which values mean absent.',
    `A row without a **required** column is rejected and counted by reason. A run stops when more than ${DEFAULT_REJECT_LIMIT * 100}% of a source is rejected, unless its \`reject_limit\` in \`sources.json\` says otherwise. A row that is well formed and says nothing about cancer status is **out of scope**: counted apart, never as a reject.`,
    '## Columns that every source may carry',
    columnTable(COMMON_SOURCE_COLUMNS),
    ...Object.values(SOURCES).map((source) => described(source as unknown as Source)),
  ),
]

function described(source: Source): string {
  const dates = source.eventDate
  return [
    `## \`${source.name}\``,
    sentence(source.says),
    columnTable(source.columns),
    [
      dates.length > 0
        ? `- Day of the event: the first that is present of ${codes(dates)}.`
        : '- Its rows have no day of their own.',
      `- Normally complete after ${source.lagMonths} months; evidence family \`${source.family}\`.`,
      ...(source.rejectedWhenAllAbsent
        ? [`- Rejected when all of these are absent: ${codes(source.rejectedWhenAllAbsent)}.`]
        : []),
      ...(source.outOfScope ?? []).map(
        (out) =>
          `- Out of scope as ${code(out.reason)}: ${sentence(out.says)} (${out.when.map(testInWords).join(' and ')})`,
      ),
    ].join('\n'),
  ].join('\n\n')
}

function testInWords(test: RowTest): string {
  const column = code(test.column)
  switch (test.is) {
    case 'absent':
      return `${column} is absent`
    case 'one-of':
      return `${column} is ${test.values.join(', ')}`
    case 'absent-or-not-one-of':
      return `${column} is absent or is not ${test.values.join(', ')}`
  }
}

function columnTable(columns: Readonly<Record<string, SourceColumn>>): string {
  const name = (text: string, column: SourceColumn): string =>
    column.repeats === undefined ? code(text) : `${code(`${text}_01`)} … ${code(`${text}_${column.repeats}`)}`
  return table(
    ['column', 'read as', 'what it holds', 'when absent'],
    Object.entries(columns).map(([text, column]) => [
      name(text, column),
      READ_AS[column.type],
      sentence(column.says) + (column.oneOf ? ` One of ${codes(column.oneOf)}.` : ''),
      column.required ? '**row rejected**' : 'nothing is known',
    ]),
  )
}
