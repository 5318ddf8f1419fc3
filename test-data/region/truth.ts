import type { SourceName } from '../../algorithms/contracts/sources.ts'
import { textOf } from './calendar.ts'
import type { Care, Stay } from './care/events.ts'
import { type Course, type Episode, type Tumour, tumourId } from './disease/course.ts'
import { covered, CUT, FROM, type Life } from './life.ts'

export const TRUTH_HEADERS = {
  person: 'person_id,stratum,is_decoy,enriched,weight',
  tumour: 'person_id,tumour_id,cancer_group,diagnosis_date,site_icd10,behaviour,stage,subtype',
  episode:
    'person_id,tumour_id,cancer_group,episode_type,extent,onset_date,metastatic_sites,visible_in,first_visible_date,visible_weakly_in',
  emergency: 'person_id,stage,ep_measure,tumour_id,emergency',
} as const

export type TruthFile = keyof typeof TRUTH_HEADERS

/** An in situ tumour is of no cancer group: counted among those without spread it would flatter specificity. */
export const tumourLine = (life: Life, tumour: Tumour): string =>
  `${life.personId},${tumourId(tumour)},${tumour.behaviour === '2' ? '' : tumour.group},${textOf(tumour.diagnosedOn)},${tumour.site},${tumour.behaviour},${tumour.stage ?? ''},${tumour.subtype ?? ''}\n`

export function episodeLine(life: Life, episode: Episode): string {
  const { tumour, type, extent, onsetOn, sites, firstSeenOn } = episode
  const seen = [...episode.seenIn.keys()].sort()
  const first = firstSeenOn === null ? '' : textOf(firstSeenOn)
  return `${life.personId},${tumourId(tumour)},${tumour.group},${type},${extent},${textOf(onsetOn)},${[...sites].sort().join(';')},${seen.join(';')},${first},${weakSources(episode).join(';')}\n`
}

/** Sources that hold no more than a lone code or a lone letter of the episode. */
export const weakSources = (episode: Episode): readonly SourceName[] =>
  [...episode.seenIn].flatMap(([source, { plain, weakDays }]) => (plain || weakDays.size > 1 ? [] : [source])).sort()

const EMERGENCY_METHODS: ReadonlySet<string> = new Set(['21', '22', '23', '24', '25', '28', '2A', '2B', '2D'])
const MALIGNANT = /^C(?!44)/
const EARLIER = 183

/** The three measures of emergency presentation as they really were, from every stay whatever the coders made of it. */
export function emergencyLines(life: Life, care: Care, course: Course): readonly string[] {
  const lines: string[] = []
  const row = (stage: string, measure: string, tumour: Tumour, emergency: boolean): void => {
    lines.push(`${life.personId},${stage},${measure},${tumourId(tumour)},${String(emergency)}\n`)
  }
  const stays = [...care.stays].sort(
    (a, b) => a.admittedOn - b.admittedOn || Number(a.transfer ?? 0) - Number(b.transfer ?? 0),
  )
  const malignant = course.tumours.filter(({ behaviour }) => behaviour === '3')
  for (const tumour of malignant) {
    const day = tumour.diagnosedOn
    if (day < FROM + 31 || day > CUT || !covered(life, day) || !covered(life, day - 30)) continue
    const within = stays.some(
      (stay) => !stay.transfer && isEmergency(stay) && stay.admittedOn <= day && day - stay.admittedOn <= 30,
    )
    row('first_diagnosis', 'ep_30d', tumour, within)
    row('first_diagnosis', 'ep_rtd', tumour, tumour.emergency)
  }
  const first = stays.find((stay) => stay.admittedOn >= FROM && covered(life, stay.admittedOn) && isMalignant(stay))
  const anyEarlier = first && malignant.some(({ diagnosedOn }) => diagnosedOn < first.admittedOn - EARLIER)
  const named = first && malignant.find(({ site }) => first.main === site || first.others.includes(site))
  if (first && named && !anyEarlier) row('first_diagnosis', 'ep_first', named, isEmergency(startOfStay(stays, first)))
  for (const episode of course.episodes) {
    const later = episode.extent === 'distant' || episode.type === 'relapse'
    if (
      later &&
      episode.type !== 'new' &&
      episode.actedOn >= FROM &&
      episode.actedOn < care.endsOn &&
      covered(life, episode.actedOn)
    )
      row('recurrence', 'ep_30d', episode.tumour, episode.emergency)
  }
  return lines
}

const isEmergency = (stay: Stay): boolean => EMERGENCY_METHODS.has(stay.method)

const isMalignant = (stay: Stay): boolean =>
  MALIGNANT.test(stay.main) || stay.others.some((code) => MALIGNANT.test(code))

/** A transfer continues the stay that it came from. */
function startOfStay(stays: readonly Stay[], stay: Stay): Stay {
  if (!stay.transfer) return stay
  return (
    stays.findLast(
      (one) => !one.transfer && one.admittedOn <= stay.admittedOn && one.dischargedOn >= stay.admittedOn,
    ) ?? stay
  )
}
