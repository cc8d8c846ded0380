/**
 * Makes an export in a folder: first everything that comes from the database, in one snapshot and as
 * quickly as it can be read; then the files, one format after the other; then the manifest.
 */
import { rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openSnapshot, type Snapshot } from '../database/snapshot.ts'
import { maskAddresses } from '../staff/audit/mask.ts'
import type { Asked } from './ask.ts'
import { spoken, type Order as Ordered } from './choices.ts'
import { headings } from './cells.ts'
import { columnOf } from './columns.ts'
import { FORMATS } from './formats.ts'
import { find, parsed, spool, texts, unspool, type Raw } from './gather.ts'
import { ABOUT, MANIFEST, notesFor, printed, type FileEntry, type Manifest } from './manifest.ts'
import { auditHead, leftSince, namelessIn } from './moment.ts'
import { fill } from './sink.ts'
import { rowsOf, type Which } from './which.ts'

/** What is to be made: plain data, because it goes into a thread. */
export type Order = {
  id: number
  asked: Asked
  askedBy: string
  askedAt: number
  /** the export that "since the last" goes on from */
  last: { id: number; asOf: number } | undefined
  sample: boolean
}
export type Stage = 'rows' | 'zip' | Asked['formats'][number]
export type Progress = (stage: Stage, done: number, total: number) => void
export type Made = { manifest: Manifest; manifestHash: string; asOf: number; names: string[] }

/** A change that was under way when the last snapshot was taken carries an earlier time than its commit. */
const OVERLAP = 60_000
const SPOOL = 'rows.spool'
const QUICK: readonly Asked['formats'][number][] = ['csv', 'excel', 'jsonl']

const ORDER_BY: Record<Ordered, string> = {
  number: 'e.number, e.id',
  name: 'e.search_name, e.id',
  country: 'e.country, e.search_name, e.id',
  newest: 'e.confirmed_at desc, e.id desc',
}

/** @param folder there, empty, and for its owner alone */
export async function makeExport(
  config: Config,
  order: Order,
  folder: string,
  tell: Progress = () => {},
): Promise<Made> {
  const { asked, last } = order
  const since = asked.sinceLast && last ? last.asOf - OVERLAP : undefined
  const which: Which = { preset: asked.preset, query: asked.query, since }
  const snapshot = await openSnapshot(config)
  const asOf = Date.now()
  let closed: Promise<void> | undefined
  const close = () => (closed ??= snapshot.close())
  try {
    const { ids, figures } = await find(snapshot, rowsOf(which), ORDER_BY[asked.order])
    const nameless = asked.preset === 'full' ? 0 : await namelessIn(snapshot, which)
    const left = since === undefined ? [] : await leftSince(snapshot, since)
    const audit = await auditHead(snapshot)
    const rows = await rowSource(snapshot, ids, order, folder, close, tell)
    const files = await writeFiles(order, ids.length, rows, folder, tell)
    const manifest: Manifest = {
      about: ABOUT,
      site: config.siteUrl,
      sample: order.sample,
      export: order.id,
      asked: { ...asked, query: maskAddresses(spoken(asked.query)) },
      askedBy: order.askedBy,
      askedAt: iso(order.askedAt),
      asOf: iso(asOf),
      since: since === undefined ? null : { export: last!.id, from: iso(since), left },
      figures: { ...figures, countedWithoutName: nameless },
      ...{ files, audit, notes: notesFor(asked) },
    }
    return { manifest, asOf, ...(await writeManifest(manifest, folder)) }
  } finally {
    await close()
    await rm(join(folder, SPOOL), { force: true })
  }
}

const iso = (time: number) => new Date(time).toISOString()

async function writeManifest(manifest: Manifest, folder: string) {
  const text = printed(manifest)
  await writeFile(join(folder, MANIFEST), text, { mode: 0o600 })
  return {
    manifestHash: createHash('sha256').update(text).digest('hex'),
    names: [MANIFEST, ...manifest.files.map(({ name }) => name)],
  }
}

/**
 * Where a format gets its rows. A single one that is as quick as reading reads the snapshot itself;
 * else the rows go into a file first, so that the snapshot is over before the slow work begins.
 */
async function rowSource(
  snapshot: Snapshot,
  ids: readonly number[],
  { asked }: Order,
  folder: string,
  close: () => Promise<void>,
  tell: Progress,
): Promise<() => AsyncIterable<Raw[]>> {
  const rows = texts(
    snapshot,
    ids,
    asked.columns.map((name) => columnOf(name).sql),
  )
  if (asked.formats.length === 1 && QUICK.includes(asked.formats[0]!)) return () => parsed(rows)
  const path = join(folder, SPOOL)
  await spool(rows, path, (done) => tell('rows', Math.min(done, ids.length), ids.length))
  await close()
  return () => unspool(path)
}

async function writeFiles(
  { asked, id }: Order,
  total: number,
  rows: () => AsyncIterable<Raw[]>,
  folder: string,
  tell: Progress,
): Promise<FileEntry[]> {
  const files: FileEntry[] = []
  for (const format of asked.formats) {
    const { ending, load } = FORMATS[format]
    const write = await load()
    const name = `${asked.preset}-${id}${ending}`
    const sheet = {
      headings: headings(asked.columns, asked.language),
      rows: counted(rows(), (done) => tell(format, done, total)),
      ...{ total, language: asked.language },
    }
    files.push({ name, rows: total, ...(await fill(join(folder, name), write(sheet))) })
  }
  return files
}

async function* counted<T>(pieces: AsyncIterable<T[]>, tell: (done: number) => void) {
  let done = 0
  for await (const piece of pieces) {
    yield piece
    tell((done += piece.length))
  }
}
