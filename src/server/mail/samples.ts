/** Made-up values for every message, for staff who want to see what people get. */
import { LINKS, type MailMessage } from './outbox.ts'

const BOTH = ['individual', 'organisation'] as const
const PERSON = ['individual'] as const
const ORGANISATION = ['organisation'] as const
export type SampleKind = (typeof BOTH)[number]

/** To whom each message goes; one without an entry there fails to compile. */
const KINDS_OF: Record<MailMessage, readonly SampleKind[]> = {
  confirm: BOTH,
  reminder: BOTH,
  alreadySigned: BOTH,
  signed: BOTH,
  underReview: BOTH,
  alreadyEndorsed: ORGANISATION,
  declined: BOTH,
  manageLink: BOTH,
  addressOffer: PERSON,
  addressAsked: PERSON,
  addressDone: PERSON,
  addressBack: PERSON,
  handoverOffer: ORGANISATION,
  handoverAsked: ORGANISATION,
  handoverDone: ORGANISATION,
  handoverTaken: ORGANISATION,
  editAccepted: ORGANISATION,
  editRefused: ORGANISATION,
  merged: ORGANISATION,
  staffInvitation: PERSON,
  staffReset: PERSON,
  staffAlert: PERSON,
  staffAuditHead: PERSON,
}

export const SAMPLED = Object.keys(KINDS_OF) as MailMessage[]
export const SAMPLE_TOKEN = 'sample'
/** The day that the site's own story begins, so that a preview does not change from day to day. */
const DAY = '2017-04-26'

export const sampleKinds = (message: MailMessage): readonly SampleKind[] => KINDS_OF[message]

/** The params of a row of the outbox. @param say words of the language that stand for what somebody typed */
export function sampleParams(
  message: MailMessage,
  kind: SampleKind,
  say: (value: 'person' | 'organisation' | 'reason' | 'browser') => string,
): Record<string, unknown> {
  return {
    ...{ kind, name: say(kind === 'individual' ? 'person' : 'organisation'), number: 1234 },
    ...{ organisation: say('organisation'), reason: say('reason'), email: 'n…@example.org' },
    // Where somebody has still to confirm.
    ...(LINKS[message] === 'confirm' && { texts: ['convention', 'declaration'] }),
    ...{ role: 'editor', event: 'signIn', time: `${DAY} 12:00`, day: DAY, agent: say('browser') },
    ...{ network: '192.0.2.0/24', hash: '0'.repeat(64) },
  }
}
