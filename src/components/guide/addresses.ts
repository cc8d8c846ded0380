/** Where the guides stand: in the place of the text while there is none, beside it once it is there. */
import type { App } from '../../server/app.ts'

const hasText = (_app: App): boolean => false

export const overviewAddress = (app: App): string =>
  hasText(app) ? '/convention/guide' : '/convention'

export const chapterAddress = (app: App, chapter: number): string =>
  `/convention/${hasText(app) ? 'guide' : 'chapters'}/${chapter}`
