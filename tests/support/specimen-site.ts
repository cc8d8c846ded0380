/** A site that holds the specimen: 165 articles, two editions, three languages, a matrix. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSpecimenContent } from '../../scripts/specimen/content.ts'

/** @returns the environment of a site; the site deletes the directory */
export function specimenTexts(dataDir = mkdtempSync(join(tmpdir(), 'accede-texts-'))) {
  const content = join(dataDir, 'content')
  writeSpecimenContent(content)
  return { DATA_DIR: dataDir, CONTENT_DIR: content }
}
