/**
 * Makes the fonts that PDFs embed and pictures are drawn with, src/assets/print-fonts: `node scripts/make-print-fonts.ts`.
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
const SANS = '@fontsource-variable/source-sans-3/files/source-sans-3'
const PARTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext']
/** Not installed with the project: hundreds of MB, of which a file each is needed. Package, version, part. */
const OTHERS = {
  chinese: ['noto-serif-sc', '5.3.0', 'chinese-simplified'],
  korean: ['noto-serif-kr', '5.3.0', 'korean'],
  japanese: ['noto-serif-jp', '5.3.0', 'japanese'],
  hebrew: ['noto-serif-hebrew', '5.3.0', 'hebrew'],
  devanagari: ['noto-serif-devanagari', '5.3.0', 'devanagari'],
  bengali: ['noto-serif-bengali', '5.3.0', 'bengali'],
  gujarati: ['noto-serif-gujarati', '5.3.0', 'gujarati'],
  gurmukhi: ['noto-sans-gurmukhi', '5.3.0', 'gurmukhi'],
  tamil: ['noto-serif-tamil', '5.3.0', 'tamil'],
  telugu: ['noto-serif-telugu', '5.3.0', 'telugu'],
  kannada: ['noto-sans-kannada', '5.3.0', 'kannada'],
  malayalam: ['noto-serif-malayalam', '5.3.0', 'malayalam'],
  sinhala: ['noto-serif-sinhala', '5.3.0', 'sinhala'],
  thai: ['noto-serif-thai', '5.3.0', 'thai'],
  lao: ['noto-serif-lao', '5.0.8', 'lao'],
  khmer: ['noto-serif-khmer', '5.3.0', 'khmer'],
  myanmar: ['noto-serif-myanmar', '5.3.0', 'myanmar'],
  georgian: ['noto-serif-georgian', '5.3.0', 'georgian'],
  armenian: ['noto-serif-armenian', '5.3.0', 'armenian'],
  ethiopic: ['noto-sans-ethiopic', '5.3.0', 'ethiopic'],
  thaana: ['noto-sans-thaana', '5.3.0', 'thaana'],
} as const
/** What the Japanese add to the Chinese: their syllables and marks. */
const KANA = Array.from({ length: 0x3100 - 0x3040 }, (_, i) =>
  String.fromCharCode(0x3040 + i),
).join('')
/** The size that texts are set in, and the one of titles in pictures. */
const OPTICAL_SIZE = 11
const DISPLAY_SIZE = 48

mkdirSync(FOLDER, { recursive: true })
for (const part of PARTS) {
  const [upright, slanted] = [
    `${SERIF}-${part}-opsz-normal.woff2`,
    `${SERIF}-${part}-opsz-italic.woff2`,
  ]
  await write(`serif-regular-${part}`, resolve(upright), { wght: 400, opsz: OPTICAL_SIZE })
  await write(`serif-bold-${part}`, resolve(upright), { wght: 600, opsz: OPTICAL_SIZE })
  await write(`serif-italic-${part}`, resolve(slanted), { wght: 400, opsz: OPTICAL_SIZE })
  await write(`display-${part}`, resolve(upright), { wght: 560, opsz: DISPLAY_SIZE })
  await write(`sans-${part}`, resolve(`${SANS}-${part}-wght-normal.woff2`), { wght: 560 })
}
for (const [name, weight] of [
  ['regular', 400],
  ['bold', 700],
] as const)
  await write(
    `arabic-${name}`,
    resolve(`@fontsource/amiri/files/amiri-arabic-${weight}-normal.woff2`),
  )
for (const [name, of] of Object.entries(OTHERS)) await other(name, of)

/** @param text the characters that are kept; all without it */
async function write(
  name: string,
  file: string,
  variationAxes?: Record<string, number>,
  text?: string,
) {
  const font = await subsetFont(readFileSync(file), text ?? '', {
    targetFormat: 'sfnt',
    keepAllGlyphs: text === undefined,
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

async function other(name: string, [family, version, part]: readonly [string, string, string]) {
  const folder = mkdtempSync(join(tmpdir(), 'accede-fonts-'))
  const of = `@fontsource/${family}@${version}`
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', of], { cwd: folder, encoding: 'utf8' }),
  ) as { filename: string }[]
  execFileSync('tar', ['-xzf', packed!.filename], { cwd: folder })
  const file = join(folder, `package/files/${family}-${part}-400-normal.woff2`)
  await write(`${name}-regular`, file, undefined, name === 'japanese' ? KANA : undefined)
  rmSync(folder, { recursive: true })
}
