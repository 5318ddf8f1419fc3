import { type App, Duration } from 'aws-cdk-lib'
import * as budgets from 'aws-cdk-lib/aws-budgets'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions'
import * as logs from 'aws-cdk-lib/aws-logs'
import * as sns from 'aws-cdk-lib/aws-sns'
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Environment } from '../environment.ts'
import { FUNCTION_NAMES, type FunctionName } from '../machine.ts'
import { EnvironmentStack } from '../stack.ts'
import type { DataStack } from './storage.ts'
import type { PipelineStack } from './pipeline.ts'

const IMPACT: Readonly<Record<FunctionName, string>> = {
  'plan-run': 'No run can begin. Published figures stay as they are.',
  'decide-shard': 'A shard of people is not decided, so the run stops. Published figures stay as they are.',
  reconcile: 'Nothing proves that no row was lost, so the run stops. Published figures stay as they are.',
  'protect-release': 'Small numbers are not hidden, so nothing is published. Published figures stay as they are.',
  'publish-release': 'New figures are not shown. The views still show the last release.',
}

/** Whoever is on call reads what an alarm means for people before what it means for machines. */
export class ObservabilityStack extends EnvironmentStack {
  readonly #topic: sns.ITopic

  constructor(app: App, settings: Environment, data: DataStack, pipeline: PipelineStack) {
    super(app, 'observability', settings)
    this.#topic = this.topic(data)
    const { machine, functions } = pipeline
    for (const name of FUNCTION_NAMES)
      this.alarm(`${name} failed`, IMPACT[name], functions[name].metricErrors({ period: Duration.minutes(5) }))
    this.alarm(
      'A run failed',
      'The figures of this month are late. Published figures stay as they are.',
      machine.metricFailed({ period: Duration.minutes(5) }),
    )
    this.alarm(
      'A run took too long',
      'A run was stopped by its time limit. Published figures stay as they are.',
      machine.metricTimedOut({ period: Duration.minutes(5) }),
    )
    this.notStarted(pipeline)
    this.mismatch()
    for (const [audience, gigabytes] of [
      ['analyst', settings.limits.analystGigabytes],
      ['commissioner', settings.limits.commissionerGigabytes],
    ] as const)
      this.alarm(
        `Much was read by ${audience}s`,
        `More was scanned in an hour than ten full queries of one ${audience}: someone may be taking a copy.`,
        new cloudwatch.Metric({
          namespace: 'AWS/Athena',
          metricName: 'ProcessedBytes',
          dimensionsMap: { WorkGroup: this.names.workgroups[audience] },
          statistic: 'Sum',
          period: Duration.hours(1),
        }),
        gigabytes * 10_000_000_000,
      )
    this.dashboard(pipeline)
    this.budget()
  }

  private topic(data: DataStack): sns.ITopic {
    const { existing, alarmEmail, prefix } = this.settings
    if (existing.alarmTopicArn !== undefined) return sns.Topic.fromTopicArn(this, 'Alarms', existing.alarmTopicArn)
    const topic = new sns.Topic(this, 'Alarms', {
      topicName: `${prefix}-alarms`,
      masterKey: data.logKey,
      enforceSSL: true,
    })
    if (alarmEmail !== undefined) topic.addSubscription(new subscriptions.EmailSubscription(alarmEmail))
    return topic
  }

  private alarm(
    name: string,
    impact: string,
    metric: cloudwatch.IMetric,
    threshold = 1,
    missing = cloudwatch.TreatMissingData.NOT_BREACHING,
    comparison = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods = 1,
  ): void {
    const alarm = new cloudwatch.Alarm(this, name.replaceAll(' ', ''), {
      alarmName: `${this.settings.prefix}: ${name}`,
      alarmDescription: impact,
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator: comparison,
      treatMissingData: missing,
    })
    alarm.addAlarmAction(new actions.SnsAction(this.#topic))
  }

  private notStarted({ machine }: PipelineStack): void {
    const days = this.settings.start.expectedEveryDays
    if (days === undefined) return
    this.alarm(
      'No run began',
      `No run began for ${days} days. The published figures grow old.`,
      machine.metricStarted({ period: Duration.days(1), statistic: 'Sum' }),
      1,
      cloudwatch.TreatMissingData.BREACHING,
      cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      days,
    )
  }

  /** Reconcile logs one closed event when anything does not add up. */
  private mismatch(): void {
    const { prefix } = this.settings
    const filter = new logs.MetricFilter(this, 'Differs', {
      logGroup: logs.LogGroup.fromLogGroupName(this, 'ReconcileLog', `/aws/vendedlogs/${prefix}/reconcile`),
      filterPattern: logs.FilterPattern.stringValue('$.event', '=', 'does_not_add_up'),
      metricNamespace: prefix,
      metricName: 'DoesNotAddUp',
      metricValue: '1',
      defaultValue: 0,
    })
    this.alarm(
      'Rows or people were lost',
      'Counts of two steps differ: a row or a person was lost on the way. Nothing was published from this run.',
      filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    )
  }

  private dashboard({ machine, functions }: PipelineStack): void {
    const row = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
      new cloudwatch.GraphWidget({ title, left, width: 12 })
    const each = (metric: (name: FunctionName) => cloudwatch.IMetric): cloudwatch.IMetric[] =>
      FUNCTION_NAMES.map(metric)
    new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: this.settings.prefix,
      widgets: [
        [
          row('Runs begun, done and failed', [
            machine.metricStarted(),
            machine.metricSucceeded(),
            machine.metricFailed(),
          ]),
          row('Time of a run', [machine.metricTime()]),
        ],
        [
          row(
            'Time of each function',
            each((name) => functions[name].metricDuration()),
          ),
          row(
            'Errors of each function',
            each((name) => functions[name].metricErrors()),
          ),
        ],
        [
          row(
            'Bytes scanned by workgroup',
            Object.values(this.names.workgroups).map(
              (name) =>
                new cloudwatch.Metric({
                  namespace: 'AWS/Athena',
                  metricName: 'ProcessedBytes',
                  dimensionsMap: { WorkGroup: name },
                  statistic: 'Sum',
                }),
            ),
          ),
        ],
      ],
    })
  }

  private budget(): void {
    const { alarmEmail, limits, prefix, tags } = this.settings
    new budgets.CfnBudget(this, 'Budget', {
      budget: {
        budgetName: prefix,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: limits.monthDollars, unit: 'USD' },
        costFilters: { TagKeyValue: [`user:Environment$${tags.Environment}`] },
      },
      notificationsWithSubscribers: [
        {
          notification: { comparisonOperator: 'GREATER_THAN', notificationType: 'FORECASTED', threshold: 100 },
          subscribers: [
            alarmEmail === undefined
              ? { subscriptionType: 'SNS', address: this.#topic.topicArn }
              : { subscriptionType: 'EMAIL', address: alarmEmail },
          ],
        },
      ],
    })
  }
}
