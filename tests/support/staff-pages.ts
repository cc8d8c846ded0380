/** The pages of staff, as they stand in src/pages/staff: a new one is found by itself. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StaffRole } from '../../src/server/staff/index.ts'

const FOLDER = new URL('../../src/pages/staff/', import.meta.url).pathname

export type Found = {
  path: string
  /** the role that it asks `admit` for; undefined where it asks nobody */
  role: StaffRole | undefined
  /** true for what renders a page, false for what only takes forms or gives data */
  shows: boolean
}

export const staffPages: readonly Found[] = readdirSync(FOLDER, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => /\.(astro|ts)$/.test(file))
  .map((file) => {
    const source = readFileSync(join(FOLDER, file), 'utf8')
    return {
      path: `/staff/${file.replace(/\.(astro|ts)$/, '')}`
        .replace(/\/index$/, '')
        .replaceAll(/\[\.*\w+\]/g, '1'),
      role: /\badmit\(\w+, \{\s*role: '(\w+)'/.exec(source)?.[1] as StaffRole | undefined,
      shows: file.endsWith('.astro'),
    }
  })
