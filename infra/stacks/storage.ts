import { type App, Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail'
import * as glue from 'aws-cdk-lib/aws-glue'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as kms from 'aws-cdk-lib/aws-kms'
import * as s3 from 'aws-cdk-lib/aws-s3'
import {
  BUCKETS,
  DATABASES,
  LAKE_TABLES,
  type LakeBucket,
  type LakeDatabase,
  type LakeTable,
} from '../../algorithms/contracts/lake.ts'
import type { Environment } from '../environment.ts'
import { EnvironmentStack } from '../stack.ts'

const MOST_SHARDS = 96

/** Everything that must outlive the code: keys, buckets, databases and tables. */
export class DataStack extends EnvironmentStack {
  readonly dataKey: kms.IKey
  readonly logKey: kms.Key
  readonly buckets: Readonly<Record<LakeBucket, s3.IBucket>>

  readonly #databases: Partial<Record<LakeDatabase, glue.CfnDatabase>> = {}

  constructor(app: App, settings: Environment) {
    super(app, 'data', settings)
    const { dataKeyArn } = settings.existing
    this.dataKey =
      dataKeyArn === undefined ? this.key('DataKey', 'data') : kms.Key.fromKeyArn(this, 'DataKey', dataKeyArn)
    this.logKey = this.key('LogKey', 'logs')
    this.logKey.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ServicesThatWriteOurLogsAndAlarms',
        principals: ['logs.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'].map(
          (service) => new iam.ServicePrincipal(service),
        ),
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': settings.account } },
      }),
    )
    this.buckets = Object.fromEntries(BUCKETS.map((name) => [name, this.bucket(name)])) as Record<
      LakeBucket,
      s3.IBucket
    >
    this.trail()
    for (const name of DATABASES) this.database(name)
    for (const table of LAKE_TABLES) this.table(table)
  }

  private key(id: string, what: string): kms.Key {
    return new kms.Key(this, id, {
      alias: `${this.settings.prefix}-${what}`,
      description: `Encrypts the ${what} of ${this.settings.prefix}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  private bucket(name: LakeBucket): s3.IBucket {
    const { existing, retention, start } = this.settings
    if (name === 'landing' && existing.landingBucket !== undefined)
      return s3.Bucket.fromBucketName(this, 'landing', existing.landingBucket)
    const bucket = new s3.Bucket(this, name, {
      bucketName: this.names.buckets[name],
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      objectLockEnabled: name === 'audit',
      ...(name === 'audit'
        ? { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(retention.auditDays)) }
        : {}),
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          ...(name === 'work'
            ? { expiration: Duration.days(retention.workDays), noncurrentVersionExpiration: Duration.days(1) }
            : {}),
        },
      ],
    })
    // CDK's own switch would add a function that may change every bucket of the account.
    if (name === 'landing' && start.onLanding)
      (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      }
    bucket.addToResourcePolicy(this.denyOtherKeys(bucket))
    // Work is emptied by its lifecycle; what else there is, only break-glass may remove.
    if (name !== 'work') bucket.addToResourcePolicy(this.denyDeletes(bucket))
    return bucket as s3.IBucket
  }

  /** Who read or wrote which object of what must not be read by everyone. */
  private trail(): void {
    const trail = new cloudtrail.Trail(this, 'Trail', {
      trailName: `${this.settings.prefix}-objects`,
      bucket: this.buckets.audit,
      s3KeyPrefix: 'trail',
      encryptionKey: this.dataKey,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      managementEvents: cloudtrail.ReadWriteType.NONE,
      enableFileValidation: true,
    })
    trail.addS3EventSelector(
      (['landing', 'restricted', 'published'] as const).map((name) => ({ bucket: this.buckets[name] })),
      { includeManagementEvents: false },
    )
  }

  private denyOtherKeys(bucket: s3.Bucket): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid: 'OnlyOurKey',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': this.dataKey.keyArn },
      },
    })
  }

  private denyDeletes(bucket: s3.Bucket): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid: 'OnlyBreakGlassDeletes',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${this.account}:role/${this.settings.prefix}-break-glass` },
      },
    })
  }

  private database(name: LakeDatabase): void {
    const made = new glue.CfnDatabase(this, `${name}Database`, {
      catalogId: this.account,
      databaseInput: { name: this.names.databases[name], description: DATABASE_SAYS[name] },
    })
    made.applyRemovalPolicy(RemovalPolicy.RETAIN)
    this.#databases[name] = made
  }

  private table(table: LakeTable): void {
    const id = `${table.database}-${table.name}`
    const location = `s3://${this.names.buckets[table.bucket]}/${table.name}`
    const made =
      table.format === 'iceberg' ? this.icebergTable(id, table, location) : this.parquetTable(id, table, location)
    made.addResourceDependency(this.#databases[table.database]!)
    made.applyRemovalPolicy(RemovalPolicy.RETAIN)
  }

  /** Partitions are projected from their names: there is nothing to register, and nothing that can be forgotten. */
  private parquetTable(id: string, table: LakeTable, location: string): glue.CfnTable {
    const projected = Object.fromEntries(
      table.partitions.flatMap((name): [string, string][] =>
        name === 'shard'
          ? [
              ['projection.shard.type', 'integer'],
              ['projection.shard.range', `-1,${MOST_SHARDS - 1}`],
            ]
          : [[`projection.${name}.type`, 'injected']],
      ),
    )
    const template = table.partitions.map((name) => `${name}=\${${name}}`).join('/')
    return new glue.CfnTable(this, id, {
      catalogId: this.account,
      databaseName: this.names.databases[table.database],
      tableInput: {
        name: table.name,
        description: table.says,
        tableType: 'EXTERNAL_TABLE',
        parameters: {
          classification: 'parquet',
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          ...projected,
          'storage.location.template': `${location}/${template}/`,
        },
        partitionKeys: table.partitions.map((name) => ({ name, type: name === 'shard' ? 'bigint' : 'string' })),
        storageDescriptor: {
          columns: table.columns.map(({ name, type, comment }) => ({ name, type, comment: comment.slice(0, 255) })),
          location: `${location}/`,
          inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
        },
      },
    })
  }

  private icebergTable(id: string, table: LakeTable, location: string): glue.CfnTable {
    const runId = table.columns.findIndex(({ name }) => name === 'run_id') + 1
    return new glue.CfnTable(this, id, {
      catalogId: this.account,
      databaseName: this.names.databases[table.database],
      name: table.name,
      openTableFormatInput: {
        icebergInput: {
          metadataOperation: 'CREATE',
          version: '2',
          icebergTableInput: {
            location,
            schema: {
              type: 'struct',
              fields: table.columns.map(({ name, type, comment }, at) => ({
                id: at + 1,
                name,
                type: ICEBERG_TYPE[type] ?? type,
                required: false,
                doc: comment,
              })),
            },
            partitionSpec: { fields: [{ sourceId: runId, name: 'run_id', transform: 'identity' }] },
            properties: { 'format-version': '2', 'write.format.default': 'parquet' },
          },
        },
      },
    })
  }
}

const ICEBERG_TYPE: Readonly<Record<string, string>> = { bigint: 'long' }

const DATABASE_SAYS: Readonly<Record<LakeDatabase, string>> = {
  landing: 'The sources as they landed',
  internal: 'What the steps of a run leave each other, true counts among it: no person reads it',
  restricted: 'Facts about people, for analysts of the programme',
  published: 'Protected figures, for commissioners',
}
