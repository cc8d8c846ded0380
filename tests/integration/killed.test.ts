import { describe, expect, test } from 'vitest'
import { accede } from '../support/command.ts'
import { query } from '../support/database.ts'
import { fillInSign, linksToAll, linkTo, sign } from '../support/people.ts'
import { withRestarts } from '../support/restart.ts'
import { until } from '../support/until.ts'
import { get, post } from '../support/visitor.ts'

const at = withRestarts()

describe('the site is killed (SIGKILL)', () => {
  test('between the commit and the mail: the mail goes out after the start', async () => {
    at.breakMailbox()
    expect((await fillInSign(at.site, { email: 'late@example.org' })).status).toBe(303)
    await at.kill()
    await at.mendMailbox()
    await at.start()
    const link = await linkTo(at.site, 'late@example.org', 'confirm')
    expect((await post(at.site, link, {})).status).toBe(303)
  })

  test('while thirty people confirm: whoever was told so is in the register, and the counts are right', async () => {
    const emails = Array.from({ length: 30 }, (_, i) => `c${i}@example.org`)
    await Promise.all(emails.map((email) => fillInSign(at.site, { email })))
    const links = await linksToAll(at.site, emails, 'confirm')
    const done: string[] = []
    const confirming = links.map((link, i) =>
      post(at.site, link, {}).then(
        ({ status }) => status === 303 && done.push(emails[i]!),
        () => undefined,
      ),
    )
    await until(() => done.length >= 3, 'the first to be confirmed')
    await at.kill()
    await Promise.all(confirming)

    await at.start()
    const kept = await query(at.site, "select email from endorsements where state = 'published'")
    expect(kept.map(({ email }) => email)).toEqual(expect.arrayContaining(done))
    expect(await accede({ DATA_DIR: at.site.dataDir }, 'verify')).toMatchObject({ code: 0 })
    for (const link of links) expect((await post(at.site, link, {})).status).toBe(303)
    expect(
      await query(at.site, 'select count(*) as n, max(number) as last from endorsements'),
    ).toEqual([{ n: 30, last: 30 }])
  })

  test('and starts again on what it left behind', async () => {
    await sign(at.site, { email: 'before@example.org', name: 'Before Crash' })
    await at.kill()
    await at.start()
    expect((await get(at.site, '/signatories')).body).toContain('Before Crash')
    await sign(at.site, { email: 'after@example.org' })
  })
})
