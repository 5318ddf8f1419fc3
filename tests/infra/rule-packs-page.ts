import { table } from '../../docs/generator/markdown.ts'
import type { Acknowledgement } from '../../infra/acknowledged.ts'

/** What one pack made of one stack. */
export interface PackOutcome {
  readonly stack: string
  readonly pack: string
  /** Findings that nobody has accounted for. */
  readonly open: number
}

/** The page of the rule packs: what each left open, and every finding that is accounted for, with its reason. */
export const rulePacksPage = (outcomes: readonly PackOutcome[], accounted: readonly Acknowledgement[]): string => {
  const packs = [...new Set(outcomes.map(({ pack }) => pack))]
  const stacks = [...new Set(outcomes.map(({ stack }) => stack))]
  const openIn = (stack: string, pack: string): string =>
    String(outcomes.find((one) => one.stack === stack && one.pack === pack)!.open)
  return `${[
    '<!-- Written by the tests of the deployment from what the packs found: `npm run test:aws -- -u`. -->',
    '# Rule packs over the templates',
    'Every template is held to four packs of `cdk-nag`. A finding that nobody has accounted for stops `npx cdk synth`, and fails the tests.',
    '## Findings left open',
    table(
      ['stack', ...packs],
      stacks.map((stack) => [stack, ...packs.map((pack) => openIn(stack, pack))]),
    ),
    '## Findings accounted for',
    'Wildcards in policies are accounted for where the policy is made: [Roles on AWS](roles.md) shows each statement.',
    table(
      ['where', 'rules', 'why it stays'],
      accounted.map(({ stack, path, rules, reason }) => [
        [stack, ...path].join('/'),
        rules.map((rule) => `\`${rule}\``).join('<br>'),
        reason,
      ]),
    ),
  ].join('\n\n')}\n`
}
