import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FACT_SOURCE_NAMES, type FactSourceName, SOURCES } from '../../algorithms/contracts/sources.ts'
import { textOf } from './calendar.ts'
import { LineFile } from './files.ts'
import { EXTRACT } from './parameters.ts'
import { drawPerson, type Drawn } from './person.ts'
import { AVAILABLE_FROM } from './recording/notebook.ts'
import { SHEETS } from './recording/sheet.ts'
import { isOf, STRATA, STRAY_CODE, stratumOf } from './strata.ts'
import { TRUTH_HEADERS, type TruthFile } from './truth.ts'
import type { Wish } from './wish.ts'

export interface SynthesiseRequest {
  /** People drawn at natural rates. */
  readonly people?: number
  /** People of each hard case and decoy, and nobody else, in place of `people`. */
  readonly strata?: number
  readonly seed: number
  readonly outFolder: string
  /** People a file of the large sources; smaller only in tests. */
  readonly peopleAFile?: number
  readonly onProgress?: (done: number, total: number) => void
}

export interface Synthesised {
  readonly people: number
  readonly rowsBySource: Record<string, number>
}

/** Sources that a large region writes as a folder of files, each for this many people. */
const PEOPLE_A_FILE = 250_000
const LARGE: ReadonlySet<FactSourceName> = new Set(['apc', 'op', 'ecds', 'gp_event', 'gp_medication', 'imaging'])
const ATTEMPTS = 4000

/** Writes every source, `sources.json` and `truth/` of a synthetic region. Same seed and size, same bytes. */
export async function synthesise(request: SynthesiseRequest): Promise<Synthesised> {
  const strata = [...STRATA.map(({ name }) => name), STRAY_CODE.name]
  const total = request.strata === undefined ? (request.people ?? 0) : request.strata * strata.length
  const region = new RegionFiles(
    request.outFolder,
    total,
    request.peopleAFile ?? PEOPLE_A_FILE,
    request.strata !== undefined,
  )
  for (let i = 0; i < total; i++) {
    if (request.strata === undefined) region.add(drawPerson(request.seed, i, {}), undefined)
    else {
      const stratum = strata[Math.floor(i / request.strata)]!
      region.add(personOf(request.seed, i, stratum), stratum)
    }
    if ((i + 1) % 200 === 0) await region.settle()
    await region.turnPage(i + 1)
    if ((i + 1) % 1000 === 0) request.onProgress?.(i + 1, total)
  }
  await region.close()
  request.onProgress?.(total, total)
  return { people: total, rowsBySource: region.rowsBySource() }
}

/** Draws until somebody of the stratum comes; the draws are numbered, so the answer never depends on the others. */
function personOf(seed: number, index: number, name: string): Drawn {
  const stratum = STRATA.find((one) => one.name === name)
  const wish: Wish = stratum?.wish ?? STRAY_CODE.wish
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = drawPerson(seed, index, wish, attempt)
    const found = stratum ? isOf(stratum, drawn.known) : stratumOf(drawn.known)?.name === name
    if (found) return drawn
  }
  throw new RangeError(`No person of the stratum ${name} in ${ATTEMPTS} draws: its wish and its recognition disagree`)
}

class RegionFiles {
  readonly #folder: string
  readonly #people: number
  readonly #peopleAFile: number
  readonly #sources = new Map<FactSourceName, LineFile>()
  readonly #truth: Readonly<Record<TruthFile, LineFile>>
  readonly #rows = new Map<string, number>()
  #page = 0

  constructor(folder: string, people: number, peopleAFile: number, isOfStrata: boolean) {
    this.#folder = folder
    this.#peopleAFile = peopleAFile
    this.#people = people
    const truth = (name: TruthFile): LineFile =>
      new LineFile(join(folder, 'truth', `${name}.csv`), `${TRUTH_HEADERS[name]}\n`)
    this.#truth = {
      person: truth('person'),
      tumour: truth('tumour'),
      episode: truth('episode'),
      emergency: truth('emergency'),
    }
    for (const source of FACT_SOURCE_NAMES) this.#open(source)
    writeFileSync(join(folder, 'sources.json'), `${JSON.stringify(catalogue(isOfStrata), null, 2)}\n`)
  }

  #open(source: FactSourceName): void {
    const parted = LARGE.has(source) && this.#people > this.#peopleAFile
    const path = parted
      ? join(this.#folder, source, `part-${String(this.#page).padStart(3, '0')}.csv.gz`)
      : join(this.#folder, `${source}.csv.gz`)
    this.#sources.set(source, new LineFile(path, SHEETS[source].header))
  }

  add(drawn: Drawn, asked: string | undefined): void {
    for (const [source, line] of drawn.lines) this.#sources.get(source)!.add(line)
    const { life } = drawn.known
    const stratum = asked === undefined ? stratumOf(drawn.known) : { name: asked, isDecoy: isDecoy(asked) }
    this.#truth.person.add(
      `${life.personId},${stratum?.name ?? ''},${stratum?.isDecoy ? 'true' : 'false'},${asked === undefined ? '0' : '1'},1\n`,
    )
    for (const [file, line] of drawn.truth) this.#truth[file].add(line)
  }

  async settle(): Promise<void> {
    for (const file of this.#sources.values()) await file.settle()
    for (const file of Object.values(this.#truth)) await file.settle()
  }

  /** Closes the files of large sources when their share of the people is full. */
  async turnPage(done: number): Promise<void> {
    if (this.#people <= this.#peopleAFile || done % this.#peopleAFile !== 0 || done >= this.#people) return
    this.#page++
    for (const source of LARGE) {
      await this.#finish(source)
      this.#open(source)
    }
  }

  async #finish(source: FactSourceName): Promise<void> {
    const file = this.#sources.get(source)!
    await file.close()
    this.#rows.set(source, (this.#rows.get(source) ?? 0) + file.rows)
  }

  async close(): Promise<void> {
    for (const source of FACT_SOURCE_NAMES) await this.#finish(source)
    for (const file of Object.values(this.#truth)) await file.close()
  }

  rowsBySource(): Record<string, number> {
    return Object.fromEntries(this.#rows)
  }
}

const isDecoy = (name: string): boolean => (STRATA.find((one) => one.name === name) ?? STRAY_CODE).isDecoy

/** `sources.json`: what the region holds, that none of it is real, and whether its people are in their natural numbers. */
function catalogue(isOfStrata: boolean): unknown {
  const sources = Object.fromEntries(
    FACT_SOURCE_NAMES.map((name) => [
      name,
      {
        available_from: textOf(name === 'gp_event' ? AVAILABLE_FROM.apc : AVAILABLE_FROM[name]),
        available_to: EXTRACT.cut.value,
        lag_months: SOURCES[name].lagMonths,
        legal_basis: 'Synthetic: nobody in it exists, so no legal basis is needed',
        opt_out_applied: false,
      },
    ]),
  )
  return { coverage: 'icb', synthetic: true, ...(isOfStrata ? { strata: true } : {}), sources }
}
