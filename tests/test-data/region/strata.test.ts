import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { STRATA, STRAY_CODE } from '../../../test-data/region/strata.ts'
import { synthesise } from '../../../test-data/region/synthesise.ts'
import { type Cells, inFolder, rowsOf } from './sample.ts'

const EACH = 3
let people: readonly Cells[] = []
let episodes: readonly Cells[] = []
let tumours: readonly Cells[] = []

beforeAll(async () => {
  await inFolder(async (outFolder) => {
    await synthesise({ strata: EACH, seed: 31, outFolder })
    people = rowsOf(join(outFolder, 'truth', 'person.csv'))
    episodes = rowsOf(join(outFolder, 'truth', 'episode.csv'))
    tumours = rowsOf(join(outFolder, 'truth', 'tumour.csv'))
  })
})

describe('a region of strata', () => {
  it('holds as many of each hard case and decoy as asked, and nobody else', () => {
    const names = [...STRATA, STRAY_CODE].map(({ name }) => name)
    for (const name of names) expect(people.filter((row) => row.stratum === name)).toHaveLength(EACH)
    expect(people).toHaveLength(EACH * names.length)
    expect(people.every((row) => row.enriched === '1')).toBe(true)
  })

  it('plants distant breast disease in every hard case and in no decoy', () => {
    for (const { person_id, is_decoy } of people) {
      const distant = episodes.some(
        (row) => row.person_id === person_id && row.cancer_group === 'breast' && row.extent === 'distant',
      )
      expect(distant).toBe(is_decoy === 'false')
    }
  })

  it('plants an invasive breast tumour in everybody but those who never had one', () => {
    for (const { person_id, stratum } of people) {
      const breast = tumours.some((row) => row.person_id === person_id && row.cancer_group === 'breast')
      expect(breast).toBe(![STRAY_CODE.name, 'in-situ-only'].includes(stratum!))
    }
  })
})
