import { z } from 'zod'

/** What the deployment of one environment may say. What decides about people's data has no default. */
export const environment = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'write the account as twelve digits'),
  region: z.literal('eu-west-2').default('eu-west-2'),
  /** Begins the name of everything that is made. */
  prefix: z.string().regex(/^[a-z][a-z0-9-]{2,20}$/, 'write lower case letters, digits and hyphens, at most 21'),
  retention: z.strictObject({
    /** Days that gathered rows and answers are kept. */
    workDays: z.int().min(1).max(90),
    /** Days that logs are kept; one of the terms that CloudWatch knows. */
    logDays: z.union([z.literal(30), z.literal(90), z.literal(180), z.literal(365), z.literal(731), z.literal(2557)]),
    /** Days during which nobody but break-glass may remove what was published. */
    auditDays: z.int().min(30).max(3650),
  }),
  limits: z.strictObject({
    /** A run is refused when its plan expects to cost more, in US dollars as AWS bills. */
    runDollars: z.number().positive(),
    monthDollars: z.number().positive(),
    /** Most that one query of the pipeline, an analyst, a commissioner may scan, in gigabytes. */
    pipelineGigabytes: z.int().positive(),
    analystGigabytes: z.int().positive(),
    commissionerGigabytes: z.int().positive(),
    /** Shards that are decided at the same time. */
    shardsAtOnce: z.int().min(1).max(96),
  }),
  roles: z.strictObject({
    analyst: z.array(z.string().startsWith('arn:')).min(1),
    operator: z.array(z.string().startsWith('arn:')).min(1),
    commissioner: z.array(z.string().startsWith('arn:')).min(1),
    breakGlass: z.array(z.string().startsWith('arn:')).min(1),
  }),
  alarmEmail: z.email().optional(),
  /** Someone other than who started it must agree between protect and publish. */
  secondPerson: z.boolean(),
  start: z.strictObject({
    /** As EventBridge writes it, such as `cron(0 4 5 * ? *)`. */
    schedule: z.string().optional(),
    /** A run begins when `_landed.json` arrives in the landing bucket. */
    onLanding: z.boolean().default(false),
    /** An alarm rings when no run began for so many days. */
    expectedEveryDays: z.int().min(1).max(7).optional(),
  }),
  /** What exists already and is used in place of our own. */
  existing: z
    .strictObject({
      vpcId: z.string().startsWith('vpc-').optional(),
      subnetIds: z.array(z.string().startsWith('subnet-')).optional(),
      routeTableIds: z.array(z.string().startsWith('rtb-')).optional(),
      landingBucket: z.string().optional(),
      /** Databases of a lake from which sources may be read as tables, and where their objects lie. */
      lake: z
        .array(
          z.strictObject({
            database: z.string().regex(/^[a-z0-9_]+$/, 'write the database as Glue knows it'),
            bucket: z.string(),
            prefix: z
              .string()
              .regex(/^$|\/$/, 'end the prefix with a slash')
              .default(''),
            keyArn: z.string().startsWith('arn:').optional(),
          }),
        )
        .optional(),
      dataKeyArn: z.string().startsWith('arn:').optional(),
      permissionsBoundaryArn: z.string().startsWith('arn:').optional(),
      alarmTopicArn: z.string().startsWith('arn:').optional(),
    })
    .default({}),
  tags: z.strictObject({
    Programme: z.string(),
    Product: z.string(),
    Owner: z.string(),
    CostCentre: z.string(),
    Environment: z.string(),
  }),
})

export type Environment = z.output<typeof environment>
