import { beforeAll, describe, expect, test } from 'vitest'
import { BUCKETS, DATABASES, LAKE_TABLES } from '../../algorithms/contracts/lake.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { FUNCTION_NAMES } from '../../infra/machine.ts'
import { deploymentNames } from '../../infra/names.ts'
import { PARTS, deployed } from './deployed.ts'
import { type Role, mayDo, rolesOf } from './roles.ts'
import { rolesPage } from './roles-page.ts'

const SETTINGS = ENVIRONMENTS.example!
const NAMES = deploymentNames(SETTINGS)

/** What no role of ours may ever do, whatever it does it to. */
const NEVER = [
  /^\*$/,
  /:\*$/,
  /^s3:(Put|Delete)Bucket/,
  /^s3:DeleteObject$/,
  /^s3:.*(Acl|Policy|PublicAccessBlock|Replication)/,
  /^kms:(Put|Schedule|Disable|Create|Revoke)/,
  /^glue:Delete/,
  /^iam:/,
  /^lambda:(Create|Update|Delete|Add)/,
  /^states:(Create|Update|Delete)/,
  /^athena:(Create|Update|Delete)/,
  /^lakeformation:(?!Get)/,
  /^sts:/,
]

describe('the roles of the example deployment', () => {
  let roles: readonly Role[]
  const role = (name: string): Role => roles.find((one) => one.name === `${SETTINGS.prefix}-${name}`)!
  const object = (bucket: keyof typeof NAMES.buckets, key: string): string =>
    `arn:aws:s3:::${NAMES.buckets[bucket]}/${key}`
  const tableOf = (database: keyof typeof NAMES.databases, name: string): string =>
    `arn:aws:glue:${SETTINGS.region}:${SETTINGS.account}:table/${NAMES.databases[database]}/${name}`
  const reads = (name: string, place: string): boolean => mayDo(role(name).statements, 's3:GetObject', place)
  const writes = (name: string, place: string): boolean => mayDo(role(name).statements, 's3:PutObject', place)

  beforeAll(() => {
    const { templates } = deployed(SETTINGS)
    roles = rolesOf(PARTS.map((part) => templates[part].toJSON()))
  })

  test('are these and no others', () => {
    expect(roles.map(({ name }) => name.replace(`${SETTINGS.prefix}-`, '')).sort()).toEqual(
      [
        ...FUNCTION_NAMES,
        'machine',
        'start',
        'analyst',
        'commissioner',
        'operator',
        'break-glass',
        'VpcallIAMRole',
      ].sort(),
    )
  })

  test('may do nothing that changes rights, keys, buckets or code', () => {
    for (const { name, statements } of roles)
      for (const { allows, actions } of statements)
        for (const action of allows ? actions : [])
          expect(
            NEVER.some((one) => one.test(action)),
            `${name} may ${action}`,
          ).toBe(false)
  })

  test('name what they may act on, but where the service knows no names', () => {
    const everywhere = roles.flatMap(({ name, statements }) =>
      statements.flatMap(({ sid, resources }) => (resources.includes('*') ? [`${name} ${sid}`] : [])),
    )
    expect(everywhere.sort()).toEqual(
      [
        ...FUNCTION_NAMES.map((name) => `${SETTINGS.prefix}-${name} JoinTheNetworkAndTrace`),
        `${SETTINGS.prefix}-machine DeliverLogsAndTraces`,
        `${SETTINGS.prefix}-operator AskWhatTheAccountAllows`,
      ].sort(),
    )
  })

  test('let a commissioner read what is published, their own results, and nothing else', () => {
    for (const bucket of BUCKETS)
      expect([bucket, reads('commissioner', object(bucket, 'people_living_with/data/rows.parquet'))]).toEqual([
        bucket,
        bucket === 'published',
      ])
    expect(reads('commissioner', object('work', 'results/commissioner/1.csv'))).toBe(true)
    expect(reads('commissioner', object('work', 'results/analyst/1.csv'))).toBe(false)
    for (const database of DATABASES)
      expect([database, mayDo(role('commissioner').statements, 'glue:GetTable', tableOf(database, 'x'))]).toEqual([
        database,
        database === 'published',
      ])
    expect(writes('commissioner', object('published', 'x'))).toBe(false)
    expect(mayDo(role('commissioner').statements, 'glue:UpdateTable', tableOf('published', 'x'))).toBe(false)
  })

  test('let an analyst read facts about people, but no true count and no reason for hiding one', () => {
    const inRestricted = LAKE_TABLES.filter(({ bucket }) => bucket === 'restricted').map(({ name }) => name)
    const closed = inRestricted.filter((name) => !reads('analyst', object('restricted', `${name}/run=a/rows.parquet`)))
    expect(closed.sort()).toEqual(['disclosure_manifest', 'true_count'])
    for (const name of ['cohort_member', 'cohort_evidence', 'person_timeline']) expect(closed).not.toContain(name)
    expect(mayDo(role('analyst').statements, 'glue:GetTable', tableOf('internal', 'true_count'))).toBe(false)
    expect(reads('analyst', object('landing', 'person/part-0.parquet'))).toBe(false)
  })

  test('let an operator read no row about anybody', () => {
    for (const key of ['cohort_member/run=a/rows.parquet', 'true_count/run=a/rows.parquet'])
      expect(reads('operator', object('restricted', key))).toBe(false)
    expect(reads('operator', object('landing', 'person/part-0.parquet'))).toBe(false)
    expect(reads('operator', object('work', 'gathered_apc/run=a/attempt=b/shard=0/x'))).toBe(false)
    expect(reads('operator', object('published', 'people_living_with/data/rows.parquet'))).toBe(false)
    expect(mayDo(role('operator').statements, 'glue:UpdateTable', tableOf('published', 'people_living_with'))).toBe(
      false,
    )
    expect(mayDo(role('operator').statements, 'glue:UpdateTable', tableOf('published', 'v_a_latest'))).toBe(true)
  })

  test('let only break-glass remove anything, and that one version at a time', () => {
    const removers = roles.filter(({ statements }) =>
      statements.some(({ allows, actions }) => allows && actions.some((one) => one.startsWith('s3:Delete'))),
    )
    expect(removers.map(({ name }) => name)).toEqual([`${SETTINGS.prefix}-break-glass`])
    expect(mayDo(role('break-glass').statements, 's3:DeleteObjectVersion', object('published', 'x'))).toBe(true)
    for (const bucket of ['audit', 'landing'] as const)
      expect(mayDo(role('break-glass').statements, 's3:DeleteObjectVersion', object(bucket, 'x'))).toBe(false)
    for (const bucket of BUCKETS) expect(reads('break-glass', object(bucket, 'person/part-0.parquet'))).toBe(false)
  })

  test('let no function write what is published, and each only where its step leaves something', () => {
    for (const name of FUNCTION_NAMES) expect(writes(name, object('published', 'x/rows.parquet')), name).toBe(false)
    expect(writes('plan-run', object('restricted', 'cohort_member/x'))).toBe(false)
    expect(reads('decide-shard', object('landing', 'person/part-0.parquet'))).toBe(false)
    expect(reads('protect-release', object('work', 'gathered_apc/run=a/attempt=b/shard=0/x'))).toBe(false)
    for (const name of FUNCTION_NAMES) expect(writes(name, object('landing', 'person/x.parquet')), name).toBe(false)
  })

  test('decipher by way of S3 alone, but for the machine, whose own state is encrypted', () => {
    for (const { name, statements } of roles)
      for (const { actions, condition } of statements)
        if (actions.includes('kms:Decrypt') && name !== `${SETTINGS.prefix}-machine`)
          expect(condition, name).toContain('kms:ViaService')
  })

  test('are what the page of roles says', async () => {
    const page = rolesPage(roles, NAMES, SETTINGS.prefix, SETTINGS.account)
    await expect(page).toMatchFileSnapshot('../../docs/reference/roles.md')
  })
})
