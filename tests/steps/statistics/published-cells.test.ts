import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wilson } from '../../../algorithms/steps/statistics/wilson.ts'

const FILE = new URL('../../../test-data/published/get-data-out-emergency-2013-2016.csv', import.meta.url)

interface PublishedCell {
  readonly line: number
  readonly tumours: number
  readonly emergency: number
  readonly printed: string
}

const cells: readonly PublishedCell[] = readFileSync(FILE, 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line, i) => {
    // Site names hold commas; the figures after them do not.
    const figures = line.split(',').slice(-5)
    return {
      line: i + 2,
      tumours: Number(figures[0]),
      emergency: Number(figures[1]),
      printed: figures.slice(2).join(' '),
    }
  })

/** Three decimal places of a percentage, without trailing zeros, as the release prints them. */
const asPrinted = (share: number): string => String(Number((share * 100).toFixed(3)))

test('the file holds every published cell that prints limits', () => {
  expect(cells).toHaveLength(3_502)
})

test('every published percentage and both its limits come out of the counts, to the last digit printed', () => {
  const different = cells.flatMap(({ line, tumours, emergency, printed }) => {
    const { value } = wilson(emergency, tumours)
    const ours = value && [value.estimate, value.lower, value.upper].map(asPrinted).join(' ')
    return ours === printed ? [] : [{ line, printed, ours }]
  })
  expect(different).toEqual([])
})
