import type { Deployment } from './deployment.ts'

export interface Acknowledgement {
  readonly stack: keyof Omit<Deployment, 'app'>
  /** Construct in that stack, names of its parents before it. */
  readonly path: readonly string[]
  readonly rules: readonly string[]
  readonly reason: string
}

const ofBoth = (rule: string): readonly string[] => [`HIPAA.Security-${rule}`, `NIST.800.53.R5-${rule}`]

/** Every finding of the rule packs that stays, with its reason; wildcards are accounted for where policies are made. */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    stack: 'data',
    path: [],
    rules: ['AwsSolutions-S1', ...ofBoth('S3BucketLoggingEnabled')],
    reason: 'CloudTrail records every object read and written; server access logs cannot be encrypted with our key',
  },
  {
    stack: 'data',
    path: [],
    rules: ofBoth('S3BucketReplicationEnabled'),
    reason:
      'The data stay in one region of the United Kingdom; versions are kept, and AWS Backup may copy them within it',
  },
  {
    stack: 'data',
    path: ['Trail'],
    rules: ofBoth('CloudTrailCloudWatchLogsEnabled'),
    reason:
      'Object events name keys alone and are kept under Object Lock; a second copy in logs would be one more place to guard',
  },
  {
    stack: 'pipeline',
    path: [],
    rules: [...ofBoth('LambdaDLQ'), 'Serverless-LambdaDLQ'],
    reason:
      'The functions are called by the state machine, which waits for their answer: no event can be lost in a queue',
  },
  {
    stack: 'pipeline',
    path: ['Vpc'],
    rules: ofBoth('VPCDefaultSecurityGroupClosed'),
    reason:
      'Nothing uses the default group; closing it would need a function that may change every group of the account',
  },
  {
    stack: 'pipeline',
    path: ['Vpc', 'all'],
    rules: ofBoth('IAMNoInlinePolicy'),
    reason: 'The role of the flow log is made by CDK and may write to one log group',
  },
  {
    stack: 'pipeline',
    path: ['OnLanding'],
    rules: ['Serverless-EventBusDLQ'],
    reason: 'A landing that starts nothing rings the alarm that no run began',
  },
]
