import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MeasuredSet, MeasuredShare } from '../algorithms/rules/expected-accuracy.ts'
import type { SetEvaluation } from '../algorithms/steps/evaluate/evaluate.ts'
import { PROFILES, lackingOf } from '../algorithms/rules/profiles.ts'
import { openDuckDb } from '../engines/duckdb.ts'

interface Report {
  readonly definition: string
  readonly data_cut_date: string
  readonly sets: readonly SetEvaluation[]
}

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500000' },
    seed: { type: 'string' },
    strata: { type: 'string', default: '300' },
    keep: { type: 'string' },
  },
})
if (values.seed === undefined) {
  process.stderr.write('Give --seed, one that was not used in development.\n')
  process.exit(2)
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'cohorts-accuracy-'))
mkdirSync(folder, { recursive: true })
const inFolder = (name: string): string => join(folder, name)

const region = inFolder('region')
if (!existsSync(region)) cohorts('synthesise', '--people', values.people, '--seed', values.seed, '--out', region)
cohorts('run', '--data', region, '--out', inFolder('out'))
const natural = evaluation('out', join(region, 'truth'), [
  '--without',
  'each',
  '--without',
  lackingOf('everything', PROFILES['typical ICB']).join(','),
])

const alliance = await withTrustRegistrationsOnly(region, inFolder('alliance'))
cohorts('run', '--data', alliance, '--out', inFolder('out-alliance'))
const ofAlliance = evaluation('out-alliance', join(region, 'truth'), [])

const strata = inFolder('strata')
if (!existsSync(strata)) cohorts('synthesise', '--strata', values.strata, '--seed', values.seed, '--out', strata)
cohorts('run', '--data', strata, '--out', inFolder('out-strata'))
const ofStrata = evaluation('out-strata', join(strata, 'truth'), [])

const [all, ...others] = natural.sets
const typical = others.at(-1)!
writeFileSync(
  new URL('../algorithms/rules/measured-accuracy.json', import.meta.url),
  `${JSON.stringify(
    {
      definition: natural.definition,
      region: { people: Number(values.people), seed: Number(values.seed), data_cut_date: natural.data_cut_date },
      sets: [
        measuredSet('everything', all!),
        measuredSet('ICB with its Cancer Alliance', ofAlliance.sets[0]!),
        measuredSet('typical ICB', typical),
        ...others.slice(0, -1).map((set) => measuredSet(`without ${set.without.join(', ')}`, set)),
      ],
      strata: {
        people_of_each: Number(values.strata),
        rows: distant(ofStrata.sets[0]!).strata.map(({ stratum, is_decoy, people, sensitivity, specificity }) => ({
          stratum,
          is_decoy,
          people,
          sensitivity: { count: sensitivity.count, of: sensitivity.of },
          specificity: { count: specificity.count, of: specificity.of },
        })),
      },
    },
    null,
    2,
  )}\n`,
)

/** Runs the command line as a person would; a failure ends the measurement. */
function cohorts(...words: readonly string[]): string {
  const done = spawnSync(process.execPath, ['cli/cohorts.mjs', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (done.status !== 0) throw new Error(`cohorts ${words[0]!} ended with exit code ${done.status ?? 'none'}`)
  return done.stdout
}

function evaluation(out: string, truth: string, without: readonly string[]): Report {
  const text = cohorts('evaluate', '--run', inFolder(out), '--truth', truth, ...without, '--json')
  writeFileSync(inFolder(`${out}.evaluation.json`), text)
  return JSON.parse(text) as Report
}

/** The region as an ICB with its Cancer Alliance would hold it: of the registrations, the trusts' own alone, and no imaging. */
async function withTrustRegistrationsOnly(from: string, into: string): Promise<string> {
  mkdirSync(into, { recursive: true })
  // A source of a large region is a folder of files.
  const stays = (name: string): boolean => !/^(truth|imaging|registration)(\.|$)/.test(name)
  for (const name of readdirSync(from).filter(stays)) cpSync(join(from, name), join(into, name), { recursive: true })
  const catalogue = JSON.parse(readFileSync(join(from, 'sources.json'), 'utf8')) as { sources: Record<string, unknown> }
  delete catalogue.sources.imaging
  writeFileSync(join(into, 'sources.json'), JSON.stringify(catalogue))
  const db = await openDuckDb({ temporary: into })
  try {
    const path = (...parts: readonly string[]): string => join(...parts).replaceAll("'", "''")
    const registrations = existsSync(join(from, 'registration'))
      ? ['registration', '*.csv.gz']
      : ['registration.csv.gz']
    await db.run(
      `COPY (SELECT * FROM read_csv('${path(from, ...registrations)}', all_varchar = true, header = true) WHERE upper(registry) = 'COSD') TO '${path(into, 'registration.csv.gz')}' (FORMAT csv, HEADER, COMPRESSION gzip)`,
    )
  } finally {
    db.close()
  }
  return into
}

function distant(set: SetEvaluation) {
  return set.extents.find(({ cancer_group, extent }) => cancer_group === 'breast' && extent === 'distant')!
}

function measuredSet(name: string, set: SetEvaluation): MeasuredSet {
  const { overall } = distant(set)
  if (overall === null) throw new Error('A region of strata has no overall accuracy')
  const share = (one: MeasuredShare | null): MeasuredShare => ({
    share: one?.share ?? null,
    lower_95: one?.lower_95 ?? null,
    upper_95: one?.upper_95 ?? null,
  })
  const cut = (which: 'strict' | 'standard' | 'broad') => {
    const accuracy = overall.by_certainty[which]
    return {
      sensitivity_all: share(accuracy.sensitivity_all),
      sensitivity_visible: share(accuracy.sensitivity_visible),
      specificity: share(accuracy.specificity),
      ppv_raw: share(accuracy.ppv_raw),
      ppv_at_18: share(accuracy.ppv_at_18),
    }
  }
  return {
    name,
    without: set.without,
    cuts: { strict: cut('strict'), standard: cut('standard'), broad: cut('broad') },
    onset: {
      median_days: overall.onset.onset.median_days,
      within_60_days: share(overall.onset.onset.within_60_days),
      first_visible_within_60_days: share(overall.onset.first_visible.within_60_days),
      inside_interval: share(overall.onset.inside_interval),
      median_interval_days: overall.onset.median_interval_days,
    },
    label: share(overall.label),
    attribution_right: share(set.attribution?.right ?? null),
  }
}
