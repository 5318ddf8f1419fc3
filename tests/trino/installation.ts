import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The last Trino server on Maven Central; Athena engine v3 follows Trino without publishing a version. */
const TRINO_VERSION = '476'
const NEWEST_JAVA_NEEDED = 24

export interface Installation {
  /** Folder with `lib` and `plugin`, read only. */
  readonly home: string
  readonly java: string
  /** Folder for what may be kept between starts: the class archive. */
  readonly cache: string
}

/** Where Trino is or was put, or one sentence that says why it cannot be. */
export function installation(): Installation | { readonly missing: string } {
  const java = findJava()
  if (java === null)
    return { missing: `no JDK ${NEWEST_JAVA_NEEDED} or newer on JAVA_HOME, PATH or the usual JVM folders` }
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'metastatic-cohorts')
  const home = join(cache, `trino-${TRINO_VERSION}`)
  if (!existsSync(home)) {
    if (spawnSync('mvn', ['--version']).status !== 0) return { missing: 'Maven (mvn) is not on the PATH' }
    install(cache, home)
  }
  return { home, java, cache }
}

/** The server is 900 MB unpacked, of which the Hive and Iceberg connectors need half. */
function install(cache: string, home: string): void {
  mkdirSync(cache, { recursive: true })
  const repository = join(cache, 'maven')
  const work = mkdtempSync(join(cache, 'unpack-'))
  try {
    const artifact = `io.trino:trino-server:${TRINO_VERSION}:tar.gz`
    execFileSync(
      'mvn',
      [
        '-B',
        '-ntp',
        '-q',
        `-Dmaven.repo.local=${repository}`,
        'dependency:get',
        `-Dartifact=${artifact}`,
        '-Dtransitive=false',
      ],
      { stdio: 'ignore' },
    )
    const archive = join(repository, 'io/trino/trino-server', TRINO_VERSION, `trino-server-${TRINO_VERSION}.tar.gz`)
    execFileSync('tar', ['xzf', archive, '-C', work])
    const unpacked = join(work, `trino-server-${TRINO_VERSION}`)
    for (const plugin of readdirSync(join(unpacked, 'plugin'))) {
      if (plugin !== 'hive' && plugin !== 'iceberg') rmSync(join(unpacked, 'plugin', plugin), { recursive: true })
    }
    rmSync(join(unpacked, 'secrets-plugin'), { recursive: true, force: true })
    rmSync(archive)
    if (!existsSync(home)) renameSync(unpacked, home)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function findJava(): string | null {
  const homes = [process.env.JAVA_HOME, ...jvmsIn('/usr/lib/jvm'), ...jvmsIn('/opt'), ...macJvms()]
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'java'))
  const candidates = [...homes.flatMap((home) => (home ? [join(home, 'bin/java')] : [])), ...onPath]
  return candidates.find((java) => existsSync(java) && javaVersion(java) >= NEWEST_JAVA_NEEDED) ?? null
}

const jvmsIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []

const macJvms = (): readonly string[] =>
  jvmsIn('/Library/Java/JavaVirtualMachines').map((home) => join(home, 'Contents/Home'))

function javaVersion(java: string): number {
  const said = spawnSync(java, ['-version'], { encoding: 'utf8' }).stderr
  return Number(/version "(\d+)/.exec(said)?.[1] ?? 0)
}
