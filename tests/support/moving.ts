/** People who move their signatures to another address; over HTTP, each with one of their own. */
import { query } from './database.ts'
import { linkOfMail, mailed, signAndManage } from './people.ts'
import type { Site } from './site.ts'
import { post } from './visitor.ts'

let made = 0

/** Somebody with a signature of their own for each test. */
export async function person(
  site: Site,
  name = `Nadia Moves ${'abcdefghijklmnopqrstuvwxyz'[made % 26]}`,
) {
  const [old, next] = [`old${++made}@before.example`, `new${made}@after.example`]
  const manage = await signAndManage(site, {
    email: old,
    name,
    updates: 'on',
  })
  const held = async () =>
    (await query(site, 'select * from endorsements where email in (?, ?)', [old, next]))[0]
  return {
    ...{ old, next, manage, held },
    ask: (email = next) => post(site, `${manage}/address`, { email }),
    offer: () => linkOfMail(site, next, 'address'),
    stop: async () => {
      // The mail to confirm has such a link too.
      await mailed(site, old, 3)
      return linkOfMail(site, old, 'not-me')
    },
  }
}
/** Changes rows by hand: what the mail service tells, what staff do. */
export async function change(site: Site, statement: string): Promise<void> {
  const database = site.database()
  await database.execute(statement)
  database.close()
}
/** Time goes by for what is kept about moves, and for the mails about them. */
export async function later(site: Site, milliseconds: number): Promise<void> {
  const database = site.database()
  await database.execute({
    sql: 'update address_changes set asked_at = asked_at - ?1, expires_at = expires_at - ?1, accepted_at = accepted_at - ?1',
    args: [milliseconds],
  })
  await database.execute({
    sql: 'update outbox set created_at = created_at - ?',
    args: [milliseconds],
  })
  database.close()
}
