import { join } from 'node:path'
import { type App, CfnOutput, Duration, RemovalPolicy, Size } from 'aws-cdk-lib'
import * as athena from 'aws-cdk-lib/aws-athena'
import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as sns from 'aws-cdk-lib/aws-sns'
import * as sfn from 'aws-cdk-lib/aws-stepfunctions'
import { BUNDLING } from '../bundling.ts'
import type { Environment } from '../environment.ts'
import { FUNCTION_NAMES, type FunctionName, machineDefinition } from '../machine.ts'
import { readLake, readLakeCatalogue } from '../lake.ts'
import { type Network, isolatedNetwork } from '../network.ts'
import { EnvironmentStack } from '../stack.ts'
import {
  changeCatalogue,
  listBuckets,
  type Place,
  policyOf,
  readCatalogue,
  readObjects,
  useKeyThroughS3,
  useKeyThroughStepFunctions,
  useWorkgroup,
  writeObjects,
} from '../statements.ts'
import type { DataStack } from './storage.ts'

const LOG_DAYS = {
  30: logs.RetentionDays.ONE_MONTH,
  90: logs.RetentionDays.THREE_MONTHS,
  180: logs.RetentionDays.SIX_MONTHS,
  365: logs.RetentionDays.ONE_YEAR,
  731: logs.RetentionDays.TWO_YEARS,
  2557: logs.RetentionDays.SEVEN_YEARS,
} as const

const GIGABYTE = 1_000_000_000
/** Share of its memory that a function's objects may fill, where everything it holds is one. */
const HEAP_SHARE = 0.9
/** The same for a function that holds its rows beside its objects: within it, 3 GB decided a shard of ten million rows. */
const HEAP_SHARE_BESIDE_ROWS = 0.6
const ROOT = join(import.meta.dirname, '../..')

interface FunctionShape {
  readonly says: string
  readonly megabytes: number
  readonly heapShare?: number
  readonly reads: readonly Place[]
  readonly writes: readonly Place[]
  readonly atOnce: number
}

const NOTES = ['plans', 'answers']

/** What each function is given, and the only places it can read and write. */
const shapes = (shardsAtOnce: number): Readonly<Record<FunctionName, FunctionShape>> => ({
  'plan-run': {
    says: 'Reads the catalogue of sources and the index of each Parquet file, and writes the plan of a run',
    megabytes: 1024,
    reads: [{ bucket: 'landing' }, { bucket: 'work', folders: NOTES }],
    writes: [{ bucket: 'work', folders: ['plans'] }],
    atOnce: 2,
  },
  'decide-shard': {
    says: 'Decides on the people of one shard',
    megabytes: 3008,
    heapShare: HEAP_SHARE_BESIDE_ROWS,
    reads: [{ bucket: 'work' }],
    writes: [{ bucket: 'work' }, { bucket: 'restricted' }],
    atOnce: shardsAtOnce,
  },
  reconcile: {
    says: 'Judges what was gathered, and stops a run in which anything was lost',
    megabytes: 2048,
    reads: [{ bucket: 'landing' }, { bucket: 'work' }],
    writes: [
      { bucket: 'work', folders: ['plans'] },
      { bucket: 'restricted', folders: ['rejected_record'] },
    ],
    atOnce: 2,
  },
  'protect-release': {
    says: 'Hides small numbers',
    megabytes: 3008,
    reads: [{ bucket: 'work', folders: NOTES }],
    writes: [{ bucket: 'work' }, { bucket: 'restricted', folders: ['true_count', 'disclosure_manifest'] }],
    atOnce: 2,
  },
  'publish-release': {
    says: 'Refuses every run that is not synthetic, and checks that what was published is what was protected',
    megabytes: 2048,
    reads: [{ bucket: 'work' }],
    writes: [
      { bucket: 'work', folders: ['plans'] },
      { bucket: 'audit', folders: ['runs'] },
    ],
    atOnce: 2,
  },
})

/** What runs: five functions, one machine, one workgroup. */
export class PipelineStack extends EnvironmentStack {
  readonly machine: sfn.StateMachine
  readonly functions: Readonly<Record<FunctionName, lambda.Function>>
  readonly approvals: sns.Topic | null

  readonly #data: DataStack

  constructor(app: App, settings: Environment, data: DataStack) {
    super(app, 'pipeline', settings)
    this.#data = data
    const { limits, secondPerson } = settings
    const network = isolatedNetwork(this, this.logGroup('FlowLogs', 'network'))
    const shape = shapes(limits.shardsAtOnce)
    this.functions = Object.fromEntries(
      FUNCTION_NAMES.map((name) => [name, this.function(name, shape[name], network)]),
    ) as Record<FunctionName, lambda.Function>
    this.workgroup('pipeline', limits.pipelineGigabytes)
    this.approvals = secondPerson
      ? new sns.Topic(this, 'Approvals', {
          topicName: `${settings.prefix}-approvals`,
          masterKey: data.logKey,
          enforceSSL: true,
        })
      : null
    this.machine = this.stateMachine()
    this.starts()
    new CfnOutput(this, 'StateMachine', { value: this.machine.stateMachineArn })
  }

  /** Queries of one audience, with a place for their results and a limit on what they may scan. */
  workgroup(audience: 'pipeline', gigabytes: number): void {
    makeWorkgroup(this, audience, gigabytes, this.#data.dataKey.keyArn)
  }

  private logGroup(id: string, name: string): logs.LogGroup {
    return new logs.LogGroup(this, `${id}Group`, {
      // Step Functions writes to a group of this name without a policy for each machine.
      logGroupName: `/aws/vendedlogs/${this.settings.prefix}/${name}`,
      encryptionKey: this.#data.logKey,
      retention: LOG_DAYS[this.settings.retention.logDays],
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  private function(name: FunctionName, shape: FunctionShape, network: Network): lambda.Function {
    const role = new iam.Role(this, `${name}Role`, {
      roleName: `${this.settings.prefix}-${name}`,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    })
    const logGroup = this.logGroup(name, name)
    const lists = name === 'publish-release' ? (['restricted'] as const) : []
    const buckets = [...new Set([...shape.reads, ...shape.writes].map(({ bucket }) => bucket)), ...lists]
    const policy = policyOf(this, name, role, [
      readObjects(this, shape.reads),
      writeObjects(this, shape.writes),
      listBuckets(this, buckets),
      useKeyThroughS3(this, this.#data.dataKey.keyArn),
      ...(['plan-run', 'reconcile'].includes(name) ? readLake(this) : []),
      new iam.PolicyStatement({
        sid: 'WriteItsOwnLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      new iam.PolicyStatement({
        sid: 'JoinTheNetworkAndTrace',
        actions: [
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
        ],
        resources: ['*'],
      }),
    ])
    const made = new NodejsFunction(this, name, {
      functionName: `${this.settings.prefix}-${name}`,
      description: shape.says,
      entry: join(ROOT, 'functions', `${name}.ts`),
      handler: 'handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: shape.megabytes,
      ephemeralStorageSize: Size.gibibytes(name === 'decide-shard' ? 6 : 2),
      timeout: Duration.minutes(15),
      reservedConcurrentExecutions: shape.atOnce,
      // CDK would add statements to the role; a role that cannot be changed keeps to those above.
      role: role.withoutPolicyUpdates(),
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      vpc: network.vpc,
      vpcSubnets: network.subnets,
      securityGroups: [network.securityGroup],
      environmentEncryption: this.#data.dataKey,
      environment: {
        COHORTS_NAMES: JSON.stringify({
          buckets: this.names.buckets,
          databases: this.names.databases,
          workgroup: this.names.workgroup,
        }),
        COHORTS_RUN_DOLLARS: String(this.settings.limits.runDollars),
        COHORTS_SHARDS_AT_ONCE: String(this.settings.limits.shardsAtOnce),
        GEOGRAPHY_FOLDER: '/var/task/geography',
        NODE_OPTIONS: `--max-old-space-size=${Math.floor(shape.megabytes * (shape.heapShare ?? HEAP_SHARE))}`,
      },
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      bundling: { ...BUNDLING, format: OutputFormat.ESM },
    })
    made.node.addDependency(policy)
    return made
  }

  private stateMachine(): sfn.StateMachine {
    const { prefix, limits } = this.settings
    const name = this.names.machine
    const role = new iam.Role(this, 'MachineRole', {
      roleName: `${prefix}-machine`,
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    })
    const arn = (kind: string, rest: string): string => `arn:aws:states:${this.region}:${this.account}:${kind}:${rest}`
    const every: readonly Place[] = (['landing', 'work', 'restricted', 'published'] as const).map((bucket) => ({
      bucket,
    }))
    const policy = policyOf(this, 'machine', role, [
      new iam.PolicyStatement({
        sid: 'CallOurFunctions',
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(this.functions).map((made) => made.functionArn),
      }),
      new iam.PolicyStatement({
        sid: 'MapOverShardsAndSeeOtherRuns',
        actions: ['states:StartExecution', 'states:ListExecutions'],
        resources: [arn('stateMachine', name)],
      }),
      new iam.PolicyStatement({
        sid: 'FollowItsChildren',
        actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
        resources: [arn('execution', `${name}/*`), arn('execution', `${name}:*`)],
      }),
      useWorkgroup(this, this.names.workgroup),
      readCatalogue(this, ['landing', 'internal', 'restricted', 'published']),
      ...readLakeCatalogue(this),
      ...readLake(this),
      changeCatalogue(this, ['landing', 'restricted', 'published']),
      readObjects(this, every),
      writeObjects(this, [{ bucket: 'work' }, { bucket: 'published' }]),
      listBuckets(this, ['landing', 'work', 'restricted', 'published']),
      useKeyThroughS3(this, this.#data.dataKey.keyArn),
      new iam.PolicyStatement({
        sid: 'EncryptItsOwnState',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.#data.dataKey.keyArn, this.#data.logKey.keyArn],
      }),
      new iam.PolicyStatement({
        sid: 'DeliverLogsAndTraces',
        actions: [
          'logs:CreateLogDelivery',
          'logs:GetLogDelivery',
          'logs:UpdateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:DescribeResourcePolicies',
          'logs:DescribeLogGroups',
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
        ],
        resources: ['*'],
      }),
      ...(this.approvals === null
        ? []
        : [
            new iam.PolicyStatement({
              sid: 'AskASecondPerson',
              actions: ['sns:Publish'],
              resources: [this.approvals.topicArn],
            }),
          ]),
    ])
    const definition = machineDefinition({
      functions: Object.fromEntries(
        Object.entries(this.functions).map(([key, made]) => [key, made.functionArn]),
      ) as Record<FunctionName, string>,
      workgroup: this.names.workgroup,
      shardsAtOnce: limits.shardsAtOnce,
      approvalTopic: this.approvals?.topicArn ?? null,
    })
    const machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(this.toJsonString(definition)),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: { destination: this.logGroup('Machine', 'machine'), level: sfn.LogLevel.ALL, includeExecutionData: false },
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(this.#data.dataKey),
      removalPolicy: RemovalPolicy.RETAIN,
    })
    machine.node.addDependency(policy)
    return machine
  }

  /** A schedule or a landing may start a run, where the environment says so. */
  private starts(): void {
    const { start, prefix } = this.settings
    const role = new iam.Role(this, 'StartRole', {
      roleName: `${prefix}-start`,
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com'),
    })
    policyOf(this, 'start', role, [
      new iam.PolicyStatement({
        sid: 'StartARun',
        actions: ['states:StartExecution'],
        resources: [this.machine.stateMachineArn],
      }),
      useKeyThroughStepFunctions(this, this.#data.dataKey.keyArn),
    ])
    const target = new targets.SfnStateMachine(this.machine, {
      role: role.withoutPolicyUpdates(),
      input: events.RuleTargetInput.fromObject({ request: {} }),
    })
    if (start.schedule !== undefined)
      new events.Rule(this, 'OnSchedule', { schedule: events.Schedule.expression(start.schedule), targets: [target] })
    if (start.onLanding)
      new events.Rule(this, 'OnLanding', {
        eventPattern: {
          source: ['aws.s3'],
          detailType: ['Object Created'],
          detail: { bucket: { name: [this.names.buckets.landing] }, object: { key: ['_landed.json'] } },
        },
        targets: [target],
      })
  }
}

/** An Athena workgroup whose settings nobody who uses it can change. */
export function makeWorkgroup(
  stack: EnvironmentStack,
  audience: 'pipeline' | 'analyst' | 'commissioner',
  gigabytes: number,
  keyArn: string,
): void {
  new athena.CfnWorkGroup(stack, `${audience}Workgroup`, {
    name: stack.names.workgroups[audience],
    description: `Queries of the ${audience}`,
    recursiveDeleteOption: false,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: gigabytes * GIGABYTE,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${stack.names.buckets.work}/results/${audience}/`,
        expectedBucketOwner: stack.account,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: keyArn },
      },
    },
  })
}
