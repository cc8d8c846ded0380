/** Logos for print: small, on white, one at a time. */
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { LOGO } from './entries.ts'
import type { Picture } from './page.ts'

/** Pixels for a point: sharp enough on paper. */
const DENSITY = 4

/** @param path of WebP @returns undefined for what cannot be drawn, which then stands without it */
export async function logoAt(path: string, alt: string): Promise<Picture | undefined> {
  try {
    const { data, info } = await sharp(await readFile(path))
      .resize(LOGO.width * DENSITY, LOGO.height * DENSITY, { fit: 'inside' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 88 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width / DENSITY, height: info.height / DENSITY, alt }
  } catch {
    return undefined
  }
}
