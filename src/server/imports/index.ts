/** Lists that are brought in: for pages of staff. What runs by itself is in run.ts. */
import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Actor } from '../staff/actor.ts'
import {
  discardImport,
  mapImport,
  resumeImport,
  startImport,
  stopImport,
  undoImport,
} from './change.ts'
import { createImport } from './create.ts'
import { problemReport } from './report.ts'
import type { Import } from './types.ts'
import { firstRows, leftRows, listImports, problemRows, viewImport } from './view.ts'

export type ImportService = ReturnType<typeof importService>

export function importService(context: Context) {
  return {
    create: (actor: Actor, posted: Posted) => createImport(context, actor, posted),
    list: () => listImports(context),
    view: (id: number) => viewImport(context, id),
    firstRows: (id: number) => firstRows(context, id),
    problems: (id: number) => problemRows(context, id),
    left: (id: number) => leftRows(context, id),
    report: (id: number, language: string) => problemReport(context, id, language),
    map: (actor: Actor, one: Import, posted: Posted) => mapImport(context, actor, one, posted),
    start: (actor: Actor, id: number, posted: Posted) => startImport(context, actor, id, posted),
    stop: (actor: Actor, id: number) => stopImport(context, actor, id),
    resume: (actor: Actor, id: number) => resumeImport(context, actor, id),
    undo: (actor: Actor, id: number, reason: string) => undoImport(context, actor, id, reason),
    discard: (actor: Actor, id: number) => discardImport(context, actor, id),
  }
}
