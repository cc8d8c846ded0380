/** How a PDF looks: A4, one column of about 75 characters, the manner of a treaty series. Points. */
export const PAGE = { width: 595.28, height: 841.89 }
export const TEXT = { width: 396, left: (PAGE.width - 396) / 2, top: 96, bottom: 752 }
export const HEAD = 62
export const FOOT = 792
/** What numbers hang in, at least. */
export const INDENT = 24
export const INK = '#17212b'
export const QUIET = '#55606b'
export const SEA = '#1d4f68'
export const RULE = '#b9b2a3'

export type Leading = { size: number; leading: number }

/** Arabic and Chinese need more room between lines. */
export function sizesFor(language: string) {
  const roomy = /^(ar|fa|ur|zh|ja|ko)\b/.test(language) ? 1.22 : 1
  const size = (size: number, leading: number): Leading => ({ size, leading: leading * roomy })
  return {
    body: size(10.8, 15.4),
    note: size(8.6, 11.6),
    small: size(9, 12.5),
    article: size(10.8, 15),
    chapter: size(18, 23),
    part: size(12.5, 17),
    eyebrow: size(9.5, 14),
    title: size(30, 36),
  }
}
export type Sizes = ReturnType<typeof sizesFor>
