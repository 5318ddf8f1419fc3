import { MEASURED, type MeasuredSet, type MeasuredShare } from '../../algorithms/rules/expected-accuracy.ts'
import measured from '../../algorithms/rules/measured-accuracy.json' with { type: 'json' }
import { code, type Page, page, table } from './markdown.ts'

interface Stratum {
  readonly stratum: string
  readonly is_decoy: boolean
  readonly sensitivity: { readonly count: number; readonly of: number }
  readonly specificity: { readonly count: number; readonly of: number }
}

const STRATA: readonly Stratum[] = measured.strata.rows

const NOT_YET =
  '*Not measured yet for this version.* `npm run accuracy -- --seed N` measures it on a region of 500,000 people and writes it here.'

/** What each word of the tables means: said once, above them. */
const WORDS =
  'Sensitivity is of planted distant disease: over everyone, and over those **visible** in at least one source. Specificity is among people with breast cancer and no distant disease of it, never the whole region. Raw PPV is among everyone found in the region, where few people have the disease; PPV at 18% is what the same sensitivity and specificity give where 18% do, as in the published sample (184 of 1,028 people). Brackets hold 95% limits (Wilson).'

const PROFILES = ['everything', 'ICB with its Cancer Alliance', 'typical ICB']

/** The lines of the README that hold measured accuracy: the three profiles, and what each source is worth. */
export function accuracyInShort(): string {
  if (MEASURED.sets.length === 0) return NOT_YET
  const profiles = MEASURED.sets.filter(({ name }) => PROFILES.includes(name))
  return [measuredOn(), setTable(MEASURED.sets), onsetTable(profiles), WORDS].join('\n\n')
}

/** The page with everything that was measured, good or bad. */
export const accuracyPages = (): readonly Page[] => [
  page(
    'accuracy',
    'Accuracy on synthetic regions',
    'How well the rules read the imperfections that a synthetic region plants, and no more: no real person is in these figures, and real data will do worse where their imperfections are of another kind.',
    ...(MEASURED.sets.length === 0 ? [NOT_YET] : inFull()),
  ),
]

const inFull = (): readonly string[] => [
  WORDS,
  '## By profile, and with each source left out',
  measuredOn(),
  setTable(MEASURED.sets),
  '## Onset',
  'The first visible row is the earliest row that any source holds because of the disease: no rule can honestly beat it.',
  onsetTable(MEASURED.sets),
  '## By cut of certainty',
  cutTable(MEASURED.sets.filter(({ name }) => PROFILES.includes(name))),
  ...(STRATA.length === 0 ? [] : ['## Hard cases and decoys', strataSays(), strataTable()]),
]

function measuredOn(): string {
  const { people, seed, data_cut_date: cut } = MEASURED.region
  return `Distant breast disease at the standard cut in ${people.toLocaleString('en-GB')} synthetic people at natural rates, seed ${seed}, ${code(MEASURED.definition)}, data to ${cut}.`
}

const nameOf = ({ name }: MeasuredSet): string => (PROFILES.includes(name) ? `**${name}**` : name)

const setTable = (sets: readonly MeasuredSet[]): string =>
  table(
    [
      'sources',
      'sensitivity, all',
      'sensitivity, visible',
      'specificity',
      'PPV, raw',
      'PPV at 18%',
      'at diagnosis or recurrent: right',
    ],
    sets.map((set) => {
      const { standard } = set.cuts
      const { sensitivity_all, sensitivity_visible, specificity, ppv_raw, ppv_at_18 } = standard
      return [
        nameOf(set),
        ...[sensitivity_all, sensitivity_visible, specificity, ppv_raw, ppv_at_18, set.label].map(shared),
      ]
    }),
  )

const onsetTable = (sets: readonly MeasuredSet[]): string =>
  table(
    [
      'sources',
      'onset: median error',
      'within 60 days',
      'first visible row within 60 days',
      'true day inside the interval',
      'median width of the interval',
    ],
    sets.map((set) => {
      const { median_days, within_60_days, first_visible_within_60_days, inside_interval, median_interval_days } =
        set.onset
      return [
        nameOf(set),
        `${median_days !== null && median_days > 0 ? '+' : ''}${inDays(median_days)}`,
        percent(within_60_days.share),
        percent(first_visible_within_60_days.share),
        percent(inside_interval.share),
        inDays(median_interval_days),
      ]
    }),
  )

const cutTable = (sets: readonly MeasuredSet[]): string =>
  table(
    ['sources', 'cut', 'sensitivity, all', 'sensitivity, visible', 'specificity', 'PPV, raw'],
    sets.flatMap((set) =>
      Object.entries(set.cuts).map(([cut, accuracy]) => [
        nameOf(set),
        cut,
        shared(accuracy.sensitivity_all),
        shared(accuracy.sensitivity_visible),
        shared(accuracy.specificity),
        shared(accuracy.ppv_raw),
      ]),
    ),
  )

const strataSays = (): string =>
  `A second kind of region holds ${measured.strata.people_of_each} people of each hard case and decoy and nobody else. Each is judged by itself, with every source: nothing overall follows from it.`

const strataTable = (): string =>
  table(
    ['stratum', 'planted and found', 'not planted and not found'],
    STRATA.map((one) => [
      `${one.stratum}${one.is_decoy ? ' (decoy)' : ''}`,
      partOf(one.sensitivity),
      partOf(one.specificity),
    ]),
  )

const ratio = (value: number): string => value.toFixed(3)
const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)}%`)
const inDays = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} days`)

const shared = (of: MeasuredShare): string =>
  of.share === null
    ? '–'
    : of.lower_95 === null || of.upper_95 === null
      ? ratio(of.share)
      : `${ratio(of.share)} (${ratio(of.lower_95)} to ${ratio(of.upper_95)})`

const partOf = ({ count, of }: Stratum['sensitivity']): string =>
  of === 0 ? '–' : `${percent(count / of)} of ${Math.round(of)}`
