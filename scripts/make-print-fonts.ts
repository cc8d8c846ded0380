/**
 * Makes the fonts that PDFs embed, src/assets/print-fonts: `node scripts/make-print-fonts.ts`.
 * One weight a file, as the PDF library wants them: it neither picks a weight nor unpacks woff2
 * whose glyphs are made of others. Brotli makes them a third of their size; zlib unpacks them.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import subsetFont from 'subset-font'
import { fontOf, renamed, tablesOf } from './sfnt.ts'

const { resolve } = createRequire(import.meta.url)
const FOLDER = new URL('../src/assets/print-fonts/', import.meta.url)
const SERIF = '@fontsource-variable/source-serif-4/files/source-serif-4'
const SERIF_PARTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext']
/** Not installed with the project: 90 MB, of which two files are needed. */
const CHINESE = '@fontsource/noto-serif-sc@5.3.0'
/** The size that texts are set in. */
const OPTICAL_SIZE = 11

mkdirSync(FOLDER, { recursive: true })
for (const part of SERIF_PARTS) {
  const [upright, slanted] = [
    `${SERIF}-${part}-opsz-normal.woff2`,
    `${SERIF}-${part}-opsz-italic.woff2`,
  ]
  await write(`serif-regular-${part}`, resolve(upright), { wght: 400, opsz: OPTICAL_SIZE })
  await write(`serif-bold-${part}`, resolve(upright), { wght: 600, opsz: OPTICAL_SIZE })
  await write(`serif-italic-${part}`, resolve(slanted), { wght: 400, opsz: OPTICAL_SIZE })
}
for (const [name, weight] of [
  ['regular', 400],
  ['bold', 700],
] as const)
  await write(
    `arabic-${name}`,
    resolve(`@fontsource/amiri/files/amiri-arabic-${weight}-normal.woff2`),
  )
await chinese()

async function write(name: string, file: string, variationAxes?: Record<string, number>) {
  const font = await subsetFont(readFileSync(file), '', {
    targetFormat: 'sfnt',
    keepAllGlyphs: true,
    ...(variationAxes && { variationAxes }),
  })
  const packed = brotliCompressSync(withoutReservedName(font))
  writeFileSync(new URL(`${name}.ttf.br`, FOLDER), packed)
  console.log(name, packed.length)
}

/** The licence reserves the name "Source" for the fonts as they were. */
function withoutReservedName(font: Buffer): Buffer {
  const tables = tablesOf(font)
  const change = (text: string, id: number) =>
    id === 0 ? text : text.replaceAll('Source', 'Accede')
  tables.set('name', renamed(tables.get('name')!, change))
  return fontOf(tables)
}

async function chinese() {
  const folder = mkdtempSync(join(tmpdir(), 'accede-fonts-'))
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', CHINESE], { cwd: folder, encoding: 'utf8' }),
  ) as { filename: string }[]
  execFileSync('tar', ['-xzf', packed!.filename], { cwd: folder })
  const file = 'package/files/noto-serif-sc-chinese-simplified-400-normal.woff2'
  await write('chinese-regular', join(folder, file))
  rmSync(folder, { recursive: true })
}
