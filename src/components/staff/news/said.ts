import { isMessageKey, type MessageKey } from '../../../server/messages/index.ts'

/** What has just been done with a piece of news, as the address says; undefined for what there are no words for. */
export function saidKey(said: string | null): MessageKey | undefined {
  const key = `news.said.${said ?? ''}`
  return said && isMessageKey(key) ? key : undefined
}
