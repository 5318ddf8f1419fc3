/** What stands under the flags of each command. */
export const AWS_HELP = {
  aws: `
Deploy first: docs/how-to/deploy-on-aws.md. Sign in as you do for the AWS command line (aws sso login, AWS_PROFILE)
with the operator role of the deployment; purge alone needs the break-glass role.

In this order, the first time:
  $ cohorts aws doctor        is everything there?
  $ cohorts aws plan          what would a run do, cost, and show to whom?
  $ cohorts aws run           run it`,
  plan: `
The same function plans that would plan the run: it looks at what landed, pins it, writes every statement and prices
it. Athena is asked nothing, and nothing of it is billed.

Examples:
  $ cohorts aws plan --allow-draft
  $ cohorts aws plan --shards 96 --max-pounds 5
  $ cohorts aws plan --sql --json > plan.json`,
  run: `
The expected cost is checked before anything is read: above --max-pounds, or above the limit that was deployed, the
run is refused (exit code 6). One run goes on at a time (exit code 7). Where the deployment asks for a second person,
the run waits for them before it publishes; you may stop following meanwhile.

A run that stopped keeps what it had done for 14 days: put right what stopped it, then go on with --resume.

Examples:
  $ cohorts aws run --max-pounds 2
  $ cohorts aws run --as-at 2026-03-31 --shards 32
  $ cohorts aws run --resume run-2026-04-02-0910-3fa1`,
  status: `
Of one run it tells the step, what stopped it, every statement that failed with its query id, and what was modelled
beside what was recorded. Athena remembers statements for 45 days, Step Functions runs for 90.

Examples:
  $ cohorts aws status
  $ cohorts aws status 0123456789abcdef`,
  cancel: `
What readers see stays as it was: nothing is published before everything is checked.

Examples:
  $ cohorts aws cancel
  $ cohorts aws cancel run-2026-04-02-0910-3fa1`,
  rollback: `
Points every v_…_latest view, of figures and of facts about people, at a run that was published before, and checks
that all of them show it. The rows of every run stay, so rolling forward is the same command.

Example:
  $ cohorts aws rollback 0123456789abcdef`,
  doctor: `
Looks at the state machine, permissions, buckets, workgroups, the key, quotas, Lake Formation and what landed.
Changes nothing. What your role may not see is marked ? and is no fault. Exit code 4 when anything is wrong.

Example:
  $ cohorts aws doctor`,
  purge: `
For when people must be forgotten: removes every version of exactly the objects that the manifests of the run list,
never by prefix, and notes what and why in the audit bucket, before and after. Published figures stay.
Afterwards land the data again without those people, and run.

Examples:
  $ cohorts aws purge 0123456789abcdef --reason "opt-outs of April"
  $ cohorts aws purge 0123456789abcdef --reason "opt-outs of April" --confirm 0123456789abcdef`,
} as const
