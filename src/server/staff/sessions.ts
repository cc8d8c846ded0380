/**
 * Sessions of staff: all use of lucia 3 is in this file. The cookie holds 256 random bits, the
 * database their SHA-256. A session ends after 30 minutes without use and after 12 hours in any
 * case. Lucia's writes are gathered as statements, because a session begins in the same unit as
 * what caused it, and because only one process writes; nothing is kept in memory.
 */
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import type { FACTORS } from '../../../db/words.ts'
import type { Context } from '../context.ts'
import { HOUR, MINUTE } from '../context.ts'
import { isUnavailable, sql, type Row, type Statement } from '../database/index.ts'
import { hashToken, newToken } from '../endorsements/tokens.ts'
import { toStaff, type Staff } from './accounts.ts'
import { cookieName, isSecure } from './cookies.ts'

const IDLE = 30 * MINUTE
const LONGEST = 12 * HOUR
/** A session that still waits for its second factor. */
const HALFWAY = 10 * MINUTE
/** Use is noted at most once a minute. */
const NOTE_EVERY = MINUTE

export type Factor = (typeof FACTORS)[number]
export type Session = {
  /** SHA-256 of the token: names it to its owner, opens nothing */
  id: string
  factor: Factor
  /** milliseconds, when its owner last proved who they are */
  provedAt: number
  createdAt: number
  usedAt: number
  endsAt: number
  network: string
  agent: string
  pendingTotp: string | null
}
type Attributes = Omit<Session, 'id'>

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Attributes, { of: Staff }>
    UserId: number
    DatabaseSessionAttributes: Attributes
    DatabaseUserAttributes: { of: Staff }
  }
}

/** What an account begins or goes on from: where its owner is, and how they proved themselves. */
export type Begin = { staffId: number; factor: Factor; network: string; agent: string }

/** A session to be stored by a unit, and the cookie for when the unit has taken effect. */
export type Begun = { id: string; statement: Statement; cookie: string }

/** @param condition the session begins only if it holds */
export async function beginSession(
  context: Context,
  begin: Begin,
  condition: Statement,
): Promise<Begun> {
  const { token, hash } = newToken()
  const now = context.now()
  const { staffId, ...rest } = begin
  const times = { provedAt: now, createdAt: now, usedAt: now }
  const endsAt = now + (begin.factor === '' ? HALFWAY : LONGEST)
  const unit: Statement[] = []
  await lucia(context, gathering(unit, condition)).createSession(
    staffId,
    { ...rest, ...times, endsAt, pendingTotp: null },
    { sessionId: hash },
  )
  return { id: hash, statement: unit[0]!, cookie: cookieOf(context, token) }
}

/** The id of the session that a request's cookies name, whether there is one or not. */
export function sessionId(context: Context, cookies: string | null): string | undefined {
  const token = lucia(context, NOTHING).readSessionCookie(cookies ?? '')
  return token ? hashToken(token) : undefined
}

/** Who a request's cookies belong to; undefined when they open no session. @throws DatabaseUnavailable */
export async function findSession(
  context: Context,
  cookies: string | null,
): Promise<{ staff: Staff; session: Session } | undefined> {
  const id = sessionId(context, cookies)
  if (!id) return undefined
  const found = await lucia(context, reading(context)).validateSession(id)
  if (!found.session) return undefined
  const { userId: _, fresh, expiresAt: __, ...session } = found.session
  if (!fresh && session.usedAt < context.now() - NOTE_EVERY) await noteUse(context, session.id)
  return { staff: found.user.of, session }
}

async function noteUse(context: Context, id: string): Promise<void> {
  await reading(context).updateSessionExpiration(id, new Date(context.now() + IDLE))
}

/** Ends one session. */
export const endSession = (id: string): Statement =>
  sql`delete from staff_sessions where id = ${id}`

/** Ends all sessions of an account, or all but one. */
export const endSessions = (staffId: number, but = ''): Statement =>
  sql`delete from staff_sessions where staff_id = ${staffId} and id <> ${but}`

/** Deletes sessions that are over. */
export const deleteEndedSessions = (now: number): Statement =>
  sql`delete from staff_sessions where expires_at <= ${seconds(now)} or ends_at <= ${now}`

/** The cookie of a session, for Set-Cookie. */
function cookieOf(context: Context, token: string): string {
  const cookie = lucia(context, NOTHING).createSessionCookie(token)
  cookie.attributes.maxAge = LONGEST / 1000
  return cookie.serialize()
}

/** Set-Cookie that takes the cookie away. */
export const noCookie = (context: Context): string =>
  lucia(context, NOTHING).createBlankSessionCookie().serialize()

function lucia(context: Context, adapter: Adapter): Lucia<Attributes, { of: Staff }> {
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(IDLE / 1000, 's'),
    sessionCookie: {
      name: cookieName(context, 'staff'),
      attributes: { secure: isSecure(context), sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  })
}

/** Where lucia reads. Of what is over it gets to know nothing, so that it deletes nothing by itself. */
function reading(context: Context): Adapter {
  return {
    ...NOTHING,
    async getSessionAndUser(id) {
      const now = context.now()
      const row = await context.database.firstFresh(
        sql`select s.*, a.email, a.role, a.state, a.created_at as since,
            a.password_hash is not null as has_password, a.totp_secret is not null as has_totp,
            exists (select 1 from staff_passkeys p where p.staff_id = a.id) as has_passkey
          from staff_sessions s join staff a on a.id = s.staff_id
          where s.id = ${id} and s.expires_at > ${seconds(now)} and s.ends_at > ${now} and a.state = 'active'`,
      )
      if (!row) return [null, null]
      const of = toStaff({ ...row, id: row['staff_id'] })
      return [toSession(row), { id: of.id, attributes: { of } }]
    },
    async updateSessionExpiration(id, expiresAt) {
      const used = sql`update staff_sessions set expires_at = max(expires_at, ${seconds(expiresAt.getTime())}),
        used_at = ${context.now()} where id = ${id}`
      // While nothing can be written, reading goes on.
      await context.database.write([used]).catch((error: unknown) => {
        if (!isUnavailable(error)) throw error
      })
    },
  }
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** Where a session goes that begins: into a unit. */
function gathering(unit: Statement[], condition: Statement): Adapter {
  return {
    ...NOTHING,
    async setSession({ id, userId, expiresAt, attributes }) {
      unit.push(sql`insert into staff_sessions (id, staff_id, expires_at, ends_at, factor, proved_at, created_at, used_at,
          network, agent)
        select ${id}, ${userId}, ${seconds(expiresAt.getTime())}, ${attributes.endsAt}, ${attributes.factor},
          ${attributes.provedAt}, ${attributes.createdAt}, ${attributes.usedAt}, ${attributes.network}, ${attributes.agent}
        where ${condition}`)
    },
  }
}

/** What lucia is not asked to do here: ending is a statement in the unit that causes it. */
const NOTHING: Adapter = {
  getSessionAndUser: async () => [null, null],
  getUserSessions: async () => [],
  setSession: async () => {},
  updateSessionExpiration: async () => {},
  deleteSession: async () => {},
  deleteUserSessions: async () => {},
  deleteExpiredSessions: async () => {},
}

function toSession(row: Row): DatabaseSession {
  return {
    id: String(row['id']),
    userId: Number(row['staff_id']),
    expiresAt: new Date(Number(row['expires_at']) * 1000),
    attributes: {
      factor: row['factor'] as Factor,
      provedAt: Number(row['proved_at']),
      createdAt: Number(row['created_at']),
      usedAt: Number(row['used_at']),
      endsAt: Number(row['ends_at']),
      network: String(row['network']),
      agent: String(row['agent']),
      pendingTotp: row['pending_totp'] === null ? null : String(row['pending_totp']),
    },
  }
}
