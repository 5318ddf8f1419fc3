import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { notAllowed } from '../../infra/changes/allowed.ts'
import { type CloudFormationTemplate, destructiveChanges } from '../../infra/changes/destructive.ts'

const RETAINED = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }

const BEFORE = {
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      ...RETAINED,
      Properties: {
        BucketName: 'cohorts-published',
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] },
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 100 } } },
      },
    },
    Key: { Type: 'AWS::KMS::Key', ...RETAINED, Properties: { EnableKeyRotation: true } },
    Log: { Type: 'AWS::Logs::LogGroup', ...RETAINED, Properties: { LogGroupName: '/a', RetentionInDays: 365 } },
    Plain: {
      Type: 'AWS::Glue::Table',
      ...RETAINED,
      Properties: {
        DatabaseName: 'd',
        TableInput: {
          Name: 'cohort_member',
          PartitionKeys: [{ Name: 'run', Type: 'string' }],
          StorageDescriptor: {
            Location: 's3://b/cohort_member/',
            Columns: [
              { Name: 'person_id', Type: 'string' },
              { Name: 'onset_date', Type: 'date' },
            ],
          },
        },
      },
    },
    Iceberg: {
      Type: 'AWS::Glue::Table',
      ...RETAINED,
      Properties: {
        DatabaseName: 'd',
        Name: 'people_living_with',
        OpenTableFormatInput: {
          IcebergInput: {
            IcebergTableInput: {
              Location: 's3://b/people_living_with',
              Schema: {
                Fields: [
                  { Id: 1, Name: 'measure', Type: 'string' },
                  { Id: 2, Name: 'people', Type: 'long' },
                ],
              },
              PartitionSpec: { Fields: [{ SourceId: 1, Transform: 'identity' }] },
            },
          },
        },
      },
    },
    Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f' } },
  },
}

type Template = typeof BEFORE
/** A copy with something done to it. */
function changed(
  change: (template: Template & { Resources: Record<string, unknown> }) => void,
): CloudFormationTemplate {
  const copy = structuredClone(BEFORE)
  change(copy)
  return copy
}

const found = (after: CloudFormationTemplate): readonly string[] =>
  destructiveChanges(BEFORE, after).map(({ resource, kind, says }) => `${resource} ${kind}: ${says}`)

describe('a change of templates', () => {
  test('that changes nothing, or adds, costs nothing', () => {
    expect(found(changed(() => undefined))).toEqual([])
    const more = changed(({ Resources }) => {
      Resources.Plain.Properties.TableInput.StorageDescriptor.Columns.push({ Name: 'extent', Type: 'string' })
      const { Fields } = Resources.Iceberg.Properties.OpenTableFormatInput.IcebergInput.IcebergTableInput.Schema
      Fields.push({ Id: 3, Name: 'people_display', Type: 'string' })
      Resources.Bucket.Properties.LifecycleConfiguration.Rules[0]!.ExpirationInDays = 60
      Object.assign(Resources, { Another: { Type: 'AWS::S3::Bucket' } })
    })
    expect(found(more)).toEqual([])
  })

  test('may remove what holds nothing', () => {
    expect(found(changed(({ Resources }) => Reflect.deleteProperty(Resources, 'Function')))).toEqual([])
  })

  const planted: readonly [string, (template: Template & { Resources: Record<string, unknown> }) => void, RegExp][] = [
    ['a removed bucket', ({ Resources }) => Reflect.deleteProperty(Resources, 'Bucket'), /^Bucket removed: goes from/],
    [
      'a bucket that becomes something else',
      ({ Resources }) => (Resources.Bucket.Type = 'AWS::SNS::Topic'),
      /^Bucket removed/,
    ],
    [
      'a renamed bucket',
      ({ Resources }) => (Resources.Bucket.Properties.BucketName = 'b'),
      /^Bucket replaced: BucketName/,
    ],
    [
      'a bucket to be deleted',
      ({ Resources }) => (Resources.Bucket.DeletionPolicy = 'Delete'),
      /^Bucket unguarded: Del/,
    ],
    [
      'a bucket to be deleted when replaced',
      ({ Resources }) => (Resources.Bucket.UpdateReplacePolicy = 'Delete'),
      /^Bucket unguarded: UpdateReplacePolicy/,
    ],
    [
      'a bucket without versions',
      ({ Resources }) => (Resources.Bucket.Properties.VersioningConfiguration.Status = 'Suspended'),
      /no earlier versions/,
    ],
    [
      'objects that go sooner',
      ({ Resources }) => (Resources.Bucket.Properties.LifecycleConfiguration.Rules[0]!.ExpirationInDays = 7),
      /sooner/,
    ],
    [
      'a shorter lock',
      ({ Resources }) => (Resources.Bucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days = 1),
      /fewer days/,
    ],
    [
      'a key that turns no more',
      ({ Resources }) => (Resources.Key.Properties.EnableKeyRotation = false),
      /not rotated/,
    ],
    [
      'a key switched off',
      ({ Resources }) => Object.assign(Resources.Key.Properties, { Enabled: false }),
      /switched off/,
    ],
    ['a renamed log', ({ Resources }) => (Resources.Log.Properties.LogGroupName = '/b'), /^Log replaced/],
    ['a shorter log', ({ Resources }) => (Resources.Log.Properties.RetentionInDays = 30), /^Log unguarded/],
    ['a renamed table', ({ Resources }) => (Resources.Plain.Properties.TableInput.Name = 'x'), /^Plain replaced/],
    [
      'a column that goes',
      ({ Resources }) => Resources.Plain.Properties.TableInput.StorageDescriptor.Columns.pop(),
      /^Plain loses columns: column onset_date goes/,
    ],
    [
      'a column of another type',
      ({ Resources }) => (Resources.Plain.Properties.TableInput.StorageDescriptor.Columns[1]!.Type = 'string'),
      /was date and becomes string/,
    ],
    [
      'a table elsewhere',
      ({ Resources }) => (Resources.Plain.Properties.TableInput.StorageDescriptor.Location = 's3://c/'),
      /somewhere else/,
    ],
    [
      'another partition',
      ({ Resources }) => (Resources.Plain.Properties.TableInput.PartitionKeys[0]!.Name = 'day'),
      /partitions change/,
    ],
    [
      'a column put in the middle of an Iceberg table',
      ({ Resources }) => {
        const { Schema } = Resources.Iceberg.Properties.OpenTableFormatInput.IcebergInput.IcebergTableInput
        Schema.Fields = [
          Schema.Fields[0]!,
          { Id: 2, Name: 'area', Type: 'string' },
          { Id: 3, Name: 'people', Type: 'long' },
        ]
      },
      /column people moves from number 2 to 3/,
    ],
  ]
  test.each(planted)('is found where there is %s', (_, change, says) => {
    const changes = found(changed(change))
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatch(says)
  })

  test('that removes what nothing retains says that it is deleted', () => {
    const before = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } }
    expect(destructiveChanges(before, {})[0]).toMatchObject({ kind: 'removed', says: 'is deleted with all it holds' })
  })

  test('is let through when it is meant, until its day and no further', () => {
    const changes = destructiveChanges(BEFORE, {})
    const allowed = [{ resource: 'Bucket', kind: 'removed', reason: 'agreed', until: '2030-01-31' }] as const
    const left = (today: string): readonly string[] =>
      notAllowed(changes, allowed, today).map(({ resource }) => resource)
    expect(left('2030-01-31')).not.toContain('Bucket')
    expect(left('2030-02-01')).toContain('Bucket')
    expect(left('2030-01-31')).toContain('Key')
  })
})

describe('the command for two folders of templates', () => {
  const work = mkdtempSync(join(tmpdir(), 'templates-'))
  afterAll(() => rmSync(work, { recursive: true }))

  const folder = (name: string, template: unknown): string => {
    mkdirSync(join(work, name))
    writeFileSync(join(work, name, 'data.template.json'), JSON.stringify(template))
    return join(work, name)
  }
  const compare = (...words: readonly string[]): { status: number; said: string } => {
    try {
      const run = ['--import', 'tsx', 'infra/changes/compare.ts', ...words]
      return { status: 0, said: execFileSync(process.execPath, run, { encoding: 'utf8' }) }
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string }
      return { status, said: stdout }
    }
  }

  test('ends with 1 when data could be lost, and says what', () => {
    const [before, after] = [folder('before', BEFORE), folder('after', {})]
    const { status, said } = compare(before, after)
    expect(status).toBe(1)
    expect(said).toContain('REMOVED  data  AWS::S3::Bucket Bucket: goes from the stack')
    expect(said).toContain('5 changes could cost data')
    expect(compare(before, before)).toEqual({ status: 0, said: 'No change could cost data, in 1 stack.\n' })
  })

  test('says how it is used when a folder is missing', () => {
    expect(compare(join(work, 'nowhere'))).toMatchObject({ status: 2 })
  })
})
