import { spawnSync } from 'node:child_process'

/**
 * Rules that are left out, with why: W3010 wants zones looked up in an account, W3005 an order left to CloudFormation
 * that CDK writes out.
 */
const LEFT_OUT = ['W3010', 'W3005']

/** What cfn-lint says of templates, as it words it; empty when it finds nothing. */
export function linted(templates: readonly string[], region: string): string {
  const main = 'import sys; from cfnlint.runner import main; sys.exit(main())'
  const words = ['--regions', region, '--ignore-checks', ...LEFT_OUT, '--template', ...templates]
  const { status, stdout, stderr } = spawnSync('python3', ['-c', main, ...words], { encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}
