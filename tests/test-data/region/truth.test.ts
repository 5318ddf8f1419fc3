import { describe, expect, it } from 'vitest'
import type { FactSourceName } from '../../../algorithms/contracts/sources.ts'
import { SOURCES } from '../../../algorithms/contracts/sources.ts'
import { breastFacts, STRATA } from '../../../test-data/region/strata.ts'
import { SHEETS } from '../../../test-data/region/recording/sheet.ts'
import { TRUTH_HEADERS, type TruthFile } from '../../../test-data/region/truth.ts'
import type { Drawn } from '../../../test-data/region/person.ts'
import { type Cells, dayIn, peopleOf, rowsFrom } from './sample.ts'

const truthOf = (drawn: Drawn, file: TruthFile): readonly Cells[] => {
  const lines = drawn.truth.filter(([name]) => name === file).map(([, line]) => line)
  return lines.length === 0 ? [] : rowsFrom(`${TRUTH_HEADERS[file]}\n${lines.join('')}`)
}

const sourceRows = (drawn: Drawn, source: FactSourceName): readonly Cells[] => {
  const lines = drawn.lines.filter(([name]) => name === source).map(([, line]) => line)
  return lines.length === 0 ? [] : rowsFrom(`${SHEETS[source].header}${lines.join('')}`)
}

/** People with distant disease, as chance makes them once they are given breast cancer. */
const WITH_SPREAD = peopleOf(21, 500, { ageAtBreast: [42, 84], breastBetween: [2008, 2021], spread: [150, 2800] })
const METASTATIC_AT_DIAGNOSIS = peopleOf(22, 200, { ageAtBreast: [42, 84], breastBetween: [2013, 2024], spread: 'new' })
const ANYBODY = peopleOf(23, 4000)

const EVERYBODY = [...WITH_SPREAD, ...METASTATIC_AT_DIAGNOSIS, ...ANYBODY]

describe('the planted truth', () => {
  it('keeps every date inside the life and every onset before the death', () => {
    for (const { known } of EVERYBODY) {
      const { life, course } = known
      for (const tumour of course.tumours) {
        expect(tumour.diagnosedOn).toBeGreaterThan(life.bornOn)
        if (course.diedOn !== null) expect(tumour.diagnosedOn).toBeLessThan(course.diedOn)
      }
      for (const episode of course.episodes) {
        expect(episode.onsetOn).toBeLessThanOrEqual(episode.actedOn)
        if (course.diedOn !== null) expect(episode.onsetOn).toBeLessThan(course.diedOn)
      }
    }
  })

  it('plants at most one distant episode of a group in a person, and none of in situ disease', () => {
    for (const drawn of EVERYBODY) {
      const distant = truthOf(drawn, 'episode').filter((row) => row.extent === 'distant')
      expect(new Set(distant.map((row) => row.cancer_group)).size).toBe(distant.length)
      for (const { tumour, extent } of drawn.known.course.episodes)
        if (extent === 'distant') expect(tumour.behaviour).toBe('3')
    }
  })

  it('names a tumour of tumour.csv in every episode and emergency row', () => {
    for (const drawn of EVERYBODY) {
      const tumours = new Set(truthOf(drawn, 'tumour').map((row) => row.tumour_id))
      for (const row of [...truthOf(drawn, 'episode'), ...truthOf(drawn, 'emergency')])
        expect(tumours).toContain(row.tumour_id)
    }
  })

  it('says visible only where a row was written, and gives the day of the first', () => {
    for (const drawn of EVERYBODY) {
      for (const row of truthOf(drawn, 'episode')) {
        const seen = row.visible_in!.split(';').filter(Boolean) as FactSourceName[]
        const weakly = row.visible_weakly_in!.split(';').filter(Boolean)
        expect(weakly.every((source) => seen.includes(source as FactSourceName))).toBe(true)
        expect(row.first_visible_date === '').toBe(seen.length === 0)
        const days = seen.flatMap((source) => {
          const dates = Object.entries(SOURCES[source].columns).filter(([, { type }]) => type === 'day')
          const rows = sourceRows(drawn, source)
          expect(rows.length).toBeGreaterThan(0)
          return rows.flatMap((cells) =>
            dates.flatMap(([name]) => ('repeats' in SOURCES[source].columns ? [] : [dayIn(cells[name]?.trim() ?? '')])),
          )
        })
        if (row.first_visible_date) expect(days).toContain(dayIn(row.first_visible_date))
      }
    }
  })

  it('gives the first evidence the published delay: most within 60 days, one-sided but for query codes', () => {
    const delays = [...WITH_SPREAD, ...METASTATIC_AT_DIAGNOSIS].flatMap(({ known }) => {
      const spread = breastFacts(known)?.spread
      return spread?.firstSeenOn == null ? [] : [spread.firstSeenOn - spread.onsetOn]
    })
    expect(delays.length).toBeGreaterThan(500)
    const sorted = delays.toSorted((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)]!
    const within = delays.filter((days) => days <= 60).length / delays.length
    // 84% and 25 days by arithmetic from the delays and captures; four standard errors of 600 people are 6 points.
    expect(within).toBeGreaterThan(0.78)
    expect(within).toBeLessThan(0.92)
    expect(median).toBeGreaterThan(14)
    expect(median).toBeLessThan(30)
    expect(delays.filter((days) => days < 0).length / delays.length).toBeLessThan(0.08)
    expect(sorted[0]).toBeGreaterThanOrEqual(-90)
  })

  it('leaves some true spread invisible and some with no more than a lone code', () => {
    const spreads = WITH_SPREAD.map(({ known }) => breastFacts(known)?.spread).filter((spread) => spread !== undefined)
    const invisible = spreads.filter(({ seenIn }) => seenIn.size === 0).length / spreads.length
    expect(invisible).toBeGreaterThan(0)
    expect(invisible).toBeLessThan(0.15)
    const weak = spreads.filter(({ seenIn }) => seenIn.size > 0 && [...seenIn.values()].every(({ plain }) => !plain))
    expect(weak.length).toBeGreaterThan(0)
  })

  it('shows distant spread in hospital, waiting-times and chemotherapy data about as often as published', () => {
    const seen = WITH_SPREAD.flatMap(({ known }) => {
      const spread = breastFacts(known)?.spread
      // Whoever lives in the region for a year from the first act could be seen by everyone.
      const lived = spread && (known.course.diedOn ?? Infinity) > spread.actedOn + 365 && known.life.leavesOn === null
      return lived && spread.actedOn > 15_450 && spread.actedOn < 20_000 ? [spread.seenIn] : []
    })
    expect(seen.length).toBeGreaterThan(120)
    const share = (source: FactSourceName): number => seen.filter((sources) => sources.has(source)).length / seen.length
    expect(share('apc')).toBeGreaterThan(0.75)
    expect(share('apc')).toBeLessThan(0.98)
    expect(share('cwt')).toBeGreaterThan(0.65)
    expect(share('cwt')).toBeLessThan(0.95)
    expect(share('cosd_non_primary')).toBeLessThan(0.35)
  })
})

describe('the strata', () => {
  it('have a name, words and a reason each, once', () => {
    expect(new Set(STRATA.map(({ name }) => name)).size).toBe(STRATA.length)
    for (const { name, says, because } of STRATA) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(says.length).toBeGreaterThan(10)
      expect(because.length).toBeGreaterThan(5)
    }
  })
})
