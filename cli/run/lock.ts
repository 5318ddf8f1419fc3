import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Trouble } from '../../algorithms/domain/trouble.ts'

interface Holder {
  readonly pid: number
  readonly host: string
}

/** Takes the one lock of an output folder. The lock of a process that died is taken over. Returns how to let go of it. */
export function takeLock(out: string): () => void {
  const path = join(out, '.lock')
  const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder)
  if (!created(path, mine)) {
    const holder = holderOf(path)
    if (holder !== null && isAlive(holder)) throw held()
    // Renaming first means that of two runs that find the dead lock, one takes it and the other sees a live one.
    const stale = `${path}.${process.pid}`
    try {
      renameSync(path, stale)
      unlinkSync(stale)
    } catch {
      throw held()
    }
    if (!created(path, mine)) throw held()
  }
  let holding = true
  return () => {
    if (holding) unlinkSync(path)
    holding = false
  }
}

const held = (): Trouble =>
  new Trouble(
    'locked',
    'Another run is working in this output folder.',
    'Wait for it to finish, or choose another --out. If none is running, delete the file .lock in it.',
  )

function created(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function holderOf(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

/** A holder on another machine cannot be asked, so it is taken to be alive. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
