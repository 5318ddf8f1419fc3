import { spawnSync } from 'node:child_process'

/**
 * Whether Python has a module. Where there is none a test has nothing to check and says so in one line; on CI, which
 * installs what `.ci/python-packages.txt` names, that is a failure.
 */
export function hasPythonModule(name: string): boolean {
  const { status } = spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' })
  if (status === 0) return true
  const says = `Python has no ${name} here, so nothing is checked against it: pip install -r .ci/python-packages.txt`
  if (process.env.CI === 'true') throw new Error(says)
  process.stderr.write(`${says}\n`)
  return false
}
