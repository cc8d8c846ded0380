/** What the buttons of a piece of news do. */
import type { App } from '../../../server/app.ts'
import { isNewsLanguage } from '../../../server/news/languages.ts'
import type { ActorInRole } from '../../../server/news/states.ts'
import type { NewsPiece } from '../../../server/news/view.ts'

export const BUTTONS = ['takeBack', 'pause', 'resume', 'cancel'] as const
type Button = (typeof BUTTONS)[number]

const isButton = (act: string): act is Button => (BUTTONS as readonly string[]).includes(act)

/** `language` of the words that are shown */
type What = { act: string; language: string }

/** @returns what there is to say about it: a key of the said things (said.ts) */
export async function actOnNews(
  { news }: Pick<App, 'news'>,
  actor: ActorInRole,
  { id }: Pick<NewsPiece, 'id'>,
  { act, language }: What,
): Promise<string> {
  if (act === 'test' && isNewsLanguage(language))
    return (await news.sendTest(actor, id, language)) ? 'test' : 'testWaits'
  if (act === 'remove' && isNewsLanguage(language))
    return (await news.removeLanguage(actor, id, language)) ? 'removed' : 'tooLate'
  return isButton(act) && (await news[act](actor, id)) ? act : 'tooLate'
}
