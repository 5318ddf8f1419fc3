import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Trouble } from '../../algorithms/domain/trouble.ts'
import { takeLock } from '../../cli/run/lock.ts'
import { clearGathered, emptyWork, outFolder, place, refuseAnotherRun } from '../../cli/run/out-folder.ts'
import { filesBelow, temporaryFolder } from './command.ts'

const home = temporaryFolder()
let out: string
let folders = 0
beforeEach(() => {
  out = join(home, `out-${++folders}`)
  mkdirSync(out)
})

const write = (...parts: readonly string[]): void => {
  mkdirSync(join(out, ...parts.slice(0, -1)), { recursive: true })
  writeFileSync(join(out, ...parts), 'text')
}

describe('the lock', () => {
  it('is held once, and can be taken again when it is let go', () => {
    const letGo = takeLock(out)
    expect(() => takeLock(out)).toThrow(Trouble)
    letGo()
    letGo()
    takeLock(out)()
    expect(existsSync(join(out, '.lock'))).toBe(false)
  })

  it('of a process that died is taken over, and so is one that was half written', () => {
    writeFileSync(join(out, '.lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }))
    takeLock(out)()
    writeFileSync(join(out, '.lock'), '')
    takeLock(out)()
  })

  it('of another machine is respected, for nobody can ask whether it lives', () => {
    writeFileSync(join(out, '.lock'), JSON.stringify({ pid: 1, host: 'another-machine' }))
    expect(() => takeLock(out)).toThrow(/Another run/)
  })
})

describe('the work of a run', () => {
  it('is removed file by file: what is not ours stays', () => {
    const folder = outFolder(out, 'run')
    write('work', 'run', 'gathered', 'gathered_apc', 'shard=-1', 'data_0.parquet')
    write('work', 'run', 'gathered', 'gathered_apc', 'shard=12', 'data_1.parquet')
    write('work', 'run', 'decided', 'cohort_member', 'shard-3.parquet')
    write('work', 'run', 'decided', 'shard-3.json')
    write('work', 'run', 'gathered.json')
    write('work', 'run', 'gathered', 'gathered_apc', 'notes.txt')
    write('work', 'another-run', 'gathered.json')
    emptyWork(folder)
    expect(filesBelow(out)).toEqual(['work/another-run/gathered.json', 'work/run/gathered/gathered_apc/notes.txt'])
  })

  it('loses only what was gathered when gathering starts again', () => {
    const folder = outFolder(out, 'run')
    write('work', 'run', 'gathered', 'gathered_apc', 'shard=1', 'data_0.parquet')
    write('work', 'run', 'decided', 'shard-3.json')
    clearGathered(folder)
    expect(filesBelow(out)).toEqual(['work/run/decided/shard-3.json'])
  })

  it('is put in place whole, also when an interrupted run had begun to', () => {
    const folder = outFolder(out, 'run')
    write('restricted', 'cohort_member.parquet')
    write('work', 'run', 'staged', 'published', 'people_living_with.csv')
    write('work', 'run', 'staged', 'results.duckdb')
    place(folder)
    expect(filesBelow(out)).toEqual([
      'published/people_living_with.csv',
      'restricted/cohort_member.parquet',
      'results.duckdb',
    ])
  })
})

describe('an output folder', () => {
  it('may be empty, locked or at work, and nothing else', () => {
    expect(refuseAnotherRun(join(out, 'new'), 'run')).toBeNull()
    write('.lock')
    write('work', 'run', 'gathered.json')
    expect(refuseAnotherRun(out, 'run')).toBeNull()
    write('thesis.docx')
    expect(() => refuseAnotherRun(out, 'run')).toThrow(/not empty/)
    expect(readFileSync(join(out, 'thesis.docx'), 'utf8')).toBe('text')
  })

  it('with a run.json that cannot be read is left alone', () => {
    write('run.json')
    expect(() => refuseAnotherRun(out, 'run')).toThrow(/run\.json/)
  })
})
