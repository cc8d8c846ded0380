/** Where the guides stand: in the place of the text while there is none, beside it once it is there. */
import type { App } from '../../server/app.ts'

export const chapterAddress = (app: App, chapter: number): string =>
  `/convention/${app.texts.has('convention') ? 'guide' : 'chapters'}/${chapter}`

export const overviewAddress = (app: App): string =>
  app.texts.has('convention') ? '/convention/guide' : '/convention'
