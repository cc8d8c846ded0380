/**
 * Logos: decoded and encoded anew by sharp, so that nothing of the file itself is kept: no
 * metadata, no second format hidden in it. Bounded in bytes before, in pixels, frames and seconds
 * while decoding, and in how many are decoded at once.
 */
import sharp from 'sharp'
import { gate } from '../gate.ts'

export const MOST_LOGO_BYTES = 2 * 1024 * 1024
const MOST_PIXELS = 24_000_000
const MOST_SECONDS = 10
const SIDE = 320
const FORMATS = ['png', 'jpeg', 'webp']

/** The largest picture takes about 100 MB while it is decoded. */
const AT_ONCE = 2
const IN_ROW = 20
const decoding = gate(AT_ONCE, IN_ROW)

export type LogoProblem = 'tooLarge' | 'format'

/** @returns WebP bytes of at most 320 x 320, null when there is none, what is wrong, or `busy` */
export async function readLogo(file: unknown): Promise<Uint8Array | null | LogoProblem | 'busy'> {
  if (!(file instanceof File)) return file ? 'format' : null
  if (file.size === 0) return null
  if (file.size > MOST_LOGO_BYTES) return 'tooLarge'
  return decoding.pass(() => encodeAnew(file)) ?? 'busy'
}

async function encodeAnew(file: File): Promise<Uint8Array | 'format'> {
  try {
    const image = sharp(await file.arrayBuffer(), {
      limitInputPixels: MOST_PIXELS,
      failOn: 'error',
      animated: false,
    })
    if (!FORMATS.includes((await image.metadata()).format)) return 'format'
    return await image
      .timeout({ seconds: MOST_SECONDS })
      .rotate()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 90, smartSubsample: true })
      .toBuffer()
  } catch {
    return 'format'
  }
}
