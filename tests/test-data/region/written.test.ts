import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fileColumns, type Source } from '../../../algorithms/contracts/source.ts'
import { sourceCatalogue } from '../../../algorithms/contracts/source-catalogue.ts'
import { FACT_SOURCE_NAMES, SOURCES } from '../../../algorithms/contracts/sources.ts'
import { synthesise } from '../../../test-data/region/synthesise.ts'
import { drawPerson } from '../../../test-data/region/person.ts'
import { TRUTH_HEADERS } from '../../../test-data/region/truth.ts'
import { digestOf, filesUnder, inFolder, rowsOf } from './sample.ts'

describe('a synthesised region', () => {
  it('is the same bytes for the same seed and others for another', async () => {
    const write = (seed: number): Promise<string> =>
      inFolder(async (outFolder) => {
        await synthesise({ people: 700, seed, outFolder })
        return digestOf(outFolder)
      })
    const [first, second, third] = [await write(5), await write(5), await write(6)]
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('draws a person the same whoever came before', () => {
    const forwards = [3, 4, 5].map((i) => drawPerson(9, i, {}).lines)
    const backwards = [5, 4, 3].map((i) => drawPerson(9, i, {}).lines).reverse()
    expect(backwards).toEqual(forwards)
  })

  it('holds every source of the contract under the contract’s own header, and every row has its cells', async () => {
    await inFolder(async (outFolder) => {
      const { rowsBySource } = await synthesise({ people: 1500, seed: 2, outFolder })
      for (const name of FACT_SOURCE_NAMES) {
        const lines = gunzipSync(readFileSync(join(outFolder, `${name}.csv.gz`)))
          .toString('utf8')
          .trimEnd()
          .split('\n')
        const columns = fileColumns(SOURCES[name] as unknown as Source)
        expect(lines[0]).toBe(columns.join(','))
        expect(lines.length - 1).toBe(rowsBySource[name])
        expect(lines.length).toBeGreaterThan(1)
        const wrong = lines.filter((line) => line.split(',').length !== columns.length)
        expect(wrong).toHaveLength(0)
      }
    })
  })

  it('says that it is synthetic in a catalogue that the contract accepts', async () => {
    await inFolder(async (outFolder) => {
      await synthesise({ people: 20, seed: 2, outFolder })
      const catalogue = sourceCatalogue.parse(JSON.parse(readFileSync(join(outFolder, 'sources.json'), 'utf8')))
      expect(catalogue.synthetic).toBe(true)
      expect(Object.keys(catalogue.sources).sort()).toEqual([...FACT_SOURCE_NAMES].sort())
    })
  })

  it('writes the truth of everybody, with the columns the contract names', async () => {
    await inFolder(async (outFolder) => {
      await synthesise({ people: 400, seed: 3, outFolder })
      expect(filesUnder(join(outFolder, 'truth'))).toEqual(['emergency.csv', 'episode.csv', 'person.csv', 'tumour.csv'])
      const people = rowsOf(join(outFolder, 'truth', 'person.csv'))
      expect(people).toHaveLength(400)
      expect(new Set(people.map((row) => row.person_id)).size).toBe(400)
      expect(people.every((row) => row.enriched === '0' && row.weight === '1')).toBe(true)
      expect(TRUTH_HEADERS.episode).toContain('visible_in,first_visible_date,visible_weakly_in')
    })
  })

  it('never writes an id that could pass for an NHS number', () => {
    const drawn = Array.from({ length: 300 }, (_, i) => drawPerson(1, i, {}))
    for (const { known, lines } of drawn) {
      expect(known.life.personId).toMatch(/^[0-9a-f]{16}$/)
      for (const [, line] of lines) expect(line.split(',').at(-2)).not.toMatch(/^\d{10}$/)
    }
    expect(new Set(drawn.map(({ known }) => known.life.personId)).size).toBe(300)
  })

  it('splits the large sources of a large region into files without losing a row', async () => {
    await inFolder(async (outFolder) => {
      const { rowsBySource } = await synthesise({ people: 1200, seed: 4, outFolder, peopleAFile: 500 })
      const parts = filesUnder(join(outFolder, 'apc'))
      expect(parts).toEqual(['part-000.csv.gz', 'part-001.csv.gz', 'part-002.csv.gz'])
      const rows = parts.flatMap((part) => rowsOf(join(outFolder, 'apc', part)))
      expect(rows).toHaveLength(rowsBySource.apc!)
    })
  })
})
