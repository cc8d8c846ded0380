/** What the buttons of a piece of news do, and whose they are. */
import type { App } from '../../../server/app.ts'
import { isNewsLanguage } from '../../../server/news/languages.ts'
import type { NewsPiece } from '../../../server/news/view.ts'
import { mayAct, type StaffRole } from '../../../server/staff/accounts.ts'
import type { Actor } from '../../../server/staff/actor.ts'

export const BUTTONS = ['takeBack', 'pause', 'resume', 'cancel'] as const
type Button = (typeof BUTTONS)[number]

const isButton = (act: string): act is Button => (BUTTONS as readonly string[]).includes(act)

/** Editors draft and stop; what sends on, or ends for good what was to be sent, is for admins. */
export function roleFor(act: Button, state: NewsPiece['state']): StaffRole {
  return act === 'resume' || (act === 'cancel' && state !== 'draft') ? 'admin' : 'editor'
}

type Who = { actor: Actor; role: StaffRole }
/** `language` of the words that are shown */
type What = { act: string; language: string }

/** @returns what there is to say about it: a key of the said things (said.ts) */
export async function actOnNews(
  { news }: Pick<App, 'news'>,
  { actor, role }: Who,
  { id, state }: NewsPiece,
  { act, language }: What,
): Promise<string> {
  if (act === 'test' && isNewsLanguage(language))
    return (await news.sendTest(actor, id, language)) ? 'test' : 'testWaits'
  if (act === 'remove' && isNewsLanguage(language))
    return (await news.removeLanguage(actor, id, language)) ? 'removed' : 'tooLate'
  if (!isButton(act) || !mayAct(role, roleFor(act, state))) return 'tooLate'
  return (await news[act](actor, id)) ? act : 'tooLate'
}
