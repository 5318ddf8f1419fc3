import { z } from 'zod'
import { LOG_EVENTS, type LogEvent } from '../../engines/log.ts'
import { code, codes, type Page, page, sentence, table } from './markdown.ts'

const EVENT_SAYS: Readonly<Record<LogEvent, string>> = {
  step_began: 'a function began a step of a run',
  step_done: 'a step, or one shard of it, is done',
  does_not_add_up: 'rows or people of two steps differ, so the run stops; an alarm listens for it',
  refused: 'a step refused to go on, for a reason of the contract',
  failed: 'something unexpected went wrong',
}

const FIELD_SAYS: Readonly<Record<string, string>> = {
  step: 'step of the run',
  run_id: 'run id, a digest of inputs, definition and request',
  attempt: 'digest of the execution, and the how-manieth attempt',
  shard: 'shard of people',
  people: 'people decided on',
  rows: 'rows read',
  files: 'files read',
  bytes: 'bytes read',
  milliseconds: 'time that it took',
  peak_megabytes: 'most memory that it held',
  reason: 'name of an exit code',
  kind: 'kind of error, or S3',
  status: 'HTTP status of S3',
  at: 'places in our own bundle, as file, line and column; at most five',
}

interface FieldSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: FieldSchema
}

/** What a field can hold, in words; there is no field that holds any text. */
function holds({ type, enum: words, pattern, minimum, maximum, items }: FieldSchema): string {
  if (words !== undefined) return `one of ${codes(words)}`
  if (items !== undefined) return `a list, each ${holds(items)}`
  if (pattern !== undefined) return `text of the form ${code(pattern)}`
  if (type !== 'integer') throw new Error('A log field must be a number, a word of a list or a text of one form.')
  return maximum === undefined || maximum > 1e9 ? 'a whole number' : `a whole number from ${minimum ?? 0} to ${maximum}`
}

/** Everything that can stand in a log line, from the schemas that let it through. */
export const logPages = (): readonly Page[] => [
  page(
    'log-fields',
    'Log fields',
    'Everything that a deployment can log. A line is one of these events with these fields; a field that is not here, or does not fit, keeps its whole line out, and `log_refused` stands in its place with the name of the event that was wanted. No field takes free text, so no identifier fits anywhere; `tests/aws/log.test.ts` feeds identifiers through every path.',
    'Beside them stand the fields of [Powertools](https://docs.powertools.aws.dev/lambda/typescript/latest/): level, service, time, and ids of the invocation and trace. The machine logs which states it passed, without their data. What the command line says is on the terminal of whoever typed it and is not logged.',
    ...(Object.keys(LOG_EVENTS) as LogEvent[]).flatMap((event) => {
      const schema = z.toJSONSchema(LOG_EVENTS[event]) as unknown as {
        readonly properties: Readonly<Record<string, FieldSchema>>
        readonly required?: readonly string[]
      }
      return [
        `## ${code(event)}`,
        sentence(EVENT_SAYS[event]),
        table(
          ['field', 'always there', 'says', 'holds'],
          Object.entries(schema.properties).map(([name, field]) => {
            const says = FIELD_SAYS[name]
            if (says === undefined) throw new Error(`No words for the log field ${name}.`)
            return [
              code(name),
              schema.required?.includes(name) === true ? 'yes' : '',
              sentence(says),
              sentence(holds(field)),
            ]
          }),
        ),
      ]
    }),
    '## Questions to ask of it',
    'In CloudWatch Logs Insights, over the group `/aws/vendedlogs/PREFIX/decide-shard`:',
    [
      '```text',
      'filter event = "step_done" and ispresent(shard)',
      '| stats count() as shards, sum(people) as people, sum(rows) as rows, max(peak_megabytes) by run_id',
      '```',
    ].join('\n'),
  ),
]
