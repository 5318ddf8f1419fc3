import { beforeAll, describe, expect, it } from 'vitest'
import { type Drawn, drawPerson } from '../../../test-data/region/person.ts'
import { covered, CUT, FROM } from '../../../test-data/region/life.ts'
import { EMERGENCY, OTHER_CANCERS } from '../../../test-data/region/parameters.ts'
import { isInvasiveBreast } from '../../../test-data/region/disease/course.ts'
import { breastFacts } from '../../../test-data/region/strata.ts'
import { fourSigma } from './sample.ts'

const PEOPLE = 30_000

interface Tally {
  personYears: number
  registeredAtCut: number
  breastEver: number
  breastInWindow: number
  distantInWindow: number
  livingWithDistant: number
  tumours: Map<string, { all: number; emergency: number }>
  rows: number
  aliveAYearOn: number
  followedAYear: number
}

const tally: Tally = {
  personYears: 0,
  registeredAtCut: 0,
  breastEver: 0,
  breastInWindow: 0,
  distantInWindow: 0,
  livingWithDistant: 0,
  tumours: new Map(),
  rows: 0,
  aliveAYearOn: 0,
  followedAYear: 0,
}

function add({ known, lines }: Drawn): void {
  const { life, course } = known
  const to = Math.min(course.diedOn ?? CUT, CUT, life.returnsOn === null ? (life.leavesOn ?? CUT) : CUT)
  tally.personYears += Math.max(0, to - life.enteredOn) / 365.25
  tally.rows += lines.length
  const here = course.diedOn === null && covered(life, CUT)
  const invasive = course.tumours.filter(isInvasiveBreast)
  if (here) {
    tally.registeredAtCut++
    if (invasive.length > 0) tally.breastEver++
  }
  for (const tumour of course.tumours) {
    if (tumour.diagnosedOn < FROM || tumour.behaviour === '2' || !covered(life, tumour.diagnosedOn)) continue
    const group = tally.tumours.get(tumour.group) ?? { all: 0, emergency: 0 }
    group.all++
    if (tumour.emergency) group.emergency++
    tally.tumours.set(tumour.group, group)
    if (tumour.group === 'breast') tally.breastInWindow++
  }
  const spread = breastFacts(known)?.spread
  if (!spread) return
  if (here) tally.livingWithDistant++
  if (spread.onsetOn >= FROM && covered(life, spread.onsetOn)) tally.distantInWindow++
  if (spread.onsetOn < FROM || spread.onsetOn > CUT - 365) return
  tally.followedAYear++
  if (course.diedOn === null || course.diedOn > spread.onsetOn + 365) tally.aliveAYearOn++
}

beforeAll(() => {
  for (let i = 0; i < PEOPLE; i++) add(drawPerson(41, i, {}))
})

const close = (count: number, perHundredThousand: number, persons: number): void => {
  const expected = (perHundredThousand * persons) / 100_000
  expect(Math.abs(count - expected), `${count} against ${expected.toFixed(0)}`).toBeLessThan(fourSigma(expected))
}

describe('natural rates, per registered people and within four standard errors', () => {
  it('has invasive breast cancer at England’s rate of about 85 in 100,000 a year', () => {
    close(tally.breastInWindow, 85, tally.personYears)
  })

  it('has about 1,800 people in 200,000 who have had breast cancer, England’s registries a little more', () => {
    close(tally.breastEver, 1_100, tally.registeredAtCut)
  })

  it('has 13 to 20 people in 100,000 become metastatic in a year', () => {
    close(tally.distantInWindow, 16.5, tally.personYears)
  })

  it('has 50 to 100 people in 100,000 live with metastatic breast cancer', () => {
    close(tally.livingWithDistant, 75, tally.registeredAtCut)
  })

  it('has two thirds alive a year after distant onset', () => {
    const expected = tally.followedAYear * 0.67
    const width = 4 * Math.sqrt(tally.followedAYear * 0.67 * 0.33)
    expect(Math.abs(tally.aliveAYearOn - expected)).toBeLessThan(width)
  })

  it('presents each cancer as an emergency at its published share', () => {
    const shares = new Map(OTHER_CANCERS.value.map(({ group, emergency }) => [group, emergency]))
    shares.set('breast', EMERGENCY.breast.value)
    for (const [group, { all, emergency }] of tally.tumours) {
      const share = shares.get(group)!
      // Deprivation moves the mean of a group by some hundredths of its share.
      const width = 4 * Math.sqrt(all * share * (1 - share)) + 0.06 * all * share + 1
      expect(Math.abs(emergency - share * all), group).toBeLessThan(width)
    }
  })

  it('writes 14 to 20 rows a person', () => {
    expect(tally.rows / PEOPLE).toBeGreaterThan(14)
    expect(tally.rows / PEOPLE).toBeLessThan(20)
  })
})
