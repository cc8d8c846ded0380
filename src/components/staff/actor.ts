import type { APIContext, AstroGlobal } from 'astro'
import { mayAct } from '../../server/staff/accounts.ts'
import type { Posted } from '../../server/endorsements/form.ts'
import type { Actor } from '../../server/staff/work.ts'
import { typed } from '../form/values.ts'
import type { SignedIn } from './admit.ts'

/** Who acts, as the audit names them. */
export const actorOf = ({ staff }: SignedIn, { locals }: Pick<AstroGlobal, 'locals'>): Actor => ({
  id: staff.id,
  email: staff.email,
  network: locals.visitor.network,
})

/** Whose an export is: the session's, not only the account's. */
export const ownerOf = ({ staff, session }: SignedIn, { locals }: Pick<APIContext, 'locals'>) => ({
  ...{ staff, session },
  network: locals.visitor.network,
})

/** Viewers see no addresses and decide nothing. */
export const mayEdit = ({ staff }: SignedIn): boolean => mayAct(staff.role, 'editor')

/** An id in an address; NaN for what is none. */
export const idIn = (value: string | undefined): number =>
  /^\d{1,15}$/.test(value ?? '') ? Number(value) : Number.NaN

/** Where a page of staff wants to go back to: a path below /staff, or the given one. */
export function backTo(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^\/staff(\/[\w/-]*)?(\?[^\s#\\]*)?$/.test(value)
    ? value
    : otherwise
}

/**
 * The endorsement that an address of the desk names, and the desk's own address.
 * @param addresses whether e-mail addresses are read too @returns undefined when there is none
 */
export async function atDesk({ locals, params }: AstroGlobal, addresses: boolean) {
  const id = idIn(params['id'])
  const dossier = await locals.app.work.dossier(id, addresses)
  return dossier && { id, dossier, desk: `/staff/endorsements/${id}` }
}

const LONGEST_REASON = 1000

/** Why somebody of staff does something, as typed; empty when nothing was. */
export const reasonIn = (posted: Posted | undefined): string =>
  typed(posted).one('reason').trim().slice(0, LONGEST_REASON)
