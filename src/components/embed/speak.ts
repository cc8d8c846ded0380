import type { EmbedOptions } from '../../server/embeds/index.ts'
import { translator } from '../../server/messages/index.ts'

/** Lets a page that stands elsewhere speak the language that was chosen there. */
export function speak(locals: App.Locals, { language }: EmbedOptions): void {
  if (!language) return
  locals.language = language
  locals.t = translator(language)
}
