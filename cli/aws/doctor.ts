import { SOURCE_NAMES } from '../../algorithms/contracts/sources.ts'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { EFFORT } from '../../algorithms/rules/aws-prices.ts'
import { catalogueIn } from '../../engines/laptop/catalogue.ts'
import { CATALOGUE_KEY } from '../../engines/aws-run.ts'
import { refuseAllowList } from '../../engines/run-identity.ts'
import type { WorkgroupSeen } from '../../engines/athena.ts'
import { toParquet } from '../../engines/to-parquet.ts'
import { bold, faint, green, red, yellow } from '../terminal/say.ts'
import { awsTrouble } from './trouble.ts'
import { type AwsWorld, roleFor } from './world.ts'

/** One thing looked at. `unknown` is what whoever is signed in may not see: no fault by itself. */
export interface Finding {
  readonly looked_at: string
  readonly verdict: 'good' | 'wrong' | 'unknown'
  readonly says: string
  /** What to type or change; empty where nothing needs to be. */
  readonly fix: string
}

type Check = (world: AwsWorld) => Promise<readonly Finding[]>

const good = (looked: string, says: string): Finding => ({ looked_at: looked, verdict: 'good', says, fix: '' })
const wrong = (looked: string, says: string, fix: string): Finding => ({
  looked_at: looked,
  verdict: 'wrong',
  says,
  fix,
})

/** Looks at everything a run needs, in the order in which it would be missed. Changes nothing. */
export async function examined(
  world: AwsWorld,
  onLook: (done: number, of: number) => void,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const [at, [looked, check]] of CHECKS.entries()) {
    try {
      findings.push(...(await check(world)))
    } catch (error) {
      const trouble = error instanceof Trouble ? error : awsTrouble(error, roleFor(world, 'doctor'))
      if (trouble === null) throw error
      // Without credentials or a way to AWS every other look would fail alike.
      if (findings.length === 0 && trouble.reason !== 'badUsage') throw trouble
      const verdict = trouble.reason === 'permission' ? 'unknown' : 'wrong'
      findings.push({ looked_at: looked, verdict, says: trouble.message, fix: trouble.fix })
    }
    onLook(at + 1, CHECKS.length)
  }
  return findings
}

const machine: Check = async (world) => {
  const { isActive, logsData, keyArn } = await world.machine.look()
  const name = world.names.machine
  return [
    isActive
      ? good('state machine', `${name} is there and active`)
      : wrong('state machine', `${name} is being deleted`, 'Deploy it again: npx cdk deploy --all'),
    ...(logsData ? [wrong('state machine', 'its log holds the data of executions', REDEPLOY)] : []),
    ...(keyArn === null ? [wrong('state machine', 'it is not encrypted with your own key', REDEPLOY)] : []),
  ]
}

const REDEPLOY = 'Someone changed it by hand; deploy again: npx cdk deploy --all'

const buckets: Check = async ({ versions, names, settings }) => {
  const mine = await Promise.all(
    (['landing', 'work', 'audit'] as const).map(async (name) => {
      const bucket = names.buckets[name]
      return (await versions.belongsTo(bucket, settings.account))
        ? good('buckets', `${bucket} is yours`)
        : wrong(
            'buckets',
            `${bucket} is not there, or not in account ${settings.account}`,
            'Check AWS_PROFILE and --environment.',
          )
    }),
  )
  const bad = mine.filter(({ verdict }) => verdict === 'wrong')
  return bad.length > 0 ? bad : [good('buckets', `landing, work and audit belong to account ${settings.account}`)]
}

const GIGABYTE = 1e9

const workgroups: Check = async (world) => {
  const { names, settings } = world
  const { pipelineGigabytes, analystGigabytes, commissionerGigabytes } = settings.limits
  const limits = { pipeline: pipelineGigabytes, analyst: analystGigabytes, commissioner: commissionerGigabytes }
  const findings: Finding[] = []
  for (const audience of ['pipeline', 'analyst', 'commissioner'] as const) {
    const name = names.workgroups[audience]
    const faults = faultsOf(
      await world.athena(name).workgroup(),
      limits[audience],
      `s3://${names.buckets.work}/results/${audience}/`,
    )
    findings.push(
      ...(faults.length === 0
        ? [good('workgroups', `${name} is as deployed`)]
        : faults.map((fault) => wrong('workgroups', `${name} ${fault}`, REDEPLOY))),
    )
  }
  return findings
}

function faultsOf(seen: WorkgroupSeen, gigabytes: number, output: string): string[] {
  return [
    ...(seen.isEnabled ? [] : ['is disabled']),
    ...(seen.isEnforced ? [] : ['lets those who query change its settings']),
    ...(seen.cutoffBytes === gigabytes * GIGABYTE ? [] : [`does not stop a query at ${gigabytes} GB`]),
    ...(seen.output === output ? [] : ['keeps its results elsewhere']),
    ...(seen.encryption === 'SSE_KMS' ? [] : ['does not encrypt results with your own key']),
    ...(seen.publishesMetrics ? [] : ['publishes no metrics, so its alarm is deaf']),
    ...(seen.engine.includes('version 3') ? [] : ['is not on engine version 3']),
  ]
}

const key: Check = async ({ account, settings }) => {
  const id = settings.existing.dataKeyArn ?? `alias/${settings.prefix}-data`
  const { isEnabled, isRotated } = await account.key(id)
  return [
    isEnabled
      ? good('key', `${id} is enabled`)
      : wrong('key', `${id} is disabled: nothing can be read or written`, `aws kms enable-key --key-id ${id}`),
    ...(isRotated ? [] : [wrong('key', `${id} is not rotated`, `aws kms enable-key-rotation --key-id ${id}`)]),
  ]
}

/** Statements that a wave runs side by side, and so many more for people who query meanwhile. */
const STATEMENTS = 8 + 12
/** Lambda keeps so many executions of an account for functions that reserve none. */
const UNRESERVED = 100
const OTHER_FUNCTIONS = 8

const quotas: Check = async ({ account, settings }) => {
  const wanted = [
    {
      service: 'lambda',
      name: 'Concurrent executions',
      least: settings.limits.shardsAtOnce + OTHER_FUNCTIONS + UNRESERVED,
    },
    { service: 'athena', name: 'Active DML queries', least: STATEMENTS },
    { service: 'athena', name: 'DML query timeout', least: EFFORT.athenaLimitMinutes },
  ]
  const findings: Finding[] = []
  for (const { service, name, least } of wanted) {
    const now = await account.quota(service, name)
    const says = `${service}: ${name.toLowerCase()} ${now === null ? 'is not listed' : `is ${now}`}`
    if (now === null)
      findings.push({
        looked_at: 'quotas',
        verdict: 'unknown',
        says,
        fix: `Look for it in the Service Quotas console, ${settings.region}.`,
      })
    else if (now >= least) findings.push(good('quotas', says))
    else
      findings.push(
        wrong(
          'quotas',
          `${says}, and ${least} are needed`,
          `Ask for more in the Service Quotas console: ${service}, “${name}”, ${settings.region}.`,
        ),
      )
  }
  return findings
}

const lakeFormation: Check = async ({ account, names, settings }) => {
  if (await account.leavesTablesToIam())
    return [good('Lake Formation', 'new tables are left to IAM, as the roles expect')]
  const grants = Object.values(names.databases).map(
    (database) =>
      `aws lakeformation grant-permissions --region ${settings.region} --permissions ALL ` +
      `--principal DataLakePrincipalIdentifier=IAM_ALLOWED_PRINCIPALS --resource '{"Table":{"DatabaseName":"${database}","TableWildcard":{}}}'`,
  )
  return [
    wrong(
      'Lake Formation',
      'it decides about new tables in this account, so the roles of IAM are not enough',
      ['A Lake Formation administrator gives these databases back to IAM, once:', ...grants].join('\n    '),
    ),
  ]
}

const sources: Check = async ({ store, names }) => {
  const text = await store.text(names.buckets.landing, CATALOGUE_KEY)
  const findings: Finding[] = []
  const catalogue = catalogueIn(text)
  findings.push(
    text === null
      ? good('sources', 'there is no sources.json: every source is read as the contract names it')
      : good('sources', 'sources.json keeps its contract'),
  )
  const there: string[] = []
  for (const name of SOURCE_NAMES) {
    const table = catalogue.sources[name]?.table
    let landed = false
    for await (const object of store.list(names.buckets.landing, `${name}/`)) {
      landed = true
      if (/\.(csv|csv\.gz|txt)$/.test(object.key)) {
        findings.push(wrong('sources', `${name}/ holds CSV, which is not read in AWS`, toParquet(name)))
        break
      }
    }
    if (landed || table !== undefined) there.push(name)
  }
  refuseAllowList(catalogue, there.includes('allow_list'))
  findings.push(
    there.includes('person')
      ? good('sources', `there are ${there.join(', ')}`)
      : wrong('sources', 'there is no person source', 'Land person/*.parquet, or name its table in sources.json.'),
  )
  return findings
}

const runs: Check = async ({ machine: runsOf }) => {
  await runsOf.list(1)
  return [good('permissions', 'runs may be listed')]
}

const CHECKS: readonly (readonly [string, Check])[] = [
  ['state machine', machine],
  ['permissions', runs],
  ['buckets', buckets],
  ['workgroups', workgroups],
  ['key', key],
  ['quotas', quotas],
  ['Lake Formation', lakeFormation],
  ['sources', sources],
]

const MARK = { good: green('✓'), wrong: red('✗'), unknown: yellow('?') } as const

export const findingsText = (findings: readonly Finding[]): string =>
  [
    '',
    ...findings.flatMap(({ looked_at: looked, verdict, says, fix }) => [
      `${MARK[verdict]} ${bold(looked.padEnd(15))} ${says}`,
      ...(fix === '' ? [] : [faint(`    ${fix}`)]),
    ]),
  ].join('\n')
