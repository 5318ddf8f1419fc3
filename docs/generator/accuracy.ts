import { existsSync, readFileSync } from 'node:fs'
import type { SetEvaluation } from '../../algorithms/steps/evaluate/evaluate.ts'
import type { DateError } from '../../algorithms/steps/evaluate/onset.ts'
import type { Share } from '../../algorithms/steps/evaluate/share.ts'
import { code, type Page, page, table } from './markdown.ts'

/** One output of `cohorts evaluate --json`, and what it was measured on. */
interface Measured {
  readonly title: string
  readonly people?: number
  readonly seed?: number
  readonly report: {
    readonly definition: string
    readonly profile: string
    readonly data_cut_date: string
    readonly region: 'natural' | 'strata'
    readonly sets: readonly SetEvaluation[]
  }
}

/** A list of measurements; absent until somebody has measured. */
const MEASUREMENTS = new URL('../accuracy/evaluation.json', import.meta.url)

const NOT_YET =
  '*Not measured yet for this version.* Measure it on a region of your own with `npx cohorts synthesise` and `npx cohorts evaluate --without each`.'

const WITHOUT_ALL_THAT_IS_RARE = ['registration', 'cosd_non_primary', 'cosd_pathology', 'sact', 'rtds', 'imaging']

function measured(): readonly Measured[] {
  if (!existsSync(MEASUREMENTS)) return []
  return JSON.parse(readFileSync(MEASUREMENTS, 'utf8')) as readonly Measured[]
}

/** The lines of the README that hold measured accuracy. */
export function accuracyInShort(): string {
  const natural = measured().filter(({ report }) => report.region === 'natural')
  if (natural.length === 0) return NOT_YET
  return natural.map((one) => [measuredOn(one), setTable(one), onsetTable(one)].join('\n\n')).join('\n\n')
}

/** The page with everything that was measured, good or bad. */
export const accuracyPages = (): readonly Page[] => [
  page(
    'accuracy',
    'Accuracy on synthetic regions',
    'How well the rules read the imperfections that a synthetic region plants, and no more: no real person is in these figures. Sensitivity is of planted distant disease, over everyone and over those **visible** in at least one source. Specificity is among people with a tumour of the group and no distant disease of it, never the whole region. Raw PPV is among everyone found in the region, where few people have the disease; PPV at 18% is what the same sensitivity and specificity give where 18% do, as in the published sample (184 of 1,028). Intervals are 95% (Wilson).',
    ...(measured().length === 0 ? [NOT_YET] : measured().flatMap(inFull)),
  ),
]

const inFull = (one: Measured): readonly string[] => [
  `## ${one.title}`,
  measuredOn(one),
  ...(one.report.region === 'natural' ? [setTable(one), cutTable(one), onsetTable(one)] : []),
  strataTable(one),
]

function measuredOn({ people, seed, report }: Measured): string {
  const size = people === undefined ? 'A region' : `A region of ${people.toLocaleString('en-GB')} people`
  const drawn = seed === undefined ? '' : `, seed ${seed}`
  return `${size}${drawn}, ${report.definition}, data to ${report.data_cut_date}. Distant breast disease.`
}

const distantOf = (set: SetEvaluation) => set.extents.find(({ extent }) => extent === 'distant')

function setName({ without }: SetEvaluation): string {
  if (without.length === 0) return '**everything**'
  const isTypical = WITHOUT_ALL_THAT_IS_RARE.every((name) => without.some((left) => left === name))
  return isTypical && without.length === WITHOUT_ALL_THAT_IS_RARE.length
    ? '**typical ICB**'
    : `without ${without.map(code).join(', ')}`
}

function setTable({ report }: Measured): string {
  const rows = report.sets.flatMap((set) => {
    const overall = distantOf(set)?.overall
    if (!overall) return []
    const { standard } = overall.by_certainty
    return [
      [
        setName(set),
        shared(standard.sensitivity_all),
        shared(standard.sensitivity_visible),
        shared(standard.specificity),
        shared(standard.ppv_raw),
        shared(standard.ppv_at_18),
        overall.label === null ? '–' : shared(overall.label),
      ],
    ]
  })
  return table(
    ['sources', 'sensitivity, all', 'sensitivity, visible', 'specificity', 'PPV, raw', 'PPV at 18%', 'label right'],
    rows,
  )
}

function cutTable({ report }: Measured): string {
  const rows = report.sets
    .slice(0, 1)
    .flatMap((set) =>
      Object.entries(distantOf(set)?.overall?.by_certainty ?? {}).map(([cut, accuracy]) => [
        cut,
        shared(accuracy.sensitivity_all),
        shared(accuracy.sensitivity_visible),
        shared(accuracy.specificity),
        shared(accuracy.ppv_raw),
      ]),
    )
  return `With ${report.sets[0] === undefined ? 'no source' : setName(report.sets[0])}, by cut of certainty:\n\n${table(
    ['cut', 'sensitivity, all', 'sensitivity, visible', 'specificity', 'PPV, raw'],
    rows,
  )}`
}

function onsetTable({ report }: Measured): string {
  const rows = report.sets.flatMap((set) => {
    const overall = distantOf(set)?.overall
    if (!overall) return []
    const { onset, first_visible: first, inside_interval: inside, median_interval_days: width } = overall.onset
    return [[setName(set), ...dated(onset), ...dated(first), `${percent(inside.share)} (${inDays(width)} wide)`]]
  })
  return table(
    [
      'sources',
      'onset: median error',
      'within 60 days',
      'first visible row: median error',
      'within 60 days',
      'true day inside the interval',
    ],
    rows,
  )
}

const dated = (error: DateError): readonly string[] => [
  `${error.median_days !== null && error.median_days > 0 ? '+' : ''}${inDays(error.median_days)}`,
  percent(error.within_60_days.share),
]

function strataTable({ report }: Measured): string {
  const strata = report.sets.slice(0, 1).flatMap((set) => distantOf(set)?.strata ?? [])
  if (strata.length === 0) return ''
  return `Hard cases and decoys, each by itself:\n\n${table(
    ['stratum', 'planted and found', 'not planted and not found'],
    strata.map((one) => [
      `${one.stratum}${one.is_decoy ? ' (decoy)' : ''}`,
      counted(one.sensitivity),
      counted(one.specificity),
    ]),
  )}`
}

const ratio = (value: number): string => value.toFixed(3)
const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)}%`)
const inDays = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} days`)

const shared = (of: Pick<Share, 'share' | 'lower_95' | 'upper_95'>): string =>
  of.share === null
    ? '–'
    : of.lower_95 === null || of.upper_95 === null
      ? ratio(of.share)
      : `${ratio(of.share)} (${ratio(of.lower_95)} to ${ratio(of.upper_95)})`

const counted = (of: Share): string => (of.share === null ? '–' : `${ratio(of.share)} of ${Math.round(of.of)}`)
