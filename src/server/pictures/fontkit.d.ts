/** The part of fontkit that pictures use; it comes without types. */
declare module 'fontkit' {
  export type Path = {
    scale(x: number, y?: number): Path
    translate(x: number, y: number): Path
    /** path data, in font units until scaled */
    toSVG(): string
  }
  export type GlyphRun = {
    glyphs: { path: Path }[]
    /** font units */
    positions: { xAdvance: number; xOffset: number; yOffset: number }[]
    advanceWidth: number
  }
  export type Font = {
    unitsPerEm: number
    hasGlyphForCodePoint(code: number): boolean
    /** Shapes text: ligatures, kerning, joined letters; glyphs in the order in which they are seen. */
    layout(text: string): GlyphRun
  }
  export function create(bytes: Buffer): Font
}
