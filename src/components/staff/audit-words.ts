import { isMessageKey, type Translate } from '../../server/messages/index.ts'

/** What was done, in words; an act that has none yet is shown as it is kept. */
export function auditWord(t: Translate, what: string): string {
  const key = `staff.audited.${what.replaceAll('.', '_')}`
  return isMessageKey(key) ? t(key) : what
}

/** Who did it: an address, or one of those that have no account. */
export function actorName(t: Translate, who: string, email: string | null): string {
  const key = `staff.actors.${who}`
  return email ?? (isMessageKey(key) ? t(key) : who)
}
