/** A way for mail to leave. The outbox row's id travels with it, so that a repeat can be told. */
export type Outgoing = {
  id: string
  from: string
  /** where an answer goes, if not to `from` */
  replyTo?: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** What became of one mail that was handed over. */
export type Verdict =
  /** taken over; with the id that the mail service gave it, if it gives any */
  | { outcome: 'sent'; providerId: string | null }
  /** never will be taken: the mail itself is at fault */
  | { outcome: 'refused'; problem: string }
  /** not taken, and nothing is known against another try */
  | { outcome: 'failed'; problem: string }
  /** perhaps taken: it must be repeated with the same key, in the same company */
  | { outcome: 'unknown'; problem: string }
  /** its key was used for something else: perhaps taken, and a repeat will not tell */
  | { outcome: 'conflict' }
  /** no mail is taken at all for that many milliseconds */
  | { outcome: 'held'; problem: string; wait: number }

/** What the mail service says of itself, for staff. */
export type ServiceNews = Partial<Record<'daily' | 'monthly' | 'limit' | 'problem', string>>

export type Transport = {
  /** mails that one call takes */
  most: number
  /** calls that may be under way */
  atOnce: number
  /** Resolves once another call may be made; the result gives back a turn that is not used. */
  turn(): Promise<() => void>
  /** @param key tells a repeat @returns a verdict for each mail, in their order; never throws */
  send(mails: readonly Outgoing[], key: string): Promise<Verdict[]>
  /**
   * Looks for mails that were perhaps taken, which can take minutes. @param since milliseconds since
   * 1970 @param step called before each request, every 25 seconds or more often; ends it by throwing
   * @returns those that were, by their ids, with the id that the service gave them; undefined when
   * nobody can tell @throws when it has to be asked again
   */
  find(
    mails: readonly Pick<Outgoing, 'id' | 'to'>[],
    since: number,
    step: () => Promise<void>,
  ): Promise<Map<string, string> | undefined>
  /** What the mail service said of itself lately. */
  news(): ServiceNews
}
