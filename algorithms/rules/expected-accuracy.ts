import { type Profile, lackingOf } from './profiles.ts'
import measured from './measured-accuracy.json' with { type: 'json' }

/** A share with its Wilson limits, as `cohorts evaluate` measured it; null where nobody was there to be found. */
export interface MeasuredShare {
  readonly share: number | null
  readonly lower_95: number | null
  readonly upper_95: number | null
}

/** How well the definition did with one set of sources, on a synthetic region and nowhere else. */
export interface MeasuredSet {
  /** `everything`, a profile, or `without <source>`. */
  readonly name: string
  readonly without: readonly string[]
  readonly cuts: Readonly<
    Record<
      'strict' | 'standard' | 'broad',
      {
        readonly sensitivity_all: MeasuredShare
        readonly sensitivity_visible: MeasuredShare
        readonly specificity: MeasuredShare
        readonly ppv_raw: MeasuredShare
        readonly ppv_at_18: MeasuredShare
      }
    >
  >
  readonly onset: {
    readonly median_days: number | null
    readonly within_60_days: MeasuredShare
    readonly first_visible_within_60_days: MeasuredShare
    readonly inside_interval: MeasuredShare
    readonly median_interval_days: number | null
  }
  readonly label: MeasuredShare
  readonly attribution_right: MeasuredShare
}

interface Measured {
  readonly definition: string
  readonly region: { readonly people: number; readonly seed: number; readonly data_cut_date: string }
  readonly sets: readonly MeasuredSet[]
}

/** The last measurement of this definition: `npm run accuracy` writes it. */
export const MEASURED: Measured = measured

const percent = (share: number | null): string => (share === null ? 'an unknown share' : `${(share * 100).toFixed(1)}%`)

/** What to expect of an area's sources, by the profile they come nearest to, as a sentence or two; says so where nothing was measured. */
export function expectedAccuracy(definition: string, profile: Profile, sources: readonly string[]): string {
  const set = MEASURED.definition === definition ? MEASURED.sets.find(({ name }) => name === profile) : undefined
  if (set === undefined) return 'No accuracy has been measured for it.'
  const { sensitivity_visible: found, specificity, ppv_at_18: ppv } = set.cuts.standard
  const lacking = lackingOf(profile, sources)
  const less =
    lacking.length === 0 ? '' : ` Areas of this profile also hold ${lacking.join(', ')}: without them expect fewer.`
  return (
    `On a synthetic region of ${MEASURED.region.people.toLocaleString('en-GB')} people it found ${percent(found.share)} of the distant disease that any source shows, ` +
    `wrongly added ${percent(specificity.share === null ? null : 1 - specificity.share)} of people with breast cancer and none, ` +
    `and was right about ${percent(ppv.share)} of those found where 18% have it.` +
    less
  )
}
