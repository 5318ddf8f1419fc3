import { EXIT, type ExitReason, Trouble } from '../../algorithms/domain/trouble.ts'
import { httpStatus } from '../../engines/http-status.ts'

type SdkError = Error & { readonly code?: string }

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'UnrecognizedClientException']
const UNREACHABLE = ['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', 'TimeoutError']
const THROTTLED = ['ThrottlingException', 'TooManyRequestsException', 'SlowDown', 'Throttling']

/** What a failed call to AWS means for a person; null when it is not one that we know. Nothing that AWS said is repeated but the action refused. */
export function awsTrouble(error: unknown, role: string): Trouble | null {
  if (!(error instanceof Error)) return null
  const { name, code, message } = error as SdkError
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return new Trouble(
      'permission',
      'No AWS credentials were found, or those of this profile have run out.',
      'Sign in, for instance with: aws sso login --profile NAME, and put AWS_PROFILE=NAME before the command.',
    )
  if (EXPIRED.includes(name))
    return new Trouble('permission', 'The AWS sign-in has run out.', 'Sign in again, then type the same command.')
  if (/^AccessDenied|^Forbidden$|^KmsAccessDenied/.test(name) || httpStatus(error) === 403)
    return new Trouble(
      'permission',
      `AWS refused ${/perform: ([a-z0-9-]+:\w+)/i.exec(message)?.[1] ?? 'that'} to whoever is signed in.`,
      `Sign in with the role ${role}; cohorts aws doctor says what else is missing.`,
    )
  if (name === 'StateMachineDoesNotExist' || name === 'NoSuchBucket')
    return new Trouble(
      'badUsage',
      'This environment is not deployed to the account that is signed in.',
      'Check AWS_PROFILE and --environment, or deploy: npx cdk deploy --all.',
    )
  if (THROTTLED.includes(name))
    return new Trouble('unexpected', 'AWS is busy and asked us to wait.', 'Type the same command again in a minute.')
  if (UNREACHABLE.includes(code ?? name))
    return new Trouble(
      'unexpected',
      'AWS cannot be reached from here.',
      'Check the network, the proxy (HTTPS_PROXY) and that eu-west-2 may be reached. A run that was started goes on.',
    )
  return null
}

/** Does something in AWS, and explains what AWS refuses. */
export async function explained<T>(role: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw awsTrouble(error, role) ?? error
  }
}

const WORLD: Readonly<Record<string, string>> = {
  'States.Timeout': 'A step took longer than it may.',
  'States.ExceedToleratedFailureThreshold': 'A part of a step failed again and again.',
  'States.TaskFailed': 'A step failed again and again.',
  'Glue.EntityNotFoundException': 'A table that sources.json names is not in the Glue catalogue.',
  cancelled: 'The run was cancelled.',
}

/** Why an execution ended badly, as the function that refused said it. */
export function executionTrouble(name: string, status: string, error: string | null, cause: string | null): Trouble {
  const redrive = `Look with cohorts aws status ${name}; put it right, then: cohorts aws run --resume ${name}`
  if (status === 'TIMED_OUT') return new Trouble('unexpected', 'The run took longer than it may.', redrive)
  if (status === 'ABORTED')
    return new Trouble('interrupted', 'The run was cancelled.', `Go on with: cohorts aws run --resume ${name}`)
  if (error === 'locked')
    return new Trouble(
      'locked',
      'Another run is going.',
      'Wait for it (cohorts aws status), or stop it (cohorts aws cancel).',
    )
  // Only our own functions name their errors by the reasons of the contract, and only their words are shown.
  if (error !== null && Object.hasOwn(EXIT, error)) {
    const reason = error as ExitReason
    const goOn =
      reason === 'unexpected' || reason === 'permission' ? `Then go on: cohorts aws run --resume ${name}` : ''
    return new Trouble(reason, saidBy(cause), goOn)
  }
  return new Trouble('unexpected', WORLD[error ?? ''] ?? 'A step failed.', redrive)
}

function saidBy(cause: string | null): string {
  try {
    const { errorMessage } = JSON.parse(cause ?? '') as { errorMessage?: string }
    return errorMessage ?? 'A step refused to go on.'
  } catch {
    return cause ?? 'A step refused to go on.'
  }
}
