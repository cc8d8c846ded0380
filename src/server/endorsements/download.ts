/** What is held about an endorsement, for its owner (GDPR articles 15 and 20): every column, in plain words. */
import type { Context } from '../context.ts'
import { sql } from '../database/index.ts'
import { writtenNetwork } from '../rules/index.ts'
import { ownedItself, viewManaged } from './manage.ts'
import { hashFromAddress } from './tokens.ts'

/** @returns a JSON value with ISO 8601 times, or undefined when the link is not valid */
export async function download(
  context: Context,
  rawToken: string | undefined,
): Promise<object | undefined> {
  const endorsement = await viewManaged(context, rawToken, ownedItself)
  if (!endorsement) return undefined
  const { id, confirmedAt, texts: _, news: __, ...held } = endorsement
  const rest = await context.database.firstFresh(
    sql`select submitted_at, coalesce(published_at, iif(state = 'blocked' and kind = 'individual', confirmed_at, null)) as published_at,
      changed_at, language, source, network, comment_approved_at,
      iif(state = 'blocked', iif(kind = 'individual', null, 'vetting'), held_by) as held_by,
      (select wording from wordings where id = consent_wording) as consent,
      (select version from wordings where id = consent_wording) as consent_version,
      (select wording from wordings where id = updates_wording) as updates,
      (select version from wordings where id = updates_wording) as updates_version,
      iif(updates_wording is null, null, coalesce(updates_at, confirmed_at)) as updates_at
      from endorsements where ${ownedItself(context, hashFromAddress(rawToken)!)}`,
  )
  const texts = await context.database.readFresh(
    sql`select t.text, w.version as edition, w.language, w.wording as sentence, t.endorsed_at, t.withdrawn_at
      from endorsement_texts t join wordings w on w.id = t.wording_id where t.endorsement_id = ${id}`,
  )
  const mails = await context.database.readFresh(
    sql`select message, state, created_at, sent_at from outbox where recipient_key =
      (select email_key from endorsements where id = ${id}) order by created_at`,
  )
  const addressChanges = await context.database.readFresh(
    sql`select email, old_email, state, asked_at, accepted_at from address_changes where endorsement_id = ${id} order by id`,
  )
  const organisation = await context.database.firstFresh(
    sql`select type, website, city, contact_name, contact_role, statement from organisations where endorsement_id = ${id}`,
  )
  return {
    ...held,
    confirmedAt: iso(confirmedAt),
    ...readable(rest ?? {}),
    network: rest?.['network'] ? writtenNetwork(String(rest['network'])) : null,
    texts: texts.map(readable),
    mails: mails.map(readable),
    addressChanges: addressChanges.map(readable),
    ...(organisation && { organisation: readable(organisation) }),
  }
}

/** Column names to camelCase, times to ISO 8601. */
function readable(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => Number.isNaN(Number(column)))
      .map(([column, value]) => [
        column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        column.endsWith('_at') && value !== null ? iso(Number(value)) : value,
      ]),
  )
}

const iso = (time: number) => new Date(time).toISOString()
