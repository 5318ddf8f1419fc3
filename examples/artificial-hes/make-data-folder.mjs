// Makes a folder that `cohorts run` can read: the artificial HES files, their column map, and a person file made from
// the pseudonyms in them. Usage: node examples/artificial-hes/make-data-folder.mjs OUT [FOLDER WITH apc.csv.gz, op.csv.gz, ecds.csv.gz]
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const [out, from = fileURLToPath(new URL('data', import.meta.url))] = process.argv.slice(2)
if (out === undefined) {
  console.error('Usage: node examples/artificial-hes/make-data-folder.mjs OUT [FOLDER]')
  process.exit(2)
}

mkdirSync(out, { recursive: true })
copyFileSync(fileURLToPath(new URL('sources.json', import.meta.url)), join(out, 'sources.json'))

const people = new Map()
for (const name of ['apc.csv.gz', 'op.csv.gz', 'ecds.csv.gz']) {
  copyFileSync(join(from, name), join(out, name))
  for (const row of rowsOf(gunzipSync(readFileSync(join(from, name))).toString('utf8'))) {
    const person = people.get(row.PSEUDO_HESID) ?? {
      sex: '',
      birth_month: '',
      ethnic_category: '',
      lsoa_code: '',
      gp_practice_code: '',
    }
    // The first row that says something wins: columns were sampled independently, so rows of one person disagree.
    person.sex ||= ['1', '2'].includes(row.SEX) ? row.SEX : ''
    person.birth_month ||= birthMonth(row.MYDOB ?? '')
    person.ethnic_category ||= /^[A-SZ]$/.test(row.ETHNOS) ? row.ETHNOS : ''
    person.lsoa_code ||= row.LSOA11.startsWith('E') ? row.LSOA11 : ''
    person.gp_practice_code ||= /^[A-Z]\d{5}$/.test(row.GPPRAC) ? row.GPPRAC : ''
    people.set(row.PSEUDO_HESID, person)
  }
}

const columns = ['sex', 'birth_month', 'ethnic_category', 'lsoa_code', 'gp_practice_code']
const lines = [...people]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, person]) => [id, ...columns.map((c) => person[c])].join(','))
writeFileSync(join(out, 'person.csv'), ['person_id,' + columns.join(','), ...lines, ''].join('\n'))

/** HES writes the month of birth as MMYYYY. */
function birthMonth(text) {
  const found = /^(0[1-9]|1[0-2])(\d{4})$/.exec(text)
  return found === null ? '' : `${found[2]}-${found[1]}`
}

/** The rows of a CSV text whose quoted fields hold no line ends. */
function rowsOf(text) {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  const names = fieldsOf(header)
  return lines.map((line) => Object.fromEntries(fieldsOf(line).map((value, i) => [names[i], value.trim()])))
}

function fieldsOf(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((found) =>
    (found[1] ?? found[2]).replaceAll('""', '"'),
  )
}
