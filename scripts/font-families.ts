/** What scripts/make-fonts.ts makes: which families, which characters, in which files. */

/** The weights in use; `font-weight` beyond them gets the nearest. */
export const WEIGHTS = { min: 400, max: 600, default: 400 }
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
const CORE = `${ASCII}\u00a0’‘“”–—…·©×§«»−¡¿àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœ`

/** What else the sources have, by their own division; later ones are asked first. */
export const PARTS = [
  {
    file: 'latin-rest',
    subset: 'latin',
    range:
      'U+A2-AC,U+AE-FF,U+131,U+152,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+201A,U+201E,U+2022,' +
      'U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2191,U+2193',
  },
  {
    file: 'latin-ext', // the letters of African alphabets with it
    subset: 'latin-ext',
    range:
      'U+100-130,U+132-151,U+154-19F,U+1A2-1AE,U+1B1-24F,U+253-254,U+256-257,U+259,U+25B,U+260,' +
      'U+263,U+268-269,U+272,U+275,U+283,U+289-28C,U+292,U+1E00-1E9F,U+1EF2-1EFF,U+2020',
  },
  { file: 'vietnamese', subset: 'vietnamese', range: 'U+1A0-1A1,U+1AF-1B0,U+1EA0-1EF1' },
]

export interface Family {
  /** How its files begin. */
  name: string
  /** What the style sheet calls it. */
  family: string
  /** The file of the npm package, with SUBSET for the part of Unicode. */
  source: string
  /** Axes pinned to one value. */
  axes: Record<string, number>
  /** The characters of the file that every page loads. */
  core: string
  /** OpenType features kept there, beside kerning. */
  features: string[]
}

export const FAMILIES: Family[] = [
  {
    name: 'serif',
    family: 'Source Serif 4',
    source: '@fontsource-variable/source-serif-4/files/source-serif-4-SUBSET-opsz-normal.woff2',
    // One optical size for reading and for display: light enough at 64 px, open enough at 18.
    axes: { opsz: 32 },
    core: `${CORE}ÉÁÖÅÀÇ`,
    features: ['liga', 'lnum', 'tnum'],
  },
  {
    name: 'sans',
    family: 'Source Sans 3',
    source: '@fontsource-variable/source-sans-3/files/source-sans-3-SUBSET-wght-normal.woff2',
    axes: {},
    core: CORE,
    features: ['lnum', 'tnum'],
  },
]
