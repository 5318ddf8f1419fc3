import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Environment, environment } from '../../infra/environment.ts'
import { ENVIRONMENTS } from '../../infra/environments.ts'
import { hasPythonModule } from '../aws/python-module.ts'
import { linted } from './cfn-lint.ts'
import { type Deployed, PARTS, deployed } from './deployed.ts'

const ACCOUNT = '111122223333'
const arn = (service: string, rest: string, region = 'eu-west-2'): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`

/** An environment that takes everything it may from what is there already. */
const ADOPTED: Environment = environment.parse({
  ...ENVIRONMENTS.example!,
  prefix: 'adopted',
  secondPerson: false,
  start: { schedule: 'cron(0 4 5 * ? *)', onLanding: false },
  existing: {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    routeTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
    landingBucket: 'landing-of-the-platform',
    dataKeyArn: arn('kms', 'key/01234567-89ab-cdef-0123-456789abcdef'),
    permissionsBoundaryArn: arn('iam', 'policy/boundary', ''),
    alarmTopicArn: arn('sns', 'on-call'),
  },
})

const hasLint = hasPythonModule('cfnlint')

describe('a deployment into what exists already', () => {
  let made: Deployed
  const folder = mkdtempSync(join(tmpdir(), 'adopted-'))

  beforeAll(() => {
    made = deployed(ADOPTED)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('makes no network, no landing bucket, no key for data and no topic of its own', () => {
    expect(made.ofType('AWS::EC2::VPC')).toEqual([])
    expect(made.ofType('AWS::EC2::Subnet')).toEqual([])
    expect(made.ofType('AWS::S3::Bucket')).toHaveLength(4)
    expect(made.ofType('AWS::KMS::Key')).toHaveLength(1)
    expect(made.ofType('AWS::SNS::Topic')).toEqual([])
  })

  test('puts the boundary on every role', () => {
    const roles = made.ofType('AWS::IAM::Role')
    expect(roles.length).toBeGreaterThan(8)
    for (const [name, { Properties }] of roles)
      expect([name, Properties!.PermissionsBoundary]).toEqual([name, ADOPTED.existing.permissionsBoundaryArn])
  })

  test('rings at the topic that is there', () => {
    for (const [, { Properties }] of made.ofType('AWS::CloudWatch::Alarm'))
      expect(Properties!.AlarmActions).toEqual([ADOPTED.existing.alarmTopicArn])
  })

  test('puts functions into the subnets that are there', () => {
    for (const [, { Properties }] of made.ofType('AWS::Lambda::Function'))
      expect((Properties!.VpcConfig as { SubnetIds: unknown }).SubnetIds).toEqual(ADOPTED.existing.subnetIds)
  })

  test('asks nobody to agree, and starts by its schedule', () => {
    const [, machine] = made.ofType('AWS::StepFunctions::StateMachine')[0]!
    expect(JSON.stringify(machine.Properties!.DefinitionString)).not.toContain('SecondPerson')
    expect(made.ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties!.ScheduleExpression)).toEqual([
      ADOPTED.start.schedule,
    ])
  })

  test('writes templates in which cfn-lint finds nothing', () => {
    if (!hasLint) return
    const paths = PARTS.map((part) => {
      const path = join(folder, `${part}.template.json`)
      writeFileSync(path, JSON.stringify(made.templates[part].toJSON()))
      return path
    })
    expect(linted(paths, ADOPTED.region)).toBe('')
  })

  test('and cfn-lint would find a property that nobody knows', () => {
    if (!hasLint) return
    const path = join(folder, 'wrong.template.json')
    const wrong = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Colour: 'red' } } } }
    writeFileSync(path, JSON.stringify(wrong))
    expect(linted([path], ADOPTED.region)).toContain('Colour')
  })
})
