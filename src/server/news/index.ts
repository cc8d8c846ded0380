/** News to those who asked for it, put together for the pages. */
import type { Context } from '../context.ts'
import { newFormKey } from '../endorsements/form-key.ts'
import type { Posted } from '../endorsements/form.ts'
import { newsArePaused } from '../settings.ts'
import type { StaffRole } from '../staff/accounts.ts'
import type { Actor } from '../staff/actor.ts'
import { countReaders, countriesToChoose, type Audience } from './audience.ts'
import { choose } from './choose.ts'
import type { NewsLanguage } from './languages.ts'
import { newsHtml, newsText } from './layout.ts'
import { schedule, takeBack } from './schedule.ts'
import { sendTest } from './send-test.ts'
import { possibleIn, type ActorInRole, type NewsState } from './states.ts'
import { cancel, pause, resume } from './stop.ts'
import { unsubscribe, unsubscribeToken, viewSubscription } from './unsubscribe.ts'
import { listNews, viewNews, type NewsText } from './view.ts'
import { begin, edit, removeLanguage } from './write.ts'

export function newsService(context: Context) {
  /** what a reader would get, with a link of the one who looks */
  const around = (email: string) => ({
    siteUrl: context.config.siteUrl,
    unsubscribe: `${context.config.siteUrl}/unsubscribe/${unsubscribeToken(context.config.secretKey, email)}`,
  })
  return {
    newFormKey: () => newFormKey(context.config.secretKey, context.now()),
    list: () => listNews(context),
    view: (id: number) => viewNews(context, id),
    /** true while no news leave at all */
    resting: () => newsArePaused(context),
    begin: (actor: Actor, posted: Posted) => begin(context, actor, posted),
    edit: (actor: Actor, id: number, posted: Posted) => edit(context, actor, id, posted),
    removeLanguage: (actor: Actor, id: number, language: NewsLanguage) =>
      removeLanguage(context, actor, id, language),
    html: (text: NewsText, email: string) => newsHtml(text, around(email)),
    text: (text: NewsText, email: string) => newsText(text, around(email)),
    countries: () => countriesToChoose(context),
    count: (audience: Audience) => countReaders(context, audience),
    choose: (actor: Actor, id: number, posted: Posted) => choose(context, actor, id, posted),
    sendTest: (actor: Actor, id: number, language: NewsLanguage) =>
      sendTest(context, actor, id, language),
    schedule: (actor: Actor, id: number, posted: Posted) => schedule(context, actor, id, posted),
    possible: (state: NewsState, role: StaffRole) => possibleIn(state, role),
    takeBack: (by: ActorInRole, id: number) => takeBack(context, by, id),
    pause: (by: ActorInRole, id: number) => pause(context, by, id),
    resume: (by: ActorInRole, id: number) => resume(context, by, id),
    cancel: (by: ActorInRole, id: number) => cancel(context, by, id),
    subscription: (token: string | undefined) => viewSubscription(context, token),
    unsubscribe: (token: string | undefined) => unsubscribe(context, token),
  }
}
