/** An endorsement changes hands from one address of its owner to another: its links end, and a new one is sent. */
import type { Context } from '../../context.ts'
import { sql, type Statement } from '../../database/index.ts'
import { enqueue } from '../../mail/outbox.ts'
import { MANAGE_LIFETIME, newToken, seal } from '../tokens.ts'

type Target = {
  message: 'addressDone' | 'addressBack'
  /** SQL: the endorsement's id; null, and nothing happens */
  id: Statement
  email: Statement
  emailKey: Statement
}

/** Statements; what `id`, `email` and `emailKey` are read from must hold until the last of them. */
export function moveTo(context: Context, { message, id, email, emailKey }: Target): Statement[] {
  const now = context.now()
  const { token, hash } = newToken()
  const e = sql`endorsements where id = ${id}`
  return [
    sql`delete from tokens where endorsement_id = ${id} and purpose = 'manage'`,
    sql`update endorsements set email = ${email}, email_key = ${emailKey}, changed_at = ${now} where id = ${id}`,
    sql`insert into tokens (hash, purpose, endorsement_id, created_at, expires_at)
      select ${hash}, 'manage', id, ${now}, ${now + MANAGE_LIFETIME} from ${e}`,
    enqueue(
      {
        message,
        recipient: sql`(select email from ${e})`,
        recipientKey: sql`(select email_key from ${e})`,
        language: sql`(select language from ${e})`,
        params: sql`(select json_object('name', name, 'kind', kind) from ${e})`,
        sealedToken: seal(context.config.secretKey, token),
      },
      sql`exists (select 1 from ${e})`,
      now,
    ),
  ]
}
