import { readFileSync } from 'node:fs'
import { type DecideTask, decideFiles } from '../engines/decide-files.ts'

const { peopleDecided, rowsWritten } = await decideFiles(
  JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as DecideTask,
)
process.stdout.write(`${peopleDecided} people decided, ${JSON.stringify(rowsWritten)}\n`)
