import type { Day } from '../../algorithms/domain/day.ts'

/** Everything for people goes to standard error; standard output is for results alone. */
export const say = (line = ''): void => {
  process.stderr.write(`${line}\n`)
}

/** A result for another program. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

const colours = (): boolean => process.stderr.isTTY && process.env.NO_COLOR === undefined

const painted =
  (code: number) =>
  (text: string): string =>
    colours() ? `\u001b[${code}m${text}\u001b[0m` : text

export const bold = painted(1)
export const faint = painted(2)
export const red = painted(31)
export const yellow = painted(33)
export const green = painted(32)

/** 1,234,567. */
export const counted = (count: number): string => count.toLocaleString('en-GB')

/** "3.2 s", "2 min 05 s". */
export function lasting(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** "one", "one and two", "one, two and three". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`

/** "31 March 2026". */
export const dayInWords = (on: Day): string =>
  new Date(on * 86_400_000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
