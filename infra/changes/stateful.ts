/**
 * Resources that hold data or its history, each with the properties that CloudFormation can only change by making
 * another one in its place (AWS CloudFormation template reference, "Update requires: Replacement"). What a path ends in
 * is compared whole.
 */
export const STATEFUL: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::Glue::Database': ['CatalogId', 'DatabaseName', 'DatabaseInput.Name'],
  'AWS::Glue::Table': ['CatalogId', 'DatabaseName', 'Name', 'TableInput.Name'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::CloudTrail::Trail': ['TrailName'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
  'AWS::Athena::WorkGroup': ['Name'],
}

/** What guards data against a change or a hand that slips, and must not go: a path, and whether a value is weaker. */
export interface Guard {
  readonly path: string
  readonly says: string
  readonly isWeaker: (before: unknown, after: unknown) => boolean
}

const shorter = (before: unknown, after: unknown): boolean => Number(after ?? 0) < Number(before ?? 0)
const gone = (before: unknown, after: unknown): boolean => before === true && after !== true

/** Days after which objects go; never is the longest of all. */
function expiry(rules: unknown): number {
  const days = ((rules ?? []) as { ExpirationInDays?: number; NoncurrentVersionExpiration?: unknown }[]).map(
    ({ ExpirationInDays }) => ExpirationInDays ?? Infinity,
  )
  return Math.min(Infinity, ...days)
}

export const GUARDS: Readonly<Record<string, readonly Guard[]>> = {
  'AWS::S3::Bucket': [
    {
      path: 'VersioningConfiguration.Status',
      says: 'keeps no earlier versions any more',
      isWeaker: (before, after) => before === 'Enabled' && after !== 'Enabled',
    },
    {
      path: 'LifecycleConfiguration.Rules',
      says: 'loses its objects sooner',
      isWeaker: (before, after) => expiry(after) < expiry(before),
    },
    {
      path: 'ObjectLockConfiguration.Rule.DefaultRetention.Days',
      says: 'is locked for fewer days',
      isWeaker: shorter,
    },
  ],
  'AWS::KMS::Key': [
    {
      path: 'Enabled',
      says: 'is switched off: nothing that it encrypts can be read',
      isWeaker: (_, after) => after === false,
    },
    { path: 'EnableKeyRotation', says: 'is not rotated any more', isWeaker: gone },
  ],
  'AWS::Logs::LogGroup': [
    {
      path: 'RetentionInDays',
      says: 'keeps its lines for fewer days',
      isWeaker: (before, after) => after !== undefined && Number(after) < Number(before ?? Infinity),
    },
  ],
}
