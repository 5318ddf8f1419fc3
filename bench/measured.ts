import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Cost {
  readonly wallSeconds: number
  /** User and system time of the process with all its threads, and of every process below it. */
  readonly cpuSeconds: number
  /** Greatest sum of resident memory over the process tree, seen every tenth of a second. */
  readonly peakBytes: number
}

interface Seen {
  readonly pid: number
  readonly parent: number
  readonly bytes: number
  /** Null where the platform does not tell it. */
  readonly cpuSeconds: number | null
}

const EVERY_MS = 100
const CPU_AT_EXIT = fileURLToPath(new URL('./cpu-at-exit.mjs', import.meta.url))

/** Runs Node with some words and says what it cost. Throws when it does not end well. */
export async function measured(words: readonly string[]): Promise<Cost> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', CPU_AT_EXIT, ...words], {
    stdio: ['ignore', 'inherit', 'pipe', 'pipe'],
  })
  let said = ''
  let ownCpu = ''
  child.stderr!.on('data', (text) => (said += String(text)))
  child.stdio[3]!.on('data', (text) => (ownCpu += String(text)))
  let peakBytes = 0
  const cpuBelow = new Map<number, number>()
  const sampling = setInterval(() => {
    const tree = treeOf(child.pid!, processes())
    peakBytes = Math.max(
      peakBytes,
      tree.reduce((sum, seen) => sum + seen.bytes, 0),
    )
    for (const { pid, cpuSeconds } of tree) if (pid !== child.pid && cpuSeconds !== null) cpuBelow.set(pid, cpuSeconds)
  }, EVERY_MS)
  const code = await new Promise<number | null>((ended) => child.once('close', ended))
  clearInterval(sampling)
  if (code !== 0) throw new Error(`${words[0]!} ended with ${code}:\n${said}`)
  const below = [...cpuBelow.values()].reduce((sum, seconds) => sum + seconds, 0)
  return { wallSeconds: (performance.now() - started) / 1000, cpuSeconds: Number(ownCpu) + below, peakBytes }
}

function treeOf(root: number, all: readonly Seen[]): Seen[] {
  const tree = all.filter(({ pid }) => pid === root)
  // The list grows while it is walked: each process brings its children.
  for (const parent of tree) tree.push(...all.filter((seen) => seen.parent === parent.pid))
  return tree
}

/** Clock ticks a second, which Linux fixes at 100 for what it shows to programs. */
const TICKS = 100
const PAGE_BYTES = 4096

function processes(): Seen[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs()
}

function fromProc(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        // The name of a program may hold spaces and brackets, so fields are counted from its end.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS
        return [{ pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES, cpuSeconds }]
      } catch {
        return []
      }
    })
}

function fromPs(): Seen[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => {
      const [pid, parent, kilobytes] = row.trim().split(/\s+/).map(Number)
      return { pid: pid!, parent: parent!, bytes: kilobytes! * 1024, cpuSeconds: null }
    })
}
