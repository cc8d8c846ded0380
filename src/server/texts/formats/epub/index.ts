/**
 * A text as an EPUB 3.3: one file a chapter, a table of contents, footnotes that readers show in
 * place. The same text always gives the same bytes.
 */
import { strToU8, zipSync, type Zippable } from 'fflate'
import { directionOf } from '../../words.ts'
import type { Extract } from '../extract.ts'
import type { Publication } from '../publication.ts'
import { block, escapeXml, inline, XML_DECLARATION, type Xml } from '../xml.ts'
import { bodies, type Body } from './bodies.ts'
import { STYLE } from './style.ts'

/** A zip file cannot say a date before 1980; ours says always the same. */
const MADE = new Date('2018-01-01T00:00:00Z')

export function toEpub(taken: Extract, publication: Publication): Uint8Array {
  const files = bodies(taken, publication)
  const page = (title: string, content: Xml) => document(taken, title, content)
  const zip: Zippable = {
    // It comes first and is not compressed, so that its type can be read off the file.
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(CONTAINER),
    'EPUB/package.opf': strToU8(packageFile(taken, publication, files)),
    'EPUB/nav.xhtml': strToU8(page(taken.text.title, navigation(taken, files))),
    'EPUB/style.css': strToU8(STYLE),
    ...Object.fromEntries(
      files.map(({ name, title, content }) => [`EPUB/${name}`, strToU8(page(title, content))]),
    ),
  }
  return zipSync(zip, { level: 9, mtime: MADE })
}

const CONTAINER = [
  XML_DECLARATION,
  block(
    'container',
    { version: '1.0', xmlns: 'urn:oasis:names:tc:opendocument:xmlns:container' },
    block(
      'rootfiles',
      {},
      inline('rootfile', {
        'full-path': 'EPUB/package.opf',
        'media-type': 'application/oebps-package+xml',
      }),
    ),
  ),
].join('\n')

function document({ text: { language } }: Extract, title: string, content: Xml): string {
  const dir = directionOf(language)
  return [
    XML_DECLARATION,
    '<!DOCTYPE html>',
    block(
      'html',
      {
        xmlns: 'http://www.w3.org/1999/xhtml',
        'xmlns:epub': 'http://www.idpf.org/2007/ops',
        ...{ lang: language, 'xml:lang': language, dir },
      },
      block(
        'head',
        {},
        inline('title', {}, escapeXml(title)),
        inline('link', { rel: 'stylesheet', href: 'style.css', type: 'text/css' }),
      ),
      block('body', {}, content),
    ),
  ].join('\n')
}

function packageFile({ text }: Extract, publication: Publication, files: Body[]): string {
  const { date, language, title } = text
  const meta = (property: string, value: string) => inline('meta', { property }, escapeXml(value))
  const item = (id: string, href: string, type: string, properties?: string) =>
    inline('item', { id, href, 'media-type': type, properties })
  const xhtml = 'application/xhtml+xml'
  const id = (name: string) => name.replace('.xhtml', '')
  return [
    XML_DECLARATION,
    block(
      'package',
      {
        ...{ xmlns: 'http://www.idpf.org/2007/opf', version: '3.0', 'xml:lang': language },
        ...{ 'unique-identifier': 'id', dir: directionOf(language) },
      },
      block(
        'metadata',
        { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' },
        inline('dc:identifier', { id: 'id' }, escapeXml(publication.url)),
        inline('dc:title', {}, escapeXml(title)),
        inline('dc:language', {}, language),
        inline('dc:publisher', {}, escapeXml(publication.publisher)),
        inline('dc:description', {}, escapeXml(publication.notice)),
        date ? inline('dc:date', {}, date) : '',
        text.source ? inline('dc:source', {}, escapeXml(text.source)) : '',
        meta('dcterms:modified', `${date ?? '2018-01-01'}T00:00:00Z`),
        meta('schema:accessMode', 'textual'),
        meta('schema:accessModeSufficient', 'textual'),
        ['tableOfContents', 'readingOrder', 'structuralNavigation'].map((feature) =>
          meta('schema:accessibilityFeature', feature),
        ),
        meta('schema:accessibilityHazard', 'none'),
      ),
      block(
        'manifest',
        {},
        item('nav', 'nav.xhtml', xhtml, 'nav'),
        item('style', 'style.css', 'text/css'),
        files.map(({ name }) => item(id(name), name, xhtml)),
      ),
      block(
        'spine',
        { 'page-progression-direction': directionOf(language) },
        files.map(({ name }) => inline('itemref', { idref: id(name) })),
      ),
    ),
  ].join('\n')
}

function navigation({ text }: Extract, files: Body[]): Xml {
  const link = (href: string, title: string) => inline('a', { href }, escapeXml(title))
  const list = (entries: Body['entries'], name: string): Xml =>
    entries.length === 0
      ? ''
      : block(
          'ol',
          {},
          entries.map(({ id, title }) => inline('li', {}, link(`${name}#${id}`, title))),
        )
  return block(
    'nav',
    { 'epub:type': 'toc', role: 'doc-toc' },
    inline('h1', {}, escapeXml(text.title)),
    block(
      'ol',
      {},
      files.map(({ name, title, entries }) =>
        block('li', {}, link(name, title), list(entries, name)),
      ),
    ),
  )
}
