import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Moto {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Moto's S3 on a free port of the loopback interface. It enforces conditional writes, which fauxqs does not. */
export async function startMoto(): Promise<Moto> {
  const server = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((end) => server.once('close', () => end()))
  const lines = createInterface({ input: server.stderr })
  const said: string[] = []
  const endpoint = await new Promise<string>((found, failed) => {
    lines.on('line', (line) => {
      said.push(line)
      const port = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (port !== undefined) found(port)
    })
    void ended.then(() => failed(new Error(`Moto did not start:\n${said.join('\n')}`)))
  })
  return {
    endpoint,
    async stop() {
      server.kill()
      await ended
    },
  }
}
