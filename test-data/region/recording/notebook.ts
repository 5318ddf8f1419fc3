import type { FactSourceName } from '../../../algorithms/contracts/sources.ts'
import { monthNumberOf, on, textOf } from '../calendar.ts'
import type { Chance } from '../chance.ts'
import type { Episode } from '../disease/course.ts'
import { covered, CUT, FROM, type Life } from '../life.ts'
import { BLEMISH, EXTRACT, GAPS, LAG_DAYS } from '../parameters.ts'
import { blemishedRow, type Blemish } from './blemishes.ts'
import { type RowValues, SHEETS } from './sheet.ts'

/** Where finished lines go. */
export interface Lines {
  add(source: FactSourceName, line: string): void
}

/** A row written because of an episode: `plainly` when it states spread or relapse, `weakly` when it is a lone code or less. */
export interface Told {
  readonly episode: Episode
  readonly how: 'plainly' | 'weakly'
  /** The earliest day in the row that dates the evidence, where that is not the row's own day. */
  readonly on?: number
}

/** When the first row of a source can be. */
export const AVAILABLE_FROM: Readonly<Record<FactSourceName, number>> = {
  person: FROM,
  death: FROM,
  registration: on(EXTRACT.registryFrom.value),
  cosd_non_primary: on(EXTRACT.cosdFrom.value),
  cosd_pathology: on(EXTRACT.cosdFrom.value),
  cwt: FROM,
  sact: on(EXTRACT.sactFrom.value),
  rtds: on(EXTRACT.rtdsFrom.value),
  apc: FROM,
  op: FROM,
  ecds: on(EXTRACT.ecdsFrom.value),
  gp_event: 0,
  gp_medication: FROM,
  imaging: FROM,
}

const GAP_MONTHS = new Map<string, readonly (readonly [number, number])[]>()
for (const { source, provider, from, to } of GAPS.value) {
  const key = `${source} ${provider}`
  const months = [monthNumberOf(on(`${from}-01`)), monthNumberOf(on(`${to}-01`))] as const
  GAP_MONTHS.set(key, [...(GAP_MONTHS.get(key) ?? []), months])
}

const COMPACT: ReadonlySet<string> = new Set(
  BLEMISH.compactDates.value.map(({ source, provider }) => `${source} ${provider}`),
)

const REJECTED = BLEMISH.rejected.value
const PADDED = REJECTED + BLEMISH.paddedCode.value
const FILLED = PADDED + BLEMISH.fillerForAbsent.value
const UNREADABLE = FILLED + BLEMISH.unreadableOptional.value
const DUPLICATE = UNREADABLE + BLEMISH.duplicate.value

/** Writes one person's rows as the feeds hold them, and keeps what each episode can be seen by. */
export class Notebook {
  readonly #life: Life
  readonly #chance: Chance
  readonly #lines: Lines
  readonly #record: string
  #written = 0

  constructor(life: Life, chance: Chance, lines: Lines) {
    this.#life = life
    this.#chance = chance
    this.#lines = lines
    this.#record = life.index.toString(36)
  }

  /** A row of care in the region: nothing outside the registration, the source's years or a provider's gaps. */
  write(source: FactSourceName, dayNumber: number, values: RowValues, told?: Told): void {
    if (dayNumber < AVAILABLE_FROM[source] || dayNumber > CUT || !covered(this.#life, dayNumber)) return
    this.#keep(source, dayNumber, dayNumber + this.lag(LAG_DAYS[source].value), values, told)
  }

  /** A row whose way into the feed is its own: history that moved with the person, registrations, deaths, the person. */
  writeAs(source: FactSourceName, dayNumber: number, recordedOn: number | null, values: RowValues, told?: Told): void {
    if (dayNumber < AVAILABLE_FROM[source] || dayNumber > CUT) return
    this.#keep(source, dayNumber, recordedOn, values, told)
  }

  /** Days until a fact stands in a feed: two thirds of the median are fixed, the rest is a tail. */
  lag(median: number): number {
    return Math.floor(median * 0.65) + this.#chance.delay(median * 0.35)
  }

  #keep(source: FactSourceName, dayNumber: number, recordedOn: number | null, values: RowValues, told?: Told): void {
    if (recordedOn !== null && recordedOn > CUT) return
    const provider = values.provider_code as string | undefined
    const key = provider === undefined ? '' : `${source} ${provider}`
    const gaps = provider === undefined ? undefined : GAP_MONTHS.get(key)
    if (gaps) {
      const month = monthNumberOf(dayNumber)
      if (gaps.some(([from, to]) => month >= from && month <= to)) return
    }
    const blemish = source === 'person' ? null : this.#blemish(told !== undefined)
    const sheet = SHEETS[source]
    let row = values
    if (provider !== undefined && COMPACT.has(key)) row = compactDates(source, row)
    if (blemish !== null && blemish !== 'duplicate')
      row = blemishedRow(this.#chance, sheet, { ...row, person_id: this.#life.personId }, blemish)
    const recordId = `${source[0]!}${this.#record}-${(this.#written++).toString(36)}`
    const line = sheet.line(row, this.#life.personId, recordId, recordedOn === null ? '' : textOf(recordedOn))
    this.#lines.add(source, line)
    if (blemish === 'duplicate') this.#lines.add(source, line)
    if (told && blemish !== 'rejected') sight(told, source, dayNumber)
  }

  #blemish(tells: boolean): Blemish | null {
    const drawn = this.#chance.uniform()
    if (drawn >= DUPLICATE) return null
    if (drawn < REJECTED) return 'rejected'
    if (drawn < PADDED) return 'padded'
    if (drawn < FILLED) return 'filled'
    // A row that tells of an episode keeps its values readable, so that the truth knows what it can show.
    if (drawn < UNREADABLE) return tells ? null : 'unreadable'
    return 'duplicate'
  }
}

function sight({ episode, how, on: dated }: Told, source: FactSourceName, rowDay: number): void {
  const dayNumber = dated ?? rowDay
  const sighting = episode.seenIn.get(source) ?? { weakDays: new Set<number>(), plain: false }
  if (how === 'plainly') sighting.plain = true
  else sighting.weakDays.add(dayNumber)
  episode.seenIn.set(source, sighting)
  if (episode.firstSeenOn === null || dayNumber < episode.firstSeenOn) episode.firstSeenOn = dayNumber
}

function compactDates(source: FactSourceName, row: RowValues): RowValues {
  const written = { ...row }
  for (const { name } of SHEETS[source].ofTypes(['day'])) {
    const value = written[name]
    if (typeof value === 'string') written[name] = value.replaceAll('-', '')
    else if (value !== undefined) written[name] = value.map((one) => one.replaceAll('-', ''))
  }
  return written
}
