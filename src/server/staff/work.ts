/** The daily work of staff, put together; accounts and sessions are in index.ts. */
import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import { act, lastDecision, readAct, type Act } from './desk/act.ts'
import { correct } from './desk/correct.ts'
import { eraseByStaff } from './desk/erase.ts'
import { sendAgain } from './desk/send-again.ts'
import { viewDossier, type Dossier } from './desk/view.ts'
import type { Actor } from './actor.ts'
import { filterOf, previewBulk, startBulk } from './bulk/start.ts'
import { cancelBulk, undoBulk } from './bulk/undo.ts'
import { listBulk, viewBulk } from './bulk/view.ts'
import { changeSettings, offeredSettings } from './campaign/change.ts'
import { behind } from './digest/digest.ts'
import { sampleMail, sampleMails, type SampleAsked } from './mail/samples.ts'
import { mailHealth, overTime, waiting, type Unit } from './home/figures.ts'
import { funnel } from './home/funnel.ts'
import { listDead, sendDeadAgain } from './mail/dead.ts'
import { mailState } from './mail/state.ts'
import { liftSuppression, listSuppressed } from './mail/suppressions.ts'
import { addRules, endRule, listRules } from './rules/rules.ts'
import { queryOf, readWorkFilter, type WorkFilter } from './work-list/filter.ts'
import { workPage } from './work-list/list.ts'
import { forgetView, savedViews, saveView } from './work-list/views.ts'

export type { Actor } from './actor.ts'
export type WorkService = ReturnType<typeof workService>

/** @param addresses whether addresses may be seen and asked about */
export function workService(context: Context) {
  return {
    readFilter: (params: URLSearchParams, addresses: boolean) => readWorkFilter(params, addresses),
    queryOf,
    behind: () => behind(context),
    page: (filter: WorkFilter, addresses: boolean) => workPage(context, filter, addresses),
    views: (staffId: number) => savedViews(context, staffId),
    saveView: (staffId: number, name: string, query: string) =>
      saveView(context, staffId, name, query),
    forgetView: (staffId: number, id: number) => forgetView(context, staffId, id),
    dossier: (id: number, addresses: boolean) => viewDossier(context, id, addresses),
    readAct,
    act: (actor: Actor, id: number, what: Act) => act(context, actor, id, what),
    lastDecision: (id: number) => lastDecision(context, id),
    correct: (actor: Actor, before: Dossier, posted: Posted) =>
      correct(context, actor, before, posted),
    sendAgain: (actor: Actor, id: number) => sendAgain(context, actor, id),
    erase: (actor: Actor, id: number, reason: string) => eraseByStaff(context, actor, id, reason),
    /** the filter alone, for a change of all that it finds */
    bulkQuery: (params: URLSearchParams) => queryOf(filterOf(params.toString())),
    previewBulk: (query: string) => previewBulk(context, query),
    startBulk: (actor: Actor, posted: Posted) => startBulk(context, actor, posted),
    cancelBulk: (actor: Actor, id: number) => cancelBulk(context, actor, id),
    undoBulk: (actor: Actor, id: number) => undoBulk(context, actor, id),
    bulk: (id: number) => viewBulk(context, id),
    bulks: () => listBulk(context),
    rules: (asked: { q?: string; before?: number | undefined }) => listRules(context, asked),
    addRules: (actor: Actor, posted: Posted) => addRules(context, actor, posted),
    endRule: (actor: Actor, id: number) => endRule(context, actor, id),
    settings: () => offeredSettings(context),
    changeSettings: (actor: Actor, posted: Posted) => changeSettings(context, actor, posted),
    mailState: () => mailState(context),
    deadMails: (before?: string) => listDead(context, before),
    sendDeadAgain: (actor: Actor, which: { id: string } | 'all') =>
      sendDeadAgain(context, actor, which),
    suppressed: (asked: { q?: string; before?: number | undefined }) =>
      listSuppressed(context, asked),
    liftSuppression: (actor: Actor, handle: string, reason: string) =>
      liftSuppression(context, actor, handle, reason),
    changeMailSettings: (actor: Actor, posted: Posted) =>
      changeSettings(context, actor, posted, ['mail']),
    waiting: () => waiting(context),
    overTime: (unit: Unit) => overTime(context, unit),
    sampleMails: (language: string) => sampleMails(context, language),
    sampleMail: (asked: SampleAsked) => sampleMail(context, asked),
    mailHealth: () => mailHealth(context),
    funnel: () => funnel(context),
  }
}
