/** What other sites can show, and how large: pixels, as an iframe has them. */
export const SHOWN = ['counter', 'map'] as const
export type Shown = (typeof SHOWN)[number]
export const SIZE_NAMES = ['xs', 's', 'm', 'l', 'xl', 'full'] as const
export type SizeName = (typeof SIZE_NAMES)[number]

/** `full` is as wide as the place that it stands in. */
export type Size = { width: number | '100%'; height: number }

const size = (width: Size['width'], height: number): Size => ({ width, height })

export const SIZES: Record<Shown, Record<SizeName, Size>> = {
  counter: {
    ...{ xs: size(200, 120), s: size(240, 160), m: size(320, 200) },
    ...{ l: size(480, 220), xl: size(640, 220), full: size('100%', 220) },
  },
  map: {
    ...{ xs: size(256, 160), s: size(320, 200), m: size(480, 300) },
    ...{ l: size(640, 400), xl: size(960, 600), full: size('100%', 480) },
  },
}
/** Of a map, so that it stays whole where there is less room than its size. */
export const MAP_RATIO = '8/5'

/** The largest that has room (pixels); none is made smaller than the smallest by more than it must. */
export function sizeWithin(
  shown: Shown,
  { width = Infinity, height = Infinity }: { width?: number; height?: number },
): { width: number; height: number } {
  const all = SIZE_NAMES.map((name) => SIZES[shown][name]).filter(
    (one): one is { width: number; height: number } => one.width !== '100%',
  )
  const usual = SIZES[shown].m as { width: number; height: number }
  const wanted = width === Infinity && height === Infinity ? usual : undefined
  const fitting = wanted ?? all.findLast((one) => one.width <= width && one.height <= height)
  return (
    fitting ?? { width: Math.min(all[0]!.width, width), height: Math.min(all[0]!.height, height) }
  )
}
