import { deployment } from './deployment.ts'
import { ENVIRONMENTS } from './environments.ts'
import { checkSecurity } from './security-checks.ts'

const name = process.env.COHORTS_ENVIRONMENT ?? 'example'
const settings = ENVIRONMENTS[name]
if (settings === undefined)
  throw new Error(`COHORTS_ENVIRONMENT names no environment; there are ${Object.keys(ENVIRONMENTS).join(', ')}`)
checkSecurity(deployment(settings))
