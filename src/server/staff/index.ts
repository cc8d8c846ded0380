/** Staff: accounts, sessions, roles, audit; one verb a file. */
import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Staff } from './accounts.ts'
import { proveAgain } from './again.ts'
import { auditChoices, listAudit } from './audit/list.ts'
import { changePassword, chooseByLink } from './choose-password.ts'
import { openLink, type LinkPurpose } from './links.ts'
import { endOtherSessions, endOwnSession, ownSessions } from './own-sessions.ts'
import { ownPasskeys, removePasskey } from './passkeys/own.ts'
import { addPasskey, joinWithPasskey, offerRegistration } from './passkeys/register.ts'
import { askForPasskey, provePasskeyAgain, signInWithPasskey } from './passkeys/sign-in.ts'
import { changePerson } from './people/change.ts'
import { invite } from './people/invite.ts'
import { findPerson, listPeople } from './people/list.ts'
import { requireStaff, type Asked } from './require-staff.ts'
import { askReset } from './reset.ts'
import { proveSecondFactor } from './second-factor/prove.ts'
import { codesLeft } from './second-factor/recovery-codes.ts'
import { beginTotp, confirmTotp, removeTotp, renewCodes } from './second-factor/setup.ts'
import { setupOf } from './second-factor/totp.ts'
import type { Session } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { StaffVisitor } from './visitor.ts'

export type { Staff, StaffRole } from './accounts.ts'
export type { Asked, Entry } from './require-staff.ts'
export type { StaffVisitor } from './visitor.ts'
export type StaffService = ReturnType<typeof staffService>
type Owner = { staff: Staff; session: Session }

export function staffService(context: Context) {
  return {
    require: (cookies: string | null, asked: Asked) => requireStaff(context, cookies, asked),
    ...waysIn(context),
    ...ownAccount(context),
    ...passkeys(context),
    people: () => listPeople(context),
    person: (id: string | undefined) => findPerson(context, id),
    invite: (by: Staff, posted: Posted, visitor: StaffVisitor) =>
      invite(context, by, posted, visitor),
    changePerson: (asked: Parameters<typeof changePerson>[1], posted: Posted) =>
      changePerson(context, asked, posted),
    audit: (params: URLSearchParams) => listAudit(context, params),
    auditChoices: () => auditChoices(context),
  }
}

function waysIn(context: Context) {
  return {
    signIn: (posted: Posted, visitor: StaffVisitor) => signIn(context, posted, visitor),
    signOut: (visitor: StaffVisitor) => signOut(context, visitor),
    proveSecondFactor: (posted: Posted, visitor: StaffVisitor) =>
      proveSecondFactor(context, posted, visitor),
    proveAgain: (owner: Owner, posted: Posted) => proveAgain(context, owner, posted),
    askReset: (posted: Posted, visitor: StaffVisitor) => askReset(context, posted, visitor),
    openLink: (purpose: LinkPurpose, token: string | undefined) =>
      openLink(context, purpose, token),
    chooseByLink: (
      purpose: LinkPurpose,
      token: string | undefined,
      posted: Posted,
      visitor: StaffVisitor,
    ) => chooseByLink(context, purpose, token, posted, visitor),
  }
}

function ownAccount(context: Context) {
  return {
    changePassword: (owner: Owner, posted: Posted, visitor: StaffVisitor) =>
      changePassword(context, owner, posted, visitor),
    sessions: (staff: Staff) => ownSessions(context, staff),
    endSession: (staff: Staff, id: string, visitor: StaffVisitor) =>
      endOwnSession(context, staff, id, visitor),
    endOtherSessions: (staff: Staff, but: string, visitor: StaffVisitor) =>
      endOtherSessions(context, staff, but, visitor),
    beginTotp: (owner: Owner) => beginTotp(context, owner),
    /** what the app needs to know, while it is being set up */
    totpSetup: ({ staff, session }: Owner, issuer: string) =>
      session.pendingTotp
        ? setupOf(context.config.secretKey, session.pendingTotp, staff.email, issuer)
        : undefined,
    confirmTotp: (owner: Owner, posted: Posted, visitor: StaffVisitor) =>
      confirmTotp(context, owner, posted, visitor),
    removeTotp: (owner: Owner, visitor: StaffVisitor) => removeTotp(context, owner, visitor),
    codesLeft: (staff: Staff) => codesLeft(context, staff.id),
    renewCodes: (owner: Owner, visitor: StaffVisitor) => renewCodes(context, owner, visitor),
  }
}

function passkeys(context: Context) {
  return {
    offerPasskey: (staff: Staff, language: string) => offerRegistration(context, staff, language),
    addPasskey: (owner: Owner, posted: Posted, visitor: StaffVisitor) =>
      addPasskey(context, owner, posted, visitor),
    joinWithPasskey: (token: string | undefined, posted: Posted, visitor: StaffVisitor) =>
      joinWithPasskey(context, token, posted, visitor),
    askForPasskey: (purpose: 'signIn' | 'again', visitor: StaffVisitor) =>
      askForPasskey(context, purpose, visitor),
    signInWithPasskey: (posted: Posted, visitor: StaffVisitor) =>
      signInWithPasskey(context, posted, visitor),
    provePasskeyAgain: (owner: Owner, posted: Posted, visitor: StaffVisitor) =>
      provePasskeyAgain(context, owner, posted, visitor),
    passkeys: (staff: Staff) => ownPasskeys(context, staff),
    removePasskey: (owner: Owner, id: string, visitor: StaffVisitor) =>
      removePasskey(context, owner, id, visitor),
  }
}
