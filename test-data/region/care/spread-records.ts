import type { Weighted } from '../chance.ts'
import type { Episode } from '../disease/course.ts'
import { ageOn } from '../life.ts'
import { CAPTURE, DELAY } from '../parameters.ts'
import { SITE_CODES } from './site-codes.ts'
import { knownPrimary, type Plan, type SpreadCare } from './spread-plan.ts'

/** The letter that reaches the GP record, sometimes again, in words that name an organ, the primary or neither. */
export function letters({ chance, life, care, episode }: SpreadCare): void {
  const { actedOn, sites, tumour } = episode
  if (!chance.happens(CAPTURE.gpLetterCoded.value * (ageOn(life, actedOn) > 75 ? 1.1 : 1)) || sites.length === 0) return
  let on = actedOn + chance.delay(DELAY.gp.value)
  const times = chance.happens(CAPTURE.gpLetterRepeated.value) ? 2 : 1
  for (let i = 0; i < times && on < care.endsOn; i++) {
    const named = tumour.group === 'breast' ? 0.2 : 0
    const kind = chance.uniform()
    const concept =
      kind < named
        ? 'breast metastasis'
        : kind < named + 0.5
          ? chance.pick(sites)
          : kind < 0.93
            ? 'secondary cancer'
            : 'widespread cancer'
    care.gpCodes.push({ on, concept, episode })
    on += chance.whole(35, 420)
  }
}

export function waitingTimes({ chance, life, care, episode }: SpreadCare, plan: Plan): void {
  const { actedOn, sites, type } = episode
  const provider = life.trust
  const treated = plan.systemic || plan.radiotherapy !== 'none'
  const share = treated
    ? CAPTURE.cwtTreated.value
    : plan.endocrine
      ? CAPTURE.cwtEndocrineOnly.value
      : CAPTURE.cwtUntreated.value
  const secondary = sites[0] && chance.happens(CAPTURE.cwtSecondaryAsDiagnosis.value)
  const icd = secondary ? SITE_CODES[sites[0]!].icd10 : knownPrimary(episode, actedOn)
  const decidedOn = actedOn + chance.delay(DELAY.cwt.value)
  if (chance.happens(share)) {
    const event = chance.weighted<string>(eventsFor(episode))
    const modality = plan.systemic
      ? chance.pick(['02', '03', '15', '21'])
      : plan.radiotherapy !== 'none'
        ? '05'
        : plan.endocrine
          ? '03'
          : chance.pick(['07', '09', '08'])
    const treatedOn = decidedOn + chance.whole(4, 24)
    const site =
      sites[0] && chance.happens(CAPTURE.cwtMetastaticSite.value) ? SITE_CODES[chance.pick(sites)].cosd : undefined
    if (decidedOn < care.endsOn)
      care.waits.push({
        event,
        icd,
        modality,
        decidedOn,
        treatedOn: treatedOn < care.endsOn ? treatedOn : null,
        provider,
        episode,
        how: howOfEvent(event, site),
        ...(site ? { site } : {}),
        ...(chance.happens(0.4) ? { mdtOn: Math.max(actedOn, decidedOn - chance.whole(0, 4)) } : {}),
      })
  }
  if (type !== 'new' && chance.happens(treated ? CAPTURE.cwtStatusRow.value : 0.2)) {
    const status = type === 'progression' ? '31' : treated ? '16' : '18'
    const seenOn = actedOn + chance.whole(0, 5)
    care.waits.push({
      event: '',
      status,
      icd,
      modality: '',
      decidedOn: null,
      treatedOn: null,
      referredOn: actedOn - chance.whole(5, 14),
      seenOn,
      endedOn: seenOn + chance.whole(3, 20),
      provider,
      episode,
      how: 'weakly',
    })
    if (status === '18') care.met.add('recurrence-with-no-treatment-planned')
  }
}

/** How the first treatment of this spread is keyed. */
function eventsFor({ type, tumour, actedOn }: Episode): Weighted<string> {
  if (type === 'relapse') return RELAPSE_EVENTS
  if (type === 'progression') return CAPTURE.cwtEventProgression.value
  if (type !== 'new') return CAPTURE.cwtEventRecurrence.value
  if (tumour.stage !== 4) return CAPTURE.cwtEventSpreadAtStaging.value
  return actedOn < tumour.diagnosedOn - 30 ? CAPTURE.cwtEventBeforePrimary.value : CAPTURE.cwtEventNew.value
}

const RELAPSE_EVENTS = [
  ['09', 62],
  ['02', 22],
  ['05', 4],
  ['10', 12],
] as const

/** The event types that say distant spread in so many words; the others need company. */
const howOfEvent = (event: string, site: string | undefined): 'plainly' | 'weakly' => {
  if (event === '05' || event === '12' || (event === '09' && site === undefined)) return 'plainly'
  return site !== undefined && site !== '12' && site !== '97' ? 'plainly' : 'weakly'
}

export function nonPrimaryRecord({ chance, life, care, episode }: SpreadCare, plan: Plan): void {
  const { type, sites, tumour, actedOn } = episode
  if (type === 'new') return
  const share = (CAPTURE.cosdByTrust.value as Readonly<Record<string, number>>)[life.trust]!
  if (!chance.happens(share)) return
  const pathway = type === 'progression' ? 'progression' : 'recurrence'
  const written = sites.map((site) => SITE_CODES[site].cosd)
  care.nonPrimaries.push({
    on: actedOn + chance.whole(0, 4),
    pathway,
    icd: tumour.site,
    type: type === 'relapse' ? '' : chance.happens(CAPTURE.cosdTypeBlank.value) ? '' : '03',
    sites: written.length > 0 ? written : ['97'],
    emergency: episode.emergency,
    palliative: plan.palliativeTeam,
    provider: life.trust,
    episode,
  })
}
