import { BUCKETS, DATABASES, type LakeNames } from '../algorithms/contracts/lake.ts'
import type { Environment } from './environment.ts'

const entries = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Readonly<Record<K, V>> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

/** Names of what one deployment owns: the stacks, the functions and the command line all take them from here. */
export interface DeploymentNames extends LakeNames {
  readonly workgroups: Readonly<Record<'pipeline' | 'analyst' | 'commissioner', string>>
  readonly machine: string
}

/** Bucket names are the world's, so they carry the account; database names allow no hyphen. */
export function deploymentNames(of: Environment): DeploymentNames {
  const bucket = (name: string): string => `${of.prefix}-${name}-${of.account}`
  const workgroups = entries(['pipeline', 'analyst', 'commissioner'], (name) => `${of.prefix}-${name}`)
  return {
    buckets: { ...entries(BUCKETS, bucket), landing: of.existing.landingBucket ?? bucket('landing') },
    databases: entries(DATABASES, (name) => `${of.prefix.replaceAll('-', '_')}_${name}`),
    workgroup: workgroups.pipeline,
    workgroups,
    machine: `${of.prefix}-run`,
  }
}
