import { Validations } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import type { LakeBucket, LakeDatabase } from '../algorithms/contracts/lake.ts'
import { lakeObjects } from './lake.ts'
import type { EnvironmentStack } from './stack.ts'

/** A part of a bucket: everything under some folders, or all of it. */
export interface Place {
  readonly bucket: LakeBucket
  readonly folders?: readonly string[]
}

const allow = (sid: string, actions: readonly string[], resources: readonly string[], conditions?: iam.Conditions) =>
  new iam.PolicyStatement({
    sid,
    actions: [...actions],
    resources: [...resources],
    ...(conditions ? { conditions } : {}),
  })

const objectsIn = (stack: EnvironmentStack, { bucket, folders }: Place): readonly string[] =>
  (folders ?? ['']).map(
    (folder) => `arn:aws:s3:::${stack.names.buckets[bucket]}/${folder === '' ? '*' : `${folder}/*`}`,
  )

export const readObjects = (stack: EnvironmentStack, places: readonly Place[]) =>
  allow(
    'ReadObjects',
    ['s3:GetObject'],
    places.flatMap((place) => objectsIn(stack, place)),
  )

export const writeObjects = (stack: EnvironmentStack, places: readonly Place[]) =>
  allow(
    'WriteObjects',
    ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    places.flatMap((place) => objectsIn(stack, place)),
  )

export const listBuckets = (stack: EnvironmentStack, buckets: readonly LakeBucket[]) =>
  allow(
    'ListBuckets',
    ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
    buckets.map((name) => `arn:aws:s3:::${stack.names.buckets[name]}`),
  )

/** The key, by way of S3 alone: nobody deciphers anything outside it. */
export const useKeyThroughS3 = (stack: EnvironmentStack, keyArn: string) =>
  allow('UseTheKeyThroughS3', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn], {
    StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` },
  })

/** Whoever starts or follows an execution deciphers its input and history, which Step Functions keeps under our key. */
export const useKeyThroughStepFunctions = (stack: EnvironmentStack, keyArn: string) =>
  allow('UseTheKeyThroughStepFunctions', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn], {
    StringEquals: { 'kms:ViaService': `states.${stack.region}.amazonaws.com` },
  })

export const useWorkgroup = (stack: EnvironmentStack, workgroup: string) =>
  allow(
    'UseOneWorkgroup',
    [
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:BatchGetQueryExecution',
      'athena:ListQueryExecutions',
      'athena:GetWorkGroup',
    ],
    [`arn:aws:athena:${stack.region}:${stack.account}:workgroup/${workgroup}`],
  )

const catalogueArns = (stack: EnvironmentStack, databases: readonly LakeDatabase[]): readonly string[] => {
  const arn = (rest: string): string => `arn:aws:glue:${stack.region}:${stack.account}:${rest}`
  const names = databases.map((name) => stack.names.databases[name])
  return [
    arn('catalog'),
    ...names.map((name) => arn(`database/${name}`)),
    ...names.map((name) => arn(`table/${name}/*`)),
  ]
}

export const readCatalogue = (stack: EnvironmentStack, databases: readonly LakeDatabase[]) =>
  allow(
    'ReadTables',
    ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'],
    catalogueArns(stack, databases),
  )

export const changeCatalogue = (stack: EnvironmentStack, databases: readonly LakeDatabase[]) =>
  allow('ChangeTables', ['glue:CreateTable', 'glue:UpdateTable'], catalogueArns(stack, databases))

/** Points views elsewhere; the tables behind them stay as they are. */
export const changeViews = (stack: EnvironmentStack, databases: readonly LakeDatabase[]) =>
  allow(
    'ChangeViews',
    ['glue:CreateTable', 'glue:UpdateTable'],
    catalogueArns(stack, databases).map((arn) => arn.replace(/\/\*$/, '/v_*')),
  )

/** A policy of its own for each role: inline ones cannot be reviewed by themselves. */
export function policyOf(
  stack: EnvironmentStack,
  id: string,
  role: iam.IRole,
  statements: readonly iam.PolicyStatement[],
): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(stack, `${id}Policy`, {
    managedPolicyName: `${stack.settings.prefix}-${id}`,
    roles: [role],
    statements: [...statements],
  })
  for (const statement of statements)
    for (const resource of statement.effect === iam.Effect.ALLOW ? statement.resources : []) {
      const reason = reasonFor(stack, resource, statement.sid)
      if (reason !== null)
        Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason })
    }
  return policy
}

/** These actions know no resource that could be named. */
const NAMELESS = ['JoinTheNetworkAndTrace', 'DeliverLogsAndTraces', 'AskWhatTheAccountAllows']

/** Why a wildcard may stay; null for one that must not. A wildcard outside what this deployment owns is always a finding. */
function reasonFor(stack: EnvironmentStack, resource: string, sid: string | undefined): string | null {
  const { names } = stack
  if (!resource.includes('*')) return null
  if (resource === '*')
    return NAMELESS.includes(sid ?? '') ? 'The service has no narrower resource for these actions' : null
  if (Object.values(names.buckets).some((name) => resource.startsWith(`arn:aws:s3:::${name}/`)))
    return 'Objects of one folder of one bucket of this deployment: their names hold run ids'
  if (Object.values(names.databases).some((name) => resource.endsWith(`:table/${name}/*`)))
    return 'Tables of one database of this deployment: they follow the contracts'
  if (Object.values(names.databases).some((name) => resource.endsWith(`:table/${name}/v_*`)))
    return 'Views of one database of this deployment: they follow the contracts'
  if (lakeObjects(stack).includes(resource)) return 'Objects of the lake that the environment names'
  if ((stack.settings.existing.lake ?? []).some(({ database }) => resource.endsWith(`:table/${database}/*`)))
    return 'Tables of a database that the environment names'
  return resource.includes(`:${names.machine}`) ? 'Executions of the one machine: their names hold run ids' : null
}
