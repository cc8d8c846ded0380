/**
 * Lists that leave the building.
 *
 *     waiting -> making -> done -> gone (a day later, or with the session)
 *        '---------'--> cancelled (by its owner, or with the session) | failed
 *
 * A row is asked for by start.ts, made by run.ts in a thread, and given out by download.ts.
 */
import type { Context } from '../context.ts'
import { cancelExport } from './cancel.ts'
import { downloadExport } from './download.ts'
import type { Asked } from './ask.ts'
import { startExport, type Owner } from './start.ts'
import { lastExport, listExports, mayDownload, viewExport } from './view.ts'

export type { Download } from './download.ts'
export type { ExportView } from './view.ts'
export type ExportService = ReturnType<typeof exportService>

export function exportService(context: Context) {
  return {
    mayDownload,
    last: (asked: Pick<Asked, 'preset' | 'query'>) => lastExport(context, asked),
    start: (owner: Owner, posted: Record<string, unknown>) => startExport(context, owner, posted),
    cancel: (owner: Owner, id: number) => cancelExport(context, owner, id),
    view: (owner: Pick<Owner, 'session'>, id: number) => viewExport(context, owner, id),
    list: (owner: Pick<Owner, 'session'>) => listExports(context, owner),
    download: (owner: Pick<Owner, 'staff' | 'session'>, id: number) =>
      downloadExport(context, owner, id),
  }
}
