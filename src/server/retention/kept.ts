/**
 * Everything that is kept for a time and then goes by itself: one list, from which the jobs, the dry
 * run, the table in docs/operating.md and the privacy notice are made or checked.
 */
import { campaign } from '../../../content/campaign.ts'
import { DAY } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { deleteOldRequests } from '../organisations/evidence/requests.ts'
import { firstIdAt } from '../ids.ts'
import { deleteOldAttempts } from '../staff/attempts.ts'
import { deleteOldFigures } from '../staff/digest/digest.ts'
import { deleteOldLinks } from '../staff/links.ts'
import { deleteOldChallenges } from '../staff/passkeys/challenge.ts'
import { deleteEndedSessions } from '../staff/sessions.ts'
import { inPortions, PORTION, type Keeping } from './batches.ts'
import { anonymiseAll, namesDue } from './names.ts'

export type Kept = {
  /** of the job, and of the row in docs/operating.md */
  name: string
  /** days for which it is kept; null: for good, as the campaign wants it */
  days: number | null
  /** the words of the privacy notice for it; left out for what is no visitor's */
  notice?: string
  /** how many there are whose time is over */
  due(keeping: Keeping): Promise<number>
  /** @returns how many went */
  forget(keeping: Keeping, signal: AbortSignal): Promise<number>
}

/** How long an old link still leads to a page that explains. */
const LINK_HELPS = 90

export const KEPT: readonly Kept[] = [
  rows('unconfirmed-submissions', 7, {
    notice: 'An entry that you do not confirm',
    from: (before) => sql`submissions where id < ${firstIdAt(before)}`,
  }),
  rows('confirmation-links', 7 + LINK_HELPS, {
    notice: 'The link in a mail to confirm, without anything you entered',
    from: (before) => sql`tokens where submission_id < ${firstIdAt(before)}`,
  }),
  rows('personal-links', 400 + LINK_HELPS, {
    notice: 'A personal link, which works for 400 days',
    from: (before) => sql`tokens where purpose <> 'confirm' and expires_at < ${before + 400 * DAY}`,
  }),
  rows('sent-mail', 30, {
    notice: 'The mails we sent you',
    from: (before) => sql`outbox where id < ${firstIdAt(before)} and state <> 'waiting'`,
  }),
  {
    name: 'networks',
    days: 30,
    notice: 'The network you signed from',
    due: (keeping) => count(keeping, withNetwork(before(keeping, 30))),
    forget: (keeping, signal) =>
      inPortions(keeping, signal, () => [
        sql`update endorsements set network = null where id in
          (select id from ${withNetwork(before(keeping, 30))} order by confirmed_at limit ${PORTION})`,
      ]),
  },
  rows('address-changes', 30, {
    notice: 'The address you had before a change of address',
    from: (before) => sql`address_changes where asked_at < ${before}`,
  }),
  rows('handovers', 30, {
    notice: 'An offer to be the contact of an organisation',
    from: (before) => sql`handovers where asked_at < ${before}`,
  }),
  {
    name: 'names-after-the-end',
    days: campaign.namesKeptAfterTheEnd,
    notice: 'Your signature, after the end of the campaign',
    due: namesDue,
    forget: anonymiseAll,
  },
  small('evidence-requests', 30, ({ now }) => [deleteOldRequests(now())]),
  small('figures-of-mail', 60, ({ now }) => [deleteOldFigures(now())], {
    notice: 'How many mails went to a mail domain',
  }),
  small('sign-in-of-staff', 1, ({ now }) => [
    deleteEndedSessions(now()),
    deleteOldAttempts(now()),
    deleteOldLinks(now()),
    deleteOldChallenges(now()),
  ]),
]

const before = ({ now }: Pick<Keeping, 'now'>, days: number) => now() - days * DAY
const withNetwork = (before: number) =>
  sql`endorsements where network is not null and confirmed_at < ${before}`

async function count({ database }: Keeping, from: Statement): Promise<number> {
  return Number((await database.first(sql`select count(*) as n from ${from}`))?.['n'])
}

/** Rows of a table that grows with visitors. @param from SQL after `from`: what is older */
function rows(
  name: string,
  days: number,
  { notice, from }: { notice: string; from: (before: number) => Statement },
): Kept {
  const table = (older: Statement) => raw(/^\w+/.exec(older.sql)![0])
  return {
    ...{ name, days, notice },
    due: (keeping) => count(keeping, from(before(keeping, days))),
    forget: (keeping, signal) =>
      inPortions(keeping, signal, () => {
        const older = from(before(keeping, days))
        return [
          sql`delete from ${table(older)} where rowid in (select rowid from ${older} limit ${PORTION})`,
        ]
      }),
  }
}

/** Rows of tables that stay small: deleted in one unit. */
function small(
  name: string,
  days: number,
  deleting: (keeping: Keeping) => Statement[],
  more: { notice?: string } = {},
): Kept {
  return {
    ...{ name, days, ...more },
    due: async (keeping) => {
      const counts = await Promise.all(deleting(keeping).map((one) => count(keeping, fromOf(one))))
      return counts.reduce((sum, n) => sum + n, 0)
    },
    forget: async ({ database, ...rest }) => {
      const results = await database.write(deleting({ database, ...rest }))
      return results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0)
    },
  }
}

/** `delete from x where …` as `x where …`. */
const fromOf = ({ sql: text, args }: Statement): Statement => ({
  sql: text.replace(/^\s*delete from /, ''),
  args,
})
