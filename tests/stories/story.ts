import { expect, test } from 'vitest'
import { day, dayText } from '../../algorithms/domain/day.ts'
import { decided, type SourceRow } from '../steps/patient.ts'

/** What a clinician would say of the imagined patient; what is not told is not checked. */
interface Expected {
  /** Type, certainty and flags of the distant episode, or `none`. */
  readonly distant: string
  readonly onset?: string
  readonly basis?: string
  readonly sites?: string
  readonly attribution?: string
  readonly diseaseFreeDays?: number | null
  /** Extent, certainty and day of each episode short of distant, oldest first. */
  readonly before?: readonly string[]
  /** What failed, and what would have let the person in; `none` when nothing came near. */
  readonly nearMiss?: string
  readonly sentence?: string
}

/** One imagined patient, decided as a whole. */
export function story(title: string, rows: readonly (SourceRow | readonly SourceRow[])[], expected: Expected): void {
  test(title, () => {
    const { members, evidence, nearMisses } = decided(...rows)
    const distant = members.find(({ extent }) => extent === 'distant')
    expect(
      distant === undefined
        ? 'none'
        : [distant.episode_type, distant.certainty, distant.flags].filter((text) => text !== '').join(' '),
    ).toBe(expected.distant)
    if (expected.onset !== undefined) expect(distant?.onset_date).toBe(day(expected.onset))
    if (expected.basis !== undefined) expect(distant?.onset_basis).toBe(expected.basis)
    if (expected.sites !== undefined) expect(distant?.metastatic_sites).toBe(expected.sites)
    if (expected.attribution !== undefined) expect(distant?.attribution).toBe(expected.attribution)
    if (expected.diseaseFreeDays !== undefined) expect(distant?.disease_free_days).toBe(expected.diseaseFreeDays)
    if (expected.sentence !== undefined) expect(distant?.sentence).toBe(expected.sentence)
    if (expected.before !== undefined)
      expect(
        members
          .filter(({ extent }) => extent !== 'distant')
          .map(({ extent, certainty, onset_date }) => `${extent} ${certainty} ${dayText(onset_date)}`),
      ).toEqual(expected.before)
    if (expected.nearMiss !== undefined)
      expect(
        nearMisses.map((miss) => `${miss.rule_id}: ${miss.failed_condition}; ${miss.would_join_if}`)[0] ?? 'none',
      ).toBe(expected.nearMiss)
    for (const { episode_id } of members) {
      const setting = evidence.filter((row) => row.episode_id === episode_id && row.sets_onset)
      expect(setting).toHaveLength(1)
    }
  })
}
