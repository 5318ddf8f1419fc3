import { type Day, dayText } from '../domain/day.ts'
import { certaintyInWords } from './certainty.ts'
import type { DistantEpisode } from './distant.ts'
import type { Evidence } from './evidence.ts'
import type { LocoregionalEpisode } from './locoregional.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 3 May 2019. */
export function dayInWords(on: Day): string {
  const [year, month, date] = dayText(on).split('-').map(Number)
  return `${date!} ${MONTHS[month! - 1]!} ${year!}`
}

const WHAT = {
  new: 'Metastatic at diagnosis',
  recurrence: 'Distant recurrence',
  progression: 'Progression to distant disease in someone never rendered disease-free',
  indeterminate: 'Distant disease, too early or too unclear to call new or recurrent',
} as const

/** Why a person is in, as a clinician would say it. */
export function distantSentence(episode: DistantEpisode, diseaseFreeDays: number | null): string {
  const { onset, primary, judgement, certainty } = episode
  const parts = [
    `${WHAT[episode.distantClass.type]}, breast, dated ${dayInWords(onset.on)} (between ${dayInWords(onset.earliest)} and ${dayInWords(onset.latest)}).`,
    `${capitalised(certainty)}: ${certaintyInWords(judgement)}.`,
    certainty === 'refuted'
      ? episode.retraction === 'follow_up_found_no_disease'
        ? 'Refuted because later follow-up found no disease.'
        : 'Refuted because the person was alive and clear two years later.'
      : '',
    episode.attribution.to === 'uncertain'
      ? `It may belong to another cancer (${episode.attribution.between.join(' or ')}), so it counts as possible at most.`
      : '',
    `First sign: ${lowerFirst(onset.setBy.rule.says)}.`,
    countOf(episode.items),
    primary.tumour === null
      ? 'No registry holds the breast primary.'
      : `The primary was diagnosed on ${dayInWords(primary.tumour.diagnosedOn)}.`,
    diseaseFreeDays === null ? '' : `Disease-free for ${diseaseFreeDays} days.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

export const locoregionalSentence = (episode: LocoregionalEpisode): string =>
  [
    `${episode.extent === 'unknown' ? 'Recurrence of an extent that no row tells' : `${capitalised(episode.extent)} recurrence`}, breast, dated ${dayInWords(episode.onset.on)}.`,
    `${capitalised(episode.certainty)}.`,
    `First sign: ${lowerFirst(episode.onset.setBy.rule.says)}.`,
    countOf(episode.items),
  ].join(' ')

/** What one item says, with its day. */
export const evidenceSentence = ({ rule, on }: Evidence): string => `${rule.says} (${dayInWords(on)})`

function countOf(items: readonly Evidence[]): string {
  const sources = new Set(items.map(({ fact }) => fact.source)).size
  return `${items.length} ${items.length === 1 ? 'item' : 'items'} from ${sources} ${sources === 1 ? 'source' : 'sources'}.`
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
