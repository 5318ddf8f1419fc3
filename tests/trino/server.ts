import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Installation } from './installation.ts'

export interface TrinoServer {
  readonly address: string
  /** Folder that `local:///` names inside the server. */
  readonly lake: string
  /** Port of the loopback interface on which the server looks for S3; whoever needs objects starts it there. */
  readonly s3Port: number
  stop(): Promise<void>
}

const START_SECONDS = 300

/** Starts a Trino server that listens on the loopback interface alone, with a Hive and an Iceberg catalogue over one folder. */
export async function startTrino(installed: Installation, work: string): Promise<TrinoServer> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const lake = join(work, 'lake')
  const s3Port = await freePort()
  const etc = writeConfiguration(installed, work, lake, { port, s3Port })
  const log = join(work, 'server.log')
  const child = spawn(
    '/bin/sh',
    ['-c', `exec "$0" "$@" >"${log}" 2>&1`, installed.java, ...javaArguments(installed, work, etc)],
    {
      cwd: installed.home,
      stdio: 'ignore',
    },
  )
  // A test run that is killed must not leave a server behind.
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  try {
    await ready(address, child)
  } catch (error) {
    kill()
    throw new Error(`Trino did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`, { cause: error })
  }
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  return { address, lake, s3Port, stop }
}

interface Ports {
  readonly port: number
  readonly s3Port: number
}

function writeConfiguration(installed: Installation, work: string, lake: string, { port, s3Port }: Ports): string {
  const etc = join(work, 'etc')
  const catalogs = join(etc, 'catalog')
  for (const folder of [catalogs, join(lake, 'metastore'), join(work, 'data')]) mkdirSync(folder, { recursive: true })
  const write = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(etc, name), lines.join('\n'))
  }
  write('config.properties', [
    'coordinator=true',
    'node-scheduler.include-coordinator=true',
    `http-server.http.port=${port}`,
    `discovery.uri=http://127.0.0.1:${port}`,
    `catalog.config-dir=${catalogs}`,
    `plugin.dir=${join(installed.home, 'plugin')}`,
    'query.max-memory=1GB',
    'query.max-memory-per-node=1GB',
    'memory.heap-headroom-per-node=512MB',
  ])
  write('log.properties', ['io.trino=WARN', 'Bootstrap=WARN'])
  const files = [
    'hive.metastore.catalog.dir=local:///metastore',
    'fs.native-local.enabled=true',
    `local.location=${lake}`,
    'fs.native-s3.enabled=true',
    `s3.endpoint=http://127.0.0.1:${s3Port}`,
    's3.path-style-access=true',
    's3.region=eu-west-2',
    's3.aws-access-key=test',
    's3.aws-secret-key=test',
    // The S3 server of the tests takes no body above 11 MiB.
    's3.streaming.part-size=8MB',
  ]
  write('catalog/awsdatacatalog.properties', [
    'connector.name=hive',
    'hive.metastore=file',
    ...files,
    'hive.non-managed-table-writes-enabled=true',
    'hive.iceberg-catalog-name=iceberg',
    'hive.compression-codec=SNAPPY',
    'hive.partition-projection-enabled=true',
  ])
  write('catalog/iceberg.properties', [
    'connector.name=iceberg',
    'iceberg.catalog.type=TESTING_FILE_METASTORE',
    ...files,
    'iceberg.hive-catalog-name=awsdatacatalog',
    'iceberg.compression-codec=SNAPPY',
  ])
  return etc
}

const javaArguments = (installed: Installation, work: string, etc: string): readonly string[] => [
  '-Xmx2G',
  '-XX:+UseG1GC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-XX:ReservedCodeCacheSize=256M',
  '-Djdk.attach.allowAttachSelf=true',
  '-XX:+EnableDynamicAgentLoading',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '-XX:+AutoCreateSharedArchive',
  `-XX:SharedArchiveFile=${join(installed.cache, 'trino-classes.jsa')}`,
  '-Dnode.environment=test',
  '-Dnode.id=tests',
  `-Dnode.data-dir=${join(work, 'data')}`,
  '-Dnode.bind-ip=127.0.0.1',
  '-Dnode.internal-address=127.0.0.1',
  `-Dconfig=${join(etc, 'config.properties')}`,
  `-Dlog.levels-file=${join(etc, 'log.properties')}`,
  '-cp',
  `${installed.home}/lib/*`,
  'io.trino.server.TrinoServer',
]

async function ready(address: string, child: ChildProcess): Promise<void> {
  const latest = Date.now() + START_SECONDS * 1000
  while (Date.now() < latest) {
    if (child.exitCode !== null) throw new Error(`Trino ended with code ${child.exitCode}`)
    const answer = await fetch(`${address}/v1/info`).catch(() => null)
    if (answer?.ok && !((await answer.json()) as { starting: boolean }).starting) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`Trino was not ready after ${START_SECONDS} seconds`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address()
      probe.close(() => {
        if (bound !== null && typeof bound === 'object') resolve(bound.port)
        else reject(new Error('No free port'))
      })
    })
  })
