import { type Table, keyColumns } from '../../contracts/table.ts'
import { PUBLISHED_TABLES, type PublishedName, type PublishedRow } from '../../contracts/results/published.ts'
import type { DisclosureManifestRow } from '../../contracts/results/restricted.ts'
import { type Day, dayText } from '../../domain/day.ts'
import type { Geography } from '../../domain/geography.ts'
import type { Period } from '../../domain/period.ts'
import { cancerGroupName } from '../../rules/cancer-groups.ts'
import { type Definition, definitionName } from '../../rules/definition.ts'
import { NOT_AUDITED, OF_STRATA } from '../../rules/disclosure.ts'
import { type Breakdown, EXTRACT, type GeographyType } from '../../rules/release-plan.ts'
import type { SourceSpan } from '../availability.ts'
import type { PublishedCount } from './count.ts'
import type { Safe } from './safe.ts'

/** What every published row of a run has in common. */
export interface PublishSetting {
  readonly runId: string
  readonly definition: Definition
  readonly cut: Day
  readonly coverage: 'icb' | 'england'
  readonly synthetic: boolean
  /** People of each hard case and nobody else: no count of them is available. */
  readonly isOfStrata?: boolean
  readonly geography: Geography
  readonly spans: readonly SourceSpan[]
  /** How people were placed in areas, from the tallies of decide. */
  readonly placing: Placing
}

export interface Placing {
  /** `registered` as long as practices place more people than residence does. */
  readonly basis: 'registered' | 'resident'
  /** One sentence where some people had to be placed otherwise, or nowhere; empty where none. */
  readonly caveat: string
}

/** Where a published count stands: everything of its key but the table's own columns. */
export interface Cell {
  readonly group: string
  readonly period: Period
  readonly geographyType: GeographyType
  readonly geographyCode: string
  readonly breakdown: Breakdown
  readonly breakdownValue: string
}

/** A board's own cell of a group in a period, cut no further. */
export const boardCell = (group: string, period: Period, geographyCode: string): Cell => ({
  group,
  period,
  geographyType: 'icb',
  geographyCode,
  breakdown: 'all',
  breakdownValue: 'all',
})

type Leading = Pick<
  PublishedRow<'source_overlap'>,
  keyof PublishedRow<'recurrent_cancer_counts'> & keyof PublishedRow<'cohort_attrition'>
>

/** The columns that every published table begins with, and its caveat. */
export function leading(
  setting: PublishSetting,
  table: PublishedName,
  cell: Cell,
  caveats: readonly string[],
): Leading {
  return {
    measure: table,
    definition_version: definitionName(setting.definition),
    definition_status: setting.definition.status,
    run_id: setting.runId,
    data_cut_date: setting.cut,
    cancer_group: cell.group,
    cancer_group_name: cancerGroupName(cell.group),
    period_type: cell.period.type,
    period_start: cell.period.start,
    period_end: cell.period.end,
    geography_type: cell.geographyType,
    geography_code: cell.geographyCode,
    geography_name: cell.geographyType === 'extract' ? EXTRACT.name : setting.geography.nameOf(cell.geographyCode),
    geography_vintage: setting.geography.vintage,
    geography_basis: setting.placing.basis,
    breakdown: cell.breakdown,
    breakdown_value: cell.breakdownValue,
    caveat: sameText([...always(setting), ...caveats].filter((text) => text !== '').join(' ')),
  }
}

const texts = new Map<string, string>()

/** The text that was met before, so that very many rows hold few texts. */
function sameText(text: string): string {
  const before = texts.get(text)
  if (before !== undefined) return before
  texts.set(text, text)
  return text
}

const always = (setting: PublishSetting): readonly string[] => [
  setting.synthetic
    ? 'Synthetic: nobody in this figure exists.'
    : `${NOT_AUDITED.charAt(0).toUpperCase()}${NOT_AUDITED.slice(1)}.`,
  setting.isOfStrata === true ? OF_STRATA : '',
  setting.definition.status === 'draft' ? 'The definition is a draft.' : '',
]

/** The three columns of a count. */
export const countColumns = <N extends string>(name: N, count: PublishedCount) =>
  setCount({}, name, count) as Record<N, number | null> & Record<`${N}_display` | `${N}_status`, string>

/** Sets the three columns of a count in a row that is being made. */
export function setCount<R extends Record<string, unknown>>(row: R, name: string, count: PublishedCount): R {
  let columns = COUNT_COLUMNS.get(name)
  if (columns === undefined) {
    columns = { display: `${name}_display`, status: `${name}_status` }
    COUNT_COLUMNS.set(name, columns)
  }
  const set: Record<string, unknown> = row
  set[name] = count.value
  set[columns.display] = count.display
  set[columns.status] = count.status
  return row
}

/** Tens of thousands of rows share a few names. */
const COUNT_COLUMNS = new Map<string, { readonly display: string; readonly status: string }>()

/** Protected rows of a table with what the custodian is told about each of their counts. */
export interface Protected<N extends PublishedName> {
  readonly rows: readonly Safe<PublishedRow<N>>[]
  readonly manifest: readonly DisclosureManifestRow[]
}

/** Columns that say the same of every cell of a run, and so do not tell cells apart. */
const SHARED: readonly string[] = [
  'measure',
  'definition_version',
  'definition_status',
  'data_cut_date',
  'cancer_group_name',
  'geography_name',
  'geography_vintage',
  'geography_basis',
]

/** The columns that tell cells of a table apart, and how each begins in the text of a cell. */
const TELLING = new Map(
  (Object.keys(PUBLISHED_TABLES) as PublishedName[]).map((table) => {
    const { columns }: Table = PUBLISHED_TABLES[table]
    const names = keyColumns(PUBLISHED_TABLES[table]).filter((name) => !SHARED.includes(name))
    return [table, names.map((name) => ({ name, isDay: columns[name]!.type === 'day' }))] as const
  }),
)

/** The key of a published row as one text, `column=value` with `;` between. */
export function cellText(table: PublishedName, row: object): string {
  const values = row as Readonly<Record<string, string | number>>
  let text = ''
  for (const { name, isDay } of TELLING.get(table)!) {
    const value = isDay ? dayText(values[name] as Day) : String(values[name])
    text += text === '' ? `${name}=${value}` : `;${name}=${value}`
  }
  return text
}
