/**
 * Everything that is kept for a time and then goes by itself: one list, from which the jobs, the dry
 * run, the table in docs/operating.md and the privacy notice are made or checked.
 */
import { campaign } from '../../../content/campaign.ts'
import { DAY } from '../context.ts'
import { raw, sql, type Statement } from '../database/index.ts'
import { deleteOldRequests } from '../organisations/evidence/requests.ts'
import { firstIdAt } from '../ids.ts'
import { forgetLists, LISTS_KEPT, listsDue } from '../imports/forget.ts'
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
    table: 'submissions',
    where: (before) => sql`id < ${firstIdAt(before)}`,
  }),
  rows('confirmation-links', 7 + LINK_HELPS, {
    notice: 'The link in a mail to confirm, without anything you entered',
    table: 'tokens',
    where: (before) => sql`submission_id < ${firstIdAt(before)}`,
  }),
  rows('personal-links', 400 + LINK_HELPS, {
    notice: 'A personal link, which works for 400 days',
    table: 'tokens',
    where: (before) => sql`purpose <> 'confirm' and expires_at < ${before + 400 * DAY}`,
  }),
  rows('sent-mail', 30, {
    notice: 'The mails we sent you',
    table: 'outbox',
    where: (before) => sql`id < ${firstIdAt(before)} and state <> 'waiting'`,
  }),
  rows('addresses-without-mail', 90, {
    notice: 'That mail to an address came back or was unwanted, if no signature stands behind it',
    table: 'suppressions',
    where: (
      before,
    ) => sql`created_at < ${before} and reason <> 'asked' and not exists (select 1 from endorsements e
      where e.kind in ('individual', 'organisation') and e.email_key = address_key)`,
  }),
  rows('mail-events', 30, {
    notice: 'What the mail service tells us of a mail, such as that it came back',
    table: 'mail_events',
    where: (before) => sql`received_at < ${before}`,
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
  rows('news-deliveries', 30, {
    notice: 'Which piece of news went to you',
    table: 'news_deliveries',
    where: (before) => sql`news_id in (select id from news where ended_at < ${before})`,
  }),
  rows('link-requests', 1, {
    notice: 'That your network asked for a link, as a keyed hash',
    table: 'link_requests',
    where: (before) => sql`id < ${firstIdAt(before)}`,
  }),
  rows('address-changes', 30, {
    notice: 'The address you had before a change of address',
    table: 'address_changes',
    where: (before) => sql`asked_at < ${before}`,
  }),
  rows('handovers', 30, {
    notice: 'An offer to be the contact of an organisation',
    table: 'handovers',
    where: (before) => sql`asked_at < ${before}`,
  }),
  {
    name: 'lists-brought-in',
    days: LISTS_KEPT,
    notice: 'A list of signatures from paper as a file, if it is not used; what was wrong in it',
    due: listsDue,
    forget: forgetLists,
  },
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

async function count({ database }: Pick<Keeping, 'database'>, from: Statement): Promise<number> {
  return Number((await database.first(sql`select count(*) as n from ${from}`))?.['n'])
}

type Rows = {
  notice: string
  table: string
  /** a condition: it is older than `before` */
  where: (before: number) => Statement
}

/** Rows of a table that grows with visitors. */
function rows(name: string, days: number, { notice, table, where }: Rows): Kept {
  const old = (keeping: Keeping) => sql`${raw(table)} where ${where(before(keeping, days))}`
  return {
    ...{ name, days, notice },
    due: (keeping) => count(keeping, old(keeping)),
    forget: (keeping, signal) =>
      inPortions(keeping, signal, () => [
        sql`delete from ${raw(table)} where rowid in (select rowid from ${old(keeping)} limit ${PORTION})`,
      ]),
  }
}

/** Rows of tables that stay small, deleted in one unit by what stands with their verbs. */
function small(
  name: string,
  days: number,
  deleting: (keeping: Keeping) => Statement[],
  more: { notice?: string } = {},
): Kept {
  return {
    ...{ name, days, ...more },
    due: async (keeping) => {
      const counts = await Promise.all(
        deleting(keeping).map(({ sql: text, args }) =>
          count(keeping, { sql: text.replace(/^delete from /, ''), args }),
        ),
      )
      return counts.reduce((sum, n) => sum + n, 0)
    },
    forget: async (keeping) => {
      const results = await keeping.database.write(deleting(keeping))
      return results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0)
    },
  }
}
