import { type Chance, scramble } from './chance.ts'
import { DAYS_A_YEAR, monthTextOf, on } from './calendar.ts'
import { type Area, AREAS } from './geography.ts'
import { EXTRACT, PEOPLE } from './parameters.ts'
import type { Wish } from './wish.ts'

export interface Period {
  readonly from: number
  /** Last day; null while registered. */
  to: number | null
  readonly area: Area
  readonly practice: string
  /** The person was registered before and the feed leaves the start empty. */
  readonly open: boolean
}

/** A person as the registers know them, before any disease. */
export interface Life {
  readonly index: number
  readonly personId: string
  readonly sex: '1' | '2'
  readonly bornOn: number
  readonly ethnicity: string
  readonly area: Area
  readonly trust: string
  /** First day in the region as far as the extract goes. */
  readonly enteredOn: number
  readonly movedIn: boolean
  /** Leaves the region for good; null when not before the cut. */
  readonly leavesOn: number | null
  readonly returnsOn: number | null
  /** Death from other causes, were nothing else to come first. */
  readonly otherDeathOn: number
  /** The day a wish sets for the first breast diagnosis; null when chance decides. */
  readonly breastOn: number | null
}

export const FROM = on(EXTRACT.from.value)
export const CUT = on(EXTRACT.cut.value)

export const ageOn = (life: Life, dayNumber: number): number => (dayNumber - life.bornOn) / DAYS_A_YEAR

/** Sixteen hex digits: unlike an NHS number, and one for each person of a seed. */
export function personIdOf(seed: number, index: number): string {
  const high = scramble(seed ^ 0x51ed270b) ^ scramble(index + 0x2545f491)
  const low = scramble(index ^ scramble(seed))
  return hex(high) + hex(low)
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

export function drawLife(chance: Chance, seed: number, index: number, wish: Wish): Life {
  const sex = wish.sex ?? (chance.happens(PEOPLE.femaleShare.value) ? '2' : '1')
  const area = chance.pick(AREAS)
  const { bornOn, enteredOn, movedIn, breastOn } = arrival(chance, wish)
  const age = (enteredOn - bornOn) / DAYS_A_YEAR
  const { a, b } = sex === '1' ? PEOPLE.mortality.value.male : PEOPLE.mortality.value.female
  const weight = PEOPLE.mortalityByQuintile.value[area.quintile - 1]!
  const yearsLeft = Math.log(1 + (chance.exponential(1) * b) / (a * weight * Math.exp(b * age))) / b
  const leavesPerYear = age >= 20 && age < 40 ? PEOPLE.leavesPerYearAge20to39.value : PEOPLE.leavesPerYear.value
  const drawnToLeave = enteredOn + Math.floor(chance.exponential(DAYS_A_YEAR / leavesPerYear))
  // Somebody asked for by a wish stays, or the region would not see what was asked for.
  const leavesOn = breastOn === null ? drawnToLeave : CUT + 1
  const returnsOn = leavesOn < CUT && chance.happens(PEOPLE.returns.value) ? leavesOn + chance.whole(200, 1500) : null
  return {
    index,
    personId: personIdOf(seed, index),
    sex,
    bornOn,
    breastOn,
    ethnicity: chance.weighted(PEOPLE.ethnicity.value),
    area,
    trust: chance.weighted(area.trusts),
    enteredOn,
    movedIn,
    leavesOn: leavesOn < CUT ? leavesOn : null,
    returnsOn: returnsOn !== null && returnsOn < CUT ? returnsOn : null,
    otherDeathOn: enteredOn + Math.floor(yearsLeft * DAYS_A_YEAR) + 1,
  }
}

/** The age wished for at diagnosis fixes the birth; otherwise people are there at the start, are born or move in. */
function arrival(chance: Chance, wish: Wish): Pick<Life, 'bornOn' | 'enteredOn' | 'movedIn' | 'breastOn'> {
  if (wish.ageAtBreast !== undefined && wish.breastBetween !== undefined) {
    const breastOn = Math.floor((chance.between(...wish.breastBetween) - 1970) * DAYS_A_YEAR)
    const bornOn = Math.floor(breastOn - chance.between(...wish.ageAtBreast) * DAYS_A_YEAR)
    if (wish.movesInAfterBreast) {
      const enteredOn = Math.max(FROM + 30, breastOn + chance.whole(400, 2500))
      return { bornOn, enteredOn, movedIn: true, breastOn }
    }
    return { bornOn, enteredOn: FROM, movedIn: false, breastOn }
  }
  const kind = chance.uniform()
  if (kind < PEOPLE.presentAtStart.value) {
    return { bornOn: FROM - ageInDays(chance, PEOPLE.ageShares.value), enteredOn: FROM, movedIn: false, breastOn: null }
  }
  if (kind < PEOPLE.presentAtStart.value + PEOPLE.bornDuring.value) {
    const bornOn = chance.whole(FROM, CUT - 30)
    return { bornOn, enteredOn: bornOn, movedIn: false, breastOn: null }
  }
  const enteredOn = chance.whole(FROM, CUT - 30)
  return { bornOn: enteredOn - ageInDays(chance, PEOPLE.ageOfMovers.value), enteredOn, movedIn: true, breastOn: null }
}

function ageInDays(chance: Chance, shares: readonly number[]): number {
  let left = chance.uniform() * shares.reduce((sum, share) => sum + share, 0)
  let band = 0
  while (band < shares.length - 1 && left >= shares[band]!) left -= shares[band++]!
  return Math.floor((band * 10 + chance.uniform() * 10) * DAYS_A_YEAR)
}

/** Registration periods until the person dies or leaves: changes of practice, a return, now and then an overlap. */
export function registrationPeriods(chance: Chance, life: Life, diedOn: number | null): readonly Period[] {
  const periods: Period[] = []
  const end = Math.min(diedOn ?? CUT + 1, CUT + 1)
  const stretches: (readonly [number, number])[] = [[life.enteredOn, Math.min(life.leavesOn ?? end, end)]]
  if (life.returnsOn !== null && life.returnsOn < end) stretches.push([life.returnsOn, end])
  for (const [from, to] of stretches) {
    let start = from
    let area = life.area
    while (start < to || periods.length === 0) {
      const moves = start + Math.floor(chance.exponential(DAYS_A_YEAR / PEOPLE.changesPracticePerYear.value)) + 60
      const stop = Math.min(moves, to)
      const stillHere = stop > CUT
      periods.push({
        from: start,
        to: stillHere ? null : stop,
        area,
        practice: chance.pick(area.practices),
        open: start === FROM && !life.movedIn,
      })
      if (stop >= to) break
      start = chance.happens(PEOPLE.overlappingPeriods.value * 10) ? stop - chance.whole(1, 20) : stop + 1
      if (chance.happens(0.6)) area = chance.pick(AREAS)
    }
  }
  return periods
}

/** Whether the person was registered in the region on a day: an ICB's feeds hold nobody else's care. */
export function covered(life: Life, dayNumber: number): boolean {
  if (dayNumber < life.enteredOn) return false
  if (life.leavesOn === null || dayNumber < life.leavesOn) return true
  return life.returnsOn !== null && dayNumber >= life.returnsOn
}

export const birthMonth = (life: Life): string => monthTextOf(life.bornOn)
