import { DAYS_A_YEAR } from '../calendar.ts'
import type { Chance, Weighted } from '../chance.ts'
import type { Care, Stay } from '../care/events.ts'
import { type Course, isInvasiveBreast, spreadOf, type Tumour } from '../disease/course.ts'
import { CUT, FROM, type Life } from '../life.ts'
import { CARE, NOISE } from '../parameters.ts'
import type { Noise, Wish } from '../wish.ts'

const WRONG_CODES: Weighted<string> = [
  ['C795', 24],
  ['C787', 20],
  ['C780', 20],
  ['C799', 14],
  ['C798', 8],
  ['C793', 6],
  ['C772', 4],
  ['C786', 4],
]
/** Follow-up years over which the person-level shares of wrong rows are meant. */
const MEANT_YEARS = 7

/** Wrong rows: statements of spread about people whose cancer had not spread, or who have none. */
export function addNoise(chance: Chance, life: Life, care: Care, course: Course, wish: Wish): void {
  const malignant = course.tumours.filter((tumour) => tumour.behaviour === '3')
  if (malignant.length === 0) {
    const expected = care.stays.length * NOISE.noCancerHospitalCode.value
    if ((wish.noise?.includes('cancer-free-code') || chance.happens(expected)) && strayCode(chance, life, care))
      care.met.add('stray-code-without-cancer')
    return
  }
  const spared = malignant.filter((tumour) => tumour.stage !== null && spreadOf(course, tumour) === undefined)
  const tumour = spared.find(isInvasiveBreast) ?? spared[0]
  if (tumour === undefined || malignant.some((one) => one.group === tumour.group && spreadOf(course, one))) return
  new WrongRows(chance, life, care, tumour, wish).add()
}

/** A code of spread on a stay of somebody who never had cancer. */
function strayCode(chance: Chance, life: Life, care: Care): boolean {
  const stay =
    care.stays.length > 0
      ? chance.pick(care.stays)
      : addStay(
          chance,
          life,
          care,
          chance.whole(Math.max(FROM, life.enteredOn), Math.min(CUT, care.endsOn) - 1),
          'R104',
        )
  if (stay === null) return false
  stay.wrong = { codes: [chance.pick(['C799', 'C795', 'C787', 'C809'])], deep: false }
  return true
}

function addStay(chance: Chance, life: Life, care: Care, on: number, main: string): Stay | null {
  if (on < FROM || on >= care.endsOn || on > CUT) return null
  const stay: Stay = {
    admittedOn: on,
    dischargedOn: Math.min(on + chance.whole(0, 4), care.endsOn - 1),
    method: chance.pick(['21', '21', '11']),
    patientClass: '1',
    specialty: '300',
    provider: life.trust,
    main,
    others: [],
    operations: [],
  }
  care.stays.push(stay)
  return stay
}

class WrongRows {
  readonly #chance: Chance
  readonly #life: Life
  readonly #care: Care
  readonly #tumour: Tumour
  readonly #wish: Wish
  /** Follow-up in the extract, in the unit of the person-level shares. */
  readonly #exposure: number
  readonly #from: number
  readonly #to: number

  constructor(chance: Chance, life: Life, care: Care, tumour: Tumour, wish: Wish) {
    this.#chance = chance
    this.#life = life
    this.#care = care
    this.#tumour = tumour
    this.#wish = wish
    this.#from = Math.max(FROM, life.enteredOn, tumour.diagnosedOn + 20)
    this.#to = Math.min(CUT, care.endsOn - 1, life.leavesOn ?? CUT)
    this.#exposure = Math.max(0, this.#to - this.#from) / (MEANT_YEARS * DAYS_A_YEAR)
  }

  add(): void {
    if (this.#to - this.#from < 40) return
    this.#hospital()
    this.#practice()
    this.#waitingTimes()
    this.#registries()
    this.#clearances()
    this.#lastYears()
    const course = this.#care.radiotherapy.findLast((one) => one.diagnosis === this.#tumour.site && !one.episode)
    if (course && this.#happens('region-m', NOISE.misKeyedRegionM.value)) {
      course.wrongRegion = true
      this.#care.met.add('mis-keyed-region-m')
    }
    if (this.#wish.noise?.includes('certificate-names-cancer')) this.#care.certificate = 'names-cancer'
    if (this.#wish.noise?.includes('certificate-names-spread')) this.#care.certificate = 'names-spread'
  }

  #happens(noise: Noise, share: number): boolean {
    return this.#wish.noise === undefined ? this.#chance.happens(share) : this.#wish.noise.includes(noise)
  }

  #someDay(): number {
    return this.#chance.whole(this.#from, this.#to)
  }

  #stayAfter(day: number): Stay | null {
    const known = this.#care.stays.filter(
      (stay) => stay.admittedOn >= day && stay.admittedOn <= this.#to && !stay.wrong && !stay.episode,
    )
    if (known.length > 0 && this.#chance.happens(NOISE.onAStayThatHappenedAnyway.value)) return this.#chance.pick(known)
    return addStay(
      this.#chance,
      this.#life,
      this.#care,
      this.#chance.whole(day, this.#to),
      this.#chance.pick([this.#tumour.site, 'R074', 'M549', 'J189']),
    )
  }

  #hospital(): void {
    const chance = this.#chance
    const years = Math.max(0.3, this.#exposure)
    const weak = this.#happens('weak-node-code', NOISE.weakNodeCode.value * years)
    if (weak || this.#wish.noise?.includes('chest-wall-code')) {
      const stay = this.#stayAfter(this.#from)
      if (stay) stay.wrong = { codes: [weak ? chance.pick(['C770', 'C771', 'C778', 'C779']) : 'C792'], deep: false }
      this.#care.met.add('nodal-code-c770-c771')
    }
    const wished = this.#wish.noise ?? []
    const copied = this.#happens('copied-forward', NOISE.copiedForwardCode.value * years)
    const repeated = this.#happens('repeated-code', NOISE.repeatedIndependently.value * years)
    const cleared = wished.includes('z08-after-code')
    const lettered = wished.includes('letter-after-code')
    const lone =
      copied ||
      repeated ||
      cleared ||
      lettered ||
      this.#happens('lone-hospital-code', NOISE.loneHospitalCode.value * years)
    if (!lone) return
    const first = this.#stayAfter(this.#from)
    if (first === null) return
    const code = chance.weighted(WRONG_CODES)
    first.wrong = { codes: [code], deep: copied && chance.happens(NOISE.copiedBeyondPosition10.value) }
    if (copied) this.#copyForward(first, code)
    if (repeated) {
      const again = addStay(chance, this.#life, this.#care, first.admittedOn + chance.whole(31, 300), 'R074')
      if (again) again.wrong = { codes: [code], deep: false }
    }
    if (lettered || chance.happens(NOISE.gpLetterAfterHospitalCode.value)) {
      const letterOn = first.dischargedOn + chance.whole(3, 80)
      if (letterOn <= this.#to) {
        this.#care.gpCodes.push({ on: letterOn, concept: chance.pick(['secondary cancer', 'bone', 'liver', 'lung']) })
        this.#care.met.add('letter-after-noise-code')
      }
    }
    if (cleared) {
      const later = addStay(chance, this.#life, this.#care, first.admittedOn + chance.whole(90, 500), 'Z090')
      if (later) {
        later.clear = 'Z08'
        this.#care.met.add('noise-code-then-clear-follow-up')
      }
    }
    this.#care.met.add(copied ? 'noise-code-copied-forward' : repeated ? 'noise-code-repeated' : 'lone-noise-code')
  }

  /** The same provider's day cases repeat what the first one said. */
  #copyForward(first: Stay, code: string): void {
    const times = this.#chance.whole(2, 6)
    let on = first.admittedOn
    for (let i = 0; i < times; i++) {
      on += this.#chance.whole(14, 40)
      if (on > this.#to) return
      this.#care.stays.push({
        admittedOn: on,
        dischargedOn: on,
        method: '13',
        patientClass: this.#chance.happens(0.5) ? '2' : '3',
        specialty: this.#chance.pick(['301', '410', '300', '370']),
        provider: first.provider,
        main: this.#chance.pick(['Z511', 'D508', 'M069', 'K509']),
        others: [],
        operations: [],
        wrong: { codes: [code], deep: this.#chance.happens(NOISE.copyBeyondPosition10.value) },
      })
    }
  }

  #practice(): void {
    if (!this.#happens('lone-gp-code', NOISE.loneGpCode.value * Math.max(0.3, this.#exposure))) return
    this.#care.gpCodes.push({
      on: this.#someDay(),
      concept: this.#chance.pick(['secondary cancer', 'bone', 'lung', 'liver', 'breast metastasis']),
    })
    this.#care.met.add('lone-gp-code')
  }

  #waitingTimes(): void {
    const { site } = this.#tumour
    const provider = this.#life.trust
    if (this.#happens('cwt-05', NOISE.misKeyedCwt05.value)) {
      const on = Math.min(
        this.#to,
        Math.max(this.#from, (this.#tumour.operatedOn ?? this.#tumour.diagnosedOn) + this.#chance.whole(20, 400)),
      )
      this.#care.waits.push({
        event: '05',
        icd: site,
        modality: this.#chance.pick(['05', '02', '01']),
        decidedOn: on,
        treatedOn: on + 12,
        provider,
      })
      this.#care.met.add('mis-keyed-waiting-times-05')
    }
    if (this.#happens('cwt-suspected', NOISE.suspectedOnlyCwt.value * this.#exposure)) {
      const on = this.#someDay()
      this.#care.waits.push({
        event: '',
        status: this.#chance.weighted([
          ['15', 80],
          ['30', 15],
          ['23', 5],
        ] as const),
        icd: this.#chance.happens(0.7) ? site : '',
        modality: '',
        decidedOn: null,
        treatedOn: null,
        referredOn: on - 10,
        seenOn: on,
        endedOn: on + 14,
        provider,
      })
      this.#care.met.add('recurrence-suspected-only')
      // The suspicion and the code it causes are one statement.
      if (this.#chance.happens(NOISE.suspicionCausesCode.value)) {
        const stay = addStay(this.#chance, this.#life, this.#care, on + this.#chance.whole(0, 20), 'R074')
        if (stay) stay.wrong = { codes: [this.#chance.weighted(WRONG_CODES)], deep: false }
      }
    }
  }

  #registries(): void {
    if (this.#happens('registry-m1', NOISE.registryM1.value)) {
      this.#care.wronglyMetastatic.add(this.#tumour)
      this.#care.met.add('registry-metastatic-in-error')
    }
    const on = this.#someDay()
    const provider = this.#life.trust
    if (this.#happens('cosd-wrong', NOISE.cosdWrong.value))
      this.#care.nonPrimaries.push({
        on,
        pathway: 'recurrence',
        icd: this.#tumour.site,
        type: '03',
        sites: [this.#chance.pick(['10', '04', '12', '07'])],
        emergency: false,
        palliative: false,
        provider,
      })
    if (this.#happens('cosd-wrong', NOISE.pathologyWrong.value))
      this.#care.specimens.push({
        on,
        nature: '5',
        morphology: this.#tumour.morphology,
        topography: this.#chance.pick(['T08710', 'T04000', '']),
        provider,
      })
  }

  /** Follow-up that says there is no disease: the explicit negative that takes a stray code back. */
  #clearances(): void {
    if (!isInvasiveBreast(this.#tumour) || !this.#chance.happens(NOISE.followUpZ08.value)) return
    const on = Math.max(this.#from, this.#tumour.diagnosedOn + this.#chance.whole(250, 2500))
    if (on > this.#to) return
    if (this.#chance.happens(0.5)) {
      const stay = addStay(this.#chance, this.#life, this.#care, on, 'Z090')
      if (stay) stay.clear = this.#chance.happens(0.5) ? 'Z08' : 'Z853'
    } else
      this.#care.clinics.push({
        on,
        specialty: '103',
        provider: this.#life.trust,
        diagnoses: [this.#chance.pick(['Z080', 'Z853', 'Z089'])],
      })
  }

  /** Palliative care for another illness at the end of a life with an old cancer. */
  #lastYears(): void {
    const { diedOn } = { diedOn: this.#care.endsOn }
    if (diedOn > CUT) {
      if (!this.#wish.palliativeForOtherReasons) return
    } else if (!(this.#wish.palliativeForOtherReasons ?? this.#chance.happens(CARE.palliativeForOtherReasons.value)))
      return
    const on = Math.max(this.#from, Math.min(diedOn, CUT) - this.#chance.whole(15, 300))
    this.#care.gpCodes.push({ on, concept: 'palliative care' })
    this.#care.clinics.push({ on, specialty: '315', provider: this.#life.trust })
    this.#care.stay({
      admittedOn: on,
      dischargedOn: on + 6,
      method: '21',
      patientClass: '1',
      specialty: '315',
      provider: this.#life.trust,
      main: this.#chance.pick(['J449', 'I509', 'F03X']),
      others: ['Z515', this.#chance.happens(0.5) ? 'Z853' : this.#tumour.site],
      operations: [],
    })
    this.#care.met.add('palliative-care-for-another-illness')
  }
}
