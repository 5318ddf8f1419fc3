import { readFileSync } from 'node:fs'
import { Template } from 'aws-cdk-lib/assertions'
import { type Deployment, deployment } from '../../infra/deployment.ts'
import type { Environment } from '../../infra/environment.ts'
import { acknowledge } from '../../infra/security-checks.ts'

export type Part = 'data' | 'pipeline' | 'access' | 'observability'
export const PARTS: readonly Part[] = ['data', 'pipeline', 'access', 'observability']

/** A resource as CloudFormation is told of it. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

export interface Deployed {
  readonly stacks: Deployment
  readonly templates: Readonly<Record<Part, Template>>
  /** Resources of one type in every stack, by their logical names. */
  ofType(type: string): readonly (readonly [name: string, resource: Resource, part: Part])[]
}

/** An environment as CDK writes it, without the bundles: those take longer than all the rest. */
export function deployed(settings: Environment): Deployed {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }
  const stacks = deployment(settings, { context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  acknowledge(stacks)
  const templates = Object.fromEntries(PARTS.map((part) => [part, Template.fromStack(stacks[part])])) as Record<
    Part,
    Template
  >
  return {
    stacks,
    templates,
    ofType: (type) =>
      PARTS.flatMap((part) =>
        Object.entries(templates[part].findResources(type)).map(
          ([name, resource]) => [name, resource as unknown as Resource, part] as const,
        ),
      ),
  }
}
