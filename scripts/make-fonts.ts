/**
 * Writes src/assets/fonts/*.woff2 and src/styles/fonts.css: `node scripts/make-fonts.ts`.
 * What an English page needs is in one small file a family; the rest is fetched by unicode-range.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import subsetFont from 'subset-font'
import { pointsIn, sheetOf, type Face } from './font-css.ts'
import { FAMILIES, PARTS, WEIGHTS, type Family } from './font-families.ts'
import { fontOf, renamed, tablesOf } from './sfnt.ts'

const { resolve } = createRequire(import.meta.url)
const FONTS = new URL('../src/assets/fonts/', import.meta.url)
const CSS = fileURLToPath(new URL('../src/styles/fonts.css', import.meta.url))
/** Bytes, for the two files that every page loads. */
const BUDGET = 34_000

/** The identifier of the copyright notice in the table of names. */
const COPYRIGHT = 0

const faces: Face[] = []
let everyPage = 0
for (const family of FAMILIES) {
  const core = [...family.core].map((character) => character.codePointAt(0)!)
  for (const { file, subset, range } of PARTS) {
    const points = pointsIn(range).filter((point) => !core.includes(point))
    await write(family, file, points, await partOf(family, subset, points))
  }
  everyPage += await write(family, 'latin', core, await coreOf(family))
}
await writeFile(CSS, await format(sheetOf(faces), { ...(await resolveConfig(CSS)), filepath: CSS }))
console.log(`every page: ${everyPage} bytes`)
if (everyPage > BUDGET) throw new Error(`more than ${BUDGET} bytes`)

/**
 * The core keeps its kerning, but at one weight between the others: kerning that follows the
 * weight would cost 4 KB in the two families, for differences that nobody sees.
 */
async function coreOf(family: Family): Promise<Buffer> {
  const { core, features } = family
  const font = await sourceOf(family, 'latin')
  const shapes = tablesOf(await cut(family, font, core, WEIGHTS, features))
  const still = tablesOf(await cut(family, font, core, 500, [...features, 'kern']))
  for (const tag of ['GPOS', 'GDEF']) shapes.set(tag, still.get(tag)!)
  return packed(shapes)
}

/** Letters outside the core: no features, for their neighbours mostly stand in another file. */
async function partOf(family: Family, subset: string, points: number[]): Promise<Buffer> {
  const font = await sourceOf(family, subset)
  const letters = String.fromCodePoint(...points)
  return packed(tablesOf(await cut(family, font, letters, WEIGHTS, [])))
}

function sourceOf({ source }: Family, subset: string): Promise<Buffer> {
  return readFile(resolve(source.replace('SUBSET', subset)))
}

function cut(
  { axes }: Family,
  font: Buffer,
  text: string,
  wght: typeof WEIGHTS | number,
  keepFeatures: string[],
) {
  return subsetFont(font, text, {
    targetFormat: 'sfnt',
    variationAxes: { ...axes, wght },
    keepFeatures,
    noHinting: true,
    dropTables: ['BASE', 'MVAR', 'STAT', 'gasp'],
  })
}

/** Renamed, because the licence reserves the name "Source" for the fonts as they were. */
function packed(tables: Map<string, Buffer>): Promise<Buffer> {
  const change = (text: string, id: number) =>
    id === COPYRIGHT ? text : text.replace(/Source( ?)(Serif|Sans)\1\d/g, 'Accede$1$2')
  tables.set('name', renamed(tables.get('name')!, change))
  return subsetFont(fontOf(tables), '', { targetFormat: 'woff2', keepAllGlyphs: true })
}

async function write({ name, family }: Family, subset: string, points: number[], font: Buffer) {
  const file = `${name}-${subset}.woff2`
  faces.push({ family, file, weights: `${WEIGHTS.min} ${WEIGHTS.max}`, points })
  await writeFile(new URL(file, FONTS), font)
  console.log(file, font.length)
  return font.length
}
