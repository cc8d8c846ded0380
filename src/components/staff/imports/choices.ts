/** What the forms of imports offer: plain data of the service. */
export { MOST_FILE_BYTES, MOST_ROWS } from '../../../server/imports/files/bounds.ts'
export { ENCODINGS } from '../../../server/imports/files/encoding.ts'
export { fieldsFor, WORDING_LANGUAGES } from '../../../server/imports/fields.ts'

/** A, B, …, Z, AA: as a spreadsheet names its columns. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last
}
