import type { ColumnType } from '../../algorithms/contracts/table.ts'
import { RECIPES, type Recipe } from '../../algorithms/sql/cookbook.ts'
import { GENERATED, type Page, code } from './markdown.ts'

const SAYS: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  day: 'day',
  count: 'whole number',
  rate: 'number',
  flag: 'yes or no',
}

const INTRODUCTION = `Each question is one query over the views of the latest run. Copy it as it stands.

- **On a laptop**: open \`OUT/results.duckdb\` with any DuckDB client, read only.
- **On AWS**: in Athena, with the commissioners’ workgroup and the database whose name ends in \`_published\`.

The same text was run on DuckDB and on Trino, the engine that Athena is built on, over one synthetic region, and gave the
same rows. It was not run on Athena itself.

A column that ends in \`_display\` is text for people: a rounded number, *hidden*, or *not available yet*. To calculate,
take the column without the ending; it is empty where nothing is shown. Rates, limits and per cents are empty with their
count. What the views hold: [views](../reference/views.md).`

const contents = (): string => RECIPES.map(({ question, name }) => `- [${question}](#${name})`).join('\n')

const recipe = ({ name, question, sql, answer, reads }: Recipe): string => {
  const columns = Object.entries(answer).map(([column, type]) => `${code(column)} (${SAYS[type]})`)
  return [
    `<a id="${name}"></a>`,
    `## ${question}`,
    `\`\`\`sql\n${sql}\n\`\`\``,
    `**Answer**: ${columns.join(', ')}.`,
    reads,
  ].join('\n\n')
}

/** One page of questions: whoever adds a published table adds its question to the cookbook, and it stands here. */
export const cookbookPages = (): readonly Page[] => [
  {
    path: 'docs/how-to/query-cookbook.md',
    content: `${[GENERATED, '# Query cookbook', INTRODUCTION, contents(), ...RECIPES.map(recipe)].join('\n\n')}\n`,
  },
]
