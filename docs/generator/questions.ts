import { latestView, PUBLISHED_TABLES } from '../../algorithms/contracts/results/published.ts'
import { code, table } from './markdown.ts'

/** What commissioners ask, and the table that answers it once it is published. */
const QUESTIONS = [
  ['How many people here live with secondary breast cancer, and is it rising?', 'people_living_with'],
  ['How many new recurrences this year, and how sure are we?', 'recurrent_cancer_counts'],
  [
    'What share of leukaemia, brain and ovarian cancers present as emergencies, and are we different?',
    'emergency_presentation_rates',
  ],
  ['Who is worse off?', 'equity_gap'],
  ['Can I trust this number?', 'can_i_use_this'],
] as const

/** Until a question has a table of its own, what helps to answer it. */
const MEANWHILE: Readonly<Record<string, string>> = {
  emergency_presentation_rates: 'not yet',
  equity_gap: 'not yet; the breakdowns of the first two tables show age, sex, deprivation and ethnicity side by side',
  can_i_use_this:
    'not yet; `data_completeness`, `cohort_attrition` and `source_overlap` say what went in and who found whom',
}

/** The lines of the README that say which question has an answer today. */
export function questionsToday(): string {
  const published = Object.keys(PUBLISHED_TABLES)
  const rows = QUESTIONS.map(([question, name], i) => [
    `${i + 1}. ${question}`,
    published.includes(name)
      ? `${code(`published/${name}.csv`)}, view ${code(latestView(name as keyof typeof PUBLISHED_TABLES))}`
      : MEANWHILE[name]!,
  ])
  return table(['question', 'answered today by'], rows)
}
