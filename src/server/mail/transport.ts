/** A way for mail to leave. The outbox row's id travels with it, so that a repeat can be told. */
export type Outgoing = {
  id: string
  from: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

export type Transport = {
  /** Resolves once the mail is taken over. @throws when it must be tried again */
  send(mail: Outgoing): Promise<void>
}
