/** Files that cannot be imported: each gets one line that says why. */
import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { specimenDeclaration } from '../../scripts/specimen/build.ts'
import { docxSpecimen } from '../../scripts/specimen/formats/docx.ts'
import { pdfSpecimen } from '../../scripts/specimen/formats/pdf.ts'
import { importText, WrongFile } from '../../src/server/texts/import/index.ts'
import { GIVEN, scratch } from '../support/import.ts'

const { folder, write } = scratch()
const docx = docxSpecimen(specimenDeclaration('en'))
const pdf = await pdfSpecimen(specimenDeclaration('en'))

const told = async (path: string) => {
  const problem = await importText(path, GIVEN).then(
    () => 'imported',
    (error: unknown) => error,
  )
  expect(problem).toBeInstanceOf(WrongFile)
  const { message } = problem as WrongFile
  expect(message).not.toContain('\n')
  return message
}

/** A PDF with one page, by pdfkit's options. */
function onePage(options: PDFKit.PDFDocumentOptions, words = 'Words'): Promise<Buffer> {
  const document = new PDFDocument(options)
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  if (words) document.text(words)
  else document.rect(10, 10, 100, 100).fill('black')
  document.end()
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
}

describe('a file that', () => {
  test.each([
    ['empty.docx', '', 'empty.docx is empty'],
    ['blank.txt', ' \n\n ', 'blank.txt is empty'],
    ['text.odt', 'words', 'text.odt is none of .docx, .pdf, .html, .md and .txt'],
    ['none', 'words', 'none is none of .docx, .pdf, .html, .md and .txt'],
    ['words.pdf', 'plain words', 'words.pdf says .pdf, but holds plain text'],
    ['words.docx', 'plain words', 'words.docx says .docx, but holds plain text'],
    ['words.html', 'plain words', 'words.html says .html, but holds plain text'],
    ['page.txt', '<!doctype html><p>x', 'page.txt says .txt, but holds HTML'],
    ['pdf.docx', pdf, 'pdf.docx says .docx, but holds a PDF'],
    ['pdf.txt', pdf, 'pdf.txt says .txt, but holds a PDF'],
    ['docx.pdf', docx, 'docx.pdf says .pdf, but holds a ZIP or Word file'],
    ['docx.md', docx, 'docx.md says .md, but holds a ZIP or Word file'],
    ['rich.txt', '{\\rtf1 words}', 'rich.txt says .txt, but holds rich text (RTF)'],
    [
      'latin.txt',
      Buffer.from('Pr\xe9ambule', 'latin1'),
      'latin.txt is not UTF-8; save it in that encoding',
    ],
    [
      'utf16.txt',
      Buffer.from('\ufeffwords', 'utf16le'),
      'utf16.txt says .txt, but is UTF-16; save it as UTF-8',
    ],
    ['rubbish.txt', Buffer.from([1, 0, 2, 0, 255]), 'rubbish.txt says .txt, but holds no text'],
    ['rubbish.pdf', Buffer.from([1, 0, 2, 0, 255]), 'rubbish.pdf says .pdf, but holds no text'],
    [
      'zip.docx',
      zipSync({ 'a.txt': strToU8('a') }),
      'zip.docx is a ZIP file, but not a Word document',
    ],
    [
      'cut.docx',
      docx.subarray(0, docx.length / 2),
      'cut.docx is a damaged ZIP file, or no Word document',
    ],
    [
      'locked.docx',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'locked.docx says .docx, but it is encrypted, or of an old Word; save it as .docx without a password',
    ],
  ])('%s', async (name, contents, message) => {
    expect(await told(write(name, contents))).toBe(message)
  })

  test('is not there, or is a folder', async () => {
    expect(await told(join(folder, 'nowhere.pdf'))).toBe('nowhere.pdf is not there')
    mkdirSync(join(folder, 'folder.pdf'))
    expect(await told(join(folder, 'folder.pdf'))).toBe('folder.pdf is not a file')
  })

  test('has more than fits into memory, without reading it', async () => {
    const path = write('huge.txt', 'words')
    truncateSync(path, 3000 * 1024 * 1024)
    expect(await told(path)).toBe('huge.txt has 3000 MB; a text has at most 50')
  })

  test('is a PDF with a password', async () => {
    const path = write('secret.pdf', await onePage({ userPassword: 'secret' }))
    expect(await told(path)).toBe('secret.pdf is encrypted with a password; save it without one')
  })

  test('is a PDF of pictures', async () => {
    expect(await told(write('scan.pdf', await onePage({}, '')))).toMatch(
      /^scan\.pdf holds pictures/,
    )
  })

  test('is a damaged PDF', async () => {
    expect(await told(write('bad.pdf', '%PDF-1.7\nrubbish'))).toMatch(/^bad\.pdf cannot be read/)
  })

  test('is a small Word file that unpacks to a gigabyte', async () => {
    const zeros = new Uint8Array(120 * 1024 * 1024)
    const bomb = zipSync({ 'word/document.xml': zeros }, { level: 9 })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await told(write('bomb.docx', bomb))).toBe('bomb.docx unpacks to more than 100 MB')
  })

  test('is a Word file with entities that grow', async () => {
    const xml = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    const path = write('grows.docx', zipSync({ 'word/document.xml': strToU8(xml) }))
    expect(await told(path)).toBe('grows.docx holds a document type, which Word never writes')
  })
})

test.each([
  ['html', `<html><body>${'<div>'.repeat(50_000)}deep`],
  ['md', `${'> '.repeat(5_000)}deep`],
  ['md', `${'['.repeat(20_000)}deep`],
])('a file nested very deep ends, well or with a line (%s)', async (ending, contents) => {
  const path = write(`deep-${contents.length}.${ending}`, contents)
  const ended = await importText(path, GIVEN).then(
    () => 'read',
    (error: unknown) => error instanceof WrongFile && 'told',
  )
  expect(['read', 'told']).toContain(ended)
})
