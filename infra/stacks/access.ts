import type { App } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import { LAKE_TABLES, type LakeBucket, type LakeDatabase } from '../../algorithms/contracts/lake.ts'
import type { Environment } from '../environment.ts'
import { EnvironmentStack } from '../stack.ts'
import {
  type Place,
  changeViews,
  listBuckets,
  policyOf,
  readCatalogue,
  readObjects,
  useKeyThroughS3,
  useKeyThroughStepFunctions,
  useWorkgroup,
  writeObjects,
} from '../statements.ts'
import type { DataStack } from './storage.ts'
import { makeWorkgroup, type PipelineStack } from './pipeline.ts'

/** Who may look at what: four roles, and two workgroups for those who query. */
export class AccessStack extends EnvironmentStack {
  readonly #keyArn: string

  constructor(app: App, settings: Environment, data: DataStack, pipeline: PipelineStack) {
    super(app, 'access', settings)
    this.#keyArn = data.dataKey.keyArn
    makeWorkgroup(this, 'analyst', settings.limits.analystGigabytes, this.#keyArn)
    makeWorkgroup(this, 'commissioner', settings.limits.commissionerGigabytes, this.#keyArn)
    policyOf(this, 'analyst', this.role('analyst', 'Queries facts about people, and the published figures'), [
      ...this.queries('analyst', ['restricted', 'published'], [{ bucket: 'restricted', folders: RESTRICTED_FOLDERS }]),
      this.denied('NothingOfTheCustodian', ['landing', 'audit']),
      this.deniedFolders('NoTrueCountAndNoReason', 'restricted', CUSTODIAN_FOLDERS),
    ])
    policyOf(this, 'commissioner', this.role('commissioner', 'Queries the published figures and nothing else'), [
      ...this.queries('commissioner', ['published'], []),
      this.denied('NothingButWhatIsPublished', ['landing', 'restricted', 'audit']),
    ])
    policyOf(this, 'operator', this.role('operator', 'Plans, starts, follows and stops runs; reads no table'), [
      ...this.operates(pipeline),
      this.denied('NoRowAboutAnybody', ['restricted', 'published']),
    ])
    policyOf(this, 'break-glass', this.role('breakGlass', 'Removes the versions of objects that a manifest lists'), [
      ...this.breaksGlass(),
    ])
  }

  private role(name: keyof Environment['roles'], says: string): iam.Role {
    const short = name === 'breakGlass' ? 'break-glass' : name
    return new iam.Role(this, `${name}Role`, {
      roleName: `${this.settings.prefix}-${short}`,
      description: says,
      assumedBy: new iam.CompositePrincipal(
        ...this.settings.roles[name].map((arn) => new iam.ArnPrincipal(arn) as iam.IPrincipal),
      ),
    })
  }

  private queries(
    audience: 'analyst' | 'commissioner',
    databases: readonly LakeDatabase[],
    beside: readonly Place[],
  ): readonly iam.PolicyStatement[] {
    const results: Place = { bucket: 'work', folders: [`results/${audience}`] }
    return [
      useWorkgroup(this, this.names.workgroups[audience]),
      readCatalogue(this, databases),
      readObjects(this, [{ bucket: 'published' }, ...beside, results]),
      writeObjects(this, [results]),
      listBuckets(this, ['published', 'work', ...beside.map(({ bucket }) => bucket)]),
      useKeyThroughS3(this, this.#keyArn),
    ]
  }

  /** Said in so many words, so that no policy added later opens it. */
  private denied(sid: string, buckets: readonly LakeBucket[]): iam.PolicyStatement {
    const arns = buckets.map((name) => `arn:aws:s3:::${this.names.buckets[name]}`)
    return new iam.PolicyStatement({
      sid,
      effect: iam.Effect.DENY,
      actions: ['s3:GetObject', 's3:ListBucket'],
      resources: arns.flatMap((arn) => [arn, `${arn}/*`]),
    })
  }

  private deniedFolders(sid: string, bucket: LakeBucket, folders: readonly string[]): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid,
      effect: iam.Effect.DENY,
      actions: ['s3:GetObject'],
      resources: folders.map((folder) => `arn:aws:s3:::${this.names.buckets[bucket]}/${folder}/*`),
    })
  }

  private operates(pipeline: PipelineStack): readonly iam.PolicyStatement[] {
    const machine = pipeline.machine.stateMachineArn
    const executions = ['execution', 'mapRun'].map(
      (kind) => `arn:aws:states:${this.region}:${this.account}:${kind}:${this.names.machine}*`,
    )
    return [
      new iam.PolicyStatement({
        sid: 'StartRuns',
        actions: ['states:StartExecution', 'states:ListExecutions', 'states:DescribeStateMachine'],
        resources: [machine],
      }),
      new iam.PolicyStatement({
        sid: 'FollowAndStopRuns',
        actions: [
          'states:DescribeExecution',
          'states:GetExecutionHistory',
          'states:StopExecution',
          'states:RedriveExecution',
          'states:DescribeMapRun',
          'states:ListMapRuns',
          'states:ListExecutions',
        ],
        resources: executions,
      }),
      new iam.PolicyStatement({
        sid: 'AgreeAsASecondPerson',
        actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
        resources: [machine],
      }),
      useWorkgroup(this, this.names.workgroup),
      // Views are described from the catalogue alone: no row behind them is read to point them elsewhere.
      readCatalogue(this, ['landing', 'restricted', 'published']),
      changeViews(this, ['restricted', 'published']),
      readObjects(this, [
        { bucket: 'landing', folders: ['catalogue'] },
        { bucket: 'work', folders: ['plans', `results/${OPERATOR_RESULTS}`] },
        { bucket: 'audit', folders: ['runs'] },
      ]),
      writeObjects(this, [{ bucket: 'work', folders: [`results/${OPERATOR_RESULTS}`] }]),
      listBuckets(this, ['landing', 'work', 'audit']),
      useKeyThroughS3(this, this.#keyArn),
      useKeyThroughStepFunctions(this, this.#keyArn),
      ...this.examines(),
    ]
  }

  /** What `cohorts aws doctor` asks: settings alone. */
  private examines(): readonly iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        sid: 'LookAtWorkgroups',
        actions: ['athena:GetWorkGroup'],
        resources: Object.values(this.names.workgroups).map(
          (name) => `arn:aws:athena:${this.region}:${this.account}:workgroup/${name}`,
        ),
      }),
      new iam.PolicyStatement({
        sid: 'LookAtTheKey',
        actions: ['kms:DescribeKey', 'kms:GetKeyRotationStatus'],
        resources: [this.#keyArn],
      }),
      new iam.PolicyStatement({
        sid: 'AskWhatTheAccountAllows',
        actions: ['servicequotas:ListServiceQuotas', 'lakeformation:GetDataLakeSettings'],
        resources: ['*'],
      }),
    ]
  }

  private breaksGlass(): readonly iam.PolicyStatement[] {
    const buckets = ['work', 'restricted', 'published'] as const
    return [
      new iam.PolicyStatement({
        sid: 'RemoveListedVersions',
        actions: ['s3:DeleteObjectVersion'],
        resources: buckets.map((name) => `arn:aws:s3:::${this.names.buckets[name]}/*`),
      }),
      new iam.PolicyStatement({
        sid: 'FindVersions',
        actions: ['s3:ListBucketVersions', 's3:ListBucket'],
        resources: buckets.map((name) => `arn:aws:s3:::${this.names.buckets[name]}`),
      }),
      listBuckets(this, ['audit']),
      readObjects(this, [{ bucket: 'audit', folders: ['runs', 'purges'] }]),
      writeObjects(this, [{ bucket: 'audit', folders: ['purges'] }]),
      useKeyThroughS3(this, this.#keyArn),
    ]
  }
}

/** Statements of the operator run in the workgroup of the pipeline, which leaves their results here. */
const OPERATOR_RESULTS = 'pipeline'

/** What analysts may read. A table that is not here is closed to everybody: true counts and disclosure reasons are. */
const RESTRICTED_FOLDERS: readonly string[] = [
  'cohort_member',
  'cohort_evidence',
  'near_miss',
  'emergency_presentation',
  'person_timeline',
  'rejected_record',
]

const CUSTODIAN_FOLDERS = LAKE_TABLES.filter(({ bucket }) => bucket === 'restricted')
  .map(({ name }) => name)
  .filter((name) => !RESTRICTED_FOLDERS.includes(name))
