import { readFileSync } from 'node:fs'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { beforeAll, describe, expect, test } from 'vitest'
import { LAKE_TABLES } from '../../algorithms/contracts/lake.ts'
import { ACKNOWLEDGED } from '../../infra/acknowledged.ts'
import { type Deployment, deployment } from '../../infra/deployment.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { FUNCTION_NAMES } from '../../infra/machine.ts'
import { acknowledge } from '../../infra/security-checks.ts'

describe('the example deployment', () => {
  let deployed: Deployment
  let templates: Record<'data' | 'pipeline' | 'access' | 'observability', Template>

  beforeAll(() => {
    const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }
    deployed = deployment(ENVIRONMENTS.example!, { context: { ...context, 'aws:cdk:bundling-stacks': [] } })
    acknowledge(deployed)
    const { data, pipeline, access, observability } = deployed
    templates = {
      data: Template.fromStack(data),
      pipeline: Template.fromStack(pipeline),
      access: Template.fromStack(access),
      observability: Template.fromStack(observability),
    }
  })

  test('leaves no finding of four rule packs without a reason', () => {
    const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, ServerlessChecks]
    const found = packs.flatMap((Pack) =>
      [deployed.data, deployed.pipeline, deployed.access, deployed.observability].flatMap((stack) =>
        new Pack(deployed.app).validateScope(stack).violations.map(({ ruleName }) => ruleName),
      ),
    )
    expect(found).toEqual([])
  })

  test('accounts for these findings and no others', () => {
    expect(ACKNOWLEDGED.map(({ stack, path, rules }) => `${[stack, ...path].join('/')}: ${rules.join(' ')}`)).toEqual([
      'data: AwsSolutions-S1 HIPAA.Security-S3BucketLoggingEnabled NIST.800.53.R5-S3BucketLoggingEnabled',
      'data: HIPAA.Security-S3BucketReplicationEnabled NIST.800.53.R5-S3BucketReplicationEnabled',
      'data/Trail: HIPAA.Security-CloudTrailCloudWatchLogsEnabled NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled',
      'pipeline: HIPAA.Security-LambdaDLQ NIST.800.53.R5-LambdaDLQ Serverless-LambdaDLQ',
      'pipeline/Vpc: HIPAA.Security-VPCDefaultSecurityGroupClosed NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      'pipeline/Vpc/all: HIPAA.Security-IAMNoInlinePolicy NIST.800.53.R5-IAMNoInlinePolicy',
      'pipeline/OnLanding: Serverless-EventBusDLQ',
    ])
  })

  test('keeps every bucket encrypted, closed, versioned and retained', () => {
    templates.data.resourceCountIs('AWS::S3::Bucket', 5)
    templates.data.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    })
  })

  test('has a table for every contract, and keeps it', () => {
    templates.data.resourceCountIs('AWS::Glue::Table', LAKE_TABLES.length)
    templates.data.allResources('AWS::Glue::Table', { DeletionPolicy: 'Retain' })
  })

  test('gives functions no way out but S3, and the logs of the machine no data', () => {
    templates.pipeline.resourceCountIs('AWS::EC2::NatGateway', 0)
    templates.pipeline.resourceCountIs('AWS::EC2::InternetGateway', 0)
    templates.pipeline.resourceCountIs('AWS::Lambda::Function', FUNCTION_NAMES.length)
    templates.pipeline.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      VpcConfig: Match.anyValue(),
    })
    templates.pipeline.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
    })
  })

  test('lets commissioners read what is published, and denies them the rest in so many words', () => {
    const policies = Object.values(templates.access.findResources('AWS::IAM::ManagedPolicy')) as {
      Properties: { ManagedPolicyName: string; PolicyDocument: { Statement: { Sid: string; Effect: string }[] } }
    }[]
    const statements = policies.find(({ Properties }) => Properties.ManagedPolicyName.endsWith('-commissioner'))!
      .Properties.PolicyDocument.Statement
    const allowed = JSON.stringify(statements.filter(({ Effect }) => Effect === 'Allow'))
    expect(allowed).toContain('-published-')
    for (const other of ['-landing-', '-restricted-', '_restricted', '_internal', '_landing'])
      expect(allowed).not.toContain(other)
    expect(JSON.stringify(statements.filter(({ Effect }) => Effect === 'Deny'))).toContain('-restricted-')
  })

  test('rings for every function, in words about people', () => {
    const alarms = Object.values(templates.observability.findResources('AWS::CloudWatch::Alarm')) as {
      Properties: { AlarmName: string; AlarmDescription: string }
    }[]
    for (const name of FUNCTION_NAMES)
      expect(alarms.some(({ Properties }) => Properties.AlarmName.endsWith(`${name} failed`))).toBe(true)
    for (const { Properties } of alarms) expect(Properties.AlarmDescription.length).toBeGreaterThan(40)
  })
})
