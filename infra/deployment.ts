import { App, type AppProps } from 'aws-cdk-lib'
import type { Environment } from './environment.ts'
import { AccessStack } from './stacks/access.ts'
import { DataStack } from './stacks/storage.ts'
import { ObservabilityStack } from './stacks/observability.ts'
import { PipelineStack } from './stacks/pipeline.ts'

export interface Deployment {
  readonly app: App
  readonly data: DataStack
  readonly pipeline: PipelineStack
  readonly access: AccessStack
  readonly observability: ObservabilityStack
}

/** The four stacks of one environment. */
export function deployment(settings: Environment, props: AppProps = {}): Deployment {
  const app = new App(props)
  const data = new DataStack(app, settings)
  const pipeline = new PipelineStack(app, settings, data)
  const access = new AccessStack(app, settings, data, pipeline)
  const observability = new ObservabilityStack(app, settings, data, pipeline)
  return { app, data, pipeline, access, observability }
}
