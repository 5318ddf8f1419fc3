/** Treatment specialties by their main specialty code. Source: NHS Data Dictionary, TREATMENT FUNCTION CODE. */

/** Clinical oncology and medical oncology. */
const ONCOLOGY: readonly string[] = ['800', '370']
const PALLIATIVE_MEDICINE = '315'

export const isOncology = (specialty: string | null): boolean => specialty !== null && ONCOLOGY.includes(specialty)

export const isPalliativeMedicine = (specialty: string | null): boolean => specialty === PALLIATIVE_MEDICINE
