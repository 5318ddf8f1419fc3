import { AwsSolutionsChecks } from 'cdk-nag'
import { beforeAll, describe, expect, test } from 'vitest'
import { environment } from '../../infra/environment.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { type Deployed, deployed } from './deployed.ts'
import { type Role, mayDo, rolesOf } from './roles.ts'

const KEY = 'arn:aws:kms:eu-west-2:111122223333:key/01234567-89ab-cdef-0123-456789abcdef'
const INSIDE = 'arn:aws:s3:::icb-lake/curated/apc/part-0.parquet'
const TABLE = 'arn:aws:glue:eu-west-2:111122223333:table/icb_curated/apc'

describe('an environment that names a lake', () => {
  let made: Deployed
  let roles: ReadonlyMap<string, Role>

  beforeAll(() => {
    const lake = [{ database: 'icb_curated', bucket: 'icb-lake', prefix: 'curated/', keyArn: KEY }]
    made = deployed(environment.parse({ ...ENVIRONMENTS.example!, existing: { lake } }))
    roles = new Map(
      rolesOf(Object.values(made.templates).map((template) => template.toJSON())).map((role) => [
        role.name.replace('cohorts-example-', ''),
        role,
      ]),
    )
  })

  const may = (role: string, action: string, resource: string): boolean =>
    mayDo(roles.get(role)!.statements, action, resource)

  test('lets the machine, and the two functions that look at sources, read that part of it', () => {
    const readers = [...roles.keys()].filter((role) => may(role, 's3:GetObject', INSIDE))
    expect(readers.toSorted()).toEqual(['machine', 'plan-run', 'reconcile'])
    for (const role of readers) {
      expect(may(role, 's3:ListBucket', 'arn:aws:s3:::icb-lake')).toBe(true)
      expect(may(role, 's3:GetObject', 'arn:aws:s3:::icb-lake/elsewhere/part-0.parquet')).toBe(false)
      expect(may(role, 'kms:Decrypt', KEY)).toBe(true)
    }
  })

  test('lets the machine alone look its tables up, and nobody change anything there', () => {
    expect([...roles.keys()].filter((role) => may(role, 'glue:GetTable', TABLE))).toEqual(['machine'])
    for (const action of ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'])
      expect([...roles.keys()].filter((role) => may(role, action, INSIDE))).toEqual([])
    for (const action of ['glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable'])
      expect([...roles.keys()].filter((role) => may(role, action, TABLE))).toEqual([])
  })

  test('lets it through the endpoint of the functions', () => {
    expect(JSON.stringify(made.ofType('AWS::EC2::VPCEndpoint'))).toContain('arn:aws:s3:::icb-lake/curated/*')
  })

  test('and no rule pack finds a wildcard that nobody accounted for', () => {
    const { violations } = new AwsSolutionsChecks(made.stacks.app).validateScope(made.stacks.pipeline)
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([])
  })
})
