import type { FactSourceName } from '../../algorithms/contracts/sources.ts'
import { backgroundCare } from './care/background.ts'
import { breastFirstTreatment } from './care/breast-first-treatment.ts'
import { Care } from './care/events.ts'
import { locoregionalCare } from './care/locoregional-care.ts'
import { otherFirstTreatment } from './care/other-first-treatment.ts'
import { spreadCare } from './care/spread-care.ts'
import { Chance } from './chance.ts'
import { isBreast } from './disease/course.ts'
import { drawCourse } from './disease/draw-course.ts'
import { CUT, drawLife, registrationPeriods } from './life.ts'
import { codingFor, recordAttendances, recordClinics, recordScans, recordStays } from './recording/hospital.ts'
import { addNoise } from './recording/noise.ts'
import { Notebook } from './recording/notebook.ts'
import { recordDeath, recordPerson } from './recording/people.ts'
import { recordPractice } from './recording/practice.ts'
import { recordCancerOutcomes, recordRegistrations } from './recording/registry.ts'
import { recordDrugs, recordRadiotherapy, recordWaits } from './recording/treatment.ts'
import type { Known } from './strata.ts'
import { emergencyLines, episodeLine, tumourLine, type TruthFile } from './truth.ts'
import type { Wish } from './wish.ts'

/** One person's rows in every source, and the truth about them. */
export interface Drawn {
  readonly known: Known
  readonly lines: readonly (readonly [FactSourceName, string])[]
  readonly truth: readonly (readonly [TruthFile, string])[]
}

/** Lives that end before they enter the region are drawn again: the region holds who was there. */
const LIVES = 500

/** Disease, then care, then recording, for one numbered person. */
export function drawPerson(seed: number, index: number, wish: Wish, attempt = 0): Drawn {
  const chance = new Chance(seed + attempt * 7919, index)
  for (let i = 0; i < LIVES; i++) {
    const life = drawLife(chance, seed, index, wish)
    const course = drawCourse(chance, life, wish)
    if (course === null) continue
    const care = new Care(course.diedOn ?? CUT + 1)
    for (const tumour of course.tumours) {
      const spread = course.episodes.find((episode) => episode.tumour === tumour && episode.type === 'new')
      if (isBreast(tumour)) breastFirstTreatment({ chance, life, care, tumour, wish, spread })
      else otherFirstTreatment(chance, life, care, tumour, spread)
    }
    for (const episode of course.episodes) {
      if (episode.extent === 'local' || episode.extent === 'regional') locoregionalCare(chance, life, care, episode)
      else spreadCare({ chance, life, care, episode, wish: isBreast(episode.tumour) ? wish : {} })
    }
    backgroundCare(chance, life, care)
    addNoise(chance, life, care, course, wish)
    const known: Known = { life, course, care }
    const lines: (readonly [FactSourceName, string])[] = []
    record(chance, known, wish, { add: (source, line) => lines.push([source, line]) })
    const truth: (readonly [TruthFile, string])[] = [
      ...course.tumours.map((tumour) => ['tumour', tumourLine(life, tumour)] as const),
      ...course.episodes.map((episode) => ['episode', episodeLine(life, episode)] as const),
      ...emergencyLines(life, care, course).map((line) => ['emergency', line] as const),
    ]
    return { known, lines, truth }
  }
  throw new RangeError(`No life in ${LIVES} draws reached the region: a wish asks for the impossible`)
}

function record(
  chance: Chance,
  { life, course, care }: Known,
  wish: Wish,
  lines: ConstructorParameters<typeof Notebook>[2],
): void {
  const notebook = new Notebook(life, chance, lines)
  const coding = codingFor(chance, course)
  recordPerson(notebook, chance, life, registrationPeriods(chance, life, course.diedOn))
  recordRegistrations(notebook, chance, life, care, course, wish.registered ?? true)
  recordStays(notebook, chance, care, life, coding)
  recordClinics(notebook, chance, care.clinics, coding)
  recordAttendances(notebook, chance, care.attendances)
  recordScans(notebook, chance, care.scans)
  recordWaits(notebook, care.waits)
  recordCancerOutcomes(notebook, chance, care)
  recordDrugs(notebook, chance, care)
  recordRadiotherapy(notebook, chance, care.radiotherapy, life.index.toString(36))
  recordPractice(notebook, chance, care, life)
  recordDeath(notebook, chance, life, care, course)
}
