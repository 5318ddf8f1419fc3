import { Match } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, test } from 'vitest'
import { LAKE_TABLES } from '../../algorithms/contracts/lake.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { FUNCTION_NAMES } from '../../infra/machine.ts'
import { type Deployed, PARTS, deployed } from './deployed.ts'

const SETTINGS = ENVIRONMENTS.example!

describe('the example deployment', () => {
  let made: Deployed

  beforeAll(() => {
    made = deployed(SETTINGS)
  })

  test('keeps every bucket encrypted with our key, closed, versioned, owned and retained', () => {
    made.templates.data.resourceCountIs('AWS::S3::Bucket', 5)
    made.templates.data.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataKey'), 'Arn'] },
              },
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
    })
  })

  test('refuses, for every bucket, plain connections, old TLS and other keys; deletes too but in work', () => {
    const policies = made.ofType('AWS::S3::BucketPolicy').map(([, { Properties }]) => JSON.stringify(Properties))
    expect(policies).toHaveLength(5)
    for (const policy of policies) {
      expect(policy).toContain('"aws:SecureTransport":"false"')
      expect(policy).toContain('"s3:TlsVersion":1.2')
      expect(policy).toContain('"Sid":"OnlyOurKey"')
    }
    expect(policies.filter((policy) => policy.includes('"Sid":"OnlyBreakGlassDeletes"'))).toHaveLength(4)
  })

  test('empties work after its term, and nothing else', () => {
    const expiring = made.ofType('AWS::S3::Bucket').flatMap(([name, { Properties }]) => {
      const { Rules } = Properties!.LifecycleConfiguration as { Rules: { ExpirationInDays?: number }[] }
      return Rules.flatMap(({ ExpirationInDays }) =>
        ExpirationInDays === undefined ? [] : [[name.replace(/[0-9A-F]{8}$/, ''), ExpirationInDays]],
      )
    })
    expect(expiring).toEqual([['work', SETTINGS.retention.workDays]])
  })

  test('locks what is kept for audit, and writes down who read or wrote which object', () => {
    made.templates.data.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: SETTINGS.retention.auditDays } },
      },
    })
    const [trail] = made.ofType('AWS::CloudTrail::Trail')
    const { EventSelectors, EnableLogFileValidation } = trail![1].Properties as {
      EventSelectors: { ReadWriteType?: string; DataResources: { Type: string; Values: unknown[] }[] }[]
      EnableLogFileValidation: boolean
    }
    const watched = EventSelectors.flatMap(({ DataResources }) => DataResources.flatMap(({ Values }) => Values))
    for (const bucket of ['landing', 'restricted', 'published'])
      expect(JSON.stringify(watched), bucket).toContain(`"${bucket}`)
    expect(EnableLogFileValidation).toBe(true)
  })

  test('turns its keys every year, and keeps whatever holds data when a stack goes', () => {
    const kept = [
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::Glue::Database',
      'AWS::Glue::Table',
      'AWS::Logs::LogGroup',
      'AWS::StepFunctions::StateMachine',
    ]
    for (const type of kept)
      for (const [name, resource] of made.ofType(type))
        expect([name, resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([name, 'Retain', 'Retain'])
    for (const [name, { Properties }] of made.ofType('AWS::KMS::Key'))
      expect([name, Properties!.EnableKeyRotation]).toEqual([name, true])
    for (const part of PARTS) expect(made.stacks[part].terminationProtection, part).toBe(true)
  })

  test('has a table for every contract, and a database for each audience', () => {
    made.templates.data.resourceCountIs('AWS::Glue::Table', LAKE_TABLES.length)
    const described = made.ofType('AWS::Glue::Table').map(([, { Properties }]) => {
      const { DatabaseName, Name, TableInput } = Properties as {
        DatabaseName: string
        Name?: string
        TableInput?: { Name: string }
      }
      return `${DatabaseName.replace(/^.*_/, '')}.${Name ?? TableInput!.Name}`
    })
    expect(described.sort()).toEqual(LAKE_TABLES.map(({ database, name }) => `${database}.${name}`).sort())
  })

  test('gives functions no way out but S3', () => {
    const { pipeline } = made.templates
    for (const type of [
      'NatGateway',
      'InternetGateway',
      'EIP',
      'EgressOnlyInternetGateway',
      'TransitGatewayAttachment',
    ])
      pipeline.resourceCountIs(`AWS::EC2::${type}`, 0)
    pipeline.resourceCountIs('AWS::EC2::Route', 0)
    const endpoints = made.ofType('AWS::EC2::VPCEndpoint')
    expect(endpoints.map(([, { Properties }]) => Properties!.VpcEndpointType)).toEqual(['Gateway'])
    const endpoint = JSON.stringify(endpoints[0]![1].Properties)
    expect(endpoint).toContain('.s3"')
    expect(endpoint).not.toContain('"Resource":"*"')
    const [group] = made.ofType('AWS::EC2::SecurityGroup')
    expect(group![1].Properties!.SecurityGroupIngress).toBeUndefined()
    expect(group![1].Properties!.SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }) as unknown,
    ])
    const zones = made.ofType('AWS::EC2::Subnet').map(([, { Properties }]) => Properties!.MapPublicIpOnLaunch)
    expect(zones).toEqual([false, false])
  })

  test('runs every function on the same machine, in the isolated subnets, with a log of its own', () => {
    const { pipeline } = made.templates
    pipeline.resourceCountIs('AWS::Lambda::Function', FUNCTION_NAMES.length)
    pipeline.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() },
      KmsKeyArn: Match.anyValue(),
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: Match.anyValue() },
      ReservedConcurrentExecutions: Match.anyValue(),
    })
    for (const [name, { Properties }] of made.ofType('AWS::Lambda::Function')) {
      const { MemorySize, Environment } = Properties as {
        MemorySize: number
        Environment: { Variables: { NODE_OPTIONS: string } }
      }
      const heap = Number(/^--max-old-space-size=(\d+)$/.exec(Environment.Variables.NODE_OPTIONS)![1])
      // Rows that decide holds lie beside its heap.
      expect(heap / MemorySize, name).toBeCloseTo(name.startsWith('decideshard') ? 0.6 : 0.9, 2)
    }
    const groups = made.ofType('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties!)
    expect(groups.length).toBeGreaterThan(FUNCTION_NAMES.length)
    for (const { RetentionInDays, KmsKeyId } of groups) {
      expect(RetentionInDays).toBe(SETTINGS.retention.logDays)
      expect(KmsKeyId).toBeDefined()
    }
  })

  test('lets the logs of the machine hold no data, and its state nothing unencrypted', () => {
    made.templates.pipeline.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
      EncryptionConfiguration: Match.objectLike({ Type: 'CUSTOMER_MANAGED_KMS_KEY' }),
      TracingConfiguration: { Enabled: true },
    })
  })

  test('lets nobody who queries change the settings of a workgroup, or scan without end', () => {
    const { limits } = SETTINGS
    const groups = made.ofType('AWS::Athena::WorkGroup').map(([, { Properties }]) => {
      const { Name, WorkGroupConfiguration } = Properties as {
        Name: string
        WorkGroupConfiguration: Record<string, unknown>
      }
      return [Name, WorkGroupConfiguration] as const
    })
    const cutOffs = Object.fromEntries(groups.map(([name, set]) => [name, set.BytesScannedCutoffPerQuery]))
    expect(cutOffs).toEqual({
      [`${SETTINGS.prefix}-pipeline`]: limits.pipelineGigabytes * 1e9,
      [`${SETTINGS.prefix}-analyst`]: limits.analystGigabytes * 1e9,
      [`${SETTINGS.prefix}-commissioner`]: limits.commissionerGigabytes * 1e9,
    })
    const places = new Set<string>()
    for (const [, set] of groups) {
      expect(set).toMatchObject({
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      })
      places.add((set.ResultConfiguration as { OutputLocation: string }).OutputLocation)
    }
    expect(places.size, 'results of one audience are not those of another').toBe(3)
  })

  test('tags everything that can be', () => {
    const wanted = { ...SETTINGS.tags, data_classification: '5', DataType: 'pseudonymised' }
    const tagged = [
      'S3::Bucket',
      'KMS::Key',
      'Lambda::Function',
      'StepFunctions::StateMachine',
      'IAM::Role',
      'SNS::Topic',
    ]
    for (const type of tagged)
      for (const [name, { Properties }] of made.ofType(`AWS::${type}`)) {
        const tags = (Properties!.Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])
        expect(Object.fromEntries(tags), name).toMatchObject(wanted)
      }
  })

  test('rings for every function and every way that a run goes wrong, each with a sentence about people', () => {
    const alarms = made.ofType('AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) =>
        Properties as unknown as {
          AlarmName: string
          AlarmDescription: string
          AlarmActions: unknown[]
          TreatMissingData: string
        },
    )
    const names = alarms.map(({ AlarmName }) => AlarmName.replace(`${SETTINGS.prefix}: `, '')).sort()
    expect(names).toEqual(
      [
        ...FUNCTION_NAMES.map((name) => `${name} failed`),
        'A run failed',
        'A run took too long',
        'No run began',
        'Rows or people were lost',
        'Much was read by analysts',
        'Much was read by commissioners',
      ].sort(),
    )
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription, AlarmName).toMatch(/^[A-Z].{40,}\.$/)
      expect(AlarmActions, AlarmName).toHaveLength(1)
    }
    made.templates.observability.resourceCountIs('AWS::Budgets::Budget', 1)
    made.templates.observability.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })

  test('counts the very line that reconcile writes when anything was lost', () => {
    made.templates.observability.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: `/aws/vendedlogs/${SETTINGS.prefix}/reconcile`,
      FilterPattern: '{ $.event = "does_not_add_up" }',
    })
    made.templates.pipeline.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: `/aws/vendedlogs/${SETTINGS.prefix}/reconcile`,
    })
  })
})
