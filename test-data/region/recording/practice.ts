import { on, textOf } from '../calendar.ts'
import { type Chance, scramble } from '../chance.ts'
import type { Care } from '../care/events.ts'
import { GP_CONCEPTS, type GpConcept, SITE_CODES } from '../care/site-codes.ts'
import type { Site } from '../disease/course.ts'
import { type Life } from '../life.ts'
import { CAPTURE } from '../parameters.ts'
import type { Notebook, Told } from './notebook.ts'

const SNOMED_FROM = on('2018-05-01')
/** Before then few practices kept coded records. */
const COMPUTERS_FROM = on('1990-01-01')

/** UK dm+d codes of the endocrine tablets; the others are invented in the same form, which no rule reads. */
const MEDICINES: Readonly<Record<string, string>> = {
  tamoxifen: '39704511000001106',
  anastrozole: '41872011000001105',
  letrozole: '41878511000001100',
  atorvastatin: '39733011000001106',
  ramipril: '41782211000001106',
  amlodipine: '42292011000001108',
  metformin: '42281711000001102',
  omeprazole: '42347711000001109',
  salbutamol: '39113611000001102',
  sertraline: '42354311000001103',
  levothyroxine: '42209711000001102',
  'co-codamol': '42049211000001109',
  amoxicillin: '41984711000001104',
}

export function recordPractice(notebook: Notebook, chance: Chance, care: Care, life: Life): void {
  const readVersion = scramble(life.area.quintile * 31 + life.area.subIcb.charCodeAt(1)) % 2 === 0 ? 'read2' : 'ctv3'
  for (const code of care.gpCodes) {
    const snomed = code.on >= SNOMED_FROM || chance.happens(0.02)
    const written = codeOf(code.concept, snomed)
    const values = {
      event_date: textOf(code.on),
      code_system: snomed ? 'snomed' : readVersion,
      code: written,
      value: code.value ?? '',
    }
    const told: Told | undefined = code.episode
      ? { episode: code.episode, how: PLAIN.has(code.concept) ? 'plainly' : 'weakly' }
      : undefined
    if (PRIMARY.has(code.concept) && !chance.happens(CAPTURE.gpPrimaryCoded.value)) continue
    if (code.on >= life.enteredOn) notebook.write('gp_event', code.on, values, told)
    else if (code.on >= COMPUTERS_FROM && (!life.movedIn || chance.happens(CAPTURE.gpHistoryTransferred.value)))
      notebook.writeAs(
        'gp_event',
        code.on,
        life.movedIn ? life.enteredOn + chance.whole(3, 45) : code.on + 5,
        values,
        told,
      )
  }
  for (const { on: issuedOn, medicine } of care.prescriptions)
    notebook.write('gp_medication', issuedOn, { issue_date: textOf(issuedOn), dmd_code: MEDICINES[medicine]! })
}

const PLAIN: ReadonlySet<string> = new Set<GpConcept>(['breast metastasis', 'local recurrence of breast cancer'])

const PRIMARY: ReadonlySet<string> = new Set<GpConcept>([
  'breast cancer',
  'bowel cancer',
  'lung cancer',
  'prostate cancer',
  'ovarian cancer',
  'pancreatic cancer',
  'other cancer',
])

function codeOf(concept: GpConcept | Site, snomed: boolean): string {
  const codes = concept in SITE_CODES ? SITE_CODES[concept as Site] : GP_CONCEPTS[concept as GpConcept]
  return snomed ? codes.snomed : codes.read
}
