/** The specimen in every format that is imported. */
import type { LegalText } from '../../../src/server/texts/model.ts'
import { docxSpecimen } from './docx.ts'
import { htmlSpecimen } from './html.ts'
import { markdownSpecimen } from './markdown.ts'
import { pdfSpecimen } from './pdf.ts'
import { plainSpecimen } from './plain.ts'

/** @returns contents by the ending of the file; no PDF for what is written from right to left */
export async function inAllFormats(text: LegalText): Promise<Record<string, string | Uint8Array>> {
  return {
    txt: plainSpecimen(text),
    md: markdownSpecimen(text),
    html: htmlSpecimen(text),
    docx: docxSpecimen(text),
    ...(text.language !== 'ar' && { pdf: await pdfSpecimen(text) }),
  }
}
