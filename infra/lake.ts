import * as iam from 'aws-cdk-lib/aws-iam'
import type { EnvironmentStack } from './stack.ts'

/** Objects of the lake that sources may be read from, as the environment names them. */
export const lakeObjects = ({ settings }: EnvironmentStack): readonly string[] =>
  (settings.existing.lake ?? []).map(({ bucket, prefix }) => `arn:aws:s3:::${bucket}/${prefix}*`)

const lakeBuckets = ({ settings }: EnvironmentStack): readonly string[] => [
  ...new Set((settings.existing.lake ?? []).map(({ bucket }) => `arn:aws:s3:::${bucket}`)),
]

/** Buckets and objects of the lake, for an endpoint that lets nothing else through. */
export const lakeArns = (stack: EnvironmentStack): readonly string[] => [...lakeBuckets(stack), ...lakeObjects(stack)]

/** Reading the lake's objects and listing them; nothing where the environment names no lake. */
export function readLake(stack: EnvironmentStack): readonly iam.PolicyStatement[] {
  const lake = stack.settings.existing.lake ?? []
  if (lake.length === 0) return []
  const keys = [...new Set(lake.flatMap(({ keyArn }) => (keyArn === undefined ? [] : [keyArn])))]
  return [
    new iam.PolicyStatement({ sid: 'ReadTheLake', actions: ['s3:GetObject'], resources: [...lakeObjects(stack)] }),
    new iam.PolicyStatement({
      sid: 'ListTheLake',
      actions: ['s3:ListBucket', 's3:GetBucketLocation'],
      resources: [...lakeBuckets(stack)],
    }),
    ...(keys.length === 0
      ? []
      : [
          new iam.PolicyStatement({
            sid: 'UseTheKeysOfTheLakeThroughS3',
            actions: ['kms:Decrypt'],
            resources: keys,
            conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
          }),
        ]),
  ]
}

/** Looking the lake's tables up in the catalogue. */
export function readLakeCatalogue(stack: EnvironmentStack): readonly iam.PolicyStatement[] {
  const databases = [...new Set((stack.settings.existing.lake ?? []).map(({ database }) => database))]
  if (databases.length === 0) return []
  const arn = (rest: string): string => `arn:aws:glue:${stack.region}:${stack.account}:${rest}`
  return [
    new iam.PolicyStatement({
      sid: 'LookUpTablesOfTheLake',
      actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions'],
      resources: [
        arn('catalog'),
        ...databases.map((name) => arn(`database/${name}`)),
        ...databases.map((name) => arn(`table/${name}/*`)),
      ],
    }),
  ]
}
