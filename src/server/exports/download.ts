/** The file of an export, for the session that asked for it. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { isFile } from '../database/connect.ts'
import { folderOf, ZIP } from './folder.ts'
import { readParts } from './parts.ts'
import type { Owner } from './start.ts'
import { mayDownload, viewExport } from './view.ts'

export type Download = {
  /** what it is called where it is saved; ASCII, ours */
  name: string
  bytes: number
  type: string
  open(): Readable
}

/** @returns undefined when there is none, not any more, or for somebody else */
export async function downloadExport(
  context: Context,
  owner: Pick<Owner, 'staff' | 'session'>,
  id: number,
): Promise<Download | undefined> {
  const view = await viewExport(context, owner, id)
  if (!view || !mayDownload(view, owner) || view.until! <= context.now()) return undefined
  const day = new Date(view.asOf!).toISOString().slice(0, 10)
  return {
    name: `accede-${view.asked.preset}-${day}-${id}.zip`,
    bytes: view.bytes!,
    type: 'application/zip',
    open: () =>
      isFile(context.config)
        ? createReadStream(join(folderOf(context.config, id), ZIP))
        : readParts(context, id),
  }
}
