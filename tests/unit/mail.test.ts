import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailboxTransport, readMail, readMailbox } from '../../src/server/mail/mailbox.ts'
import { renderMail, type Mailing } from '../../src/server/mail/render.ts'
import type { Outgoing } from '../../src/server/mail/transport.ts'

const LINK = `https://example.org/confirm/${'a'.repeat(43)}`
const mailing = (more: Partial<Mailing> = {}): Mailing => ({
  message: 'confirm',
  language: 'en',
  params: { name: 'Ana Pereira', number: 7, kind: 'individual', texts: ['convention'] },
  link: LINK,
  siteUrl: 'https://example.org',
  ...more,
})

test('an organisation is not thanked for a signature of its own', () => {
  const params = { name: 'Red Cross', kind: 'organisation', number: 9 }
  expect(renderMail(mailing({ message: 'signed', params })).text).toContain(
    'The endorsement is in the register as no. 9.',
  )
  expect(renderMail(mailing({ params })).text).toContain('for Red Cross')
})

describe('a mail in the local mailbox', () => {
  let dataDir: string
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'accede-mail-'))
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  let count = 0
  async function send(more: Partial<Outgoing>) {
    const id = `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
    const mail: Outgoing = {
      id,
      from: 'Accede <accede@example.org>',
      to: 'ana@example.org',
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...renderMail(mailing()),
      ...more,
    }
    await mailboxTransport(dataDir).send([mail], id)
    const raw = readFileSync(join(dataDir, 'mailbox', `${id}.eml`), 'utf8')
    return {
      id,
      raw,
      head: raw.slice(0, raw.indexOf('\r\n\r\n')),
      mail: await PostalMime.parse(raw),
    }
  }
  const recipients = ({ mail }: Awaited<ReturnType<typeof send>>) =>
    [...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])].map(({ address }) => address)

  test('is one RFC 5322 file with both parts', async () => {
    const { raw, mail, head } = await send({})
    expect(raw).not.toMatch(/(?<!\r)\n/)
    expect(mail.text).toContain(LINK)
    expect(mail.html).toContain(LINK)
    expect(head).toMatch(/^Message-ID: <[^>]+@example\.org>/im)
    expect(head).toMatch(/^Date: /im)
    expect(head).toMatch(/^Auto-Submitted: auto-generated/im)
    expect(readdirSync(join(dataDir, 'mailbox')).filter((file) => !file.endsWith('.eml'))).toEqual(
      [],
    )
  })

  test('says where an answer goes, and that no program need answer', async () => {
    const { mail, head } = await send({ replyTo: 'Campaign <desk@example.org>' })
    expect(mail.replyTo).toMatchObject([{ name: 'Campaign', address: 'desk@example.org' }])
    expect(head).toMatch(/^Auto-Submitted: auto-generated/im)
    expect((await send({ replyTo: 'x\r\nBcc: bo@evil.example <a@b.example>' })).head).not.toMatch(
      /^bcc:/im,
    )
  })

  test.each([
    ['to', { to: 'ana@example.org\r\nBcc: bo@evil.example' }],
    ['to, twice', { to: 'ana@example.org, bo@evil.example' }],
    ['to, with a name', { to: 'x <bo@evil.example>@example.org' }],
    ['from', { from: 'Accede\r\nBcc: bo@evil.example <accede@example.org>' }],
    ['subject', { subject: 'Hello\r\nBcc: bo@evil.example\r\n\r\nBody' }],
  ])('cannot be given another recipient through %s', async (_, more) => {
    const sent = await send(more)
    expect(recipients(sent)).toHaveLength(1)
    expect(recipients(sent)).not.toContain('bo@evil.example')
    expect(sent.head).not.toMatch(/^(bcc|cc):/im)
  })

  test.each([
    ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
    ["o'brien+x@example.org", "o'brien+x@example.org"],
    ['josé@example.org', 'josé@example.org'],
    ['用户@例子.广告', '用户@例子.广告'],
  ])('goes to %s', async (to, expected) => {
    expect(recipients(await send({ to }))).toEqual([expected])
  })

  test('is listed and read by its id alone', async () => {
    const { id } = await send({ to: 'bo@example.org' })
    expect((await readMailbox(dataDir)).map((mail) => mail.id)).toContain(id)
    expect(await readMail(dataDir, id)).toMatchObject({ to: 'bo@example.org' })
    for (const wrong of ['../secret.key', `${id}.eml`, '', '..', `../mailbox/${id}`])
      expect(await readMail(dataDir, wrong)).toBeUndefined()
  })
})
