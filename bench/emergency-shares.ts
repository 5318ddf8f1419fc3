import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type GroupShare, groupShares, holds, publishedShare } from './planted-shares.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    people: { type: 'string', default: '60' },
    from: { type: 'string', default: '9000' },
    write: { type: 'boolean', default: false },
  },
})
const GROUPS = ['leukaemia', 'brain', 'ovary', 'pancreas', 'stomach', 'oesophagus', 'kidney', 'prostate']

const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.from) + i)
const shares = seeds.flatMap((seed) => groupShares(seed, Number(values.people), GROUPS))

const say = (line: string): void => void process.stdout.write(`${line}\n`)
let [held, intervals] = [0, 0]
/** How often the interval held the share of the published table itself. */
const ofTable = { ep_30d: 0, ep_rtd: 0 }
for (const measure of ['ep_30d', 'ep_rtd'] as const)
  for (const group of GROUPS) {
    const own = shares.filter((one) => one.group === group && one.measure === measure)
    const sum = (of: (one: GroupShare) => number): number => own.reduce((total, one) => total + of(one), 0)
    const planted = sum((one) => one.planted.emergency) / sum((one) => one.planted.of)
    const found = sum((one) => one.found.emergency) / sum((one) => one.found.of)
    const times = own.filter((one) => holds(one.found, planted)).length
    const timesOfTable = own.filter((one) => holds(one.found, publishedShare(group))).length
    ofTable[measure] += timesOfTable
    if (measure === 'ep_30d') {
      held += times
      intervals += own.length
    }
    say(
      `${measure} ${group.padEnd(11)} published ${publishedShare(group).toFixed(3)} planted ${planted.toFixed(3)} found ${found.toFixed(3)} ` +
        `of ${sum((one) => one.found.of)}; held ${times} of ${own.length}, the published share ${timesOfTable}`,
    )
  }
say(
  `ep_30d: the interval held the planted share ${held} times of ${intervals} (${((100 * held) / intervals).toFixed(1)}%)`,
)
for (const measure of ['ep_30d', 'ep_rtd'] as const)
  say(
    `${measure}: the interval held the published share ${ofTable[measure]} times of ${intervals} (${((100 * ofTable[measure]) / intervals).toFixed(1)}%)`,
  )
if (values.write)
  writeFileSync(
    new URL('../algorithms/rules/measured-presentation.json', import.meta.url),
    `${JSON.stringify({ seeds: seeds.length, intervals, held })}\n`,
  )
