import { counted, faint, green, lasting } from './say.ts'

/** Where a journey has got to. Times are seconds; a step that is resumed says so. */
export interface Progress {
  start(step: string, says: string): void
  /** How much of the running step is done, of how much. */
  advance(done: number, of: number): void
  finish(detail?: string): void
}

const WIDTH = 24

/** A live bar on a terminal, one line a step elsewhere; all of it on standard error. */
export function terminalProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  const live = out.isTTY
  let step = { name: '', says: '', startedAt: 0 }
  let fraction: number | null = null
  let ticking: NodeJS.Timeout | undefined

  const elapsed = () => (performance.now() - step.startedAt) / 1000
  const redraw = () => {
    const filled = fraction === null ? 0 : Math.round(fraction * WIDTH)
    const bar = fraction === null ? '·'.repeat(WIDTH) : '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    out.write(`\r\u001b[2K  ${step.name.padEnd(10)} ${bar} ${step.says} ${faint(lasting(elapsed()))}`)
  }

  return {
    start(name, says) {
      step = { name, says, startedAt: performance.now() }
      fraction = null
      if (!live) return
      redraw()
      ticking = setInterval(redraw, 200)
      // A bar must never keep a finished journey alive.
      ticking.unref()
    },
    advance(done, of) {
      fraction = of === 0 ? 1 : done / of
      if (live) redraw()
    },
    finish(detail = step.says) {
      clearInterval(ticking)
      const line = `${step.name.padEnd(10)} ${detail} ${faint(`(${lasting(elapsed())})`)}`
      out.write(live ? `\r\u001b[2K${green('✓')} ${line}\n` : `${line}\n`)
    },
  }
}

/** For `--json` and tests: says nothing. */
export const noProgress: Progress = {
  start: () => undefined,
  advance: () => undefined,
  finish: () => undefined,
}

/** "1 row", "2,000 rows". */
export const quantity = (count: number, one: string, many = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : many}`
