import type { IConstruct } from 'constructs'
import * as s3 from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { beforeAll, describe, expect, test } from 'vitest'
import { ACKNOWLEDGED } from '../../infra/acknowledged.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { type Deployed, PARTS, deployed } from './deployed.ts'
import { rulePacksPage } from './rule-packs-page.ts'

const PACKS = {
  AwsSolutions: AwsSolutionsChecks,
  'NIST 800-53 R5': NIST80053R5Checks,
  HIPAA: HIPAASecurityChecks,
  Serverless: ServerlessChecks,
} as const

describe('four rule packs', () => {
  let made: Deployed

  beforeAll(() => {
    made = deployed(ENVIRONMENTS.example!)
  })

  const found = (stack: IConstruct): readonly string[] =>
    Object.values(PACKS).flatMap((Pack) =>
      new Pack(made.stacks.app).validateScope(stack).violations.map(({ ruleName }) => ruleName),
    )

  test.each(PARTS)('find nothing in %s that nobody accounted for', (part) => {
    expect(found(made.stacks[part])).toEqual([])
  })

  test('find a bucket that anyone adds without care', () => {
    const careless = deployed(ENVIRONMENTS.example!)
    new s3.Bucket(careless.stacks.access, 'Careless')
    expect(found(careless.stacks.access).length).toBeGreaterThan(5)
  })

  test('leave these findings accounted for and no others', () => {
    expect(ACKNOWLEDGED.map(({ stack, path, rules }) => `${[stack, ...path].join('/')}: ${rules.join(' ')}`)).toEqual([
      'data: AwsSolutions-S1 HIPAA.Security-S3BucketLoggingEnabled NIST.800.53.R5-S3BucketLoggingEnabled',
      'data: HIPAA.Security-S3BucketReplicationEnabled NIST.800.53.R5-S3BucketReplicationEnabled',
      'data/Trail: HIPAA.Security-CloudTrailCloudWatchLogsEnabled NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled',
      'pipeline: HIPAA.Security-LambdaDLQ NIST.800.53.R5-LambdaDLQ Serverless-LambdaDLQ',
      'pipeline/Vpc: HIPAA.Security-VPCDefaultSecurityGroupClosed NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      'pipeline/Vpc/all: HIPAA.Security-IAMNoInlinePolicy NIST.800.53.R5-IAMNoInlinePolicy',
      'pipeline/OnLanding: Serverless-EventBusDLQ',
    ])
    for (const { reason } of ACKNOWLEDGED) expect(reason.length).toBeGreaterThan(40)
  })

  test('are told on a page of the reference', async () => {
    const outcomes = PARTS.flatMap((stack) =>
      Object.entries(PACKS).map(([pack, Pack]) => ({
        stack,
        pack,
        open: new Pack(made.stacks.app).validateScope(made.stacks[stack]).violations.length,
      })),
    )
    await expect(rulePacksPage(outcomes, ACKNOWLEDGED)).toMatchFileSnapshot('../../docs/reference/rule-packs.md')
  })
})
