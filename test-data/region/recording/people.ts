import { textOf } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Care } from '../care/events.ts'
import { SITE_CODES } from '../care/site-codes.ts'
import { type Course, isInvasiveBreast, type Tumour } from '../disease/course.ts'
import { birthMonth, covered, type Life, type Period } from '../life.ts'
import { CAPTURE, FILL, LAG_DAYS, NOISE, PEOPLE } from '../parameters.ts'
import type { Notebook, Told } from './notebook.ts'

export function recordPerson(notebook: Notebook, chance: Chance, life: Life, periods: readonly Period[]): void {
  const sex = chance.happens(PEOPLE.sexNotKnown.value) ? chance.pick(['0', '9']) : life.sex
  for (const { from, to, area, practice, open } of periods) {
    const areaCode = area.formerCode && chance.happens(PEOPLE.formerAreaCode.value) ? area.formerCode : area.code
    notebook.writeAs('person', from, null, {
      sex,
      birth_month: birthMonth(life),
      ethnic_category: life.ethnicity,
      lsoa_code: chance.happens(PEOPLE.registersWithoutArea.value) ? '' : areaCode,
      gp_practice_code: practice,
      registered_from:
        open && chance.happens(0.3)
          ? ''
          : textOf(open ? from - chance.whole(0, Math.max(0, Math.min(9000, from - life.bornOn))) : from),
      registered_to: to === null ? '' : textOf(to),
    })
  }
}

const OTHER_CAUSES = [
  'I259',
  'I219',
  'F03X',
  'G309',
  'J449',
  'J189',
  'I639',
  'K746',
  'N189',
  'I509',
  'C349',
  'X590',
  'R54X',
] as const

export function recordDeath(notebook: Notebook, chance: Chance, life: Life, care: Care, course: Course): void {
  const { diedOn, diedOf } = course
  if (diedOn === null) return
  if (!covered(life, diedOn) && !chance.happens(CAPTURE.deathAfterLeaving.value)) return
  const {
    underlying: cause,
    others,
    told,
  } = diedOf ? causesOf(chance, course, diedOf) : otherCauses(chance, care, course)
  // Registrars do not pad three-character codes.
  const [underlying, ...mentioned] = [...new Set([cause, ...others])].map((code) => code.replace(/X$/, ''))
  notebook.writeAs(
    'death',
    diedOn,
    diedOn + notebook.lag(LAG_DAYS.death.value),
    {
      death_date: textOf(diedOn),
      underlying_cause: underlying!,
      cause_codes: [underlying, ...mentioned].join(';'),
    },
    told,
  )
}

interface Certificate {
  readonly underlying: string
  readonly others: readonly string[]
  readonly told?: Told
}

/** Coding rules choose the primary as the underlying cause; the spread is mentioned about half the time. */
function causesOf(chance: Chance, course: Course, tumour: Tumour): Certificate {
  const episode = course.episodes.find(
    (one) => one.tumour === tumour && (one.extent === 'distant' || one.type === 'relapse'),
  )
  const other = chance.happens(CAPTURE.deathUnderlyingOther.value)
  const underlying = other
    ? chance.pick(['J189', 'I269', 'A419'])
    : tumour.site.startsWith('C50')
      ? 'C509'
      : tumour.site
  const named = episode && episode.sites.length > 0 && chance.happens(CAPTURE.deathSecondaryMentioned.value)
  const secondaries = named
    ? chance.happens(FILL.certificateSpreadUnspecified.value)
      ? ['C799']
      : episode.sites.map((site) => SITE_CODES[site].icd10)
    : []
  const others = [
    ...secondaries,
    ...(other ? [tumour.site] : []),
    ...(chance.happens(0.4) ? [chance.pick(['J189', 'I269', 'N179', 'E119', 'I10X'])] : []),
  ]
  if (!episode) return { underlying, others }
  return { underlying, others, told: { episode, how: named ? 'plainly' : 'weakly' } }
}

/** Death of something else: survivors' certificates may name the old cancer, rightly in part two or wrongly as the cause. */
function otherCauses(chance: Chance, care: Care, course: Course): Certificate {
  const tumour = course.tumours.find(isInvasiveBreast)
  const cause = chance.pick(OTHER_CAUSES)
  const extra = chance.happens(0.5) ? [chance.pick(OTHER_CAUSES)] : []
  if (!tumour) return { underlying: cause, others: extra }
  const spread = course.episodes.find((episode) => episode.extent === 'distant' && episode.tumour.group === 'breast')
  if (spread) {
    const named = chance.happens(FILL.certificateMentionsSpreadBeside.value)
    return named
      ? {
          underlying: cause,
          others: [...extra, 'C509', SITE_CODES[spread.sites[0]!].icd10],
          told: { episode: spread, how: 'plainly' },
        }
      : { underlying: cause, others: extra }
  }
  const drawn = chance.uniform()
  if (
    care.certificate === 'names-spread' ||
    (care.certificate === 'as-it-was' && drawn < NOISE.certificateNamesSpread.value)
  ) {
    care.met.add('certificate-wrongly-names-spread')
    return { underlying: cause, others: [...extra, 'C509', chance.pick(['C795', 'C787', 'C780', 'C799'])] }
  }
  if (
    care.certificate === 'names-cancer' ||
    drawn < NOISE.certificateNamesSpread.value + NOISE.certificateNamesCancer.value
  ) {
    care.met.add('certificate-wrongly-names-the-cancer')
    return { underlying: 'C509', others: [cause, ...extra] }
  }
  return {
    underlying: cause,
    others: chance.happens(FILL.certificateMentionsOldCancer.value) ? [...extra, 'C509'] : extra,
  }
}
