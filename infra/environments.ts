import { type Environment, environment } from './environment.ts'

/** Every environment this account holder deploys. Copy the example, and change all of it. */
export const ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  example: environment.parse({
    account: '111122223333',
    prefix: 'cohorts-example',
    retention: { workDays: 14, logDays: 365, auditDays: 2557 },
    limits: {
      runDollars: 10,
      monthDollars: 60,
      pipelineGigabytes: 2000,
      analystGigabytes: 100,
      commissionerGigabytes: 10,
      shardsAtOnce: 32,
    },
    roles: {
      analyst: ['arn:aws:iam::111122223333:role/example-analysts'],
      operator: ['arn:aws:iam::111122223333:role/example-operators'],
      commissioner: ['arn:aws:iam::111122223333:role/example-commissioners'],
      breakGlass: ['arn:aws:iam::111122223333:role/example-custodians'],
    },
    secondPerson: true,
    start: { onLanding: true, expectedEveryDays: 7 },
    tags: {
      Programme: 'Cancer',
      Product: 'metastatic-cohorts',
      Owner: 'example.owner@example.nhs.uk',
      CostCentre: 'EXAMPLE',
      Environment: 'example',
    },
  }),
}
