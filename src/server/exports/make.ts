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
import { BOOK_SPOOL, gatherBook, LOGOS } from './book/gather.ts'
import { columnOf } from './columns.ts'
import { writeFiles } from './files.ts'
import { BY_NUMBER, rowsIn } from './gather.ts'
import { ABOUT, MANIFEST, notesFor, printed, type Manifest } from './manifest.ts'
import { auditHead, leftSince, namelessIn } from './moment.ts'
import { parsed, spool, unspool } from './spool.ts'
import { isOfRowsAlone, rowsOf, type Which } from './which.ts'

/** What is to be made: plain data, because it goes into a thread. */
export type Order = {
  id: number
  asked: Asked
  /** which time it is made, where it was begun before */
  attempt: number
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
  number: BY_NUMBER,
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
    const { left, audit, countedWithoutName } = await lookAt(snapshot, which, asked)
    const { figures, ...sources } = await gather(snapshot, { order, which, folder }, close, tell)
    const about = { ...config, ...order, ...asked, asOf, since }
    const files = await writeFiles({ order, folder, about, ...sources }, tell)
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
      figures: { countedWithoutName, ...figures() },
      ...{ files, audit, notes: notesFor(asked) },
    }
    return { manifest, asOf, ...(await writeManifest(manifest, folder)) }
  } finally {
    await close()
    for (const name of [SPOOL, BOOK_SPOOL, LOGOS])
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

const iso = (time: number) => new Date(time).toISOString()

/** What the manifest says beside the rows and their figures. */
async function lookAt(snapshot: Snapshot, which: Which, { preset }: Asked) {
  return {
    countedWithoutName: preset === 'full' ? 0 : await namelessIn(snapshot, which),
    left: which.since === undefined ? [] : await leftSince(snapshot, which),
    audit: await auditHead(snapshot),
  }
}

async function writeManifest(manifest: Manifest, folder: string) {
  const text = printed(manifest)
  await writeFile(join(folder, MANIFEST), text, { mode: 0o600 })
  return {
    manifestHash: createHash('sha256').update(text).digest('hex'),
    names: [MANIFEST, ...manifest.files.map(({ name }) => name)],
  }
}

type Gathering = { order: Order; which: Which; folder: string }

/**
 * Where the formats get their rows. A single one that is as quick as reading reads the snapshot
 * itself; else the rows go into files first, so that the snapshot is over before the slow work begins.
 */
async function gather(
  snapshot: Snapshot,
  { order: { asked }, which, folder }: Gathering,
  close: () => Promise<void>,
  tell: Progress,
) {
  const told = (done: number, total: number) => tell('rows', done, total)
  const { formats, language } = asked
  // Only those who are named in public stand in a book, so it takes its own rows.
  const tables = formats.filter((format) => format !== 'pdf')
  const isQuick = formats.length === 1 && QUICK.includes(formats[0]!)
  const selection = {
    where: rowsOf(which),
    cheap: isOfRowsAlone(which),
    by: ORDER_BY[asked.order],
    columns: asked.columns.map((name) => columnOf(name).sql),
  }
  const found =
    tables.length > 0 ? await rowsIn(snapshot, selection, isQuick ? undefined : told) : undefined
  if (found && isQuick) return { ...found, rows: () => parsed(found.texts), book: undefined }
  const path = join(folder, SPOOL)
  if (found) await spool(found.texts, path)
  const book = formats.includes('pdf')
    ? await gatherBook(snapshot, { which, folder, language }, told)
    : undefined
  await close()
  const figures = () => found?.figures() ?? book!.figures
  return { total: found?.total ?? 0, figures, rows: () => unspool(path), book }
}
