import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ALLOWED_CHANGES, notAllowed } from './allowed.ts'
import { type CloudFormationTemplate, destructiveChanges } from './destructive.ts'

const USAGE = `npm run compare:templates -- BEFORE AFTER
Compares two folders of templates, such as a kept cdk.out and a new one. Ends with 1 when data could be lost.`

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const templateOf = (folder: string, file: string): CloudFormationTemplate =>
  existsSync(join(folder, file)) ? (JSON.parse(readFileSync(join(folder, file), 'utf8')) as CloudFormationTemplate) : {}

function compare(before: string, after: string): number {
  const files = readdirSync(before).filter((file) => file.endsWith('.template.json'))
  if (files.length === 0) {
    say(`There are no templates in ${before}.`)
    return 2
  }
  const today = new Date().toISOString().slice(0, 10)
  let found = 0
  for (const file of files) {
    const changes = destructiveChanges(templateOf(before, file), templateOf(after, file))
    for (const { resource, type, kind, says } of notAllowed(changes, ALLOWED_CHANGES, today)) {
      found++
      say(`${kind.toUpperCase()}  ${file.replace('.template.json', '')}  ${type} ${resource}: ${says}.`)
    }
  }
  say(
    found === 0
      ? `No change could cost data, in ${files.length} ${files.length === 1 ? 'stack' : 'stacks'}.`
      : `${found} ${found === 1 ? 'change' : 'changes'} could cost data. Undo each, or write it into infra/changes/allowed.ts.`,
  )
  return found === 0 ? 0 : 1
}

const [before, after] = process.argv.slice(2)
if (before === undefined || after === undefined || !existsSync(before) || !existsSync(after)) {
  say(USAGE)
  process.exitCode = 2
} else process.exitCode = compare(before, after)
