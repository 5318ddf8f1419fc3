import { readFileSync } from 'node:fs'
import { accuracyInShort, accuracyPages } from './accuracy.ts'
import { clinicalListPages } from './clinical-lists.ts'
import { commandLinePages } from './command-line.ts'
import { cookbookPages } from './cookbook.ts'
import { costPages } from './cost.ts'
import { evidencePages } from './evidence.ts'
import { logPages } from './log-fields.ts'
import { GENERATED, type Page } from './markdown.ts'
import { policyPages } from './policy.ts'
import { presentationPages } from './presentation.ts'
import { questionsToday } from './questions.ts'
import { sourcePages } from './sources.ts'
import { tablePages } from './tables.ts'
import { trustPages } from './trust.ts'

const ROOT = new URL('../../', import.meta.url)

/** Sections of the README between a comment that names them and one that ends them. */
const SECTIONS: Readonly<Record<string, () => string>> = { questions: questionsToday, accuracy: accuracyInShort }

/** The README with its generated sections filled; everything else in it is written by hand. */
function readme(): Page {
  let content = readFileSync(new URL('README.md', ROOT), 'utf8')
  for (const [name, written] of Object.entries(SECTIONS)) {
    const section = new RegExp(`(<!-- ${name}: .* -->\\n)[^]*?(\\n<!-- ${name} ends -->)`)
    if (!section.test(content)) throw new Error(`README.md has no section for ${name}.`)
    content = content.replace(section, (_, from: string, to: string) => `${from}\n${written()}\n${to}`)
  }
  return { path: 'README.md', content }
}

/** Every page that is written from declarations or measurements, as it should stand on disk. */
export async function generatedPages(): Promise<readonly Page[]> {
  const pages = [
    ...sourcePages(),
    ...tablePages(),
    ...evidencePages(),
    ...policyPages(),
    ...(await clinicalListPages()),
    ...presentationPages(),
    ...trustPages(),
    ...commandLinePages(),
    ...costPages(),
    ...logPages(),
    ...accuracyPages(),
  ]
  return [contents(pages), ...pages, ...cookbookPages(), readme()]
}

/** Pages that the tests of the deployment write, because only they see its templates and its runs: file and title. */
export const WRITTEN_BY_TESTS = {
  'roles.md': 'Roles on AWS',
  'rule-packs.md': 'Rule packs over the templates',
  'faults.md': 'What happens when a step fails on AWS',
}

function contents(pages: readonly Page[]): Page {
  const lines = pages.map(({ path, content }) => {
    const name = path.replace('docs/reference/', '')
    return `- [${/^# (.+)$/m.exec(content)![1]!}](${name})`
  })
  const tested = Object.entries(WRITTEN_BY_TESTS).map(([name, title]) => `- [${title}](${name})`)
  const says =
    'Written from the declarations by `npm run docs`, and the last two by `npm run test:aws`, so that it cannot say anything else than the code does.'
  return {
    path: 'docs/reference/README.md',
    content: [GENERATED, '# Reference', says, [...lines, ...tested].join('\n'), ''].join('\n\n').trimEnd() + '\n',
  }
}
