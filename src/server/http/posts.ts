/**
 * Forms that are taken before a page is asked for: on the busiest night nearly all of them succeed,
 * and a redirect needs no page. What does not succeed travels to the page, which shows it.
 */
import type { IncomingMessage } from 'node:http'
import type { App } from '../app.ts'
import type { ConfirmOutcome } from '../endorsements/confirm.ts'
import type { Posted } from '../endorsements/form.ts'
import type { SubmitOutcome, SubmitProblem, Visitor } from '../endorsements/submission.ts'

/** What came of a posted form; the page of its address finds its own part. */
export type Outcome = {
  submitted?: SubmitProblem
  confirmed?: Exclude<ConfirmOutcome, { state: 'confirmed' }>
}

/** A redirect to where success is shown, or what the page has to show. */
export type Taken = { location: string } | { outcome: Outcome }

type Take = (app: App, posted: Posted, visitor: Visitor, path: string) => Promise<Taken>

const sent = (submitted: SubmitOutcome): Taken =>
  submitted.outcome === 'accepted' ? { location: '/sign/sent' } : { outcome: { submitted } }

const FORMS: [RegExp, Take][] = [
  [
    /^\/sign$/,
    async (app, posted, visitor) => sent(await app.endorsements.submit(posted, visitor)),
  ],
  [
    /^\/sign\/organisation$/,
    async (app, posted, visitor) => sent(await app.organisations.submit(posted, visitor)),
  ],
  [
    /^\/confirm\/[^/]+$/,
    async (app, posted, _visitor, path) => {
      const token = decodeURIComponent(path.slice('/confirm/'.length))
      const confirmed = await app.endorsements.confirm(token, posted)
      return confirmed.state === 'confirmed' ? { location: path } : { outcome: { confirmed } }
    },
  ],
]

/** Takes a posted form; undefined when its page does that itself. */
export function takePost(
  app: App,
  { url = '' }: IncomingMessage,
  posted: Posted,
  visitor: Visitor,
): Promise<Taken> | undefined {
  const path = url.split('?')[0]!
  const take = FORMS.find(([address]) => address.test(path))?.[1]
  return take?.(app, posted, visitor, path)
}
