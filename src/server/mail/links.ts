/** Where the links of a mail lead; all of them from SITE_URL. */
import { LINKS, type MailMessage } from './outbox.ts'

/** Mails that somebody else can cause: their owner can say "that was not me". */
const DISOWNED: readonly MailMessage[] = ['confirm', 'reminder', 'addressOffer', 'handoverOffer']

/** @param token of the mail's link; '' where it has none */
export function linksOf(
  message: MailMessage,
  siteUrl: string,
  token: string,
): { link: string; notMe?: string } {
  const to = (place: string) => [siteUrl, place, token].filter(Boolean).join('/')
  const disowned = token !== '' && DISOWNED.includes(message)
  return { link: to(LINKS[message]), ...(disowned && { notMe: to('not-me') }) }
}
