import type { Codelist } from './codelists/codelist.ts'
import { GP_CONTEXT, GP_SELECTING, gpEndocrine } from './codelists/gp.ts'

/** Three-character ICD-10 stems of every malignant neoplasm, C00 to C97. */
const MALIGNANT_STEMS = Array.from({ length: 98 }, (_, i) => `C${String(i).padStart(2, '0')}`)

const codesOf = (lists: readonly Codelist[], systems: readonly Codelist['system'][]): readonly string[] =>
  [...new Set(lists.filter((list) => systems.includes(list.system)).flatMap((list) => list.codes))].sort()

/**
 * What makes a person worth reading: any of these codes in any position, or any row at all in a cancer source.
 * Wider than every evidence rule by construction, since it is made of all their lists and of whole ICD-10 chapters.
 */
export const GATHER_CODES = {
  /** First three characters of a diagnosis or cause of death. D05 is in situ breast cancer; Z08 and Z85 follow a treated cancer. */
  icd10Stems: [...MALIGNANT_STEMS, 'D05', 'Z08', 'Z85'],
  /** Whole SNOMED CT codes in the GP record that select a person. */
  gpSelectingSnomed: codesOf(GP_SELECTING, ['snomed']),
  /** Read v2 and CTV3 stems, of any length, that select a person. */
  gpSelectingReadStems: codesOf(GP_SELECTING, ['read']),
  /** GP codes kept for people already selected. */
  gpKeptSnomed: codesOf([...GP_SELECTING, ...GP_CONTEXT], ['snomed']),
  gpKeptReadStems: codesOf([...GP_SELECTING, ...GP_CONTEXT], ['read']),
  /** Medicines kept for people already selected. */
  gpKeptMedicines: codesOf([gpEndocrine], ['dmd']),
  /** Every person with an in-scope row here is selected. */
  selectingSources: ['registration', 'cosd_non_primary', 'cosd_pathology', 'cwt', 'sact', 'rtds'],
  /** Sources whose diagnosis columns are searched for the stems. */
  icd10Columns: {
    apc: ['diag'],
    op: ['diag'],
    death: ['underlying_cause', 'cause_codes'],
  },
} as const
