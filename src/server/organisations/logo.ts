/**
 * Logos: decoded and encoded anew by sharp, so that nothing of the file itself is kept: no
 * metadata, no second format hidden in it. Bounded in bytes before and in pixels while decoding.
 */
import sharp from 'sharp'

export const MOST_LOGO_BYTES = 2 * 1024 * 1024
const MOST_PIXELS = 24_000_000
const SIDE = 320
const FORMATS = ['png', 'jpeg', 'webp']

/** @returns WebP bytes of at most 320 x 320, null when there is none, or what is wrong */
export async function readLogo(file: unknown): Promise<Uint8Array | null | 'tooLarge' | 'format'> {
  if (!(file instanceof File) || file.size === 0)
    return file instanceof File || !file ? null : 'format'
  if (file.size > MOST_LOGO_BYTES) return 'tooLarge'
  try {
    const image = sharp(await file.arrayBuffer(), {
      limitInputPixels: MOST_PIXELS,
      failOn: 'error',
      animated: false,
    })
    if (!FORMATS.includes((await image.metadata()).format)) return 'format'
    return await image
      .rotate()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp()
      .toBuffer()
  } catch {
    return 'format'
  }
}
